/// How far a task is.
public enum ProgressReport: Equatable, Sendable {
  case epochs(EpochProgress)
  case transfer(TransferProgress)
  case runs(RunsProgress)
  case measurements(MeasurementProgress)

  var plainLine: String {
    switch self {
    case .epochs(let progress): progress.plainLine
    case .transfer(let progress): progress.plainLine
    case .runs(let progress): progress.plainLine
    case .measurements(let progress): progress.plainLine
    }
  }

  /// The time that the whole task is expected to take; 0 if that is not known.
  var expectedSeconds: Double {
    switch self {
    case .epochs(let progress): progress.secondsElapsed + (progress.secondsLeft ?? 0)
    case .runs(let progress): progress.secondsElapsed + (progress.secondsLeft ?? 0)
    case .transfer, .measurements: 0
    }
  }

  private var epochs: EpochProgress? {
    switch self {
    case .epochs(let progress): progress
    case .transfer, .runs, .measurements: nil
    }
  }

  /// The lines of several tasks, in their order; the columns of runs are aligned.
  static func liveLines(_ reports: [ProgressReport], room: Int) -> [LiveLine] {
    var runs = EpochLines.lines(reports.compactMap(\.epochs), room: room)[...]
    return reports.map { report in
      switch report {
      case .epochs: runs.popFirst() ?? LiveLine()
      case .transfer(let progress): progress.liveLine(room: room)
      case .runs(let progress): progress.liveLine(room: room)
      case .measurements(let progress): progress.liveLine(room: room)
      }
    }
  }
}
