/// The header of an IDX file: two zero bytes, a type code, the number of dimensions, then each dimension as a
/// big-endian 32-bit integer ([description of the format](https://yann.lecun.com/exdb/mnist/)).
public struct IDXHeader: Equatable, Sendable {
  /// [samples] or [samples, height, width].
  public var shape: [Int]

  /// The type of an element, with its code in the file. Only unsigned bytes can be read.
  enum ElementType: UInt8, CaseIterable {
    case unsignedByte = 0x08
    case signedByte = 0x09
    case int16 = 0x0b
    case int32 = 0x0c
    case float32 = 0x0d
    case float64 = 0x0e
  }

  /// Reads the header of a plain or gzip file. Throws `file`, `badGzip` or `badIDX`.
  public static func read(path: String) throws(DatasetError) -> IDXHeader {
    try read(from: ByteReader(path: path))
  }

  static func read(from reader: ByteReader) throws(DatasetError) -> IDXHeader {
    let path = reader.path
    let magic = try reader.read(4)
    guard magic.count == 4, magic[0] == 0, magic[1] == 0 else { throw .badIDX(path: path, .notIDX(magic)) }
    guard let type = ElementType(rawValue: magic[2]) else {
      throw .badIDX(path: path, .unknownType(magic[2]))
    }
    guard type == .unsignedByte else { throw .badIDX(path: path, .unsupportedType("\(type)")) }
    let dimensionCount = Int(magic[3])
    guard dimensionCount == 1 || dimensionCount == 3 else {
      throw .badIDX(path: path, .unsupportedDimensions(dimensionCount))
    }
    let bytes = try reader.read(4 * dimensionCount)
    guard bytes.count == 4 * dimensionCount else { throw .badIDX(path: path, .truncatedHeader) }
    return IDXHeader(
      shape: (0..<dimensionCount).map { axis in
        bytes[(4 * axis)..<(4 * axis + 4)].reduce(0) { $0 << 8 | Int($1) }
      })
  }

  /// The size of the header itself, in bytes.
  var byteCount: Int { 4 + 4 * shape.count }

  /// Checks that a file has `dataBytes` bytes after its header, before memory for them is allocated. The exact size of a
  /// gzip file is only known after reading; here it must be possible.
  /// - Throws: `badIDX`, `file` or `badGzip`.
  func checkSize(of reader: ByteReader, dataBytes: Int) throws(DatasetError) {
    if let largest = reader.largestContent, dataBytes > largest {
      throw .badIDX(path: reader.path, .truncated(expected: dataBytes, present: try reader.skipToEnd()))
    }
    guard let whole = reader.plainByteCount else { return }
    let present = whole - byteCount
    if present < dataBytes {
      throw .badIDX(path: reader.path, .truncated(expected: dataBytes, present: present))
    }
    if present > dataBytes {
      throw .badIDX(path: reader.path, .trailingBytes(present - dataBytes))
    }
  }
}
