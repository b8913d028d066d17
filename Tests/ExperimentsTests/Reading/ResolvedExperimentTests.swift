import TestSupport
import Testing

@testable import Experiments

@Suite struct ResolvedExperimentTests {
  private let files = [
    "/work/experiments/parent.jsonc": """
    {
      "dataset": "circles", "loss": "binary_crossentropy", "optimizer": "sgd",
      "model": [
        { "dense": { "units": 1 } },
        "sigmoid"
      ],
      "training": { "epochs": 3 }
    }
    """,
    "/work/experiments/child.jsonc":
      "{\n  \"extends\": \"parent\",\n  \"training\": { \"batch_size\": 8 }\n}",
  ]

  private func child(_ set: [String] = []) throws -> ResolvedExperiment {
    try library(files: files).resolve(
      "child", overrides: set.map { try Override(parsing: $0, currentDirectory: "/work") })
  }

  @Test(arguments: [
    ("model[1]", "experiments/parent.jsonc:5:5"), ("model[0].dense.units", "experiments/parent.jsonc:4:27"),
    // A default has no location of its own, so the location is that of the nearest value around it.
    ("model[0].dense.use_bias", "experiments/parent.jsonc:4:16"),
    ("model[1].sigmoid", "experiments/parent.jsonc:5:5"),
    ("model[7]", "experiments/parent.jsonc:3:12"), ("training.batch_size", "experiments/child.jsonc:3:31"),
    ("training.epochs", "experiments/parent.jsonc:7:27"), ("title", "experiments/child.jsonc:1:1"),
    ("dataset.circles.noise", "experiments/parent.jsonc:2:14"),
    ("not a path[", "experiments/child.jsonc:1:1"),
  ])
  func knowsTheLocationsOfValues(keyPath: String, location: String) throws {
    #expect(try child().location(of: keyPath).description == location)
  }

  @Test func knowsTheLocationsOfOverrides() throws {
    let resolved = try child(["model.0.dense.units=3"])
    #expect(resolved.location(of: "model[0].dense.units").description == "--set model.0.dense.units=3")
    #expect(resolved.location(of: "model[1]").description == "experiments/parent.jsonc:5:5")
  }

  @Test func addsLocationsToErrorsOfOtherModules() throws {
    let error = try child().error(at: "model[0]", "needs features")
    #expect(error.description == "experiments/parent.jsonc:4:5: model[0]: needs features")
    #expect(error.kind == .invalid)
  }

  /// The model is [dense, sigmoid]; without the sigmoid, or with something after it, the loss cannot be computed.
  @Test func errorsAfterOverridesNameThem() {
    func messages(_ set: [String]) -> [String] { ExperimentsTests.messages { try child(set) } }
    let removed = messages(["model.1-"])
    #expect(
      removed.count == 1
        && removed[0].hasPrefix("child with model.1-: after this edit model[0]: binary_crossentropy needs"),
      "\(removed)")
    let several = messages(["model.2+=relu", "model.1+=relu"])
    #expect(
      several.count == 1
        && several[0].hasPrefix(
          "child with model.1+=relu, model.2+=relu: after these edits model[3]: binary_crossentropy"),
      "\(several)")
    let loss = messages(["loss=categorical_crossentropy"])
    #expect(
      loss.count == 1
        && loss[0].hasPrefix(
          "child with loss=categorical_crossentropy: experiments/parent.jsonc:5:5: model[1]: categorical"),
      "\(loss)")
    // The option itself is the layer.
    let replaced = messages(["model.1=relu"])
    #expect(replaced.count == 1 && replaced[0].hasPrefix("--set model.1=relu: "), "\(replaced)")
  }

  @Test func errorsOfOtherModulesAfterOverridesNameThem() throws {
    let shapes = try child(["model.0.dense.units=3"])
    #expect(
      shapes.error(at: "model[1]", "is wrong").description
        == "child with model.0.dense.units=3: experiments/parent.jsonc:5:5: model[1]: is wrong")
    let edited = try child(["model.0+=relu"])
    #expect(
      edited.error(at: "model[1].dense.units", "is wrong").description
        == "child with model.0+=relu: after this edit model[1].dense.units: is wrong")
    #expect(
      edited.error(at: "dataset", "is wrong").description
        == "experiments/parent.jsonc:2:14: dataset: is wrong")
  }

  @Test func errorsAfterTheEditsOfAFileNameTheEdit() throws {
    var files = files
    files["/work/experiments/child.jsonc"] = #"{ "extends": "parent", "edit_model": ["1-"] }"#
    let broken = messages { try library(files: files).resolve("child") }
    #expect(
      broken.count == 1
        && broken[0].hasPrefix(
          "experiments/child.jsonc:1:39: edit_model[0]: after this edit model[0]: binary_crossentropy needs"),
      "\(broken)")
    files["/work/experiments/child.jsonc"] = #"{ "extends": "parent", "edit_model": ["1+=relu", "0+=relu"] }"#
    let child = try library(files: files).resolve("child")
    #expect(
      child.error(at: "model[1]", "is wrong").description
        == "experiments/child.jsonc:1:39: edit_model: after these edits model[1]: is wrong")
    let set = try library(files: files).resolve(
      "child", overrides: [try Override(parsing: "model.1.dense.units=3", currentDirectory: "/work")])
    #expect(
      set.error(at: "model[2]", "is wrong").description
        == "child with model.1.dense.units=3: after the edits of experiments/child.jsonc model[2]: is wrong")
  }

  /// A title such as "no batch normalization" must not stand beside a model that has it.
  @Test(arguments: [
    (["model.1+=batch_norm"], "T (altered)"), (["model.0+=relu", "model.1+=relu"], "T (altered)"),
    (["model.0-", "model.0+={\"dense\":{\"units\":1}}"], "T (altered)"),
    (["model.0={\"dense\":{\"units\":1}}"], "T (altered)"),
    (["model=[{\"dense\":{\"units\":1}},\"sigmoid\"]"], "T (altered)"),
    (["model.1+=null"], "T"), (["model.0.dense.units=1"], "T"), (["training.epochs=2"], "T"), ([], "T"),
  ])
  func titlesSayThatLayersWereChanged(set: [String], title: String) throws {
    #expect(try resolve(spec(["title": #""T""#]), set: set).spec.title == title)
    #expect(try resolve(spec(), set: set).spec.title == nil)
  }

  @Test func namesItsFiles() throws {
    #expect(try child().files == ["experiments/child.jsonc", "experiments/parent.jsonc"])
    let resolved = try child(["training.epochs=2"])
    #expect(resolved.baseName == "child")
    #expect(resolved.spec.name == "child+training.epochs=2")
  }

  @Test func errorsNameTheFileThatContainsTheValue() throws {
    var files = files
    files["/work/experiments/parent.jsonc"] =
      "\n" + #"{ "training": { "epochs": 0 }, "#
      + spec().dropFirst()
      .replacing(#", "training": { "epochs": 3 }"#, with: "")
    files["/work/experiments/child.jsonc"] = #"{ "extends": "parent", "training": { "batch_size": 0 } }"#
    #expect(
      messages { try library(files: files).resolve("child") } == [
        "experiments/child.jsonc:1:52: training.batch_size: 0 is out of range; expected an integer of at least 1",
        "experiments/parent.jsonc:2:27: training.epochs: 0 is out of range; expected an integer of at least 1",
      ])
  }
}
