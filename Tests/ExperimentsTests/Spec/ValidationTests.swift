import Testing

@testable import Experiments

/// What a user reads who got something wrong; `JSONSchemaTests` has more specs that are refused.
@Suite struct ValidationTests {
  @Test func reportsEverythingAtOnceInTheOrderOfTheText() {
    let text = """
      {
        "titel": "x",
        "dataset": { "circles": { "noise": -1 } },
        "model": [{ "dense": { "unit": 5 } }, "reul", { "relu": {}, "tanh": {} }],
        "loss": "binary_crossentropy",
        "optimizer": { "sgd": { "momentum": "high" } }
      }
      """
    #expect(
      messages { try resolve(text) } == [
        #"x.json:1:1: training: the key "training" is missing; expected an object with the keys epochs, batch_size, shuffle, seed, evaluate_train, freeze_batch_norm_after_epoch, log_batches"#,
        #"x.json:2:3: titel: unknown key "titel"; did you mean "title"? (allowed: title, source, published, notes, dataset, model, loss, optimizer, training, initial_weights)"#,
        "x.json:3:38: dataset.circles.noise: -1 is out of range; expected a number of at least 0",
        #"x.json:4:24: model[0].dense.units: the key "units" is missing; expected an integer of at least 1"#,
        #"x.json:4:26: model[0].dense.unit: unknown key "unit"; did you mean "units"? (allowed: units, use_bias, kernel_initializer, bias_initializer)"#,
        #"x.json:4:41: model[1]: unknown layer "reul"; did you mean "relu"? (allowed: dense, conv2d, batch_norm, max_pool2d, average_pool2d, flatten, relu, tanh, sigmoid, softmax)"#,
        #"x.json:4:49: model[2]: expected one key that names the layer, but there is "relu", "tanh" (one of dense, conv2d, batch_norm, max_pool2d, average_pool2d, flatten, relu, tanh, sigmoid, softmax)"#,
        #"x.json:6:39: optimizer.sgd.momentum: expected a number of at least 0 and of at most 1, not the string "high""#,
      ])
  }

  @Test(arguments: [
    (#""binary_crossentropy""#, "relu", "sigmoid"), (#""binary_crossentropy""#, "softmax", "sigmoid"),
    (#""categorical_crossentropy""#, "sigmoid", "softmax"),
    (#"{ "categorical_crossentropy": { "from_logits": false } }"#, "flatten", "softmax"),
  ])
  func wantsTheActivationOfTheLoss(loss: String, last: String, needed: String) throws {
    let problems = messages {
      try resolve(spec(["loss": loss, "model": #"[{ "dense": { "units": 2 } }, "\#(last)"]"#]))
    }
    #expect(problems.count == 1)
    #expect(
      problems.first?.contains(#"needs a model that ends in "\#(needed)", but this one ends in "\#(last)""#)
        == true)
    #expect(problems.first?.contains("x.json:1:") == true && problems.first?.contains(": model[1]: ") == true)
  }

  @Test func letsLogitsEndAnywhere() throws {
    for last in ["relu", "softmax", "flatten"] {
      let text = spec([
        "loss": #"{ "categorical_crossentropy": { "from_logits": true } }"#,
        "model": #"[{ "dense": { "units": 2 } }, "\#(last)"]"#,
      ])
      #expect(throws: Never.self) { try resolve(text) }
    }
  }

  /// The loss's complaint comes with the others, not after they are mended.
  @Test func checksTheLossBesideOtherProblems() {
    let problems = messages {
      try resolve(
        spec(["model": #"[{ "dense": { "units": 1 } }, "relu"]"#, "training": #"{ "epochs": 0 }"#]))
    }
    #expect(problems.count == 2)
  }

  @Test func checksValuesAgainstEachOther() {
    #expect(
      messages { try resolve(spec(["dataset": #"{ "circles": { "samples": 10, "train_samples": 10 } }"#])) }
        .map { String($0.drop { $0 != " " }) } == [
          " dataset.circles.train_samples: 10 of 10 samples leave none for the test set; expected at most 9"
        ])
    let initializer = #"{ "random_uniform": { "minval": 2, "maxval": 1 } }"#
    #expect(
      messages {
        try resolve(
          spec(["model": #"[{ "dense": { "units": 1, "bias_initializer": \#(initializer) } }, "sigmoid"]"#]))
      }.map { String($0.drop { $0 != " " }) } == [
        " model[0].dense.bias_initializer.random_uniform.minval: minval (2) is above maxval (1)"
      ])
  }

  @Test func acceptsWholeNumbersInAnyNotation() throws {
    let resolved = try resolve(
      spec(["training": #"{ "epochs": 1e2, "batch_size": 16.0, "seed": 18446744073709551615 }"#]))
    #expect(resolved.spec.training == TrainingSpec(epochs: 100, batchSize: 16, seed: .max))
  }

  /// Nothing of a hostile spec overflows: every number is bounded before it becomes an Int.
  @Test(arguments: [
    "1e300", "-1e300", "170141183460469231731687303715884105728", "9223372036854775808", "0.5", "-0",
  ])
  func refusesAbsurdSizes(number: String) {
    for key in ["epochs", "batch_size"] {
      let training =
        key == "epochs" ? #"{ "epochs": \#(number) }"# : #"{ "epochs": 1, "batch_size": \#(number) }"#
      #expect(messages { try resolve(spec(["training": training])) }.count == 1)
    }
  }
}
