/// The program's version, as `bnlab --version` prints it and run.json states it.
public enum BnlabVersion {
  /// Semantic. Whether finished runs are still valid is decided by `ResultsVersion` alone.
  public static let current = "0.2.0"
}
