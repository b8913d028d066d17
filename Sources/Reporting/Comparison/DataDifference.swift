import Experiments
import Schema
import Text

/// In what the data of two experiments differ.
struct DataDifference: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    /// The networks were trained or tested on different samples.
    case samples
    /// The same samples, with other numbers for them, such as pixels of 0 to 1 and of 0 to 255.
    case preparation
  }

  let kind: Kind
  /// What differs, such as `dataset.circles.noise: 0.1 → 0.3`, from the second experiment to the first.
  let parts: [String]

  /// Nil if the data are the same, or if too little is known about them. Checksums decide where both runs have them,
  /// because files may be moved; otherwise the specs do. The checksums of a user's files say nothing of what a spec takes
  /// from them.
  init?(_ experiment: ExperimentSummary, minus other: ExperimentSummary) {
    guard let run = experiment.runs.first, let otherRun = other.runs.first else { return nil }
    let changed = Self.arrays.filter { array in
      guard let sum = run.dataChecksums[array.key], let otherSum = otherRun.dataChecksums[array.key] else {
        return false
      }
      return sum != otherSum
    }
    let known = Self.arrays.filter { run.dataChecksums[$0.key] != nil }.map(\.key)
    let isKnown =
      !known.isEmpty && known == Self.arrays.filter { otherRun.dataChecksums[$0.key] != nil }.map(\.key)
    var differences: [SpecDifference] = []
    if let spec = run.spec, let otherSpec = otherRun.spec {
      differences = spec.differences(from: otherSpec).filter { $0.path.steps.first == .key("dataset") }
    }
    let isKnownDifference = !changed.isEmpty || differences.contains { Self.isChoice($0.path) }
    guard isKnown ? isKnownDifference : !differences.isEmpty else { return nil }
    let isPrepared = differences.allSatisfy { difference in
      if case .key(let name)? = difference.path.steps.last { Self.preparation.contains(name) } else { false }
    }
    // Other samples would hardly have the same labels in the same order. A CSV file has no checksum of its labels alone.
    let hasSameLabels =
      isKnown
      && (changed.isEmpty || known.count == Self.arrays.count && !changed.contains { $0.key.hasSuffix("_y") })
    kind = !differences.isEmpty && isPrepared && hasSameLabels ? .preparation : .samples
    // Without a difference in the specs the contents of files differ.
    parts = differences.isEmpty ? changed.map(\.name) : differences.map(\.description)
  }

  /// Whether a difference is in what is taken from a user's files, or in what is done to it, rather than in their paths.
  private static func isChoice(_ path: SpecPath) -> Bool {
    guard path.steps.count > 2, [.key("npy"), .key("csv")].contains(path.steps[1]) else { return false }
    return ["label", "test_fraction", "split_seed", "standardize", "layout"].contains {
      path.steps[2] == .key($0)
    }
  }

  /// What differs if the samples do; empty if they are only prepared differently.
  var differentSamples: [String] {
    switch kind {
    case .samples: parts
    case .preparation: []
    }
  }

  private static let arrays = [
    (key: "train_x", name: "training samples"), (key: "train_y", name: "training labels"),
    (key: "test_x", name: "test samples"), (key: "test_y", name: "test labels"),
  ]

  /// Keys that change the numbers of a sample, but not which samples there are.
  private static let preparation: Set<String> = ["pixels", "resize", "layout", "standardize"]
}

extension Comparison {
  /// In what the data of a pair differ; nil if they do not.
  func dataDifference(_ pair: ExperimentPair) -> DataDifference? {
    guard let experiment = experiments.first(where: { $0.name == pair.experiment }),
      let other = experiments.first(where: { $0.name == pair.other })
    else { return nil }
    return DataDifference(experiment, minus: other)
  }

  /// A sentence for each way in which the data of pairs differ.
  var dataRemarks: [String] {
    DataDifference.remarks(
      pairs.compactMap { pair in dataDifference(pair).map { (shown(pair).label, $0) } })
  }

  /// In what the samples of other cells of the grid differ from those of the best one, each once.
  func differentData(of best: BestCell) -> [String] {
    let others = experiments.map(\.name).filter { $0 != best.experiment }
    let differences = others.compactMap { dataDifference(ExperimentPair(best.experiment, minus: $0)) }
    return differences.flatMap(\.differentSamples).distinct
  }
}

extension DataDifference {
  /// A sentence for each of several differences, with the pairs that have it.
  static func remarks(_ differences: [(pair: String, difference: DataDifference)]) -> [String] {
    var found: [(difference: DataDifference, pairs: [String])] = []
    for (pair, difference) in differences {
      if let place = found.firstIndex(where: { $0.difference == difference }) {
        found[place].pairs.append(pair)
      } else {
        found.append((difference, [pair]))
      }
    }
    return found.map { difference, pairs in
      let shown = pairs.count > 3 ? Array(pairs.prefix(3)) + ["\(pairs.count - 3) more"] : pairs
      let text = "in \(shown.listed): \(difference.parts.joined(separator: ", "))."
      return switch difference.kind {
      case .samples: "Warning: different data \(text)"
      case .preparation: "The same samples, prepared differently, \(text)"
      }
    }
  }
}
