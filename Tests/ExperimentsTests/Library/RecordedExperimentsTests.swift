import Schema
import System
import TestSupport
import Testing

@testable import Experiments

/// Names of folders of runs mean the specs in the records of their runs.
@Suite struct RecordedExperimentsTests {
  private func library(_ files: [String: String]) -> ExperimentLibrary {
    ExperimentLibrary(
      builtIns: BuiltInSpec.experiments, fileSystem: memoryFiles(files), runsDirectory: "runs")
  }

  private func record(_ spec: ExperimentSpec) -> String { #"{ "name": "x", "spec": \#(spec.json.pretty) }"# }

  /// What a run writes can be read as a spec, and is the same one.
  @Test func everySpecIsReadFromItsRecord() throws {
    for name in try library([:]).names() {
      let spec = try library([:]).resolve(name).spec
      let recorded = try library(["/work/runs/mine/seed-1/run.json": record(spec)]).resolve("mine")
      #expect(recorded.spec.differences(from: spec).isEmpty && recorded.spec.published == spec.published)
      #expect(recorded.spec.name == "mine" && recorded.spec.title == spec.title)
      #expect(recorded.folder == nil && recorded.files == ["runs/mine/seed-1/run.json"])
    }
  }

  /// The variant's published figures may be of epochs that it does not have.
  @Test func shortenedNamesAreFound() throws {
    let spec = try library([:]).resolve(
      "A", overrides: [.epochs(1, currentDirectory: "/work")]
    ).spec
    let name = "A+training.epochs=1+0123456789abcdef"
    let found = try library(["/work/runs/\(name)/seed-4/run.json": record(spec)]).resolve(name)
    #expect(found.spec.name == name && found.spec.training.epochs == 1 && found.spec.published.isEmpty)
  }

  @Test func experimentsComeFirst() throws {
    let other = record(try library([:]).resolve("circles-after-activation").spec)
    let files = [
      "/work/runs/circles-baseline/seed-1/run.json": other,
      "/work/runs/circles-baseline+training.epochs=2/seed-1/run.json": other,
      "/work/runs/mine/seed-1/run.json": other,
    ]
    let library = library(files)
    #expect(try library.resolve("circles-baseline").files == ["<built-in>/circles-baseline.jsonc"])
    #expect(try library.resolve("circles-baseline+training.epochs=2").spec.training.epochs == 2)
    // A variant of runs, unless it has runs itself.
    let variant = try library.resolve("mine+training.epochs=2")
    #expect(variant.spec.name == "mine+training.epochs=2" && variant.spec.training.epochs == 2)
    #expect(
      library.recordedNames() == ["circles-baseline", "circles-baseline+training.epochs=2", "mine"])
    #expect(try !library.names().contains("mine"))
    // A spec cannot extend runs, and studies do not know them.
    let extending = self.library(
      files.merging(["/work/experiments/e.json": #"{ "extends": "mine" }"#]) { $1 })
    #expect(throws: SpecError.self) { try extending.resolve("e") }
    #expect(throws: SpecError.self) { try library.withoutRuns.resolve("mine") }
  }

  /// The lowest seed whose record can be read counts. Paths are absolute in records.
  @Test func whatCannotBeReadIsPassedOver() throws {
    let csv = #"""
      { "dataset": { "csv": { "train": "data/train.csv", "test": "../test.csv", "label": "y" } },
        "model": ["flatten", { "dense": { "units": 2 } }, "softmax"], "loss": "categorical_crossentropy",
        "optimizer": "adam", "training": { "epochs": 2 } }
      """#
    let own = try library(["/work/experiments/own.json": csv]).resolve("own").spec
    let files = [
      "/work/runs/mine/seed-1/run.json": "{", "/work/runs/mine/seed-2/metrics.csv": "",
      "/work/runs/mine/seed-10/run.json": record(own), "/work/runs/mine/notes.txt": "",
      "/work/runs/empty/seed-1/metrics.csv": "", "/work/runs/.hidden/seed-1/run.json": record(own),
    ]
    let found = try library(files).resolve("mine")
    #expect(found.spec.differences(from: own).isEmpty && found.spec.json["dataset"] == own.json["dataset"])
    #expect(found.files == ["runs/mine/seed-10/run.json"])
    for name in ["empty", ".hidden", "..", "none"] {
      let error = #expect(throws: SpecError.self) { try library(files).resolve(name) }
      #expect(error?.kind == .missingInput)
      let text = error.map { "\($0)" } ?? ""
      #expect(text.contains("no run in runs/empty is finished") == (name == "empty"), "\(text)")
    }
    let broken = #expect(throws: SpecError.self) {
      try library(["/work/runs/mine/seed-1/run.json": "{"]).resolve("mine")
    }
    #expect("\(broken, default: "")".hasPrefix("runs/mine/seed-1/run.json:1:2: "))
  }

  /// As after the spec file was changed between two calls, and then deleted: neither spec is what the name means.
  @Test func runsWithDifferentSpecsHaveNoCommonOne() throws {
    func record(_ epochs: Int, seed: Int, version: String = "1") throws -> String {
      let overrides = [Override.epochs(epochs, currentDirectory: "/work")]
      var spec = try library([:]).resolve("A", overrides: overrides).spec
      spec.training.seed = UInt64(seed)
      return #"{ "version": "\#(version)", "spec": \#(spec.json.pretty) }"#
    }
    let same = [
      "/work/runs/e/seed-1/run.json": try record(4, seed: 1),
      "/work/runs/e/seed-2/run.json": try record(4, seed: 2),
    ]
    #expect(try library(same).resolve("e").spec.training.epochs == 4)
    let mixed = same.merging(["/work/runs/e/seed-3/run.json": try record(5, seed: 3)]) { $1 }
    let error = try #require(throws: SpecError.self) { try library(mixed).resolve("e") }
    #expect(
      "\(error)".hasPrefix("the runs in runs/e have different specs, such as those of seeds 1, 3;"),
      "\(error)")
    #expect(error.kind == .invalid)
    // Another version may write a key that this one does not know.
    let versions = same.merging(["/work/runs/e/seed-3/run.json": try record(5, seed: 3, version: "2")]) { $1 }
    #expect(try library(versions).resolve("e").spec.training.epochs == 4)
  }

  @Test func aNameOfItsOwnSaysNothingOfOverrides() throws {
    let overrides = [Override.epochs(1, currentDirectory: "/work")]
    let named = try library([:]).resolve("A", overrides: overrides).named("short")
    #expect(named.spec.name == "short" && named.baseName == "short" && named.overrides.isEmpty)
    #expect(named.spec.published.isEmpty && named.servingNames.first == "short")
    // The seed and the evaluation of the training set make no other experiment.
    let seed = try Override(parsing: "training.seed=3", currentDirectory: "/work")
    #expect(try !library([:]).resolve("A", overrides: [seed]).named("third").spec.published.isEmpty)
  }
}
