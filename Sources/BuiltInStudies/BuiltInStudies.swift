/// The study files of the folder `experiments/studies`, embedded in the program so that they work from any folder. They
/// have a module of their own, since a study may be named as an experiment is.
public enum BuiltInStudies {
  /// By file name; a new file gets a line here.
  public static let studies: [(fileName: String, bytes: [UInt8])] = [
    ("circles.jsonc", PackageResources.circles_jsonc),
    ("keras-layer.jsonc", PackageResources.keras_layer_jsonc),
    ("lenet5.jsonc", PackageResources.lenet5_jsonc),
    ("mnist-mlp.jsonc", PackageResources.mnist_mlp_jsonc),
    ("tensorflow.jsonc", PackageResources.tensorflow_jsonc),
  ]
}
