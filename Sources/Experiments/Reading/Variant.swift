import Schema
import Text

/// The names of variants, that is, of experiments with overrides. They are also the names of the run folders.
public enum Variant {
  /// The maximum length of a name with overrides, in bytes. The name of a spec file is never shortened, even if it is
  /// longer by itself.
  static let maximumNameLength = 100

  /// `base`, followed by `+key=value` for each override, sorted by key; a removal of a layer is only `+key`. So the order
  /// on the command line does not matter. An override with the value that the spec already has is part of the name too, so that the name does not
  /// depend on the spec.
  ///
  /// ASCII letters and digits, `.`, `-`, `_`, `,` and `=` are kept; every other byte is written as `%XX`. A string has
  /// quotes only if it would be read as something else without them. If the name would be longer than 100 bytes, the
  /// overrides that do not fit are left out, and `+` and a hash (FNV-1a, 64 bits) of all overrides follow.
  public static func name(of base: String, overrides: [Override]) -> String {
    let parts = Override.effective(overrides).map { override in
      let key = "+" + encoded(override.key)
      return switch override.action {
      case .replace, .insert: key + "=" + encoded(text(override.json))
      case .remove: key
      }
    }
    let suffix = parts.joined()
    guard base.utf8.count + suffix.count > maximumNameLength, !parts.isEmpty else { return base + suffix }
    let hash = "+" + hexadecimal(fnv1a(suffix.utf8))
    var name = base
    for part in parts where name.utf8.count + part.count + hash.count <= maximumNameLength { name += part }
    return name + hash
  }

  /// Why a name cannot be that of a run folder; nil if it can. File systems allow 255 bytes.
  public static func problem(ofName name: String) -> String? {
    let (count, limit) = (name.utf8.count, 255)
    return count <= limit
      ? nil
      : "the experiment's name has \(count) bytes with its overrides, but a run folder's name may have \(limit); give the file a shorter name"
  }

  /// Takes apart a name that `name` made. The name of a spec file has no plus.
  /// - Returns: nil for a name without overrides, and for one that a hash stands in.
  static func parsed(_ name: String, currentDirectory: String) -> (base: String, overrides: [Override])? {
    guard let plus = name.firstIndex(of: "+"),
      let overrides = try? assignments(in: name).map({
        try Override(parsing: $0, currentDirectory: currentDirectory)
      })
    else { return nil }
    let base = String(name[..<plus])
    return Self.name(of: base, overrides: overrides) == name ? (base, overrides) : nil
  }

  /// Whether a name has overrides that make it another experiment. Descriptions, the seed and the evaluation of the
  /// training set do not.
  public static func isAltered(_ name: String) -> Bool {
    name.split(separator: "+", omittingEmptySubsequences: false).dropFirst().contains { part in
      // A part that is neither an assignment, a removal nor a hash comes from a file name that contains a plus.
      guard let equals = part.firstIndex(of: "=") else { return isHash(part) || isRemoval(part) }
      return altersExperiment(path: part[..<equals])
    }
  }

  fileprivate static func altersExperiment(path: Substring) -> Bool {
    !PublishedExperiment.otherKeys.contains { path == $0 || path.hasPrefix($0 + ".") }
  }

  /// The overrides in a name, as `--set` accepts them. Overrides that the name replaces by a hash are missing.
  public static func assignments(in name: String) -> [String] {
    name.split(separator: "+", omittingEmptySubsequences: false).dropFirst()
      .filter { $0.contains("=") || isRemoval($0) }.map { decoded(String($0)) }
  }

  /// Whether the text removes a layer: `model.3-`.
  private static func isRemoval(_ text: Substring) -> Bool {
    text.hasSuffix("-") && (try? Override(parsing: String(text), currentDirectory: "/")) != nil
  }

  /// Whether the text has the form of the hash that shortens a name.
  private static func isHash(_ text: Substring) -> Bool {
    text.utf8.count == 16 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase }
  }

  /// The text with every `%XX` replaced by the byte that it means.
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

  /// The value as `--set` accepts it.
  fileprivate static func text(_ value: JSON) -> String {
    guard case .string(let string) = value, isBareWord(string) else { return value.canonical }
    return string
  }

  /// Whether `--set` reads the text as the string with the same characters, so that it needs no quotes.
  private static func isBareWord(_ text: String) -> Bool {
    guard let override = try? Override(parsing: "x=\(text)", currentDirectory: "/") else { return false }
    return override.json == .string(text)
  }

  /// The text with every byte that is not allowed in a name written as `%XX`.
  private static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: ","), UInt8(ascii: "="):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        encoded += byte.percentEncoded
      }
    }
    return encoded
  }

  /// The 64-bit FNV-1a hash of Fowler, Noll and Vo.
  static func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Override {
  /// Whether it makes another experiment, which `Variant.isAltered` tells of names.
  var altersExperiment: Bool { Variant.altersExperiment(path: key[...]) }

  /// The override as `--set` accepts it: `model.1+=batch_norm`, `model.3-`.
  var text: String {
    switch action {
    case .replace, .insert: "\(key)=\(Variant.text(json))"
    case .remove: key
    }
  }
}
