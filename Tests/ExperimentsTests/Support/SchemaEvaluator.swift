@testable import Experiments
@testable import Schema

/// Checks values with a JSON Schema (2020-12). It supports only the keywords that the schemas of bnlab use; others are
/// errors.
struct SchemaEvaluator {
  struct UnknownKeyword: Error {
    let name: String
  }

  let root: JSON

  func accepts(_ value: JSON) throws -> Bool { try accepts(value, root) }

  private func accepts(_ value: JSON, _ schema: JSON) throws -> Bool {
    guard case .object(let keywords) = schema else { throw UnknownKeyword(name: schema.compact) }
    return try keywords.allSatisfy { try holds($0.name, $0.value, value, schema) }
  }

  private func holds(_ keyword: String, _ argument: JSON, _ value: JSON, _ schema: JSON) throws -> Bool {
    switch keyword {
    case "$schema", "$comment", "$defs", "title", "description", "default", "allowComments",
      "allowTrailingCommas",
      "else":
      return true
    case "type":
      let types = if case .array(let types) = argument { types } else { [argument] }
      return types.contains(.string(type(of: value)))
        || (types.contains(.string("integer")) && isInteger(value))
    case "enum": return elements(argument).contains(value)
    case "minimum": return order(value, argument).map { $0 >= 0 } ?? true
    case "maximum": return order(value, argument).map { $0 <= 0 } ?? true
    case "exclusiveMinimum": return order(value, argument).map { $0 > 0 } ?? true
    case "exclusiveMaximum": return order(value, argument).map { $0 < 0 } ?? true
    case "minLength":
      guard case .string(let string) = value else { return true }
      return Double(string.unicodeScalars.count) >= number(argument) ?? .nan
    case "items":
      guard case .array(let elements) = value else { return true }
      return try elements.allSatisfy { try accepts($0, argument) }
    case "minItems":
      guard case .array(let elements) = value else { return true }
      return Double(elements.count) >= number(argument) ?? .nan
    case "maxItems":
      guard case .array(let elements) = value else { return true }
      return Double(elements.count) <= number(argument) ?? .nan
    case "properties":
      return try members(value).allSatisfy { member in
        try argument[member.name].map { try accepts(member.value, $0) } ?? true
      }
    case "additionalProperties":
      guard argument == .boolean(false) else { throw UnknownKeyword(name: keyword) }
      return members(value).allSatisfy { schema["properties"]?[$0.name] != nil }
    case "required":
      guard case .object = value else { return true }
      return elements(argument).allSatisfy { name in members(value).contains { .string($0.name) == name } }
    case "minProperties":
      guard case .object(let members) = value else { return true }
      return Double(members.count) >= number(argument) ?? .nan
    case "maxProperties":
      guard case .object(let members) = value else { return true }
      return Double(members.count) <= number(argument) ?? .nan
    case "anyOf": return try elements(argument).contains { try accepts(value, $0) }
    case "not": return try !accepts(value, argument)
    case "if": return try accepts(value, argument) || schema["else"].map { try accepts(value, $0) } ?? true
    case "$ref":
      guard case .string(let text) = argument, text.hasPrefix("#/$defs/"),
        let definition = root["$defs"]?[String(text.dropFirst(8))]
      else { throw UnknownKeyword(name: argument.compact) }
      return try accepts(value, definition)
    default: throw UnknownKeyword(name: keyword)
    }
  }

  private func type(of value: JSON) -> String {
    switch value {
    case .null: "null"
    case .boolean: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// -1, 0 or 1 if the first number is less than, equal to or greater than the second; nil if one is not a number.
  private func order(_ one: JSON, _ other: JSON) -> Int? {
    guard case .number(let one) = one, case .number(let other) = other else { return nil }
    // 2^64 and 2^64 - 1 are the same double.
    if let one = one.integer, let other = other.integer { return one < other ? -1 : one > other ? 1 : 0 }
    return one.double < other.double ? -1 : one.double > other.double ? 1 : 0
  }

  private func isInteger(_ value: JSON) -> Bool {
    if case .number(let number) = value { number.double == number.double.rounded() } else { false }
  }

  private func number(_ value: JSON) -> Double? {
    if case .number(let number) = value { number.double } else { nil }
  }

  private func elements(_ value: JSON) -> [JSON] {
    if case .array(let elements) = value { elements } else { [] }
  }

  private func members(_ value: JSON) -> [JSON.Member] {
    if case .object(let members) = value { members } else { [] }
  }
}
