/// The keys of an object that stands for a `Root`: the one place that names, bounds and documents them.
public struct KeyTable<Root: Sendable>: Sendable {
  /// Holds every default; what it has for required keys is never seen.
  public let blank: Root
  public let keys: [TableKey<Root>]
  public let shape: ObjectShape

  /// - Parameter rule: what must hold between values that are fine each on its own: the key to blame and the reason.
  public init(
    _ doc: String, blank: Root, _ keys: [TableKey<Root>],
    rule: (@Sendable (Root) -> (key: String, reason: SpecProblem.Reason)?)? = nil
  ) {
    self.blank = blank
    self.keys = keys
    shape = ObjectShape(doc: doc, keys: keys.map { $0.shape(blank) }) { object in
      guard let rule, let root = Self.read(object, keys, blank), let (key, reason) = rule(root) else {
        return nil
      }
      return SpecProblem(
        at: object[key]?.location ?? object.location, path: SpecPath([.key(key)]), reason)
    }
  }

  public var doc: String { shape.doc }

  /// - Returns: nil where a required key is missing or a value does not fit.
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

  /// With every key, those at their defaults included, but for optional keys that are null by default: a missing key
  /// says the same, and tools of other languages trip over it less.
  @Sendable public func write(_ root: Root) -> JSON {
    .object(
      keys.compactMap { key in
        let value = key.write(root)
        return value == .null && !key.isRequired && key.write(blank) == .null
          ? nil : JSON.Member(key.name, value)
      })
  }

  public var codec: Codec<Root> { Codec(shape: .object(shape), read: read, write: write) }
}

/// A key of an object and the property that it sets.
public struct TableKey<Root>: Sendable {
  public let name: String
  public let isRequired: Bool
  public let shape: @Sendable (_ blank: Root) -> ObjectShape.Key
  public let read: @Sendable (LocatedJSON, inout Root) -> Bool
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

  public static func required<Value>(
    _ name: String, _ property: WritableKeyPath<Root, Value> & Sendable, _ codec: Codec<Value>, _ doc: String
  ) -> TableKey {
    TableKey(name, property, codec, doc, isRequired: true)
  }

  /// Its default is what the table's blank has.
  public static func optional<Value>(
    _ name: String, _ property: WritableKeyPath<Root, Value> & Sendable, _ codec: Codec<Value>, _ doc: String
  ) -> TableKey {
    TableKey(name, property, codec, doc, isRequired: false)
  }

  /// The same key of something that holds a `Root`.
  public func inside<Outer>(_ property: WritableKeyPath<Outer, Root> & Sendable) -> TableKey<Outer> {
    TableKey<Outer>(
      name: name, isRequired: isRequired, shape: { shape($0[keyPath: property]) },
      read: { read($0, &$1[keyPath: property]) }, write: { write($0[keyPath: property]) })
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
