import Testing

@testable import Experiments

@Suite struct SpecDifferenceTests {
  private func differences(_ old: [String: String], _ new: [String: String]) throws -> [String] {
    try resolve(spec(new)).spec.differences(from: resolve(spec(old)).spec).map(\.description)
  }

  @Test func ignoresWhatCannotChangeResults() throws {
    #expect(
      try differences(
        [:],
        [
          "title": #""x""#, "notes": #"["x"]"#, "source": #"{ "tutorial": "x" }"#,
          "published": #"{ "test_loss": 1 }"#,
          "training": #"{ "epochs": 3, "seed": 9 }"#, "optimizer": #"{ "sgd": { "learning_rate": 0.01 } }"#,
        ]
      ).isEmpty)
  }

  @Test func namesTheKeysThatDiffer() throws {
    #expect(
      try differences(
        [:],
        ["training": #"{ "epochs": 4, "shuffle": false }"#, "optimizer": #"{ "sgd": { "momentum": 0.5 } }"#])
        == ["optimizer.sgd.momentum: 0 → 0.5", "training.epochs: 3 → 4", "training.shuffle: true → false"])
    #expect(
      try differences([:], ["training": #"{ "epochs": 3, "freeze_batch_norm_after_epoch": 1 }"#])
        == ["training.freeze_batch_norm_after_epoch: nothing → 1"])
    // The paths of files do not count, because their contents are compared.
    #expect(try differences([:], ["initial_weights": #""w""#]).isEmpty)
    #expect(
      try differences([:], ["model": #"[{ "dense": { "units": 2 } }, "sigmoid"]"#])
        == ["model[0].dense.units: 1 → 2"])
    #expect(
      try differences(["model": #"["flatten", "sigmoid"]"#], ["model": #"["relu", "sigmoid"]"#])
        == [#"model[0]: "flatten" → "relu""#])
  }

  /// The contents of files are compared, so that data may be moved.
  @Test func ignoresThePathsOfFiles() throws {
    func files(_ kind: String, _ folder: String) -> [String: String] {
      let keys = kind == "csv" ? ["train", "test"] : ["train_x", "train_y", "test_x", "test_y"]
      let paths = keys.map { "\"\($0)\": \"\(folder)/\($0)\"" }.joined(separator: ", ")
      return ["dataset": "{ \"\(kind)\": { \(paths) } }", "initial_weights": "\"\(folder)/w\""]
    }
    for kind in ["idx", "npy", "csv"] {
      #expect(try differences(files(kind, "/a"), files(kind, "/b")).isEmpty)
    }
    #expect(try differences(files("npy", "/a"), files("idx", "/a")).count == 1)
  }

  @Test func namesTheWholeChoiceOrListIfItsKeyOrLengthDiffers() throws {
    #expect(
      try differences([:], ["optimizer": #""rmsprop""#, "model": #"["sigmoid"]"#]).map {
        String($0.prefix { $0 != ":" })
      }
        == ["model", "optimizer"])
  }
}
