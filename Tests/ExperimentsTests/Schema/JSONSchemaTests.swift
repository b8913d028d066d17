import Datasets
import Foundation
import TestSupport
import Testing

@testable import Engine
@testable import Experiments
@testable import Schema

@Suite struct JSONSchemaTests {
  private let evaluator = SchemaEvaluator(root: JSONSchema.experiment)

  /// `BNLAB_RENEW_SCHEMA=1 swift test --filter JSONSchemaTests` writes the files again.
  @Test func theCommittedFileIsUpToDate() throws {
    let text = JSONSchema.experiment.pretty + "\n"
    if ProcessInfo.processInfo.environment["BNLAB_RENEW_SCHEMA"] != nil {
      try Data(text.utf8).write(to: Checkout.schemaFile)
    }
    #expect(
      try String(contentsOf: Checkout.schemaFile, encoding: .utf8) == text,
      "renew it: BNLAB_RENEW_SCHEMA=1 swift test --filter JSONSchemaTests")
  }

  @Test func acceptsEverySpecFile() throws {
    for file in try Checkout.specFiles() {
      let value = try located(String(contentsOf: file, encoding: .utf8)).json
      #expect(try evaluator.accepts(value), "\(file.lastPathComponent)")
    }
  }

  @Test func acceptsResolvedSpecs() throws {
    for entry in try Checkout.library.entries() {
      #expect(try evaluator.accepts(try entry.experiment.get().spec.json), "\(entry.name)")
    }
  }

  @Test(arguments: SpecSamples.good)
  func acceptsWhatTheParserAccepts(text: String) throws {
    #expect(throws: Never.self) { try resolve(text) }
    #expect(try evaluator.accepts(try located(text).json))
  }

  @Test(arguments: SpecSamples.bad)
  func refusesWhatTheParserRefuses(text: String) throws {
    #expect(throws: SpecError.self) { try resolve(text) }
    #expect(try !evaluator.accepts(try located(text).json))
  }

  /// A spec that extends another one inherits the keys that it leaves out. The keys that it has are still checked.
  @Test func specsThatExtendAnotherMayLeaveKeysOut() throws {
    for text in [
      #"{ "extends": "A" }"#, #"{ "extends": "A", "training": { "batch_size": 3 } }"#,
      #"{ "extends": "A", "dataset": { "npy": { "train_x": "x.npy" } } }"#,
      #"{ "extends": "A", "edit_model": ["1+=batch_norm", "3-"] }"#,
    ] {
      #expect(try evaluator.accepts(try located(text).json))
    }
    for text in [
      #"{ "extends": 3 }"#, #"{ "extends": "A", "training": { "batch_size": 0 } }"#,
      #"{ "extends": "A", "model": [{ "dense": {} }] }"#, #"{ "extends": "A", "edit_model": "3-" }"#,
    ] {
      #expect(try !evaluator.accepts(try located(text).json))
    }
  }

  /// The properties of the schema are exactly the keys of the key tables.
  @Test func hasTheKeysOfTheTables() throws {
    let definitions = try #require(JSONSchema.experiment["$defs"])
    let choices: [(String, [(String, ObjectShape)])] = [
      ("dataset", alternatives(DataSource.self)),
      ("layer", LayerSpec.kinds.map { ($0.name, $0.alternative.options) }),
      ("loss", alternatives(Loss.self)), ("optimizer", alternatives(Optimizer.Configuration.self)),
      ("initializer", alternatives(Initializer.self)),
      ("regularizer", alternatives(Regularizer.self)),
      ("constraint", alternatives(Constraint.self)),
      ("schedule", alternatives(LearningRateSchedule.self)),
    ]
    #expect(names(definitions) == choices.map(\.0).sorted())
    for (choice, alternatives) in choices {
      guard case .array(let forms) = try #require(definitions[choice]?["anyOf"]), forms.count == 2 else {
        return #expect(Bool(false), "\(choice)")
      }
      #expect(names(forms[1]["properties"]) == alternatives.map(\.0))
      for (name, options) in alternatives {
        #expect(names(forms[1]["properties"]?[name]?["properties"]) == options.keys.map(\.name))
      }
    }
    #expect(
      names(JSONSchema.experiment["properties"])
        == ["$schema", "extends", "edit_model"] + ExperimentSpec.keys.keys.map(\.name))
  }

  private func alternatives<Choice: OneKeyChoice>(_ type: Choice.Type) -> [(String, ObjectShape)] {
    Choice.Name.allCases.map { ($0.rawValue, Choice.alternative($0).options) }
  }

  private func names(_ value: JSON?) -> [String] {
    if case .object(let members) = value { members.map(\.name) } else { [] }
  }
}
