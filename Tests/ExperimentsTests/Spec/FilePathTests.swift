import Datasets
import TestSupport
import Testing

@testable import Experiments
@testable import Schema
@testable import Text

/// Paths in a file are relative to its folder. Paths in overrides are relative to the current folder.
@Suite struct FilePathTests {
  private let npy =
    #"{ "npy": { "train_x": "x.npy", "train_y": "../y.npy", "test_x": "/abs/x.npy", "test_y": "./d//y.npy" } }"#

  private func files(_ spec: ExperimentSpec) throws -> FileSet {
    guard case .npy(let npy) = spec.dataset else { throw SpecError([]) }
    return npy.files
  }

  @Test func areRelativeToTheSpec() throws {
    let library = library(files: [
      "/work/deep/x.json": spec(["dataset": npy, "initial_weights": #""w.safetensors""#])
    ])
    let resolved = try library.resolve("deep/x.json")
    #expect(
      try files(resolved.spec)
        == FileSet(
          trainX: "/work/deep/x.npy", trainY: "/work/y.npy", testX: "/abs/x.npy", testY: "/work/deep/d/y.npy")
    )
    #expect(resolved.spec.initialWeights == "/work/deep/w.safetensors")
  }

  @Test func inheritedPathsAreRelativeToTheirOwnFile() throws {
    let library = library(files: [
      "/work/a/parent.json": spec(["dataset": npy, "initial_weights": #""w.safetensors""#]),
      "/work/b/child.json":
        #"{ "extends": "../a/parent.json", "dataset": { "npy": { "test_y": "own.npy" } } }"#,
    ])
    let resolved = try library.resolve(
      "b/child.json",
      overrides: [try Override(parsing: "dataset.npy.test_x=t.npy", currentDirectory: "/work")])
    #expect(
      try files(resolved.spec)
        == FileSet(
          trainX: "/work/a/x.npy", trainY: "/work/y.npy", testX: "/work/t.npy", testY: "/work/b/own.npy"))
    #expect(resolved.spec.initialWeights == "/work/a/w.safetensors")
  }
}
