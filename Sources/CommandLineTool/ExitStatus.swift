/// The exit status of the process. It is a code of sysexits.h if one fits.
public enum ExitStatus: Int32, CaseIterable, Sendable {
  /// Done; also when a run diverged, which is a result.
  case success = 0
  /// A run failed or a claim does not hold.
  case failure = 1
  /// Nothing failed, and at least one claim is inconclusive.
  case inconclusive = 2
  /// The command line is wrong (EX_USAGE).
  case usage = 64
  /// A spec's or a data file's content is wrong (EX_DATAERR).
  case dataError = 65
  /// An input is missing: an unknown experiment, data that cannot be had (EX_NOINPUT).
  case noInput = 66
  /// Reading or writing failed (EX_IOERR).
  case ioError = 74
  /// Ended by an interrupt (128 + SIGINT); what was finished stays.
  case interrupted = 130
}

extension ExitStatus {
  /// What it says, for the manual page.
  public var meaning: String {
    switch self {
    case .success: "Done. A run that diverged is a result, too."
    case .failure: "A run failed, or a claim or check does not hold."
    case .inconclusive: "reproduce: no claim failed, and at least one is inconclusive."
    case .usage: "The command line is wrong."
    case .dataError: "The content of a spec, a data file or a run folder is wrong."
    case .noInput: "An input is missing: an experiment, data that cannot be had, or runs with --no-run."
    case .ioError: "Reading or writing failed."
    case .interrupted: "Ended by a signal. What was finished stays, and the next call goes on from there."
    }
  }
}
