import Schema

/// The names of experiments with overrides, which are also the names of their run folders.
public enum Variant {
  /// The most bytes that a name with overrides has; a spec file whose own name is longer keeps it.
  static let longestName = 100

  /// `base` and a `+key=value` for each override, in the order of the dotted paths: the same overrides give the same
  /// name whatever their order on the command line, and an override that restates the spec's own value is named, too,
  /// so that the name does not depend on what the spec says.
  ///
  /// Letters and digits of ASCII, `.`, `-`, `_`, `,` and `=` stand for themselves, every other byte as `%XX`. A string
  /// has no quotes unless it would read as something else without. Where the name grows past 100 characters, the
  /// overrides that do not fit any more give way to `+` and a hash (FNV-1a, 64 bits) of all overrides.
  public static func name(of base: String, overrides: [Override]) -> String {
    let parts = Override.effective(overrides).map { "+\(encoded($0.path.dotted))=\(encoded(text($0.json)))" }
    let suffix = parts.joined()
    guard base.utf8.count + suffix.count > longestName, !parts.isEmpty else { return base + suffix }
    let hash = "+" + hexadecimal(fnv1a(suffix.utf8))
    var name = base
    for part in parts where name.utf8.count + part.count + hash.count <= longestName { name += part }
    return name + hash
  }

  /// Whether a name has overrides that make another experiment: all but those of words about it, and of its seed.
  public static func isAltered(_ name: String) -> Bool {
    name.split(separator: "+", omittingEmptySubsequences: false).dropFirst().contains { part in
      // Other files' names may hold a plus.
      guard let equals = part.firstIndex(of: "=") else { return isHash(part) }
      let path = part[..<equals]
      return !harmless.contains { path == $0 || path.hasPrefix($0 + ".") }
    }
  }

  private static let harmless = [
    "title", "source", "notes", "published", "training.seed", "training.evaluate_train",
  ]

  /// The overrides that a name holds, as `--set` takes them; a hash, which tells nothing, is left out.
  public static func assignments(in name: String) -> [String] {
    name.split(separator: "+", omittingEmptySubsequences: false).dropFirst().filter { $0.contains("=") }.map {
      decoded(String($0))
    }
  }

  private static func isHash(_ text: Substring) -> Bool {
    text.utf8.count == 16 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase }
  }

  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else {
        bytes.append(byte)
        continue
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The value as `--set` takes it.
  private static func text(_ value: JSON) -> String {
    guard case .string(let string) = value, isBareWord(string) else { return value.canonical }
    return string
  }

  /// Whether `--set` reads the text as this very string.
  private static func isBareWord(_ text: String) -> Bool {
    guard let override = try? Override(parsing: "x=\(text)", currentDirectory: "/") else { return false }
    return override.json == .string(text)
  }

  private static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: ","), UInt8(ascii: "="):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.count == 1 ? "%0" + digits : "%" + digits
      }
    }
    return encoded
  }

  /// Fowler, Noll and Vo's hash 1a of 64 bits.
  static func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
