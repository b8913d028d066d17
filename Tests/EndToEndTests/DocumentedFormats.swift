import Foundation
import Testing

/// The tables of experiments/studies/FORMATS.md, and the check of real results against them.
struct DocumentedFormats {
  private struct Member {
    let names: [String]
    let type: String
  }

  /// The members of each object, by the name of the object.
  private var objects: [String: [Member]] = [:]
  /// The columns of CSV output, by command.
  private(set) var columns: [String: [String]] = [:]
  /// The members that had a value in some result, as `object.member`.
  private(set) var seen: Set<String> = []
  private(set) var problems: [String] = []

  init(_ page: String) {
    var section = ""
    for line in page.split(separator: "\n") {
      if line.hasPrefix("### ") {
        section = Self.quoted(line).first ?? ""
      } else if line.hasPrefix("| `") {
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        if section.hasPrefix("bnlab ") {
          columns[section, default: []] += Self.quoted(cells[0])
        } else {
          objects[section, default: []].append(
            Member(names: Self.quoted(cells[0]), type: cells[1].filter { $0 != "`" }))
        }
      }
    }
  }

  private static func quoted(_ text: some StringProtocol) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }

  /// All members of an object and of the objects inside it, as `object.member`.
  func members(of object: String) -> Set<String> {
    var found: Set<String> = []
    var rest = [object]
    while let next = rest.popLast() {
      for member in objects[next] ?? [] {
        for name in member.names where found.insert("\(next).\(name)").inserted {
          rest += objects.keys.filter { member.type.contains($0) }.filter { !rest.contains($0) }
        }
      }
    }
    return found
  }

  /// Checks that a value is an object as described. Adds to `problems` what is not.
  mutating func check(_ value: Any, is object: String) {
    guard let members = objects[object] else { return problems.append("\(object) is not described") }
    guard let value = value as? [String: Any] else { return problems.append("\(object) is not an object") }
    var known: Set<String> = []
    for member in members {
      for name in member.names {
        known.insert(name)
        let parts = member.type.components(separatedBy: ", or absent")
        guard let own = value[name] else {
          if parts.count == 1 { problems.append("\(object).\(name) is missing") }
          continue
        }
        if !(own is NSNull) { seen.insert("\(object).\(name)") }
        check(own, parts[0], at: "\(object).\(name)")
      }
    }
    problems += value.keys.filter { !known.contains($0) }.map { "\(object).\($0) is not described" }
  }

  /// - Parameter path: `object.member`, for messages.
  private mutating func check(_ value: Any, _ type: String, at path: String) {
    if let keys = ["by metric ", "by array ", "by choice ", "by file "].first(where: type.hasPrefix) {
      guard let members = value as? [String: Any] else { return problems.append("\(path) is not an object") }
      for member in members.values { check(member, String(type.dropFirst(keys.count)), at: path) }
    } else if type.hasPrefix("list of ") {
      let element = String(type.dropFirst(8))
      // In `list of number?` the question mark may belong to the elements or to the list.
      if value is NSNull, element.hasSuffix("?") { return }
      guard let elements = value as? [Any] else { return problems.append("\(path) is not a list") }
      for one in elements { check(one, element, at: path) }
    } else if type.hasSuffix("?") {
      if !(value is NSNull) { check(value, String(type.dropLast()), at: path) }
    } else if !isScalar(value, type) {
      if objects[type] == nil { return problems.append("\(path) is not of type \(type): \(value)") }
      check(value, is: type)
    }
  }

  private func isScalar(_ value: Any, _ type: String) -> Bool {
    let number = value as? NSNumber
    let isTrueOrFalse = number.map { isBoolean($0) } ?? false
    switch type {
    case "integer":
      return number.map { !isTrueOrFalse && $0.doubleValue == $0.doubleValue.rounded() } ?? false
    case "number": return number != nil && !isTrueOrFalse
    case "boolean": return isTrueOrFalse
    case "text": return value is String
    case "spec": return value is [String: Any]
    case "text or integer": return value is String || isScalar(value, "integer")
    case "epochs": return isScalar(value, "number") || value as? String == "inf" || value as? String == "-inf"
    case "interval":
      return (value as? [Any]).map { $0.count == 2 && $0.allSatisfy { isScalar($0, "number") } } ?? false
    default: return false
    }
  }

  /// JSONSerialization returns booleans as NSNumber, with a special type.
  private func isBoolean(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B"
  }
}
