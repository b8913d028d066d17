import Datasets
import Engine
import Experiments
import TestSupport
import Training

/// Specs and trainers that several tests share.
enum Fixture {
  /// - Parameter texts: spec files by their absolute paths; the current folder is /work.
  static func library(_ texts: [String: String]) -> ExperimentLibrary { TestSupport.library(files: texts) }

  /// 200 points of the two circles, a small network, and every batch's loss logged.
  static func circles(epochs: Int = 4, batchNorm: Bool = true) -> String {
    """
    {
      "dataset": { "circles": { "samples": 200 } },
      "model": [
        { "dense": { "units": 50, "kernel_initializer": "he_uniform" } }, "relu",
        \(batchNorm ? #""batch_norm","# : "")
        { "dense": { "units": 1 } }, "sigmoid"
      ],
      "loss": "binary_crossentropy",
      "optimizer": { "sgd": { "learning_rate": 0.05, "momentum": 0.9 } },
      "training": { "epochs": \(epochs), "log_batches": true }
    }
    """
  }

  /// - Parameter settings: as `--set` takes them; the name stays as it is.
  static func spec(_ text: String, name: String = "probe", settings: [String] = []) throws -> ExperimentSpec {
    let overrides = try settings.map { try Override(parsing: $0, currentDirectory: "/work") }
    var spec = try library(["/work/\(name).json": text]).resolve("\(name).json", overrides: overrides).spec
    spec.name = name
    return spec
  }

  static func circlesSpec(
    name: String = "probe", epochs: Int = 4, batchNorm: Bool = true, settings: [String] = []
  ) throws -> ExperimentSpec {
    try spec(circles(epochs: epochs, batchNorm: batchNorm), name: name, settings: settings)
  }

  /// Without MNIST's folder, which no test here needs.
  static var data: DataLibrary {
    DataLibrary(places: DataPlaces(dataDir: nil, environment: [:]), environment: [:])
  }

  static func trainer(_ spec: ExperimentSpec) throws -> Trainer {
    try PreparedRun(spec: spec, plan: nil, data: data.load(spec), kernels: .best, threads: 1).takeTrainer()
  }
}
