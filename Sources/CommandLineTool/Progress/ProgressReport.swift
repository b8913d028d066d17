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

  func liveLine(width: Int) -> String {
    switch self {
    case .epochs(let progress): progress.liveLine(width: width)
    case .transfer(let progress): progress.liveLine(width: width)
    case .runs(let progress): progress.liveLine(width: width)
    case .measurements(let progress): progress.liveLine(width: width)
    }
  }
}
