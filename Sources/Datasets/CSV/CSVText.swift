/// What is wrong with the bytes of a file that should be a table, before anyone looks for its fields.
enum CSVText {
  /// Throws `badCSV` if the file is of another kind, or not UTF-8. Bytes that are not UTF-8 would otherwise all become the
  /// same character, and different texts the same class.
  static func check(_ bytes: [UInt8], path: String) throws(DatasetError) {
    if let problem = otherKind(bytes) { throw .badCSV(path: path, line: 1, column: 1, problem) }
    guard let index = firstBadByte(bytes) else { return }
    let (line, column) = place(of: index, in: bytes)
    throw .badCSV(
      path: path, line: line, column: column, bytes[index] == 0 ? .zeroByte : .notUTF8(bytes[index]))
  }

  /// Files that people have instead of a table, by how they begin.
  private static func otherKind(_ bytes: [UInt8]) -> CSVProblem? {
    if bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) { return .otherFile(.zip) }
    if bytes.starts(with: [0x93] + Array("NUMPY".utf8)) { return .otherFile(.npy) }
    if bytes.starts(with: Array("PAR1".utf8)) { return .otherFile(.parquet) }
    // The second byte is the version of the format.
    if bytes.count > 1, bytes[0] == 0x80, (2...5).contains(bytes[1]) { return .otherFile(.pickle) }
    if isUTF16(bytes) { return .utf16 }
    let text = bytes.dropFirst(bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0).prefix(4096)
    let signs = Array(text.lazy.filter { $0 > 0x20 }.prefix(2))
    if signs.count == 2 {
      let isObject =
        signs[0] == UInt8(ascii: "{") && [UInt8(ascii: "\""), UInt8(ascii: "}")].contains(signs[1])
      let isList =
        signs[0] == UInt8(ascii: "[") && [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(signs[1])
      if isObject || isList { return .otherFile(.json) }
    }
    return oddFirstLine(String(decoding: text, as: UTF8.self))
  }

  /// A first line that is no row. A comment with as many commas as the next line holds names, as `numpy.savetxt` writes.
  private static func oddFirstLine(_ text: String) -> CSVProblem? {
    let lines = text.split(whereSeparator: \.isNewline).prefix(2)
    guard let first = lines.first else { return nil }
    if first.lowercased().hasPrefix("sep="), first.unicodeScalars.count <= 5 { return .separatorLine }
    guard first.hasPrefix("#"), lines.count == 2 else { return nil }
    let counts = lines.map { line in line.count { $0 == "," } }
    return counts[0] == 0 || counts[0] != counts[1] ? .commentLine : nil
  }

  /// Whether the text begins with UTF-16's byte order mark, or with an ASCII character of two bytes.
  private static func isUTF16(_ text: [UInt8]) -> Bool {
    text.starts(with: [0xff, 0xfe]) || text.starts(with: [0xfe, 0xff])
      || text.count >= 2 && (text[0] == 0) != (text[1] == 0)
  }

  /// The first byte that is 0 or does not belong to a UTF-8 character (Unicode 16, table 3-7).
  static func firstBadByte(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { bytes in
      var index = 0
      while index < bytes.count {
        // Eight ASCII characters at once.
        if index + 8 <= bytes.count {
          let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          if (word | ((word &- 0x0101_0101_0101_0101) & ~word)) & 0x8080_8080_8080_8080 == 0 {
            index += 8
            continue
          }
        }
        guard let length = characterLength(bytes, at: index) else { return index }
        index += length
      }
      return nil
    }
  }

  /// The number of bytes of the character at an index; nil if it is 0 or none.
  private static func characterLength(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int? {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch bytes[index] {
    case 0x01...0x7f: return 1
    case 0xc2...0xdf: length = 2
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: length = 3
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: length = 4
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    default: return nil
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return nil }
    return bytes[(index + 2)..<max(index + length, index + 2)].allSatisfy { $0 & 0xc0 == 0x80 } ? length : nil
  }

  /// Line and column of a byte, counted from 1; columns are characters.
  private static func place(of index: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    var (line, start) = (1, bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0)
    for position in 0..<index {
      let isPair = bytes[position] == 0x0d && bytes[position + 1] == 0x0a
      guard !isPair, bytes[position] == 0x0a || bytes[position] == 0x0d else { continue }
      (line, start) = (line + 1, position + 1)
    }
    return (line, 1 + bytes[start..<index].count { $0 & 0xc0 != 0x80 })
  }
}

/// A kind of file that is not a table as text.
public enum OtherFile: Equatable, Sendable {
  case zip, pickle, npy, parquet, json
}

extension OtherFile: CustomStringConvertible {
  public var description: String {
    func pandas(_ reader: String) -> String {
      "not a CSV file; write the table as one (in pandas: pd.\(reader)(FILE).to_csv(\"table.csv\", index=False))"
    }
    return switch self {
    case .zip: "the file is an Excel workbook or another zip archive, \(pandas("read_excel"))"
    case .pickle: "the file is a Python pickle, \(pandas("read_pickle"))"
    case .parquet: "the file is a Parquet table, \(pandas("read_parquet"))"
    case .json: "the file is JSON, \(pandas("read_json"))"
    case .npy:
      "the file is a NumPy array, not a CSV file; use the data set \"npy\" (with init: --npy X.npy Y.npy)"
    }
  }
}
