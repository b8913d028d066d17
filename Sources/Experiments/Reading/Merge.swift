import Schema

extension LocatedJSON {
  /// This value over the one it extends: objects merge key by key, lists and plain values replace. In a one-key choice
  /// the same key merges and another one replaces the whole; a bare string counts as its key without options.
  ///
  /// What does not fit the shape replaces, too; the check of the result reports it.
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
    // The parser lets no name stand twice.
    let places = Dictionary(
      merged.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    for member in own {
      if let place = places[member.name] {
        let value = member.value.merged(over: merged[place].value, shapeOf(member.name))
        merged[place] = Member(name: member.name, nameLocation: member.nameLocation, value: value)
      } else {
        merged.append(member)
      }
    }
    return LocatedJSON(value: .object(merged), location: location)
  }
}
