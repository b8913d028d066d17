import Experiments
import Schema

/// A run that was asked for and has no result.
public struct RunFailure: Equatable, Sendable {
  /// With its variant.
  public let experiment: String
  /// Nil: no seed of the experiment can run.
  public let seed: UInt64?
  public let message: String

  public init(experiment: String, seed: UInt64?, message: String) {
    self.experiment = experiment
    self.seed = seed
    self.message = message
  }

  /// `A, seed 3`
  public var title: String { seed.map { "\(experiment), seed \($0)" } ?? experiment }

  fileprivate var json: JSON {
    .object([
      .init("experiment", .string(experiment)), .init("seed", seed.map { .integer($0) } ?? .null),
      .init("message", .string(message)),
    ])
  }
}

extension Report {
  /// States the runs that failed, none included: for people at the end, in JSON as `failures`, as JUnit's errors. The
  /// CSV, a table of figures, has no place for them.
  public mutating func add(failures: [RunFailure]) {
    json.append(.init("failures", .array(failures.map(\.json))))
    guard !failures.isEmpty else { return }
    document.blocks += [.heading("Failed"), .list(Self.sentences(failures))]
    let cases = failures.map {
      JUnit.Case(name: $0.title, className: "bnlab.runs", outcome: .error($0.message))
    }
    if let place = junit.suites.firstIndex(where: { $0.name == "runs" }) {
      junit.suites[place].cases += cases
    } else {
      junit.suites.append(JUnit.Suite(name: "runs", cases: cases))
    }
  }

  /// One for each experiment and message, since most often all seeds fail alike.
  private static func sentences(_ failures: [RunFailure]) -> [String] {
    var groups: [(first: RunFailure, seeds: [UInt64])] = []
    for failure in failures {
      let twin = groups.firstIndex {
        $0.first.experiment == failure.experiment && $0.first.message == failure.message
      }
      let seeds = failure.seed.map { [$0] } ?? []
      if let twin { groups[twin].seeds += seeds } else { groups.append((failure, seeds)) }
    }
    return groups.map { first, seeds in
      "\(first.experiment)\(seeds.isEmpty ? "" : ", \(seeds.seedsText)"): \(first.message)"
    }
  }
}

extension [UInt64] {
  /// `seed 4`, `seeds 1..3, 8`: with ranges, as `--seeds` takes them.
  var seedsText: String {
    var ranges: [ClosedRange<UInt64>] = []
    for seed in sorted() {
      if let last = ranges.last, last.upperBound < .max, seed <= last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...seed
      } else {
        ranges.append(seed...seed)
      }
    }
    let parts = ranges.map { range in
      let (first, last) = (range.lowerBound, range.upperBound)
      return first == last ? "\(first)" : "\(first)..\(last)"
    }
    return "\(count == 1 ? "seed" : "seeds") \(parts.joined(separator: ", "))"
  }

  /// Why nothing is judged where runs of these seeds were asked for.
  func missingText(of experiment: String) -> String { "\(experiment) has no finished run of \(seedsText)" }
}

extension JSON {
  fileprivate mutating func append(_ member: Member) {
    guard case .object(let members) = self else { return }
    self = .object(members + [member])
  }
}
