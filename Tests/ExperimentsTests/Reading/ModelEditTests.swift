import TestSupport
import Testing

@testable import Engine
@testable import Experiments
@testable import Schema

@Suite struct ModelEditTests {
  /// dense, relu, dense, sigmoid
  private static let base = spec([
    "model": #"[{ "dense": { "units": 4 } }, "relu", { "dense": { "units": 1 } }, "sigmoid"]"#
  ])

  /// Resolves a spec that extends the base, with these members besides `extends`.
  private func child(_ members: String, set: [String] = []) throws -> ResolvedExperiment {
    try library(files: [
      "/work/base.json": Self.base, "/work/x.json": #"{ "extends": "./base.json", \#(members) }"#,
    ]).resolve("x.json", overrides: set.map { try Override(parsing: $0, currentDirectory: "/work") })
  }

  private func layers(_ members: String, set: [String] = []) throws -> [String] {
    try child(members, set: set).spec.model.map(\.name)
  }

  @Test(arguments: [
    ([], ["dense", "relu", "dense", "sigmoid"]),
    (["1+=batch_norm"], ["dense", "batch_norm", "relu", "dense", "sigmoid"]),
    (["0+=batch_norm"], ["batch_norm", "dense", "relu", "dense", "sigmoid"]),
    // The number of entries appends: the last layer moves to the end by a removal and an insertion.
    (["3-", "4+=sigmoid"], ["dense", "relu", "dense", "sigmoid"]),
    (["1-"], ["dense", "dense", "sigmoid"]),
    // A removal and an insertion at the same number replace the entry, in any order.
    (["1-", "1+=tanh"], ["dense", "tanh", "dense", "sigmoid"]),
    (["1+=tanh", "1-"], ["dense", "tanh", "dense", "sigmoid"]),
    // All numbers count before any edit.
    (["2+=batch_norm", "0+=batch_norm", "1-"], ["batch_norm", "dense", "batch_norm", "dense", "sigmoid"]),
    // Before one entry the order is kept.
    (["2+=batch_norm", "2+=tanh"], ["dense", "relu", "batch_norm", "tanh", "dense", "sigmoid"]),
    (["2+=tanh", "2+=batch_norm"], ["dense", "relu", "tanh", "batch_norm", "dense", "sigmoid"]),
    (["1+=null"], ["dense", "relu", "dense", "sigmoid"]),
  ])
  func editsTheInheritedModel(edits: [String], expected: [String]) throws {
    let list = JSON.array(edits.map(JSON.string)).compact
    #expect(try layers(#""edit_model": \#(list)"#) == expected)
    // The same edits as overrides.
    #expect(try layers(#""title": "x""#, set: edits.map { "model.\($0)" }) == expected)
  }

  @Test func insertsLayersWithOptions() throws {
    let resolved = try child(#""edit_model": ["1+={\"batch_norm\": {\"momentum\": 0.5}}"]"#)
    #expect(resolved.spec.model[1] == .batchNorm(BatchNorm.Configuration(momentum: .rate(0.5))))
    // What is written is the edited model.
    #expect(resolved.json["edit_model"] == nil)
    #expect(try resolve(resolved.json.compact).spec.model == resolved.spec.model)
    // Errors about the layer are located at the edit.
    #expect(resolved.location(of: "model[1].batch_norm.momentum").column == 44)
  }

  /// Each spec edits the model as it inherits it, and overrides count in the resolved one.
  @Test func editsOfSeveralSpecsCountOneAfterTheOther() throws {
    let library = library(files: [
      "/work/base.json": Self.base,
      "/work/x.json": #"{ "extends": "./base.json", "edit_model": ["1+=batch_norm"] }"#,
      "/work/y.json": #"{ "extends": "./x.json", "edit_model": ["1-", "3+=batch_norm"] }"#,
    ])
    #expect(
      try library.resolve("y.json").spec.model.map(\.name) == [
        "dense", "relu", "batch_norm", "dense", "sigmoid",
      ])
    let set = try Override(parsing: "model.3.dense.use_bias=false", currentDirectory: "/work")
    #expect(
      try library.resolve("y.json", overrides: [set]).spec.model[3] == .dense(.init(units: 1, useBias: false))
    )
  }

  /// Replaced values count in the model before the edits, too, wherever they stand on the command line.
  @Test func valuesAreReplacedBeforeTheEdits() throws {
    for set in [
      ["model.2.dense.use_bias=false", "model.1+=batch_norm", "model.0+=batch_norm"],
      ["model.0+=batch_norm", "model.1+=batch_norm", "model.2.dense.use_bias=false"],
    ] {
      let model = try child(#""title": "x""#, set: set).spec.model
      #expect(model[0].name == "batch_norm" && model[4] == .dense(.init(units: 1, useBias: false)))
    }
    // A wrong value has the number by which it was given.
    #expect(
      messages { try child(#""title": "x""#, set: ["model.2.dense={}", "model.0+=batch_norm"]) }
        == [
          #"--set model.2.dense={}: model[2].dense.units: the key "units" is missing; expected an integer of at least 1"#
        ])
    // A model that is replaced as a whole is edited afterwards.
    #expect(
      try layers(#""title": "x""#, set: ["model.0+=flatten", #"model=[{"dense":{"units":1}},"sigmoid"]"#])
        == ["flatten", "dense", "sigmoid"])
  }

  private static let entries = "the entries are 0 dense, 1 relu, 2 dense, 3 sigmoid"

  @Test(arguments: [
    ("5+=relu", "there is no entry 5 to insert before; expected 0 to 4, where 4 appends; \(entries)"),
    ("4-", "there is no entry 4 to remove; \(entries)"),
    (
      "1+=batch_nrom",
      #"unknown layer "batch_nrom"; did you mean "batch_norm"? (allowed: \#(LayerSpec.kinds.map(\.name).joined(separator: ", ")))"#
    ),
    ("1+={", "expected a key, but the text ends here"),
  ])
  func saysWhatIsWrong(edit: String, message: String) throws {
    let text = JSON.string(edit).compact
    #expect(
      messages { try child(#""edit_model": [\#(text)]"#) } == ["x.json:1:44: edit_model[0]: \(message)"])
    #expect(
      messages { try child(#""title": "x""#, set: ["model.\(edit)"]) } == ["--set model.\(edit): \(message)"])
  }

  @Test(arguments: [
    "", "1", "1+", "+=relu", "1=relu", "x-", "-1-", "1.dense+=relu", "1-=relu", "model.1-", "1 -",
  ])
  func refusesOtherNotations(edit: String) throws {
    let error = try #require(throws: SpecError.self) {
      try child(#""edit_model": ["2+=relu", \#(JSON.string(edit).compact)]"#)
    }
    #expect(error.kind == .invalid)
    #expect(
      error.description
        == #"x.json:1:55: edit_model[1]: "\#(edit)" is not an edit; "#
        + "expected N+=LAYER, which inserts a layer before entry N, or N-, which removes entry N")
  }

  @Test(arguments: [
    (
      "training.epochs+=5",
      #""training.epochs+=5" is not an edit; only the model can be edited: model.N+=LAYER inserts a layer before entry N, and model.N- removes entry N"#
    ),
    ("model.3-=relu", "a removal has no value; expected model.3-"),
    ("model.3+", "expected KEY=VALUE, such as training.epochs=20"),
  ])
  func malformedOverridesAreUsageErrors(text: String, message: String) throws {
    let error = try #require(throws: SpecError.self) {
      try Override(parsing: text, currentDirectory: "/work")
    }
    #expect(error.kind == .usage && error.description == "--set \(text): \(message)")
  }

  @Test func reportsEveryEdit() {
    #expect(
      messages { try child(#""edit_model": ["3-", "9-", "3-", "1+={\"batch_norm\":{\"momentum\":2}}"]"#) }
        == [
          "x.json:1:50: edit_model[1]: there is no entry 9 to remove; \(Self.entries)",
          "x.json:1:56: edit_model[2]: entry 3 (sigmoid) is removed twice",
          "x.json:1:62: edit_model[3].batch_norm.momentum: 2 is out of range; expected a number of at least 0 and of at most 1",
        ])
  }

  @Test(arguments: [
    (
      #""edit_model": ["0-", "1-", "2-", "3-"]"#, "x.json:1:62: edit_model[3]: these edits leave no layer"
    ),
    (
      #""edit_model": ["1-"], "model": ["sigmoid"]"#,
      #"x.json:1:43: edit_model: this spec has a "model" of its own; write the layers there, or leave it out to edit the inherited model"#
    ),
    (
      #""edit_model": "1-""#,
      #"x.json:1:43: edit_model: expected a list in which each entry is a string, not the string "1-""#
    ),
  ])
  func refusesWhatMakesNoSense(members: String, message: String) {
    #expect(messages { try child(members) } == [message])
  }

  @Test func onlyAnInheritedModelCanBeEdited() {
    #expect(
      messages { try resolve(spec(["edit_model": #"["0+=flatten"]"#])) } == [
        #"x.json:1:38: edit_model: edit_model edits the model of the spec that "extends" names, but this spec has no "extends""#
      ])
  }

  /// An override inside a removed layer would have no effect.
  @Test func overridesOfRemovedLayersAreRefused() {
    for override in ["model.1.relu={}", "model.1=tanh"] {
      #expect(
        messages { try child(#""title": "x""#, set: ["model.1-", override]) } == [
          "--set \(override): entry 1 is removed by model.1-; leave out one of the two"
        ])
    }
    #expect(throws: Never.self) { try child(#""title": "x""#, set: ["model.1-", "model.2.dense.units=1"]) }
  }

  @Test func studiesEditModels() throws {
    let experiment =
      #"[{ "name": "y", "experiment": "x", "set": ["model.0+=flatten", "model.0.dense.use_bias=false"] }]"#
    let study = try resolveStudy(
      study(["experiments": experiment, "claims": "[\(claim(#""experiment": "y", "metric": "test_loss""#))]"])
    )
    let spec = study.subjects[0].experiment.spec
    #expect(spec.model.map(\.name) == ["flatten", "dense", "sigmoid"])
    #expect(spec.name == "x+model.0%2B=flatten+model.0.dense.use_bias=false")
  }
}
