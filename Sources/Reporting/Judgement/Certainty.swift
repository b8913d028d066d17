import Experiments
import Schema
import Text

/// Why chance has no part in a value, so that the runs at hand settle it for every seed. There is no interval then, and
/// the value itself decides.
struct Certainty: Equatable, Sendable {
  /// Experiments whose runs with the same seed have the same figure by construction, so that the difference is zero. Empty if
  /// the seed has no effect on any experiment.
  let alike: [String]

  /// Nil if the value depends on the seed.
  init?(_ sum: SumObservations) {
    var parts: [(figure: Figure, identity: FigureIdentity, factor: Double, names: [String])] = []
    for (factor, term) in sum.terms.map({ ($0.factor, $0.figure) }) where !term.isSeedless {
      guard let identity = term.identity else { return nil }
      if let place = parts.firstIndex(where: { $0.figure == term.figure && $0.identity == identity }) {
        parts[place].factor += factor
        parts[place].names.append(term.experiment)
      } else {
        parts.append((term.figure, identity, factor, [term.experiment]))
      }
    }
    guard parts.allSatisfy({ $0.factor == 0 }) else { return nil }
    alike = parts.flatMap(\.names).distinct
  }
}

/// All that a figure of a run depends on besides the seed.
struct FigureIdentity: Equatable, Sendable {
  private let spec: JSON
  private let data: [String: String]

  /// Nil if the spec is not known, and for times, which differ even if everything else is the same.
  init?(_ figure: Figure, of run: RunSummary?) {
    guard let run, let spec = run.spec, figure != .trainSeconds else { return nil }
    self.spec = figure.isOfTrainingBatches ? spec.trainingEssence : spec.essence
    data = run.dataChecksums
  }
}
