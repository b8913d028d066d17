/// The version of bnlab's results. Programs with the same results version compute the same bytes from the same spec,
/// seed and data.
///
/// run.json states it as `results_version`. A finished run or a checkpoint of another results version is out of date.
public enum ResultsVersion {
  /// Raise it by 1 in the commit that changes a byte of metrics.csv or weights.safetensors of any spec. Do not raise it
  /// otherwise: every finished run would be trained again.
  public static let current = 1

  /// The results version to assume for a run.json that does not state it.
  /// - Returns: 1 for version 0.2.0, whose results equal those of results version 1; 0 for older versions.
  static func ofProgram(version: String) -> Int { version == "0.2.0" ? 1 : 0 }
}
