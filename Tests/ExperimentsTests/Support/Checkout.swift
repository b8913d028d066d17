import Foundation

@testable import Experiments

/// The files of this checkout.
enum Checkout {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let schemaFile = root.appendingPathComponent("experiments/experiment.schema.json")

  static let studySchemaFile = root.appendingPathComponent("experiments/study.schema.json")

  static let studies = StudyLibrary(builtIns: BuiltInSpec.studies, experiments: library)

  /// The spec files of `experiments`, without studies.
  static func specFiles() throws -> [URL] { try files { !$0.hasPrefix("studies/") } }

  /// The study files of `experiments/studies`.
  static func studyFiles() throws -> [URL] { try files { $0.hasPrefix("studies/") } }

  private static func files(where isWanted: (String) -> Bool) throws -> [URL] {
    let folder = root.appendingPathComponent("experiments")
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".jsonc") && isWanted($0) }.sorted().map(folder.appendingPathComponent)
  }

  /// The built-in experiments in a folder without local ones.
  static let library = ExperimentLibrary(
    builtIns: BuiltInSpec.experiments, fileSystem: memoryFiles([:]))
}
