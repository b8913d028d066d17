import Schema

extension Override {
  /// The overrides that hold, in the order in which they are applied and named: that of their dotted paths, so that
  /// one of a whole object comes before one of a value inside it, whatever the order on the command line. Of two for
  /// the same path the last one counts.
  public static func effective(_ overrides: [Override]) -> [Override] {
    var byPath: [String: Override] = [:]
    for override in overrides { byPath[override.path.dotted] = override }
    return byPath.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Puts the value in its place. Keys that are missing on the way are created where the shape knows them.
  func apply(to root: inout LocatedJSON, _ shape: Shape) throws(SpecProblem) {
    root = try replacing(in: root, path.steps[...], shape, at: SpecPath())
  }

  private func problem(_ path: SpecPath, _ reason: SpecProblem.Reason) -> SpecProblem {
    SpecProblem(at: value.location, path: path, reason)
  }

  private func name(of step: SpecPath.Step) -> String {
    switch step {
    case .key(let name): name
    case .index(let index): String(index)
    }
  }

  private func replacing(
    in old: LocatedJSON?, _ steps: ArraySlice<SpecPath.Step>, _ shape: Shape, at path: SpecPath
  ) throws(SpecProblem) -> LocatedJSON {
    guard let step = steps.first else { return value }
    // What does not fit stays, so that the check of the whole reports it and no override hides it.
    if let old, !shape.accepts(old.value) { return old }
    let rest = steps.dropFirst()
    switch shape.structure {
    case .object(let object):
      return try replacing(in: old, name(of: step), rest, object, at: path)
    case .choice(let choice):
      return try replacing(in: old, name(of: step), rest, choice, at: path)
    case .list(let entry):
      var elements = old?.elements ?? []
      guard case .index(let index) = step else {
        throw problem(path, .override(.needsIndex(name(of: step), count: elements.count)))
      }
      guard elements.indices.contains(index) else {
        throw problem(path, .override(.noSuchEntry(index: index, count: elements.count)))
      }
      elements[index] = try replacing(in: elements[index], rest, entry, at: path + index)
      return LocatedJSON(value: .array(elements), location: old?.location ?? value.location)
    case nil: throw problem(path, .override(.nothingInside(name(of: step), of: "\(path)")))
    }
  }

  private func replacing(
    in old: LocatedJSON?, _ name: String, _ rest: ArraySlice<SpecPath.Step>, _ object: ObjectShape,
    at path: SpecPath
  ) throws(SpecProblem) -> LocatedJSON {
    if path.steps.isEmpty, SpecDocument.ownKeys.contains(name) {
      throw problem(path, .override(.belongsToFile(name)))
    }
    guard let key = object[name] else {
      throw problem(path + name, .unknownKey(name, allowed: object.keys.map(\.name)))
    }
    var members = old?.members ?? []
    let place = members.firstIndex { $0.name == name }
    let new = LocatedJSON.Member(
      name: name, nameLocation: value.location,
      value: try replacing(in: place.map { members[$0].value }, rest, key.shape, at: path + name))
    if let place { members[place] = new } else { members.append(new) }
    return LocatedJSON(value: .object(members), location: old?.location ?? value.location)
  }

  private func replacing(
    in old: LocatedJSON?, _ name: String, _ rest: ArraySlice<SpecPath.Step>, _ choice: ChoiceShape,
    at path: SpecPath
  ) throws(SpecProblem) -> LocatedJSON {
    let current = old?.chosen
    // An object of several keys; whatever else stands there, such as a learning rate's number, makes way.
    if let old, old.members != nil, current == nil { return old }
    guard let alternative = choice[name] else {
      if let current, choice[current.name]?.options[name] != nil {
        let meant = SpecPath((path + current.name).steps + [.key(name)] + rest).dotted
        throw problem(
          path,
          .override(
            .optionOfCurrent(choice: choice.name, current: current.name, option: name, path: meant)))
      }
      throw problem(path, .unknownChoice(name, choice: choice.name, allowed: choice.names))
    }
    if let current, current.name != name {
      let whole = ([.key(name)] + rest).reversed().reduce(json) { value, step in
        .object([JSON.Member(self.name(of: step), value)])
      }
      throw problem(
        path,
        .override(
          .otherChoice(
            choice: choice.name, current: current.name, asked: name,
            instead: "--set '\(path.dotted)=\(whole.compact)'")))
    }
    let options = try replacing(in: current?.options, rest, .object(alternative.options), at: path + name)
    let member = LocatedJSON.Member(name: name, nameLocation: value.location, value: options)
    return LocatedJSON(value: .object([member]), location: old?.location ?? value.location)
  }
}
