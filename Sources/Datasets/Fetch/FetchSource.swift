/// A place from which files are fetched.
public enum FetchSource: Equatable, Sendable, CustomStringConvertible {
  /// The URL of a folder on the web.
  case web(String)
  /// A folder on this machine.
  case folder(String)

  /// Reads the value of `--from`: an `http`, `https` or `file` URL, or a folder's path.
  /// - Throws: `badOption` if the text is neither.
  public init(_ text: String) throws(DatasetError) {
    let scheme = text.range(ofFirst: "://").map { text[..<$0.lowerBound].lowercased() }
    switch scheme {
    case nil:
      guard !text.isEmpty else { throw .badOption("--from", "''", allowed: Self.allowed) }
      self = .folder(text)
    case "http", "https":
      self = .web(text)
    case "file":
      // file:///folder or file://localhost/folder
      var path = text.dropFirst("file://".count)
      if path.hasPrefix("localhost/") { path = path.dropFirst("localhost".count) }
      guard path.hasPrefix("/"), let decoded = Self.percentDecoded(path) else {
        throw .badOption("--from", text, allowed: Self.allowed)
      }
      self = .folder(decoded)
    default:
      throw .badOption("--from", text, allowed: Self.allowed)
    }
  }

  public var description: String {
    switch self {
    case .web(let address): address
    case .folder(let path): path
    }
  }

  private static let allowed = "an http://, https:// or file:// URL of a folder, or a folder's path"

  /// The text with its `%20`-like escapes replaced. Nil if an escape is not a byte or the bytes are not UTF-8.
  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(code)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension String {
  /// The first occurrence of a piece of text.
  fileprivate func range(ofFirst piece: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(piece) { return start..<index(start, offsetBy: piece.count) }
      start = index(after: start)
    }
    return nil
  }
}
