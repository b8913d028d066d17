/// The spec files of the folder `experiments`, embedded in the program so that they work from any folder.
public enum BuiltIns {
  /// By file name; a new file gets a line here.
  public static let specs: [(fileName: String, bytes: [UInt8])] = [
    ("A.jsonc", PackageResources.A_jsonc),
    ("B.jsonc", PackageResources.B_jsonc),
    ("C.jsonc", PackageResources.C_jsonc),
    ("D.jsonc", PackageResources.D_jsonc),
    ("circles-after-activation.jsonc", PackageResources.circles_after_activation_jsonc),
    ("circles-baseline.jsonc", PackageResources.circles_baseline_jsonc),
    ("circles-before-activation.jsonc", PackageResources.circles_before_activation_jsonc),
    ("lenet5-bn-corrected.jsonc", PackageResources.lenet5_bn_corrected_jsonc),
    ("lenet5-bn.jsonc", PackageResources.lenet5_bn_jsonc),
    ("lenet5.jsonc", PackageResources.lenet5_jsonc),
  ]
}
