import Schema
import Text

extension Override {
  /// The overrides that have an effect, sorted by their keys. This is the order in which they are applied, and that of
  /// the variant's name. It does not depend on the command line, and an override of a whole object comes before one of a
  /// value inside it. If two replace the same value, the later one wins. Edits of the model all count; those with one key
  /// keep their order. An insertion of null has no effect.
  public static func effective(_ overrides: [Override]) -> [Override] {
    var kept: [Override] = []
    for override in overrides {
      switch override.action {
      case .replace:
        kept.removeAll { $0.key == override.key }
        kept.append(override)
      case .insert: if !override.value.isNull { kept.append(override) }
      case .remove: kept.append(override)
      }
    }
    return kept.enumerated().sorted { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }.map(
      \.element)
  }

  /// Sets the value in a spec. Keys that are missing along the path are created if the shape knows them.
  /// - Precondition: it replaces a value.
  /// - Throws: `SpecProblem` if the path leads nowhere.
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

  /// A copy of a value in which this override is applied.
  /// - Parameters:
  ///   - old: the value; nil if it is missing.
  ///   - steps: the rest of the override's path, from this value on. If it is empty, the whole value is replaced.
  ///   - shape: the shape of the value.
  ///   - path: the path to the value.
  private func replacing(
    in old: LocatedJSON?, _ steps: ArraySlice<SpecPath.Step>, _ shape: Shape, at path: SpecPath
  ) throws(SpecProblem) -> LocatedJSON {
    guard let step = steps.first else { return value }
    // A value that does not fit its shape is left as it is. The check of the whole spec then reports it; an override
    // would hide it.
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
    if path.steps.isEmpty, SpecDocument.ownKeys.contains(where: { $0.name == name }) {
      throw problem(path, .override(.belongsToFile(name)))
    }
    guard let key = object[name] else {
      let elsewhere = path.steps.isEmpty && rest.isEmpty ? object.paths(to: name, in: old) : []
      throw problem(
        path + name, .unknownKey(name, allowed: object.keys.map(\.name), elsewhere: elsewhere))
    }
    var members = old?.members ?? []
    let index = members.firstIndex { $0.name == name }
    let new = LocatedJSON.Member(
      name: name, nameLocation: value.location,
      value: try replacing(in: index.map { members[$0].value }, rest, key.shape, at: path + name))
    if let index { members[index] = new } else { members.append(new) }
    return LocatedJSON(value: .object(members), location: old?.location ?? value.location)
  }

  private func replacing(
    in old: LocatedJSON?, _ name: String, _ rest: ArraySlice<SpecPath.Step>, _ choice: ChoiceShape,
    at path: SpecPath
  ) throws(SpecProblem) -> LocatedJSON {
    let current = old?.chosen
    // An object with several keys is an error, which the check reports. Any other value, such as the number of a
    // learning rate, is replaced.
    if let old, old.members != nil, current == nil { return old }
    guard let alternative = choice[name] else {
      let option = nativeName(of: name) ?? name
      if let current, choice[current.name]?.options[option] != nil {
        let meant = SpecPath((path + current.name).steps + [.key(option)] + rest).dotted
        throw problem(
          path,
          .override(
            .optionOfCurrent(current: current.name, option: option, path: meant)))
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
