import Experiments
import System
import Text

/// Runs of an experiment in the same state: a row of the list.
struct RunGroup {
  let runs: [ListedRun]

  /// Runs of the same experiment, state and, where it is the same for all seeds by its nature, reason.
  /// - Parameter isEach: whether each run is a group of its own.
  static func groups(_ runs: [ListedRun], isEach: Bool) -> [RunGroup] {
    if isEach { return runs.map { RunGroup(runs: [$0]) } }
    return runs.grouped { run in
      // How far interrupted runs are is the matter of each.
      let reason = run.state == "interrupted" ? "" : run.reason ?? ""
      return [run.experiment, run.state, reason] + (run.seed == nil ? [run.path] : [])
    }.map { RunGroup(runs: $0.elements) }
  }

  static func sorted(_ groups: [RunGroup], by order: RunOrder, isReversed: Bool) -> [RunGroup] {
    let order = groups.indices.sorted { one, other in
      let (first, second) = (groups[one], groups[other])
      let isBefore: Bool? =
        switch order {
        case .name: nil
        case .date: before(first.date?.seconds, second.date?.seconds, >)
        case .size: before(first.byteCount, second.byteCount, >)
        case .state: before(first.state, second.state, <)
        case .metric(let metric):
          before(first.sample(metric).mean, second.sample(metric).mean, metric.higherIsBetter ? (>) : (<))
        }
      return isBefore ?? (one < other)
    }
    return (isReversed ? order.reversed() : order).map { groups[$0] }
  }

  /// What has no value comes last. Nil if both are equal.
  private static func before<Value: Comparable>(
    _ one: Value?, _ other: Value?, _ isBefore: (Value, Value) -> Bool
  ) -> Bool? {
    guard let one, let other else { return one == nil && other == nil ? nil : one != nil }
    return one == other ? nil : isBefore(one, other)
  }

  /// Short names by name: `A+epochs=5` for `A+training.epochs=5`. Names that would be the same stay whole.
  static func shortNames(_ names: Set<String>) -> [String: String] {
    func short(_ name: String) -> String {
      let parts = name.split(separator: "+", omittingEmptySubsequences: false)
      return parts.enumerated().map { index, part in
        // An entry of the model is only a number.
        guard index > 0, !part.hasPrefix("model."), let equals = part.firstIndex(of: "="),
          let dot = part[..<equals].lastIndex(of: ".")
        else { return String(part) }
        return String(part[part.index(after: dot)...])
      }.joined(separator: "+")
    }
    let shortNames = Dictionary(grouping: names, by: short)
    return Dictionary(
      uniqueKeysWithValues: names.map { ($0, shortNames[short($0)]?.count == 1 ? short($0) : $0) })
  }

  // MARK: What the runs have in common

  var experiment: String { runs[0].experiment }
  var state: String { runs[0].state }
  var seeds: [UInt64] { Set(runs.compactMap(\.seed)).sorted() }
  /// Nil if they differ.
  var reason: String? { Set(runs.map(\.reason)).count == 1 ? runs[0].reason : nil }
  /// That of all together; nil if any is not known.
  var byteCount: Int? {
    let sizes = runs.compactMap(\.byteCount)
    return sizes.count == runs.count ? sizes.reduce(0, +) : nil
  }
  /// The latest.
  var date: Timestamp? { runs.compactMap(\.date).max() }
  /// That of a single run, or the folder that all are in.
  var folder: String { runs.count == 1 ? runs[0].path : Path.parent(of: runs[0].path) }
  /// Nil if they differ or there is none.
  var epochCount: Int? { common { $0.epochs.count } }
  var command: String? { common(\.call.command) }
  var commit: String? { common(\.call.commit) }

  private func common<Value: Hashable>(_ value: (RunRecord) -> Value?) -> Value? {
    let values = Set(runs.map { $0.record.flatMap(value) })
    return values.count == 1 ? values.first ?? nil : nil
  }

  /// The final figures that are finite.
  func sample(_ metric: Metric) -> Sample {
    Sample(runs.compactMap { $0.record?.final.values[metric] })
  }

  /// The mean over the runs; for people `diverged` if all figures are not finite.
  func cell(_ metric: Metric) -> Cell {
    let sample = sample(metric)
    if sample.count == 0, sample.excludedCount > 0 { return Cell(.number(.nan), shown: "diverged") }
    return .meanAndDeviation(sample.mean, sample.standardDeviation, metric.precision)
  }
}
