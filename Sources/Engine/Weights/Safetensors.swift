import System
import Text

/// The safetensors format (https://github.com/huggingface/safetensors#format). A file has eight bytes with the length
/// of the header, a JSON header with the type, shape and place of each tensor, and the bytes of the tensors,
/// little-endian and row-major.
public enum Safetensors {
  /// Why a file cannot be read. Descriptions continue a sentence that begins with the file's name.
  public enum FormatError: Error, Equatable, Sendable {
    case tooShort
    /// Another program's file of weights.
    case foreign(ForeignFile)
    case headerLength(UInt64)
    case header(String)
    case unsupportedType(tensor: String, type: String)
    case shape(tensor: String)
    case range(tensor: String)
    case coverage
  }

  /// The largest header that the reference implementation accepts, in bytes.
  private static let largestHeader = 100_000_000

  // MARK: Writing

  /// The bytes of a file with 32-bit float tensors in the given order.
  public static func encode(_ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:])
    -> [UInt8]
  {
    var entries: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { $0.key.jsonQuoted + ":" + $0.value.jsonQuoted }
      entries.append("\"__metadata__\":{" + pairs.joined(separator: ",") + "}")
    }
    var offset = 0
    for (name, tensor) in tensors {
      let end = offset + tensor.count * 4
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      entries.append(
        "\(name.jsonQuoted):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    var header = Array(("{" + entries.joined(separator: ",") + "}").utf8)
    // Spaces after the header, so that the tensors start at a multiple of eight bytes.
    header += Array(
      repeating: UInt8(ascii: " "), count: header.count.roundedUp(toMultipleOf: 8) - header.count)

    var file: [UInt8] = []
    file.reserveCapacity(8 + header.count + offset)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { file.append(contentsOf: $0) }
    file += header
    for (_, tensor) in tensors {
      let words = tensor.elements.map { $0.canonicalBits.littleEndian }
      words.withUnsafeBytes { file.append(contentsOf: $0) }
    }
    return file
  }

  // MARK: Reading

  /// The contents of a file.
  public struct Contents: Sendable {
    public var tensors: [String: Tensor] = [:]
    public var metadata: [String: String] = [:]
  }

  /// The floating-point tensors of a file by name, converted to 32-bit floats. Tensors of integers, such as PyTorch's
  /// `num_batches_tracked`, are left out.
  /// - Throws: `FormatError` if the file is damaged or has a tensor of an unknown type.
  public static func decode(_ file: [UInt8]) throws(FormatError) -> [String: Tensor] {
    try decodeWithMetadata(file).tensors
  }

  /// The metadata of a file, without reading its tensors.
  /// - Throws: `FormatError` if the header is damaged.
  public static func decodeMetadata(_ file: [UInt8]) throws(FormatError) -> [String: String] {
    for case .metadata(let pairs) in try decodeHeader(file).entries.values { return pairs }
    return [:]
  }

  /// The tensors, as `decode` reads them, and the metadata of a file.
  public static func decodeWithMetadata(_ file: [UInt8]) throws(FormatError) -> Contents {
    let (header, start) = try decodeHeader(file)
    var contents = Contents()
    var ranges: [Range<Int>] = []
    for (name, entry) in header.sorted(by: { $0.key < $1.key }) {
      switch entry {
      case .metadata(let pairs): contents.metadata = pairs
      case .tensor(let type, let shape, let offsets):
        guard offsets.count == 2, offsets[0] >= 0, offsets[1] >= offsets[0], offsets[1] <= file.count - start
        else { throw .range(tensor: name) }
        let range = offsets[0]..<offsets[1]
        ranges.append(range)
        if let tensor = try decode(name, type: type, shape: shape, range: range, bytes: file[start...]) {
          contents.tensors[name] = tensor
        }
      }
    }
    guard cover(file.count - start, ranges) else { throw .coverage }
    return contents
  }

  /// The entries of the header by name, and the place of the first byte after the header.
  private static func decodeHeader(_ file: [UInt8]) throws(FormatError) -> (
    entries: [String: Entry], end: Int
  ) {
    let header = try headerRange(of: file)
    do {
      return (try FoundationJSON.decode([String: Entry].self, from: file[header]), header.upperBound)
    } catch {
      throw .header("not the JSON object that the format asks for")
    }
  }

  /// The bytes of the header, which follow its length.
  public static func headerRange(of file: [UInt8]) throws(FormatError) -> Range<Int> {
    guard file.count >= 8 else { throw ForeignFile(file).map(FormatError.foreign) ?? .tooShort }
    var length: UInt64 = 0
    for byte in file[..<8].reversed() { length = length << 8 | UInt64(byte) }
    guard length <= UInt64(largestHeader), length <= UInt64(file.count - 8) else {
      throw ForeignFile(file).map(FormatError.foreign) ?? .headerLength(length)
    }
    return 8..<(8 + Int(length))
  }

  /// Whether each of `count` bytes belongs to exactly one range. It also finds two tensors with the same name: the JSON
  /// decoder keeps only one of them, so that the bytes of the other belong to no range.
  private static func cover(_ count: Int, _ ranges: [Range<Int>]) -> Bool {
    var end = 0
    for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      guard range.lowerBound == end else { return false }
      end = range.upperBound
    }
    return end == count
  }

  /// A tensor converted to 32-bit floats; nil for tensors of integers.
  private static func decode(
    _ name: String, type: String, shape: [Int], range: Range<Int>, bytes: ArraySlice<UInt8>
  ) throws(FormatError) -> Tensor? {
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow, product <= ShapeError.largestCount else { throw .shape(tensor: name) }
      count = product
    }
    guard let format = ElementType(rawValue: type) else {
      if ["I64", "I32", "I16", "I8", "U8", "BOOL", "U16", "U32", "U64"].contains(type) { return nil }
      throw .unsupportedType(tensor: name, type: type)
    }
    guard range.count == count * format.size else { throw .range(tensor: name) }

    var tensor = Tensor(shape: shape)
    let first = bytes.startIndex + range.lowerBound
    tensor.withUnsafeMutableBufferPointer { values in
      for index in 0..<count { values[index] = format.value(bytes, at: first + index * format.size) }
    }
    return tensor
  }

  private enum ElementType: String {
    case float32 = "F32"
    case float64 = "F64"
    case float16 = "F16"
    case bfloat16 = "BF16"

    /// In bytes.
    var size: Int {
      switch self {
      case .float64: 8
      case .float32: 4
      case .float16, .bfloat16: 2
      }
    }

    /// The element whose bytes start at `start`.
    func value(_ bytes: ArraySlice<UInt8>, at start: Int) -> Float {
      var bits: UInt64 = 0
      for index in (0..<size).reversed() { bits = bits << 8 | UInt64(bytes[start + index]) }
      return switch self {
      case .float64: Float(Double(bitPattern: bits))
      case .float32: Float(bitPattern: UInt32(bits))
      case .bfloat16: Float(bitPattern: UInt32(bits) << 16)
      case .float16: Float(halfBits: UInt16(bits))
      }
    }
  }

  /// An entry of the header: the description of a tensor, or the metadata.
  private enum Entry: Decodable {
    case tensor(type: String, shape: [Int], offsets: [Int])
    case metadata([String: String])

    private enum Keys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }

    init(from decoder: any Decoder) throws {
      if decoder.codingPath.last?.stringValue == "__metadata__" {
        self = .metadata(try decoder.singleValueContainer().decode([String: String].self))
        return
      }
      let container = try decoder.container(keyedBy: Keys.self)
      self = .tensor(
        type: try container.decode(String.self, forKey: .dtype),
        shape: try container.decode([Int].self, forKey: .shape),
        offsets: try container.decode([Int].self, forKey: .offsets))
    }
  }
}

extension Float {
  /// The bits, but the same for every NaN: the sign and payload of a NaN differ between processors.
  var canonicalBits: UInt32 { isNaN ? 0x7FC0_0000 : bitPattern }
}

extension Safetensors.FormatError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooShort: "is too short for a safetensors file"
    case .foreign(let file): file.description
    case .headerLength(let length):
      "gives its header a length of \(length) bytes, which is more than the file has or the format allows"
    case .header(let problem): "has a broken header: \(problem)"
    case .unsupportedType(let tensor, let type):
      "has the tensor \"\(tensor)\" of the type \(type); only F32, F64, F16 and BF16 can be read"
    case .shape(let tensor): "has an impossible shape for the tensor \"\(tensor)\""
    case .range(let tensor):
      "gives the tensor \"\(tensor)\" a place that does not fit its shape or the file"
    case .coverage:
      "has bytes that belong to no tensor or to two tensors; perhaps its header has a name twice"
    }
  }
}
