import CommandLineTool
import Inspection
import Runs

extension ExitStatus {
  /// The one place that decides how the process ends because of a failure.
  init(_ kind: Failure.Kind) {
    self =
      switch kind {
      case .usage: .usage
      case .badContent: .dataError
      case .missingInput: .noInput
      case .inputOutput: .ioError
      case .interrupted: .interrupted
      case .failed: .failure
      }
  }
}

extension InspectionError {
  var kind: Failure.Kind {
    switch self {
    case .noSuchSample, .tooFewSamples, .batchTooLarge, .noSuchEpoch: .usage
    }
  }
}

extension ArchivedRuns {
  /// The status for runs that are there and cannot be read, which comes before that of any judgement; nil if there are
  /// none.
  var damageStatus: ExitStatus? {
    let kinds = damaged.map(\.failure.kind)
    return kinds.contains(.inputOutput) ? .ioError : kinds.first.map { ExitStatus($0) }
  }
}

extension RunOutcomes {
  /// The status of a command that only makes runs.
  var status: ExitStatus { failures.kind.map { ExitStatus($0) } ?? .success }

  /// For judging commands: failed runs give status 1; if nothing finished, the first failure's own status.
  /// - Parameters:
  ///   - judged: what came of the runs that are there.
  ///   - others: runs that failed later.
  func status(judged: ExitStatus, failed others: [FailedRun] = []) -> ExitStatus {
    if failed.isEmpty && others.isEmpty { return judged }
    return finished.isEmpty ? status : .failure
  }
}
