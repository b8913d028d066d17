/// The JSON Schema of spec files, for editors: completion, descriptions and marks while one types.
///
/// Made from the shapes that the parser checks by, so that the two cannot drift apart. What the schema cannot say, such
/// as the loss that goes with the last layer, only the parser checks.
public enum JSONSchema {
  /// The schema of a file whose root is an object.
  /// - Parameters:
  ///   - title: what the file is.
  ///   - ownKeys: keys of the file itself, which the root's table does not have, with their descriptions; all are strings.
  ///   - inheritingKey: one of the keys; a file that has it inherits what it leaves out. Nil: nothing is inherited.
  public static func document(
    title: String, _ root: ObjectShape, ownKeys: KeyValuePairs<String, String>, inheritingKey: String? = nil
  ) -> JSON {
    var definitions: [String: JSON] = [:]
    var members = header(title, root)
    let own = ownKeys.map { JSON.Member($0.key, described($0.value, ["type": .string("string")])) }
    members.append(
      .init(
        "properties", .object(own + properties(of: root, isInList: inheritingKey == nil, &definitions))))
    if inheritingKey == nil {
      members.append(.init("required", .array(root.keys.filter(\.isRequired).map { .string($0.name) })))
    }
    members.append(.init("additionalProperties", .boolean(false)))
    if let inheritingKey {
      // What a spec that extends another one leaves out, it inherits.
      members.append(.init("if", .object([.init("required", .array([.string(inheritingKey)]))])))
      if let requirements = requirements(of: .object(root)) { members.append(.init("else", requirements)) }
    }
    members.append(definitionsMember(definitions))
    return .object(members)
  }

  private static func header(_ title: String, _ root: ObjectShape) -> [JSON.Member] {
    [
      .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      .init("title", .string(title)),
      .init("description", .string(root.doc)),
      .init(
        "$comment",
        .string("Made from the parser's tables: BNLAB_RENEW_SCHEMA=1 swift test --filter JSONSchemaTests")),
      .init("type", .string("object")),
      // Visual Studio Code's words for JSON with comments.
      .init("allowComments", .boolean(true)),
      .init("allowTrailingCommas", .boolean(true)),
    ]
  }

  private static func definitionsMember(_ definitions: [String: JSON]) -> JSON.Member {
    .init("$defs", .object(definitions.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }))
  }

  private static func described(_ doc: String, _ members: KeyValuePairs<String, JSON>) -> JSON {
    .object([.init("description", .string(doc))] + members.map { JSON.Member($0.key, $0.value) })
  }

  private static func properties(
    of object: ObjectShape, isInList: Bool = false, _ definitions: inout [String: JSON]
  ) -> [JSON.Member] {
    object.keys.map { key in
      var members: [JSON.Member] = [.init("description", .string(key.doc))]
      members += Self.members(of: key.shape, isInList: isInList, &definitions)
      if let value = key.defaultValue { members.append(.init("default", value)) }
      return JSON.Member(key.name, .object(members))
    }
  }

  /// The keywords for a shape.
  /// - Parameter isInList: whether a list holds it, where nothing is inherited and required keys must be there.
  private static func members(
    of shape: Shape, isInList: Bool, _ definitions: inout [String: JSON]
  ) -> [JSON.Member] {
    switch shape {
    case .boolean: return [type("boolean")]
    case .integer(let range):
      return [
        type("integer"), .init("minimum", .integer(range.lowerBound)),
        .init("maximum", .integer(range.upperBound)),
      ]
    case .number(let range): return [type("number")] + bounds(range)
    case .text: return [type("string")]
    case .path: return [type("string"), .init("minLength", .integer(1))]
    case .word(let words): return [.init("enum", .array(words.map(JSON.string)))]
    case .list(let entry, let minimum):
      return [
        type("array"), .init("items", .object(members(of: entry, isInList: true, &definitions))),
        .init("minItems", .integer(minimum)),
      ]
    case .tuple(let entry, let count):
      return [
        type("array"), .init("items", .object(members(of: entry, isInList: true, &definitions))),
        .init("minItems", .integer(count)), .init("maxItems", .integer(count)),
      ]
    case .object(let object):
      let required = object.keys.filter { $0.isRequired && isInList }.map { JSON.string($0.name) }
      let own = properties(of: object, isInList: isInList, &definitions)
      return [type("object"), .init("properties", .object(own))]
        + (required.isEmpty ? [] : [.init("required", .array(required))])
        + [.init("additionalProperties", .boolean(false))]
    case .choice(let choice):
      // One definition serves every place: a choice whose options have required keys must not stand both inside and
      // outside of lists.
      if definitions[choice.name] == nil {
        definitions[choice.name] = .null
        definitions[choice.name] = definition(of: choice, isInList: isInList, &definitions)
      }
      return [.init("$ref", .string("#/$defs/\(choice.name)"))]
    case .nullable(let shape): return orNull(members(of: shape, isInList: isInList, &definitions))
    case .either(let first, let second):
      return [
        .init(
          "anyOf",
          .array([first, second].map { .object(members(of: $0, isInList: isInList, &definitions)) }))
      ]
    }
  }

  /// Keywords that allow null besides; those of bounds and properties do not apply to it.
  private static func orNull(_ members: [JSON.Member]) -> [JSON.Member] {
    switch (members.first?.name, members.first?.value) {
    case ("type", .string(let type)):
      [JSON.Member("type", .array([.string(type), .string("null")]))] + members.dropFirst()
    case ("enum", .array(let words)): [JSON.Member("enum", .array(words + [.null]))]
    default: [JSON.Member("anyOf", .array([.object(members), .object([type("null")])]))]
    }
  }

  private static func definition(
    of choice: ChoiceShape, isInList: Bool, _ definitions: inout [String: JSON]
  ) -> JSON {
    let bare = choice.alternatives.filter { !isInList || $0.options.isAllDefaults }.map {
      JSON.string($0.name)
    }
    let alternatives = choice.alternatives.map { alternative in
      JSON.Member(
        alternative.name,
        .object(
          [.init("description", .string(alternative.doc))]
            + members(of: .object(alternative.options), isInList: isInList, &definitions)))
    }
    let object: [JSON.Member] = [
      type("object"), .init("properties", .object(alternatives)),
      .init("additionalProperties", .boolean(false)), .init("minProperties", .integer(1)),
      .init("maxProperties", .integer(1)),
    ]
    return described(
      choice.doc, ["anyOf": .array([.object([.init("enum", .array(bare))]), .object(object)])])
  }

  /// What must be there in a spec that extends nothing: required keys outside of lists; nil for nothing.
  private static func requirements(of shape: Shape) -> JSON? {
    switch shape {
    case .object(let object):
      let required = object.keys.filter(\.isRequired).map { JSON.string($0.name) }
      let nested = object.keys.compactMap { key in
        requirements(of: key.shape).map { JSON.Member(key.name, $0) }
      }
      var members: [JSON.Member] = []
      if !required.isEmpty { members.append(.init("required", .array(required))) }
      if !nested.isEmpty { members.append(.init("properties", .object(nested))) }
      return members.isEmpty ? nil : .object(members)
    case .choice(let choice):
      let nested = choice.alternatives.compactMap { alternative in
        requirements(of: .object(alternative.options)).map { JSON.Member(alternative.name, $0) }
      }
      let bare = choice.alternatives.filter { !$0.options.isAllDefaults }.map { JSON.string($0.name) }
      if nested.isEmpty { return nil }
      return .object([
        .init("not", .object([.init("enum", .array(bare))])), .init("properties", .object(nested)),
      ])
    case .nullable(let shape): return requirements(of: shape)
    // At most one of two forms has keys, which concern no value of the other.
    case .either(let first, let second): return requirements(of: first) ?? requirements(of: second)
    case .boolean, .integer, .number, .text, .path, .word, .list, .tuple: return nil
    }
  }

  private static func type(_ name: String) -> JSON.Member { .init("type", .string(name)) }

  private static func bounds(_ range: NumberRange) -> [JSON.Member] {
    var members: [JSON.Member] = []
    if let lower = range.lower {
      members.append(.init(lower.isInside ? "minimum" : "exclusiveMinimum", .double(lower.value)))
    }
    if let upper = range.upper {
      members.append(.init(upper.isInside ? "maximum" : "exclusiveMaximum", .double(upper.value)))
    }
    return members
  }
}
