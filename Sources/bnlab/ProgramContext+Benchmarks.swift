import Benchmarks
import Engine
import Experiments
import Training

extension ProgramContext {
  /// The networks that are measured: the built-in ones, whatever stands under their names in the current folder.
  private static let measuredNetworks = [
    "circles-baseline", "circles-after-activation", "A", "B", "lenet5", "lenet5-bn",
  ]
  /// Whose parameters the optimizers update.
  private static let perceptron = "B"

  func benchmarks(kernels: Kernels) throws -> BenchmarkSuite {
    let library = ExperimentLibrary(builtIns: BuiltInSpec.experiments, fileSystem: .empty)
    let data = dataLibrary(nil)
    func subject(_ name: String) throws -> NetworkSubject {
      let spec = try library.resolve(name).spec
      return try NetworkSubject(
        spec, inputShape: try data.plan(of: spec).inputShape,
        trainSamples: try data.outline(of: spec).trainCount)
    }
    return BenchmarkSuite(
      networks: try Self.measuredNetworks.map(subject), perceptron: try subject(Self.perceptron),
      kernels: kernels)
  }
}

extension FileSystem {
  /// Without any file.
  fileprivate static var empty: FileSystem {
    FileSystem(
      currentDirectory: "/",
      read: { (path, _) throws(Failure) in throw Failure(path: path, reason: .notFound) },
      list: { path throws(Failure) in throw Failure(path: path, reason: .notFound) })
  }
}
