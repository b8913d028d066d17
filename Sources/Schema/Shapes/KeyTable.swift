/// The keys of a JSON object that represents a `Root`. It is the only place that names, limits and documents the keys.
public struct KeyTable<Root: Sendable>: Sendable {
  /// A `Root` with the default of every optional key. Its values for required keys are placeholders that are never used.
  public let blank: Root
  public let keys: [TableKey<Root>]
  public let shape: ObjectShape

  /// - Parameters:
  ///   - doc: what the object is, for the JSON Schema.
  ///   - blank: a `Root` with the default of every optional key.
  ///   - alternatives: optional keys of which exactly one must be present and not null.
  ///   - rule: checks values that depend on each other, after each of them was checked by itself. Returns the key at
  ///     fault and the reason, or nil if all is well.
  public init(
    _ doc: String, blank: Root, _ keys: [TableKey<Root>], alternatives: [String] = [],
    rule: (@Sendable (Root) -> (key: String, reason: SpecProblem.Reason)?)? = nil
  ) {
    self.blank = blank
    self.keys = keys
    var shape = ObjectShape(doc: doc, keys: keys.map { $0.shape(blank) }) { object in
      guard let rule, let root = Self.read(object, keys, blank), let (key, reason) = rule(root) else {
        return nil
      }
      return SpecProblem(
        at: object[key]?.location ?? object.location, path: SpecPath([.key(key)]), reason)
    }
    shape.alternatives = alternatives
    self.shape = shape
  }

  public var doc: String { shape.doc }

  /// Reads an object. Unknown keys are ignored.
  /// - Returns: nil if a required key is missing or a value does not fit.
  @Sendable public func read(_ object: LocatedJSON) -> Root? { Self.read(object, keys, blank) }

  private static func read(_ object: LocatedJSON, _ keys: [TableKey<Root>], _ blank: Root) -> Root? {
    guard object.members != nil else { return nil }
    var root = blank
    for key in keys {
      if let value = object[key.name] {
        guard key.read(value, &root) else { return nil }
      } else if key.isRequired {
        return nil
      }
    }
    return root
  }

  /// Writes every key, also those at their defaults. There are two exceptions. An optional key that is null and null by
  /// default is left out: that means the same and is easier for tools in other languages. So is a key at its default for
  /// which `leftOutAtDefault` was called.
  @Sendable public func write(_ root: Root) -> JSON {
    .object(
      keys.compactMap { key in
        let value = key.write(root)
        let mayBeLeftOut = !key.isRequired && (value == .null || key.isLeftOutAtDefault)
        return mayBeLeftOut && value == key.write(blank) ? nil : JSON.Member(key.name, value)
      })
  }

  public var codec: Codec<Root> { Codec(shape: .object(shape), read: read, write: write) }
}

/// A key of a JSON object and the property of `Root` that it sets.
public struct TableKey<Root>: Sendable {
  public let name: String
  public let isRequired: Bool
  /// Whether the key is not written if it has its default.
  public private(set) var isLeftOutAtDefault = false
  /// The shape of the key; its default is the value in `blank`.
  public let shape: @Sendable (_ blank: Root) -> ObjectShape.Key
  /// Reads a value and sets the property; returns false if the value does not fit.
  public let read: @Sendable (LocatedJSON, inout Root) -> Bool
  /// Writes the property.
  public let write: @Sendable (Root) -> JSON

  private init<Value>(
    _ name: String, _ property: WritableKeyPath<Root, Value> & Sendable, _ codec: Codec<Value>, _ doc: String,
    isRequired: Bool
  ) {
    self.name = name
    self.isRequired = isRequired
    shape = { blank in
      ObjectShape.Key(
        name: name, shape: codec.shape,
        defaultValue: isRequired ? nil : codec.write(blank[keyPath: property]), doc: doc)
    }
    read = { value, root in
      guard let read = codec.read(value) else { return false }
      root[keyPath: property] = read
      return true
    }
    write = { codec.write($0[keyPath: property]) }
  }

  /// A key that must be present.
  /// - Parameter doc: the description of the key, for the JSON Schema.
  public static func required<Value>(
    _ name: String, _ property: WritableKeyPath<Root, Value> & Sendable, _ codec: Codec<Value>, _ doc: String
  ) -> TableKey {
    TableKey(name, property, codec, doc, isRequired: true)
  }

  /// A key that may be left out. Its default is the property's value in the `blank` of the table.
  /// - Parameter doc: the description of the key, for the JSON Schema.
  public static func optional<Value>(
    _ name: String, _ property: WritableKeyPath<Root, Value> & Sendable, _ codec: Codec<Value>, _ doc: String
  ) -> TableKey {
    TableKey(name, property, codec, doc, isRequired: false)
  }

  /// The same key, but it is not written if it has its default. A key that is added to a table needs this: what was
  /// written before must stay the same, since finished runs are compared with it.
  public var leftOutAtDefault: TableKey {
    var key = self
    key.isLeftOutAtDefault = true
    return key
  }

  /// The same key for a type that has a property of type `Root`.
  public func inside<Outer>(_ property: WritableKeyPath<Outer, Root> & Sendable) -> TableKey<Outer> {
    var key = TableKey<Outer>(
      name: name, isRequired: isRequired, shape: { shape($0[keyPath: property]) },
      read: { read($0, &$1[keyPath: property]) }, write: { write($0[keyPath: property]) })
    key.isLeftOutAtDefault = isLeftOutAtDefault
    return key
  }

  private init(
    name: String, isRequired: Bool, shape: @escaping @Sendable (Root) -> ObjectShape.Key,
    read: @escaping @Sendable (LocatedJSON, inout Root) -> Bool, write: @escaping @Sendable (Root) -> JSON
  ) {
    self.name = name
    self.isRequired = isRequired
    self.shape = shape
    self.read = read
    self.write = write
  }
}
