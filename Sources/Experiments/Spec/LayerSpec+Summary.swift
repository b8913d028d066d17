import Schema

extension LayerSpec {
  /// The layer's name in a spec: `batch_norm`.
  public var name: String { stated.name.rawValue }

  /// The options that are not at their defaults, in the spec's own notation: `units 50, use_bias false`.
  public var notableOptions: String {
    let (name, options) = stated
    guard case .object(let members)? = options else { return "" }
    let shape = Self.alternative(name).options
    return members.filter { $0.value != shape[$0.name]?.defaultValue }.map {
      "\($0.name) \(Self.plain($0.value))"
    }
    .joined(separator: ", ")
  }

  /// A bare word without quotes, a choice without options without its empty object.
  private static func plain(_ value: JSON) -> String {
    if case .string(let text) = value { return text }
    return value.compact
  }
}
