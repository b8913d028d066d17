import Experiments
import Schema
import Text

/// A run that was requested and has no result.
public struct RunFailure: Equatable, Sendable {
  /// The name of the experiment, with its overrides.
  public let experiment: String
  /// Nil if the experiment cannot run with any seed.
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
  /// Adds the runs that failed: for people at the end, in JSON as `failures` (even if there are none), in JUnit as
  /// errors. CSV has no column for them.
  public mutating func add(failures: [RunFailure]) {
    json.append(.init("failures", .array(failures.map(\.json))))
    guard !failures.isEmpty else { return }
    document.blocks += Document.of(failures).blocks
    let cases = failures.map {
      JUnit.Case(name: $0.title, className: "bnlab.runs", outcome: .error($0.message))
    }
    if let place = junit.suites.firstIndex(where: { $0.name == "runs" }) {
      junit.suites[place].cases += cases
    } else {
      junit.suites.append(JUnit.Suite(name: "runs", cases: cases))
    }
  }

  /// One sentence for each experiment and message, because usually all seeds fail alike.
  fileprivate static func sentences(_ failures: [RunFailure]) -> [String] {
    var groups: [(experiment: String, message: String, seeds: [UInt64])] = []
    for failure in failures {
      let group = groups.firstIndex {
        $0.experiment == failure.experiment && $0.message == failure.message
      }
      let seeds = failure.seed.map { [$0] } ?? []
      if let group {
        groups[group].seeds += seeds
      } else {
        groups.append((failure.experiment, failure.message, seeds))
      }
    }
    return groups.map { group in
      "\(group.experiment)\(group.seeds.isEmpty ? "" : ", \(group.seeds.seedsText)"): \(group.message)"
    }
  }
}

extension Document {
  /// The runs that failed; empty if there are none.
  public static func of(_ failures: [RunFailure]) -> Document {
    failures.isEmpty ? Document() : Document([.heading("Failed"), .list(Report.sentences(failures))])
  }
}

extension [UInt64] {
  /// Why nothing is judged if runs of these seeds were requested.
  func missingText(of experiment: String) -> String { "\(experiment) has no finished run of \(seedsText)" }
}

extension JSON {
  mutating func append(_ member: Member) {
    guard case .object(let members) = self else { return }
    self = .object(members + [member])
  }
}
