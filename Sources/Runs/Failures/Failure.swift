import Datasets
import Experiments
import Schema
import System
import Text
import Training

/// Something that went wrong: what to tell the user, and what kind of failure it is.
public struct Failure: Error, Equatable, Sendable {
  /// The kind of a failure. It decides the exit status.
  public enum Kind: Equatable, Sendable {
    /// The command line is wrong.
    case usage
    /// A spec's or a data file's content is wrong.
    case badContent
    /// An input is missing: an unknown experiment, or data that cannot be had.
    case missingInput
    /// Reading or writing failed.
    case inputOutput
    /// Stopped on the user's wish.
    case interrupted
    /// Anything else.
    case failed
  }

  /// One of the things that are wrong.
  public struct Part: Equatable, Sendable {
    public let message: String
    /// Where it is in a spec or study; nil if it is in none, or if nobody knows.
    public let location: SpecLocation?
  }

  /// At least one.
  public let parts: [Part]
  public let kind: Kind

  /// The messages of all parts, each beginning on a line of its own.
  public var message: String { parts.map(\.message).joined(separator: "\n") }

  public init(_ message: String, _ kind: Kind) {
    parts = [Part(message: message, location: nil)]
    self.kind = kind
  }

  /// - Parameter text: the message if there is no located error.
  private init(_ located: SpecError?, else text: String, _ kind: Kind) {
    parts =
      located?.problems.map { Part(message: $0.description, location: $0.location) }
      ?? [Part(message: text, location: nil)]
    self.kind = kind
  }

  /// The only place that decides what kind of failure an error is.
  /// - Parameter experiment: the experiment that the error is about. The message then names the position of the cause
  ///   in the spec's file.
  public init(_ error: any Error, about experiment: ResolvedExperiment? = nil) {
    switch error {
    case let failure as Failure: self = failure
    case let error as SelectionError: self.init(error.description, error.kind)
    case let error as SpecError: self.init(error, else: error.description, Kind(error.kind))
    case let error as PlanError:
      let located = experiment?.error(at: error.keyPath, error.description)
      self.init(located, else: "\(error.keyPath): \(error)", .badContent)
    case let error as DatasetError:
      let place = error.isAboutTheSpec ? experiment : nil
      let option = place.flatMap { place in
        error.option.map { ".\(place.spec.dataset.nameAndOptions.name.rawValue).\($0)" }
      }
      let located = place?.error(at: "dataset" + (option ?? ""), error.description)
      self.init(located, else: error.description, Kind(error.kind))
    case let error as FileError:
      let place = error.isMissingInput ? experiment : nil
      let key = error.path == experiment?.spec.initialWeights ? "initial_weights" : "dataset"
      let located = place?.error(at: key, error.description)
      self.init(
        located, else: error.description, error.isMissingInput ? .missingInput : .inputOutput)
    case let damage as RunDamage: self.init("\(damage)", .badContent)
    case is RunInterrupted: self.init("interrupted; the next call goes on from here", .interrupted)
    default: self.init("\(error)", .failed)
    }
  }
}

/// Several failures, all of which are reported to the user.
public struct Failures: Error, Equatable, Sendable {
  public let all: [Failure]

  public init(_ all: [Failure]) { self.all = all }

  /// - Parameter error: failures themselves, or a single error.
  public init(_ error: any Error) {
    self.init((error as? Failures)?.all ?? [Failure(error)])
  }
}

extension [Failure] {
  /// The first failure's kind, but that of an interruption if there is one; nil if nothing failed.
  public var kind: Failure.Kind? { contains { $0.kind == .interrupted } ? .interrupted : first?.kind }
}

/// A run, or all runs of an experiment, that a result lacks.
public struct FailedRun: Equatable, Sendable {
  /// The experiment's name with its overrides, as its run folder is named.
  public let experiment: String
  /// Nil if no seed of the experiment can run.
  public let seed: UInt64?
  public let failure: Failure

  public init(experiment: String, seed: UInt64?, failure: Failure) {
    self.experiment = experiment
    self.seed = seed
    self.failure = failure
  }
}

extension [FailedRun] {
  /// The seeds that are meant, by experiment.
  public var seedsByExperiment: [String: [UInt64]] {
    Dictionary(grouping: filter { $0.seed != nil }, by: \.experiment).mapValues { $0.compactMap(\.seed) }
  }

  /// The failures to report. One that several runs have in common is reported once.
  public var failures: [Failure] {
    map(\.failure).distinct
  }
}

extension Failure.Kind {
  fileprivate init(_ kind: SpecError.Kind) {
    self =
      switch kind {
      case .usage: .usage
      case .invalid: .badContent
      case .missingInput: .missingInput
      case .inputOutput: .inputOutput
      }
  }

  fileprivate init(_ kind: DatasetError.Kind) {
    self =
      switch kind {
      case .inputMissing: .missingInput
      case .badContent: .badContent
      case .inputOutput: .inputOutput
      case .interrupted: .interrupted
      }
  }
}

extension DatasetError {
  /// Whether the spec's `dataset` has to be changed, or a file that it names, rather than this machine.
  fileprivate var isAboutTheSpec: Bool {
    switch self {
    case .file(let error): error.operation == .read
    case .filesNotFound, .fetchFailed, .noFetchFolder, .interrupted: false
    case .badGzip, .tooLong, .badIDX, .badNPY, .badCSV, .noSamples, .countMismatch, .shapeMismatch, .badLabel,
      .notFinite, .uniformPixels, .badOption, .tooLarge, .notEnoughMemory, .otherContent, .emptySplit:
      true
    }
  }
}
