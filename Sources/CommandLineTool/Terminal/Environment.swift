import System

/// The environment variables that bnlab reads. An empty variable counts as not set.
public struct Environment: Equatable, Sendable {
  /// BNLAB_DATA_DIR
  public var dataDirectory: String?
  /// BNLAB_RUNS_DIR
  public var runsDirectory: String?
  /// BNLAB_SIMD: `base`, `avx2`, `avx512` or `neon`; not checked here.
  public var simdLevel: String?
  /// BNLAB_CHECKPOINT_SECONDS, the time between two checkpoints of a run, for tests; not checked here.
  public var checkpointSeconds: String?
  /// NO_COLOR, whatever its value: https://no-color.org
  public var forbidsColor: Bool
  /// TERM=dumb: a terminal that cannot move its cursor.
  public var isDumbTerminal: Bool
  /// Whether text may have characters beyond ASCII, by the first of LC_ALL, LC_CTYPE and LANG that is set, which then
  /// names UTF-8. Without any, as in many containers, it may: nearly every terminal shows them.
  public var isUnicode: Bool
  /// GITHUB_ACTIONS=true: a job of GitHub Actions, which shows errors and warnings beside the lines that they are about.
  public var isGitHubActions: Bool
  /// GITHUB_WORKSPACE: the folder of the repository there.
  public var gitHubWorkspace: String?
  /// COLUMNS; nil unless it is a positive number.
  public var columns: Int?

  /// The variables that a user sets, for the manual page.
  public static let variables: [(name: String, meaning: String)] = [
    ("BNLAB_DATA_DIR", "Where data sets are kept and looked for, before ./data and the user's cache."),
    ("BNLAB_RUNS_DIR", "Where run folders are kept; runs in the current folder if it is not set."),
    ("BNLAB_SIMD", "base, avx2, avx512 or neon: the kernels to use, for tests. Results do not depend on it."),
    ("BNLAB_CHECKPOINT_SECONDS", "The time between two checkpoints of a run, for tests."),
    ("NO_COLOR", "Whatever its value, nothing is coloured."),
    (
      "GITHUB_ACTIONS",
      "If it is true, errors, warnings and claims that are not reproduced are annotations, on standard error."
    ),
    ("COLUMNS", "The width of the terminal."),
  ]

  public init(lookingUp value: (String) -> String?) {
    func nonEmpty(_ name: String) -> String? {
      value(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    dataDirectory = nonEmpty("BNLAB_DATA_DIR")
    runsDirectory = nonEmpty("BNLAB_RUNS_DIR")
    simdLevel = nonEmpty("BNLAB_SIMD")
    checkpointSeconds = nonEmpty("BNLAB_CHECKPOINT_SECONDS")
    forbidsColor = nonEmpty("NO_COLOR") != nil
    isDumbTerminal = value("TERM") == "dumb"
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(nonEmpty).first?.lowercased()
    isUnicode = (locale.map { $0.contains("utf-8") || $0.contains("utf8") } ?? true) && !isDumbTerminal
    isGitHubActions = value("GITHUB_ACTIONS") == "true"
    gitHubWorkspace = nonEmpty("GITHUB_WORKSPACE")
    columns = nonEmpty("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// The variables of this process.
  public init() {
    let variables = CurrentProcess.variables
    self.init { variables[$0] }
  }
}
