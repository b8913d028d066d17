import TestSupport
import Testing

@testable import Experiments

@Suite struct TrainingRuleTests {
  private func training(_ own: String?, over base: String, set: [String] = []) throws -> TrainingSpec {
    var files = ["/work/experiments/base.jsonc": spec(["training": base])]
    if let own {
      files["/work/experiments/child.jsonc"] = "{ \"extends\": \"base\", \"training\": \(own) }"
    }
    return try library(files: files).resolve(
      own == nil ? "base" : "child",
      overrides: set.map { try Override(parsing: $0, currentDirectory: "/work") }
    ).spec.training
  }

  @Test func eitherEpochsOrSteps() {
    let both = messages { try training(nil, over: #"{ "epochs": 3, "steps": 4 }"#) }
    #expect(both.count == 1 && both[0].hasPrefix("experiments/base.jsonc:1:"))
    #expect(both[0].hasSuffix(": training.steps: only one of epochs, steps can be set"))
    for neither in ["{}", #"{ "steps": null }"#] {
      let problems = messages { try training(nil, over: neither) }
      #expect(
        problems.count == 1
          && problems[0].contains(
            #"experiments/base.jsonc:1:"#)
          && problems[0].hasSuffix(
            #"training.epochs: the key "epochs" is missing; expected an integer of at least 1, or steps instead"#
          ), "\(problems)")
    }
  }

  /// One replaces the other of the extended spec; the rest is inherited.
  @Test(
    arguments: [
      (#"{ "epochs": 3, "batch_size": 8 }"#, #"{ "steps": 40 }"#, nil, 40),
      (#"{ "steps": 40, "batch_size": 8 }"#, #"{ "epochs": 3 }"#, 3, nil),
      (#"{ "steps": 40, "batch_size": 8 }"#, #"{ "seed": 2 }"#, nil, 40),
      (#"{ "steps": 40, "batch_size": 8 }"#, #"{ "epochs": null }"#, nil, 40),
    ] as [(String, String, Int?, Int?)])
  func oneReplacesTheOther(base: String, own: String, epochs: Int?, steps: Int?) throws {
    let training = try training(own, over: base)
    #expect(training.epochs == epochs && training.steps == steps && training.batchSize == 8)
  }

  @Test func overridesReplaceTheOther() throws {
    let (epochs, steps) = (#"{ "epochs": 3 }"#, #"{ "steps": 40, "steps_per_epoch": 4 }"#)
    let set = try training(nil, over: epochs, set: ["training.steps=500"])
    #expect(set.epochs == nil && set.steps == 500)
    let short = try training(nil, over: steps, set: ["training.epochs=2"])
    #expect(short.epochs == 2 && short.steps == nil && short.stepsPerEpoch == 4)
    #expect(
      messages { try training(nil, over: steps, set: ["training.epochs=2", "training.steps=3"]) }
        == ["--set training.steps=3: only one of epochs, steps can be set"])
    #expect(try training(nil, over: epochs, set: ["training.steps=null"]).epochs == 3)
  }

  @Test(arguments: [
    (
      #"{ "epochs": 3, "early_stopping": { "monitor": "validation_loss" } }"#,
      "validation_loss is not computed, because there is no validation set; set training.validation_split, or watch test_loss"
    ),
    (
      #"{ "epochs": 3, "evaluate_train": false, "early_stopping": { "monitor": "train_eval_loss" } }"#,
      "train_eval_loss is not computed, because training.evaluate_train is false; set it to true, or watch another figure"
    ),
  ])
  func whatIsWatchedMustBeComputed(training: String, problem: String) {
    let problems = messages { try self.training(nil, over: training) }
    #expect(problems.count == 1)
    #expect(problems.first?.hasSuffix(": training.early_stopping.monitor: \(problem)") == true, "\(problems)")
    #expect(problems.first?.hasPrefix("experiments/base.jsonc:1:") == true)
  }

  /// A loss of numbers has no accuracy to watch.
  @Test func aRegressionHasNoAccuracyToWatch() {
    let text = spec([
      "loss": #""mean_squared_error""#,
      "training": #"{ "epochs": 1, "early_stopping": { "monitor": "test_accuracy" } }"#,
    ])
    #expect(
      messages { try resolve(text) }.first?.hasSuffix(
        "test_accuracy is not computed, because mean_squared_error has no accuracy; watch a loss") == true)
  }

  /// What makes the monitor right may be inherited.
  @Test func theRuleIsAboutTheMergedSpec() throws {
    let own = #"{ "early_stopping": { "monitor": "validation_accuracy" } }"#
    let merged = try training(own, over: #"{ "epochs": 3, "validation_split": 0.5 }"#)
    #expect(merged.monitor == .validationAccuracy)
    #expect(try training(nil, over: #"{ "epochs": 3, "validation_split": 0 }"#).validationSplit == nil)
  }
}
