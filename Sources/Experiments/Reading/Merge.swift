import Schema

extension LocatedJSON {
  /// Merges this value with the one that it extends. Objects are merged key by key; lists and plain values replace the
  /// old ones. Two one-key choices are merged if they have the same key; otherwise the new one replaces the old one. A
  /// bare string counts as a key without options.
  ///
  /// A value that does not fit the shape also replaces the old one. The check of the result then reports it.
  /// - Parameters:
  ///   - base: the value that this one extends.
  ///   - shape: the shape of both; nil if it is not known.
  func merged(over base: LocatedJSON, _ shape: Shape?) -> LocatedJSON {
    switch shape?.structure {
    case .choice(let choice):
      guard let own = chosen, let other = base.chosen, own.name == other.name else { return self }
      let options = own.options.merged(over: other.options, choice[own.name].map { .object($0.options) })
      let nameLocation = members?.first?.nameLocation ?? location
      return LocatedJSON(
        value: .object([Member(name: own.name, nameLocation: nameLocation, value: options)]),
        location: location)
    case .object(let object): return mergedMembers(over: base) { object[$0]?.shape }
    case .list, nil: return mergedMembers(over: base) { _ in nil }
    }
  }

  private func mergedMembers(over base: LocatedJSON, shapeOf: (String) -> Shape?) -> LocatedJSON {
    guard let own = members, var merged = base.members else { return self }
    // The parser rejects repeated names, so `uniquingKeysWith` is never used.
    let indices = Dictionary(
      merged.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { index, _ in index })
    for member in own {
      if let index = indices[member.name] {
        let value = member.value.merged(over: merged[index].value, shapeOf(member.name))
        merged[index] = Member(name: member.name, nameLocation: member.nameLocation, value: value)
      } else {
        merged.append(member)
      }
    }
    return LocatedJSON(value: .object(merged), location: location)
  }
}
