import Datasets
import Foundation
import System

@testable import Experiments
@testable import Schema
@testable import Training

/// JSON, experiments and studies.
enum TextReaders {
  private static let source = SpecSource(name: "fuzz", directory: "/work")

  /// What was read and is written again reads as the same value.
  static func json(_ bytes: [UInt8]) {
    guard let value = parse(bytes) else {
      let strict = JSONParser.Options(allowsComments: false)
      require((try? JSONParser.parse(bytes, source: source, options: strict)) == nil, "strict accepts more")
      return
    }
    let compact = value.compact
    for text in [compact, value.pretty] {
      require(parse(Array(text.utf8))?.compact.utf8.elementsEqual(compact.utf8) == true, "JSON changes")
    }
    require(parse(Array(value.canonical.utf8)) != nil, "canonical JSON is refused")
  }

  private static func parse(_ bytes: [UInt8]) -> JSON? {
    try? JSONParser.parse(bytes, source: source).json
  }

  /// A spec, and after a zero byte one override per line. A resolved spec that is written reads as the same, and its network
  /// can be planned or is refused.
  static func spec(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let overrides = (parts.count > 1 ? parts[1] : []).split(separator: UInt8(ascii: "\n")).prefix(4)
      .compactMap { try? Override(parsing: String(decoding: $0, as: UTF8.self), currentDirectory: "/work") }
    let library = ExperimentLibrary(
      builtIns: BuiltInSpec.experiments, fileSystem: files(["/work/x.json": Array(parts[0])]))
    do throws(SpecError) {
      let resolved = try library.resolve("x.json", overrides: overrides)
      let text = resolved.json.pretty
      guard let value = try? JSONParser.parse(Array(text.utf8), source: source) else {
        fatalError("a written spec is not JSON")
      }
      var again = ExperimentSpec.codec.read(value)
      again?.name = resolved.spec.name
      require(again == resolved.spec, "a spec changes")
      plan(resolved.spec)
      _ = resolved.servingNames
    } catch {
      check(error)
    }
  }

  /// The shapes, sizes and costs of a network are computed without an overflow.
  private static func plan(_ spec: ExperimentSpec) {
    let data: DatasetOutline
    switch spec.dataset {
    case .circles, .moons, .blobs, .glyphs, .shapes:
      let places = DataPlaces(dataDir: nil, environment: [:])
      guard let outline = try? spec.dataset.configuration.outline(DatasetContext(spec, places: places)) else {
        return
      }
      data = outline
    case .mnist, .fashionMNIST, .idx, .npy, .csv:
      data = DatasetOutline(featureShape: [1, 28, 28], trainCount: 60_000, testCount: 10_000)
    }
    guard let plan = try? TrainingPlan(spec, data: data) else { return }
    _ = plan.warnings(of: spec.training)
    _ = plan.guessedSeconds(of: spec.training)
    for threads in [1, 2] {
      _ = plan.network.trainingBytes(spec, samples: data.trainCount, kernels: .best, threads: threads)
    }
  }

  /// A study is resolved with its experiments, claims and choices, or refused.
  static func study(_ bytes: [UInt8]) {
    let experiments = ExperimentLibrary(
      builtIns: BuiltInSpec.experiments, fileSystem: files(["/work/x.json": bytes]))
    let library = StudyLibrary(builtIns: BuiltInSpec.studies, experiments: experiments)
    do throws(SpecError) {
      for isQuick in [false, true] { _ = try library.resolve("x.json", isQuick: isQuick) }
      _ = try library.checkedCombinations("x.json")
    } catch {
      check(error)
    }
  }

  /// Every error says what is wrong.
  private static func check(_ error: SpecError) {
    require(!error.problems.isEmpty, "an error without a problem")
    require(!error.problems.contains { $0.reason == .unreadable }, "an error without a reason")
    _ = error.description
  }

  /// A file system that has only these files.
  private static func files(_ files: [String: [UInt8]]) -> FileSystem {
    FileSystem(
      currentDirectory: "/work",
      read: { (path: String, limit: Int) throws(FileSystem.Failure) -> [UInt8] in
        guard let bytes = files[path] else { throw FileSystem.Failure(path: path, reason: .notFound) }
        return Array(bytes.prefix(limit + 1))
      },
      list: { (path: String) throws(FileSystem.Failure) -> [FileSystem.Entry] in
        throw FileSystem.Failure(path: path, reason: .notFound)
      })
  }
}
