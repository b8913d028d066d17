import Testing

@testable import Engine
@testable import Experiments

/// The messages for mistakes in specs. `JSONSchemaTests` has more specs that are refused.
@Suite struct ValidationTests {
  @Test func reportsAllProblemsInTheOrderOfTheText() {
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
        #"x.json:1:1: training: the key "training" is missing; expected an object with the keys epochs, steps, steps_per_epoch, batch_size, shuffle, seed, evaluate_train, evaluation_batch_size, freeze_batch_norm_after_epoch, precise_batch_norm, last_batch, log_batches, on_divergence, validation_split, early_stopping"#,
        #"x.json:2:3: titel: unknown key "titel"; did you mean "title"? (allowed: $schema, extends, edit_model, title, source, published, notes, dataset, model, loss, optimizer, training, initial_weights)"#,
        "x.json:3:38: dataset.circles.noise: -1 is out of range; expected a number of at least 0",
        #"x.json:4:26: model[0].dense.unit: unknown key "unit"; did you mean "units"? (allowed: units, use_bias, kernel_initializer, kernel_regularizer, kernel_constraint, bias_initializer, bias_regularizer, bias_constraint, trainable)"#,
        #"x.json:4:41: model[1]: unknown layer "reul"; did you mean "relu"? (allowed: dense, conv2d, lstm, batch_norm, layer_norm, group_norm, instance_norm, local_response_norm, max_pool2d, average_pool2d, global_average_pool2d, flatten, dropout, relu, tanh, sigmoid, softmax, leaky_relu, elu, selu, gelu, softplus, swish)"#,
        #"x.json:4:49: model[2]: expected one key that names the layer (one of dense, conv2d, lstm, batch_norm, layer_norm, group_norm, instance_norm, local_response_norm, max_pool2d, average_pool2d, global_average_pool2d, flatten, dropout, relu, tanh, sigmoid, softmax, leaky_relu, elu, selu, gelu, softplus, swish), but there is "relu", "tanh""#,
        #"x.json:6:39: optimizer.sgd.momentum: expected a number of at least 0 and of at most 1, not the string "high""#,
      ])
  }

  @Test(arguments: [
    (#""binary_crossentropy""#, "relu", "sigmoid"), (#""binary_crossentropy""#, "softmax", "sigmoid"),
    (#""categorical_crossentropy""#, "sigmoid", "softmax"),
    (#"{ "categorical_crossentropy": { "from_logits": false } }"#, "flatten", "softmax"),
  ])
  func requiresTheActivationOfTheLoss(loss: String, last: String, needed: String) throws {
    let problems = messages {
      try resolve(spec(["loss": loss, "model": #"[{ "dense": { "units": 2 } }, "\#(last)"]"#]))
    }
    #expect(problems.count == 1)
    #expect(
      problems.first?.contains(#"needs a model that ends in "\#(needed)", but this one ends in "\#(last)""#)
        == true)
    #expect(problems.first?.contains("x.json:1:") == true && problems.first?.contains(": model[1]: ") == true)
  }

  @Test func aModelOfLogitsMayEndWithAnyLayer() throws {
    for last in ["relu", "softmax", "flatten"] {
      let text = spec([
        "loss": #"{ "categorical_crossentropy": { "from_logits": true } }"#,
        "model": #"[{ "dense": { "units": 2 } }, "\#(last)"]"#,
      ])
      #expect(throws: Never.self) { try resolve(text) }
    }
  }

  /// The problem of the loss is reported together with the others, not only after they are corrected.
  @Test func checksTheLossEvenIfThereAreOtherProblems() {
    let problems = messages {
      try resolve(
        spec(["model": #"[{ "dense": { "units": 1 } }, "relu"]"#, "training": #"{ "epochs": 0 }"#]))
    }
    #expect(problems.count == 2)
  }

  @Test func checksValuesThatDependOnEachOther() {
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

  /// The message of a spec with one problem, without the location.
  private func onlyProblem(_ replaced: [String: String]) -> String? {
    let problems = messages { try resolve(spec(replaced)) }
    #expect(problems.count == 1)
    return problems.first.map { String($0.drop { $0 != " " }.dropFirst()) }
  }

  @Test func checksClippedLosses() {
    func problem(_ options: String) -> String? {
      onlyProblem(["loss": #"{ "binary_crossentropy": \#(options) }"#])
    }
    let clip = "loss.binary_crossentropy.clip"
    #expect(
      problem(#"{ "clip": 1e-7, "from_logits": true }"#)
        == "\(clip): only one of from_logits, clip can be set")
    for value in ["0", "0.5", "-1"] {
      #expect(
        problem(#"{ "clip": \#(value) }"#)
          == "\(clip): \(value) is out of range; expected a number above 0 and below 0.5")
    }
  }

  @Test func checksBatchNormStatistics() {
    func problem(_ options: String) -> String? {
      onlyProblem([
        "model": #"[{ "batch_norm": \#(options) }, { "dense": { "units": 1 } }, "sigmoid"]"#
      ])
    }
    #expect(
      problem(#"{ "inference_statistics": "batches" }"#)
        == #"model[0].batch_norm.inference_statistics: unknown value "batches"; did you mean "batch"? (allowed: moving, batch)"#
    )
    #expect(
      problem(#"{ "momentum": 1, "debias_moving_statistics": true }"#)
        == #"model[0].batch_norm.momentum: a momentum of 1 takes nothing from the batches, so that debias_moving_statistics has no average: expected a momentum below 1, or "cumulative""#
    )
    let scaling = #"{ "variance_scaling": { "scale": 0 } }"#
    #expect(
      onlyProblem([
        "model": #"[{ "dense": { "units": 1, "kernel_initializer": \#(scaling) } }, "sigmoid"]"#
      ])
        == "model[0].dense.kernel_initializer.variance_scaling.scale: 0 is out of range; expected a number above 0"
    )
  }

  @Test func checksOptimizers() {
    #expect(
      onlyProblem(["optimizer": #"{ "sgd": { "clipvalue": 1, "global_clipnorm": 2 } }"#])
        == "optimizer.sgd.global_clipnorm: only one of clipvalue, clipnorm, global_clipnorm can be set")
    let schedule = "optimizer.adam.learning_rate"
    func problem(_ name: String, _ options: String) -> String? {
      onlyProblem(["optimizer": #"{ "adam": { "learning_rate": { "\#(name)": \#(options) } } }"#])
    }
    #expect(
      problem("piecewise_constant_decay", #"{ "boundaries": [3, 7], "values": [0.1, 0.2] }"#)
        == "\(schedule).piecewise_constant_decay.values: expected one value more than there are boundaries, 3, but there are 2"
    )
    #expect(
      problem("piecewise_constant_decay", #"{ "boundaries": [3, 3], "values": [0.1, 0.2, 0.3] }"#)
        == "\(schedule).piecewise_constant_decay.boundaries: expected ascending numbers, each greater than the one before"
    )
    #expect(
      problem("cosine_decay", #"{ "initial_learning_rate": 1, "decay_steps": 2, "warmup_steps": 3 }"#)
        == "\(schedule).cosine_decay.warmup_steps: this has no effect without warmup_target")
    #expect(
      problem("cosine_decy", "{}")
        == #"\#(schedule): unknown schedule "cosine_decy"; did you mean "cosine_decay"? (allowed: exponential_decay, cosine_decay, piecewise_constant_decay, or a number of at least 0)"#
    )
  }

  @Test func checksLayers() {
    func problem(_ layer: String) -> String? { onlyProblem(["model": "[\(layer), \"sigmoid\"]"]) }
    #expect(
      problem(#"{ "batch_norm": { "momentum": 1.5 } }"#)
        == "model[0].batch_norm.momentum: 1.5 is out of range; expected a number of at least 0 and of at most 1"
    )
    #expect(
      problem(#"{ "batch_norm": { "momentum": "cumulativ" } }"#)
        == #"model[0].batch_norm.momentum: unknown value "cumulativ"; did you mean "cumulative"? (allowed: cumulative, or a number of at least 0 and of at most 1)"#
    )
    #expect(
      problem(
        #"{ "dense": { "units": 1, "kernel_constraint": { "min_max_norm": { "min_value": 2 } } } }"#)
        == "model[0].dense.kernel_constraint.min_max_norm.min_value: min_value (2) is above max_value (1)")
    #expect(
      problem(#"{ "dense": { "units": 1, "kernel_regularizer": "L2" } }"#)
        == #"model[0].dense.kernel_regularizer: unknown regularizer "L2"; did you mean "l2"? (allowed: l1, l2, l1_l2)"#
    )
    #expect(
      problem(#""GlobalAveragePooling2D""#)?.hasPrefix(
        #"model[0]: unknown layer "GlobalAveragePooling2D"; did you mean "global_average_pool2d"?"#) == true)
  }

  /// The smallest float above 0 is 2^-149, about 1.4e-45; 1e-46 is less than half of it, and rounds to 0. The largest is about
  /// 3.4e38.
  @Test func refusesNumbersThatSinglePrecisionLoses() {
    let zero =
      "becomes 0 as a 32-bit number, with which networks are computed; the smallest above 0 is about 1e-45"
    let infinite =
      "becomes infinite as a 32-bit number, with which networks are computed; the largest is about 3.4028235e+38"
    func layer(_ options: String) -> String? {
      onlyProblem(["model": #"[{ "dense": { "units": 1 } }, { "batch_norm": \#(options) }, "sigmoid"]"#])
    }
    #expect(layer(#"{ "epsilon": 1e-46 }"#) == "model[1].batch_norm.epsilon: 1e-46 \(zero)")
    #expect(layer(#"{ "epsilon": 1e39 }"#) == "model[1].batch_norm.epsilon: 1e+39 \(infinite)")
    #expect(layer(#"{ "momentum": 1e-50 }"#) == "model[1].batch_norm.momentum: 1e-50 \(zero)")
    #expect(
      layer(#"{ "gamma_initializer": { "constant": { "value": -1e200 } } }"#)
        == "model[1].batch_norm.gamma_initializer.constant.value: -1e+200 \(infinite)")
    #expect(
      onlyProblem(["optimizer": #"{ "sgd": { "learning_rate": 1e-320 } }"#])
        == "optimizer.sgd.learning_rate: 1e-320 \(zero)")
    for options in [#"{ "epsilon": 1.4e-45, "momentum": 0 }"#, #"{ "epsilon": 3.4e38, "momentum": 0.0 }"#] {
      let model = #"[{ "dense": { "units": 1 } }, { "batch_norm": \#(options) }, "sigmoid"]"#
      #expect(messages { try resolve(spec(["model": model])) }.isEmpty)
    }
  }

  /// Figures are used in double precision only.
  @Test func acceptsSmallPublishedFigures() throws {
    let resolved = try resolve(spec(["published": #"{ "test_loss": 1e-300 }"#]))
    #expect(resolved.spec.published[.testLoss] == 1e-300)
  }

  /// A learning rate and a weight decay may be a number or an object. Overrides can set either.
  @Test func overridesCanSetSchedules() throws {
    let text = spec([
      "optimizer":
        #"{ "sgd": { "learning_rate": { "exponential_decay": { "initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5 } } } }"#
    ])
    let resolved = try resolve(text, set: ["optimizer.sgd.learning_rate.exponential_decay.decay_rate=0.9"])
    #expect(
      resolved.spec.optimizer.learningRate
        == .schedule(
          .exponentialDecay(ExponentialDecay(initialLearningRate: 0.1, decaySteps: 5, decayRate: 0.9))))
    #expect(
      try resolve(text, set: ["optimizer.sgd.learning_rate=0.3"]).spec.optimizer.learningRate
        == .constant(0.3))
    #expect(
      try resolve(spec(), set: ["optimizer.sgd.weight_decay=0.3"]).spec.optimizer.weightDecay
        == WeightDecay(decay: 0.3))
  }

  @Test func acceptsIntegersInAnyNotation() throws {
    let resolved = try resolve(
      spec(["training": #"{ "epochs": 1e2, "batch_size": 16.0, "seed": 18446744073709551615 }"#]))
    #expect(resolved.spec.training == TrainingSpec(epochs: 100, batchSize: 16, seed: .max))
  }

  /// Messages mention the very large upper limit only if it is exceeded.
  @Test func mentionsTheUpperLimitIfItIsExceeded() {
    #expect(
      onlyProblem(["training": #"{ "epochs": 2147483648 }"#])
        == "training.epochs: 2147483648 is out of range; expected an integer from 1 to 2147483647")
    #expect(
      onlyProblem(["training": #"{ "epochs": 0 }"#])
        == "training.epochs: 0 is out of range; expected an integer of at least 1")
  }

  /// No number in a spec can overflow, because its range is checked before it becomes an Int.
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
