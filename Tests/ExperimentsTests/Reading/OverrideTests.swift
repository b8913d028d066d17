import Datasets
import TestSupport
import Testing

@testable import Engine
@testable import Experiments
@testable import Schema

@Suite struct OverrideTests {
  private func parse(_ text: String) throws -> Override {
    try Override(parsing: text, currentDirectory: "/work")
  }

  @Test(arguments: [
    ("a=3", JSON.integer(3)), ("a=-0.5", .double(-0.5)), ("a=true", .boolean(true)), ("a=null", .null),
    (#"a="3""#, .string("3")), ("a=0-255", .string("0-255")), ("a=relu", .string("relu")),
    ("a=", .string("")),
    ("a=x=y", .string("x=y")), ("a=b c", .string("b c")), ("a=012", .string("012")),
    ("a=nan", .string("nan")),
    ("a=1//2", .string("1//2")), ("a=/data/x.npy", .string("/data/x.npy")),
    ("a=[1, 2]", .array([.integer(1), .integer(2)])),
    (#"a={"b":{}}"#, .object([.init("b", .object([]))])), ("a= 3 ", .integer(3)), ("a=é", .string("é")),
  ])
  func readsValues(text: String, value: JSON) throws {
    let override = try parse(text)
    #expect(override.json == value)
    #expect(override.path.dotted == "a")
  }

  @Test(arguments: ["a", "", "=1", "a..b=1", ".a=1"])
  func refusesMalformedOptions(text: String) throws {
    #expect(try #require(throws: SpecError.self) { try parse(text) }.kind == .usage)
  }

  @Test(arguments: ["a=[1", #"a={"b":}"#, #"a="x"#, "a=1e999", "a=[1,]"])
  func refusesIncompleteJSON(text: String) throws {
    #expect(try #require(throws: SpecError.self) { try parse(text) }.kind == .invalid)
  }

  @Test func replacesValues() throws {
    let resolved = try resolve(
      spec(["optimizer": #"{ "sgd": { "momentum": 0.5 } }"#, "training": #"{ "epochs": 3, "seed": 4 }"#]),
      set: ["optimizer={\"sgd\":{\"nesterov\":true}}", "training.epochs=7", "title=Seven"])
    // Overrides are not merged: the momentum has its default again.
    #expect(resolved.spec.optimizer == .sgd(learningRate: 0.01, momentum: 0, nesterov: true))
    #expect(resolved.spec.training == TrainingSpec(epochs: 7, seed: 4))
    #expect(resolved.spec.title == "Seven")
  }

  @Test func pathsLeadIntoListsAndBareStrings() throws {
    let resolved = try resolve(
      spec(["model": #"[{ "dense": { "units": 5 } }, "batch_norm", "sigmoid"]"#]),
      set: [
        "model.0.dense.units=20", "model[0].dense.kernel_initializer.random_normal.stddev=2",
        "model.1.batch_norm.momentum=0.5", "optimizer.sgd.momentum=0.9", "dataset.circles.noise=null",
      ])
    #expect(
      resolved.spec.model == [
        .dense(Dense.Configuration(units: 20, kernel: ParameterOptions(.randomNormal(mean: 0, stddev: 2)))),
        .batchNorm(BatchNorm.Configuration(momentum: .rate(0.5))), .activation(.sigmoid),
      ])
    #expect(resolved.spec.optimizer == .sgd(learningRate: 0.01, momentum: 0.9, nesterov: false))
    #expect(resolved.spec.dataset == .circles(Circles(noise: nil)))
  }

  /// An override of a whole object is applied before those of values inside it, in any order on the command line.
  @Test func doesNotDependOnTheOrder() throws {
    let options = ["optimizer.adam.beta_1=0.5", "optimizer=adam", "training.epochs=2", "training.epochs=4"]
    for order in [options, [options[1], options[0], options[2], options[3]]] {
      let resolved = try resolve(spec(), set: order)
      #expect(resolved.spec.optimizer == .adam(learningRate: 0.001, beta1: 0.5, beta2: 0.999, epsilon: 1e-8))
      // If two overrides have the same path, the later one wins.
      #expect(resolved.spec.training.epochs == 4)
      #expect(resolved.spec.name == "x+optimizer=adam+optimizer.adam.beta_1=0.5+training.epochs=4")
    }
  }

  @Test(arguments: [
    ("training.seed=3", true), (#"training={"seed":3}"#, true), (#"training={"epochs":3}"#, false),
    ("training.epochs=3", false), ("dataset.circles.random_state=3", false),
  ])
  func recognizesOverridesOfTheSeed(text: String, setsSeed: Bool) throws {
    #expect(try parse(text).setsSeed == setsSeed)
  }

  @Test func epochsIsShortForSet() throws {
    let resolved = try library(files: ["/work/x.json": spec()]).resolve(
      "x.json", overrides: [.epochs(5, currentDirectory: "/work")])
    #expect(resolved.spec.training.epochs == 5)
    #expect(resolved.spec.name == "x+training.epochs=5")
    #expect(
      messages {
        try library(files: ["/work/x.json": spec()]).resolve(
          "x.json", overrides: [.epochs(0, currentDirectory: "/work")])
      } == ["--epochs 0: training.epochs: 0 is out of range; expected an integer of at least 1"])
  }

  @Test(arguments: [
    (
      "training.epoch=3",
      #"unknown key "epoch"; did you mean "epochs"? (allowed: epochs, steps, steps_per_epoch, batch_size, shuffle, seed, evaluate_train, evaluation_batch_size, freeze_batch_norm_after_epoch, precise_batch_norm, last_batch, log_batches, on_divergence, validation_split, early_stopping)"#
    ),
    ("training.epochs=0", "0 is out of range; expected an integer of at least 1"),
    ("training.epochs.x=3", #"there is no "x" inside training.epochs"#),
    (
      "optimizer.adam.beta_1=0.5",
      #"the optimizer is sgd, not adam; to change it, set all of it: --set 'optimizer={"adam":{"beta_1":0.5}}'"#
    ),
    (
      "optimizer.momentum=0.5",
      #""momentum" is an option of sgd; did you mean "optimizer.sgd.momentum"?"#
    ),
    (
      "optimizer.asgd.momentum=0.5",
      #"unknown optimizer "asgd"; did you mean "sgd"? (allowed: sgd, rmsprop, adam)"#
    ),
    ("model.2=relu", "there is no entry 2; the list has entries 0 to 1"),
    ("model.x=relu", #""x" is not the number of an entry; the list has entries 0 to 1"#),
    ("model.-1=relu", #""-1" is not the number of an entry; the list has entries 0 to 1"#),
    (
      "model.1.dense.units=3",
      #"the layer is sigmoid, not dense; to change it, set all of it: --set 'model.1={"dense":{"units":3}}'"#
    ),
    ("extends=A", #""extends" belongs to the spec file and cannot be set"#),
    (
      #"edit_model=["1-"]"#,
      #""edit_model" belongs to the spec file and cannot be set; use model.N+=LAYER and model.N-"#
    ),
    (
      #"optimizer={"sgd":{"lr":1}}"#,
      #"optimizer.sgd.lr: unknown key "lr"; it is "learning_rate" here (allowed: learning_rate, momentum, nesterov, clipvalue, clipnorm, global_clipnorm, weight_decay)"#
    ),
  ])
  func saysWhatIsWrong(option: String, message: String) throws {
    #expect(messages { try resolve(spec(), set: [option]) } == ["--set \(option): \(message)"])
    let error = try #require(throws: SpecError.self) { try resolve(spec(), set: [option]) }
    #expect(error.kind == .invalid)
  }

  /// An override of a value inside a malformed value does not hide the error.
  @Test(arguments: [
    ("training", "3", "training.epochs=4"), ("training", "null", "training.epochs=4"),
    ("optimizer", #"{ "sgd": {}, "adam": {} }"#, "optimizer.sgd.momentum=0.5"),
    ("optimizer", "[]", "optimizer.sgd.momentum=0.5"),
    ("model", #""relu""#, "model.0=relu"), ("dataset", #"{ "circles": 3 }"#, "dataset.circles.noise=0"),
  ])
  func hidesNoProblem(key: String, value: String, option: String) throws {
    let problems = messages { try resolve(spec([key: value]), set: [option]) }
    #expect(problems.count == 1 && problems.first?.hasPrefix("x.json:1:") == true, "\(problems)")
    // An override that replaces the whole malformed value corrects it.
    #expect(messages { try resolve(spec([key: value]), set: ["\(key)=\(good[key] ?? "")"]) }.isEmpty)
  }

  private let good = [
    "training": #"{"epochs":1}"#, "optimizer": "sgd", "model": #"["sigmoid"]"#, "dataset": "circles",
  ]

  /// A learning rate that is a number has no options. A schedule replaces it and must be complete.
  @Test func aScheduleReplacesANumber() throws {
    let text = spec(["optimizer": #"{ "sgd": { "learning_rate": 0.5 } }"#])
    let key = "optimizer.sgd.learning_rate.exponential_decay"
    #expect(
      messages { try resolve(text, set: ["\(key).decay_steps=5"]) }.map { $0.contains("is missing") }
        == [true, true])
    #expect(
      try resolve(
        text, set: ["\(key).decay_steps=5", "\(key).decay_rate=0.9", "\(key).initial_learning_rate=1"]
      ).spec.optimizer.learningRate
        == .schedule(
          .exponentialDecay(ExponentialDecay(initialLearningRate: 1, decaySteps: 5, decayRate: 0.9))))
  }

  @Test func createsObjectsInPlaceOfNull() throws {
    let resolved = try resolve(spec(["source": "null"]), set: ["source.tutorial=x"])
    #expect(resolved.spec.source == SourceSpec(tutorial: "x"))
  }

  @Test func reportsEveryOverride() {
    #expect(
      messages { try resolve(spec(), set: ["training.epoch=3", "training.batch_size=0", "los=x"]) }.count == 3
    )
  }
}
