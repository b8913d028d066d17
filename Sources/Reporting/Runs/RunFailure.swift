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

  /// One sentence for each message: usually all seeds fail alike, and often all experiments. Of a message with several lines
  /// the first one: standard error has the others.
  fileprivate static func sentences(_ failures: [RunFailure]) -> [String] {
    failures.grouped(by: \.message).map { message, own in
      let experiments = own.grouped(by: \.experiment).map {
        (name: $0.key, seeds: $0.elements.compactMap(\.seed))
      }
      let subjects = experiments.grouped(by: \.seeds).map { seeds, experiments in
        listed(experiments.map(\.name).abbreviated, "and") + (seeds.isEmpty ? "" : ", \(seeds.seedsText)")
      }
      let line = message.prefix { !$0.isNewline }
      let ending = line.count < message.count && ";:".contains(line.last ?? " ") ? line.dropLast() : line
      return "\(subjects.joined(separator: "; ")): \(ending)"
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
