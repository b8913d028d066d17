import System

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
    switch FileSignature(bytes) {
    case .zip: return .otherFile(.zip)
    case .npy: return .otherFile(.npy)
    case .parquet: return .otherFile(.parquet)
    case .pickle: return .otherFile(.pickle)
    case .hdf5, nil: break
    }
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

  /// The first byte that is 0 or does not belong to a UTF-8 character.
  static func firstBadByte(_ bytes: [UInt8]) -> Int? {
    var (rest, parser, index) = (bytes.makeIterator(), Unicode.UTF8.ForwardParser(), 0)
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let character):
        if character.first == 0 { return index }
        index += character.count
      case .error: return index
      case .emptyInput: return nil
      }
    }
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
