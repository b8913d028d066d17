/// The embedded spec files of `experiments/`, by file name.
public enum BuiltIns {
  public static let circlesBaseline: [UInt8] = PackageResources.circles_baseline_jsonc
}
