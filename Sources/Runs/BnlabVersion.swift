import CBuild

/// The program's version and commit.
public enum BnlabVersion {
  /// The version, as run.json states it. Semantic; whether finished runs are still valid is decided by `ResultsVersion` alone.
  public static let current = "0.2.0"

  /// The commit from which the program was packaged, in hexadecimal digits; nil in a plain build.
  ///
  /// `.ci/package` states it in the variable BNLAB_COMMIT of the build. Asking git in every build would make git necessary,
  /// and would compile this target and all above it again after each commit.
  public static var commit: String? { bnlab_commit().map { String(cString: $0) } }

  /// Version and commit, as `bnlab --version` prints them.
  public static var description: String { description(commit: commit) }

  /// `0.2.0 (21d6376)`, or the version alone.
  static func description(commit: String?) -> String { commit.map { "\(current) (\($0))" } ?? current }
}
