import Datasets
import Engine
import Experiments
import Training

/// Specs and trainers that several tests share.
enum Fixture {
  /// A file system of texts by their absolute paths, with the current folder /work.
  static func files(_ texts: [String: String]) -> FileSystem {
    FileSystem(
      currentDirectory: "/work",
      read: { (path: String, limit: Int) throws(FileSystem.Failure) -> [UInt8] in
        guard let text = texts[path] else { throw FileSystem.Failure(path: path, reason: .notFound) }
        return Array(text.utf8.prefix(limit + 1))
      },
      list: { (path: String) throws(FileSystem.Failure) -> [FileSystem.Entry] in
        let inside = texts.keys.filter { $0.hasPrefix(path + "/") }.map { $0.dropFirst(path.count + 1) }
        if inside.isEmpty { throw FileSystem.Failure(path: path, reason: .notFound) }
        let entries = inside.map { file in
          FileSystem.Entry(name: String(file.prefix { $0 != "/" }), isFolder: file.contains("/"))
        }
        return Array(Set(entries))
      })
  }

  /// - Parameter texts: spec files by their absolute paths; the current folder is /work.
  static func library(_ texts: [String: String]) -> ExperimentLibrary {
    ExperimentLibrary(builtIns: [], fileSystem: files(texts))
  }

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
