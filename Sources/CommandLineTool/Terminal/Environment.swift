import System

/// The environment variables that bnlab heeds. One that is set to nothing counts as not set.
public struct Environment: Equatable, Sendable {
  /// BNLAB_DATA_DIR
  public var dataDirectory: String?
  /// BNLAB_RUNS_DIR
  public var runsDirectory: String?
  /// BNLAB_SIMD: `base`, `avx2`, `avx512` or `neon`, as it stands there.
  public var simdLevel: String?
  /// NO_COLOR, whatever its value: https://no-color.org
  public var forbidsColor: Bool
  /// TERM=dumb: a terminal that cannot move its cursor.
  public var isDumbTerminal: Bool
  /// COLUMNS, where it is a positive number.
  public var columns: Int?

  public init(lookingUp value: (String) -> String?) {
    func nonEmpty(_ name: String) -> String? {
      value(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    dataDirectory = nonEmpty("BNLAB_DATA_DIR")
    runsDirectory = nonEmpty("BNLAB_RUNS_DIR")
    simdLevel = nonEmpty("BNLAB_SIMD")
    forbidsColor = nonEmpty("NO_COLOR") != nil
    isDumbTerminal = value("TERM") == "dumb"
    columns = nonEmpty("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// The process's own.
  public init() {
    let variables = CurrentProcess.variables
    self.init { variables[$0] }
  }
}
