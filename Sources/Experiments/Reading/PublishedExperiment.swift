import Schema

/// What of a spec makes it the experiment that figures were published for. Two specs with the same have the same published
/// figures.
struct PublishedExperiment: Equatable {
  /// The keys that make no other experiment: descriptions, the seed, and the evaluation of the training set. Another
  /// section of the same article is a description; another article has figures of its own.
  static let otherKeys = [
    "title", "source.where", "notes", "published", "training.seed", "training.evaluate_train",
  ]

  private let json: JSON

  /// - Parameter content: a spec. Its defaults count if it is complete.
  init(_ content: LocatedJSON) {
    let json = ExperimentSpec.codec.read(content)?.json ?? content.json
    self.json = json.without(Set(Self.otherKeys.compactMap { SpecPath($0) }))
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
