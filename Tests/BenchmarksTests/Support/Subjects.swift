import Engine
import Experiments
import Testing

@testable import Benchmarks

/// Networks of built-in experiments that several tests measure.
enum Subjects {
  static func spec(_ name: String) throws -> ExperimentSpec {
    let nothing = FileSystem(
      currentDirectory: "/",
      read: { (path, _) throws(FileSystem.Failure) in throw .init(path: path, reason: .notFound) },
      list: { path throws(FileSystem.Failure) in throw .init(path: path, reason: .notFound) })
    return try ExperimentLibrary(builtIns: BuiltInSpec.experiments, fileSystem: nothing).resolve(name).spec
  }

  static func circles() throws -> NetworkSubject {
    try NetworkSubject(
      try spec("circles-after-activation"), inputShape: .features(2), trainSamples: 500)
  }

  static func lenet(trainSamples: Int = 100) throws -> NetworkSubject {
    try NetworkSubject(
      try spec("lenet5-bn"), inputShape: .image(channels: 1, height: 32, width: 32),
      trainSamples: trainSamples)
  }

  static func perceptron() throws -> NetworkSubject {
    try NetworkSubject(try spec("B"), inputShape: .features(784), trainSamples: 60_000)
  }
}
