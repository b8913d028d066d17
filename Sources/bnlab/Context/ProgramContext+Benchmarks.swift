import Benchmarks
import Engine
import Experiments
import Training

extension ProgramContext {
  /// The networks that are measured. They are always the built-in ones: local files of these names do not count.
  private static let measuredNetworks = [
    "circles-baseline", "circles-after-activation", "A", "B", "lenet5", "lenet5-bn",
  ]
  /// The network whose parameters the optimizers update.
  private static let perceptron = "B"

  func benchmarks(kernels: Kernels) throws -> BenchmarkSuite {
    let library = ExperimentLibrary(builtIns: BuiltInSpec.experiments, fileSystem: .empty)
    let data = dataLibrary(nil)
    func subject(_ name: String) throws -> NetworkSubject {
      let spec = try library.resolve(name).spec
      let plan = try data.plan(of: spec)
      return try NetworkSubject(
        spec, inputShape: plan.network.inputShape, trainSamples: plan.data.trainCount)
    }
    return BenchmarkSuite(
      networks: try Self.measuredNetworks.map(subject), perceptron: try subject(Self.perceptron),
      kernels: kernels)
  }
}

extension FileSystem {
  /// A file system without any file.
  fileprivate static var empty: FileSystem {
    FileSystem(
      currentDirectory: "/",
      read: { (path, _) throws(Failure) in throw Failure(path: path, reason: .notFound) },
      list: { path throws(Failure) in throw Failure(path: path, reason: .notFound) })
  }
}
