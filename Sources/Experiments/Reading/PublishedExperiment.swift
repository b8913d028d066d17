import Schema

/// What of a spec makes it the experiment that figures were published for. Two specs with the same have the same published
/// figures.
struct PublishedExperiment: Equatable {
  /// The keys that make no other experiment: descriptions, the seed, and the evaluation of the training set.
  static let otherKeys = [
    "title", "source", "notes", "published", "training.seed", "training.evaluate_train",
  ]

  private let json: JSON

  /// - Parameter content: a spec. Its defaults count if it is complete.
  init(_ content: LocatedJSON) {
    json = Self.without(Self.otherKeys, ExperimentSpec.codec.read(content)?.json ?? content.json)
  }

  /// - Parameter keys: of one or two steps.
  private static func without(_ keys: [String], _ value: JSON) -> JSON {
    guard case .object(let members) = value else { return value }
    return .object(
      members.filter { !keys.contains($0.name) }.map { member in
        let prefix = member.name + "."
        let inner = keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        return JSON.Member(member.name, inner.isEmpty ? member.value : without(inner, member.value))
      })
  }
}

extension LocatedJSON {
  /// This object with another value for a key, or without the key.
  func replacing(_ name: String, by value: LocatedJSON?) -> LocatedJSON {
    guard let members else { return self }
    return LocatedJSON(
      value: .object(
        members.compactMap { member in
          if member.name != name { return member }
          return value.map { Member(name: name, nameLocation: member.nameLocation, value: $0) }
        }), location: location)
  }
}
