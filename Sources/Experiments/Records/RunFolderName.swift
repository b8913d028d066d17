/// The names in a folder of runs: RUNS_DIR/EXPERIMENT/seed-N/run.json.
public enum RunFolderName {
  /// The record of a finished run.
  public static let record = "run.json"
  /// The folder in that of an experiment to which runs are moved that others replace.
  public static let replaced = ".replaced"

  public static func ofSeed(_ seed: UInt64) -> String { "seed-\(seed)" }

  /// The seed whose runs have a folder of this name; nil if none has.
  public static func seed(of name: String) -> UInt64? {
    let prefix = "seed-"
    guard name.hasPrefix(prefix), let seed = UInt64(name.dropFirst(prefix.count)), ofSeed(seed) == name else {
      return nil
    }
    return seed
  }
}
