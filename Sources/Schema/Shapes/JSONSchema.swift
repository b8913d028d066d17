/// Builds JSON Schemas of spec files. Editors use them to complete keys, to show their descriptions and to mark errors.
///
/// A schema is built from the shapes that specs are checked against, so the two cannot disagree. A few rules cannot be
/// expressed in a schema, such as which loss fits the last layer. They are checked only when a spec is read.
public enum JSONSchema {
  /// The schema of a file whose root is an object.
  /// - Parameters:
  ///   - title: names the kind of file.
  ///   - root: the root object.
  ///   - ownKeys: keys that belong to the file rather than to the root object, all of them optional.
  ///   - inheritingKey: one of the keys. A file that has it inherits the keys that it leaves out. Nil if files cannot
  ///     inherit.
  public static func document(
    title: String, _ root: ObjectShape, ownKeys: [ObjectShape.Key], inheritingKey: String? = nil
  ) -> JSON {
    var definitions: [String: JSON] = [:]
    var members = header(title, root)
    let own = properties(of: ObjectShape(doc: "", keys: ownKeys) { _ in nil }, &definitions)
    members.append(
      .init(
        "properties", .object(own + properties(of: root, isInList: inheritingKey == nil, &definitions))))
    if inheritingKey == nil {
      members.append(.init("required", .array(root.keys.filter(\.isRequired).map { .string($0.name) })))
    }
    members.append(.init("additionalProperties", .boolean(false)))
    if let inheritingKey {
      // A spec that extends another one inherits the keys that it leaves out, so none is required.
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
      // Visual Studio Code's extensions for JSON with comments.
      .init("allowComments", .boolean(true)),
      .init("allowTrailingCommas", .boolean(true)),
    ]
  }

  private static func definitionsMember(_ definitions: [String: JSON]) -> JSON.Member {
    .init("$defs", .object(definitions.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }))
  }

  /// A schema with a description before its other keywords.
  private static func described(_ doc: String, _ members: KeyValuePairs<String, JSON>) -> JSON {
    .object([.init("description", .string(doc))] + members.map { JSON.Member($0.key, $0.value) })
  }

  /// The schema of each key.
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
  /// - Parameters:
  ///   - isInList: whether the value is inside a list. Nothing is inherited there, so required keys must be present.
  ///   - definitions: the schemas of choices by name; new ones are added.
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
      // There is one definition for all uses. So a choice whose options have required keys must not be used both inside
      // and outside of lists.
      if definitions[choice.name] == nil {
        // A placeholder, so that a choice that contains itself does not recurse forever.
        definitions[choice.name] = .null
        definitions[choice.name] = definition(of: choice, isInList: isInList, &definitions)
      }
      return [.init("$ref", .string("#/$defs/\(choice.name)"))]
    case .nullable(let shape): return orNull(members(of: shape, isInList: isInList, &definitions))
    case .either(let preferred, let fallback):
      return [
        .init(
          "anyOf",
          .array([preferred, fallback].map { .object(members(of: $0, isInList: isInList, &definitions)) }))
      ]
    }
  }

  /// The keywords, changed so that null is allowed too. Those for bounds and properties can stay: they do not apply to
  /// null.
  private static func orNull(_ members: [JSON.Member]) -> [JSON.Member] {
    switch (members.first?.name, members.first?.value) {
    case ("type", .string(let type)):
      [JSON.Member("type", .array([.string(type), .string("null")]))] + members.dropFirst()
    case ("enum", .array(let words)): [JSON.Member("enum", .array(words + [.null]))]
    default: [JSON.Member("anyOf", .array([.object(members), .object([type("null")])]))]
    }
  }

  /// The schema of a choice: a bare name, or an object with one key.
  private static func definition(
    of choice: ChoiceShape, isInList: Bool, _ definitions: inout [String: JSON]
  ) -> JSON {
    // Outside of lists the required options of a bare name may be inherited.
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

  /// The keywords for keys that are required in a spec that extends nothing, outside of lists; nil if there are none.
  private static func requirements(of shape: Shape) -> JSON? {
    switch shape {
    case .object(let object):
      let required = object.keys.filter(\.isRequired).map { JSON.string($0.name) }
      let nested = object.keys.compactMap { key in
        requirements(of: key.shape).map { JSON.Member(key.name, $0) }
      }
      var members: [JSON.Member] = []
      if !required.isEmpty { members.append(.init("required", .array(required))) }
      if !object.alternatives.isEmpty {
        let alternatives = object.alternatives.map { JSON.object([.init("required", .array([.string($0)]))]) }
        members.append(.init("anyOf", .array(alternatives)))
      }
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
    // At most one of the two forms has keys. They do not apply to values of the other form.
    case .either(let preferred, let fallback):
      return requirements(of: preferred) ?? requirements(of: fallback)
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
