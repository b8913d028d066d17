import BuiltInStudies
import BuiltIns
import Foundation
import TestSupport

@testable import Experiments

/// The files of this checkout.
enum Checkout {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let schemaFile = root.appendingPathComponent("experiments/experiment.schema.json")

  static let studySchemaFile = root.appendingPathComponent("experiments/study.schema.json")

  static let studies = StudyLibrary(
    builtIns: BuiltInStudies.studies.map { BuiltInSpec(fileName: $0.fileName, bytes: $0.bytes) },
    experiments: library)

  /// The spec files of `experiments`, without studies.
  static func specFiles() throws -> [URL] {
    let paths = try FileManager.default.subpathsOfDirectory(
      atPath: root.appendingPathComponent("experiments").path)
    return paths.filter { $0.hasSuffix(".jsonc") && !$0.hasPrefix("studies/") }.sorted()
      .map { root.appendingPathComponent("experiments/" + $0) }
  }

  /// The built-in experiments in a folder without local ones.
  static let library = ExperimentLibrary(
    builtIns: BuiltIns.specs.map { BuiltInSpec(fileName: $0.fileName, bytes: $0.bytes) },
    fileSystem: memoryFiles([:]))
}
