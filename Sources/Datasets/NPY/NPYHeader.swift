/// The header of a NumPy file, versions 1 to 3
/// ([description of the format](https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html)).
public struct NPYHeader: Equatable, Sendable {
  public var dataType: NPYDataType
  /// Whether the index of the first axis changes fastest, as in Fortran, instead of that of the last axis.
  public var isFortranOrder: Bool
  public var shape: [Int]
  /// The position of the first element in the file, in bytes.
  var dataOffset: Int

  /// Reads only the header. Throws `file`, `badGzip` or `badNPY`.
  public static func read(path: String) throws(DatasetError) -> NPYHeader {
    try read(from: ByteReader(path: path))
  }

  static func read(from reader: ByteReader) throws(DatasetError) -> NPYHeader {
    let path = reader.path
    let start = try reader.read(8)
    guard start.count == 8, start.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw .badNPY(path: path, start.starts(with: Array("PK".utf8)) ? .archive : .notNPY)
    }
    let version = start[6]
    guard (1...3).contains(version), start[7] == 0 else {
      throw .badNPY(path: path, .unknownVersion("\(version).\(start[7])"))
    }
    let lengthBytes = try reader.read(version == 1 ? 2 : 4)
    guard lengthBytes.count == (version == 1 ? 2 : 4) else { throw .badNPY(path: path, .truncatedHeader) }
    let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= longestHeader else { throw .badNPY(path: path, .headerTooLong(length)) }
    let text = try reader.read(length)
    guard text.count == length else { throw .badNPY(path: path, .truncatedHeader) }
    var parser = NPYHeaderParser(text)
    let fields: NPYHeaderParser.Fields
    do { fields = try parser.parse() } catch { throw .badNPY(path: path, error) }
    return NPYHeader(
      dataType: fields.dataType, isFortranOrder: fields.isFortranOrder, shape: fields.shape,
      dataOffset: 8 + lengthBytes.count + length)
  }

  /// The maximum length of a header in bytes. NumPy's own limit for files that are not trusted is 10,000 characters.
  private static let longestHeader = 1 << 16
}
