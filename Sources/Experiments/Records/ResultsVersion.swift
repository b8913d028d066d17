/// The results number: programs of the same number compute the same bytes from the same spec, seed and data.
///
/// run.json states it as `results_version`. A finished run or a checkpoint of another number is out of date.
public enum ResultsVersion {
  /// Raise it by 1 in the commit that changes a byte of metrics.csv or weights.safetensors of any spec, and in no other:
  /// every finished run is trained again afterwards.
  public static let current = 1

  /// The number of a run.json that does not state one.
  /// - Returns: 1 for version 0.2.0, whose results are those of number 1; 0 for older versions.
  static func ofProgram(version: String) -> Int { version == "0.2.0" ? 1 : 0 }
}
