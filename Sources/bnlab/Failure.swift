import CommandLineTool
import Datasets
import Experiments
import Schema
import System
import Training

/// Something that went wrong, as its user is told, and the exit status that follows.
struct Failure: Error, Equatable {
  let message: String
  let status: ExitStatus

  init(_ message: String, status: ExitStatus) {
    self.message = message
    self.status = status
  }

  /// - Parameters:
  ///   - experiment: what the error is about; tells where in a spec's file a plan's error stands.
  init(_ error: any Error, about experiment: ResolvedExperiment? = nil) {
    switch error {
    case let failure as Failure: self = failure
    case let error as ExperimentError: self.init(error.description, status: ExitStatus(error.kind))
    case let error as PlanError:
      if let experiment {
        self.init(experiment.error(at: error.keyPath, error.description).description, status: .dataError)
      } else {
        self.init("\(error.keyPath): \(error)", status: .dataError)
      }
    case let error as DatasetError:
      let place = error.isAboutTheSpec ? experiment : nil
      self.init(
        place?.error(at: "dataset", error.description).description ?? error.description,
        status: ExitStatus(error.kind))
    case let error as FileError:
      let place = error.isMissingInput ? experiment : nil
      let key = error.path == experiment?.spec.initialWeights ? "initial_weights" : "dataset"
      self.init(
        place?.error(at: key, error.description).description ?? error.description,
        status: error.isMissingInput ? .noInput : .ioError)
    case is RunInterrupted: self.init("interrupted; the next call goes on from here", status: .interrupted)
    default: self.init("\(error)", status: .failure)
    }
  }
}

/// Several things that went wrong, all of which are told.
struct Failures: Error {
  let all: [Failure]
}

extension ExitStatus {
  init(_ kind: ExperimentError.Kind) {
    self =
      switch kind {
      case .usage: .usage
      case .invalid: .dataError
      case .missingInput: .noInput
      case .inputOutput: .ioError
      }
  }

  init(_ kind: DatasetError.Kind) {
    self =
      switch kind {
      case .inputMissing: .noInput
      case .badContent: .dataError
      case .inputOutput: .ioError
      case .interrupted: .interrupted
      }
  }
}

extension DatasetError {
  /// Whether the spec's `dataset` has to be changed, or a file that it names, rather than this machine.
  fileprivate var isAboutTheSpec: Bool {
    switch self {
    case .file(let error): error.operation == .read
    case .mnistNotFound, .fetchFailed, .noFetchFolder, .interrupted: false
    case .badGzip, .badIDX, .badNPY, .badCSV, .noSamples, .countMismatch,
      .shapeMismatch,
      .badLabel, .notFinite, .uniformPixels, .badOption, .tooLarge, .notEnoughMemory:
      true
    }
  }
}
