import Experiments
import System

/// Which runs of a folder are meant. What is not stated does not matter.
public struct RunFilter: Equatable, Sendable {
  /// Names of folders, with `*` for any text and `?` for one character.
  public var patterns: [String] = []
  /// Names of experiments, all of whose variants are meant, too.
  public var experiments: [String] = []
  public var states: [FoundRun.State.Name] = []
  public var seeds: SeedSelection = .ofSpec
  /// In seconds since their date.
  public var minimumAge: Int?

  public init() {}

  /// Whether the folder of an experiment may hold runs that are meant.
  public func matches(_ name: String) -> Bool {
    if patterns.isEmpty, experiments.isEmpty { return true }
    return patterns.contains { Self.matches(Array(name), Array($0)) }
      || experiments.contains { Self.isVariant(name, of: $0) }
  }

  public func matches(_ run: FoundRun, now: Timestamp) -> Bool {
    guard matches(run.experiment), states.isEmpty || states.contains(run.state.name) else { return false }
    if case .these(let seeds) = seeds {
      guard let seed = run.seed, seeds.contains(seed) else { return false }
    }
    guard let minimumAge else { return true }
    return run.date.map { now.seconds - $0.seconds > minimumAge } ?? false
  }

  /// The patterns and experiments that no name matches.
  public func unmatched(_ names: [String]) -> [String] {
    patterns.filter { pattern in !names.contains { Self.matches(Array($0), Array(pattern)) } }
      + experiments.filter { experiment in !names.contains { Self.isVariant($0, of: experiment) } }
  }

  /// Whether the name is that of the experiment or of a variant of it.
  private static func isVariant(_ name: String, of experiment: String) -> Bool {
    name == experiment || name.hasPrefix(experiment + "+")
  }

  /// Takes as few characters as possible for each star, and one more when the rest does not fit.
  static func matches(_ text: [Character], _ pattern: [Character]) -> Bool {
    var (place, step) = (0, 0)
    var star: (place: Int, step: Int)?
    while place < text.count {
      if step < pattern.count, pattern[step] == "*" {
        star = (place, step)
        step += 1
      } else if step < pattern.count, pattern[step] == "?" || pattern[step] == text[place] {
        (place, step) = (place + 1, step + 1)
      } else if let last = star {
        star = (last.place + 1, last.step)
        (place, step) = (last.place + 1, last.step + 1)
      } else {
        return false
      }
    }
    return pattern[step...].allSatisfy { $0 == "*" }
  }
}
