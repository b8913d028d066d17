import Experiments

/// Changes to specs. Each changed spec is a variant with its own name and run folder.
public struct SpecChanges: Equatable, Sendable {
  /// `--epochs`
  public var epochs: Int?
  /// `--set`, in the order given.
  public var settings: [Setting]
  /// `--grid`, in the order given; each value is a list.
  public var grids: [Setting]
  /// `--name`: that of the only variant, instead of the one that is made of its overrides.
  public var name: String?

  public init(
    epochs: Int? = nil, settings: [Setting] = [], grids: [Setting] = [], name: String? = nil
  ) {
    self.name = name
    self.epochs = epochs
    self.settings = settings
    self.grids = grids
  }

  public var isEmpty: Bool { self == SpecChanges() }

  /// A name is that of one variant.
  func checkName(of experiments: [String]) throws(SelectionError) {
    guard let name, !grids.isEmpty || Set(experiments).count > 1 else { return }
    throw .severalNamed(name)
  }

  /// `--set` and `--epochs` as overrides, in this order.
  /// - Parameter currentDirectory: the absolute path of the folder that paths in the values count from.
  /// - Throws: `Failures` with everything that is wrong in them.
  public func overrides(currentDirectory: String) throws(Failures) -> [Override] {
    let (overrides, failures) = readOverrides(currentDirectory: currentDirectory)
    guard failures.isEmpty else { throw Failures(failures) }
    return overrides
  }

  private func readOverrides(currentDirectory: String) -> (overrides: [Override], failures: [Failure]) {
    var failures: [Failure] = []
    var overrides: [Override] = []
    for setting in settings {
      do {
        overrides.append(try Override(parsing: setting.text, currentDirectory: currentDirectory))
      } catch {
        failures.append(Failure(error))
      }
    }
    if let epochs { overrides.append(.epochs(epochs, currentDirectory: currentDirectory)) }
    return (overrides, failures)
  }

  /// The overrides that all variants have in common, and for each cell of the grids its own overrides. Without a grid
  /// there is one cell without overrides.
  /// - Parameter mayHoldSeeds: whether overrides may set `training.seed`. They may not if a study or an option gives
  ///   the seeds.
  /// - Throws: `Failures` with everything that is wrong, and with values that are set twice.
  func cells(
    mayHoldSeeds: Bool, currentDirectory: String
  ) throws(Failures) -> (common: [Override], cells: [[Override]]) {
    let (common, wrong) = readOverrides(currentDirectory: currentDirectory)
    var failures = wrong
    var grids: [Grid] = []
    for grid in self.grids {
      do {
        grids.append(try Grid(parsing: grid.text, currentDirectory: currentDirectory))
      } catch {
        failures.append(Failure(error))
      }
    }
    failures += contradictions(common, grids).map { Failure($0) }
    if !mayHoldSeeds, let override = (common + grids.flatMap(\.overrides)).first(where: \.setsSeed) {
      failures.append(Failure(SelectionError.seedInOverride(path: override.path.dotted)))
    }
    guard failures.isEmpty else { throw Failures(failures) }
    do {
      return (common, try Grid.cells(grids))
    } catch {
      throw Failures(error)
    }
  }

  /// Contradicting settings, one of which would be silently dropped. If `--set` is given twice for a key, the last one
  /// counts, as for any option. Edits of the model do not contradict each other: all of them are made.
  private func contradictions(_ common: [Override], _ grids: [Grid]) -> [SelectionError] {
    var options: [String: String] = [:]
    var contradictions: [SelectionError] = []
    for (index, override) in common.enumerated() {
      guard override.action == .replace else { continue }
      let path = override.path.dotted
      let option = epochs != nil && index == common.count - 1 ? "--epochs" : "--set \(path)"
      if let other = options[path], other != option { contradictions.append(.contradiction(other, option)) }
      options[path] = option
    }
    for grid in grids {
      guard let override = grid.overrides.first, override.action == .replace else { continue }
      let path = override.path.dotted
      let option = "--grid \(path)"
      if let other = options[path] { contradictions.append(.contradiction(other, option)) }
      options[path] = option
    }
    return contradictions
  }
}

/// A change to a spec: `key=value`, or `model.N-`, which removes a layer.
public struct Setting: Equatable, Sendable {
  /// A dotted path without empty parts; `model.N+` inserts a layer.
  public var key: String
  /// JSON, or a bare word, which is read as a string; nil for a removal.
  public var value: String?

  public init(key: String, value: String?) {
    self.key = key
    self.value = value
  }

  public var text: String { value.map { "\(key)=\($0)" } ?? key }
}
