import Testing

@testable import Experiments

/// What is wrong with choices, each by itself and together.
@Suite struct ChoiceErrorTests {
  /// A choice with the values `usual` and, for some experiments, `other`.
  private static func choice(_ name: String, _ settings: String..., of experiment: String? = nil) -> String {
    choice(name, values: [value("other", settings, of: experiment)])
  }

  private static func choice(_ name: String, values: [String]) -> String {
    #"{ "name": "\#(name)", "values": [{ "name": "usual" }, \#(values.joined(separator: ", "))] }"#
  }

  private static func value(_ name: String, _ settings: [String], of experiment: String? = nil) -> String {
    let names = experiment.map { #", "experiments": ["\#($0)"]"# } ?? ""
    let set = settings.map { #""\#($0)""# }.joined(separator: ", ")
    return #"{ "name": "\#(name)", "changes": [{ "set": [\#(set)]\#(names) }] }"#
  }

  /// What `check` says of a study of the experiments a and b with these choices, without the name of the file.
  private static func messages(
    _ choices: String..., others: [String: String] = [:], of experiment: [String: String] = [:]
  ) -> [String] {
    let names = ["a", "b"]
    let claims = names.map { claim(#""experiment": "\#($0)", "metric": "test_loss""#, name: $0) }
    let text = study(
      [
        "experiments": #"[{ "name": "a", "experiment": "x" }, { "name": "b", "experiment": "x" }]"#,
        "choices": "[\n\(choices.joined(separator: ",\n"))]", "claims": "[\(claims.joined(separator: ", "))]",
      ].merging(others) { $1 })
    let library = studyLibrary(text, files: ["/work/experiments/x.jsonc": spec(experiment)])
    return ExperimentsTests.messages { _ = try library.checkedCombinations("s") }.map {
      $0.replacingPrefix("experiments/studies/s.jsonc:")
    }
  }

  @Test func twoChoicesMayNotChangeTheSameValue() {
    let rate = Self.choice("rate", "optimizer.sgd.learning_rate=0.5", of: "a")
    #expect(
      Self.messages(rate, Self.choice("speed", "training.epochs=2", "optimizer.sgd.learning_rate=0.1")) == [
        "3:114: choices[1].values[1].changes[0].set[1]: this changes optimizer.sgd.learning_rate of a, and so does the "
          + "choice \"rate\"; give each choice values of its own, or make one choice of both"
      ])
    // The whole and a part of it, in either order.
    #expect(
      Self.messages(rate, Self.choice("rule", "optimizer=adam")).first?.contains(
        "choices[1].values[1].changes[0].set[0]: this changes optimizer of a, and so does the choice \"rate\" with "
          + "optimizer.sgd.learning_rate; ") == true)
    #expect(
      Self.messages(Self.choice("rule", "optimizer=adam"), rate).first?.contains(
        "this changes optimizer.sgd.learning_rate of a, and so does the choice \"rule\" with optimizer; ")
        == true)
    #expect(
      Self.messages(Self.choice("no", "model.0-", of: "a"), Self.choice("wide", "model.0.dense.units=3"))
        .first?
        .contains("and so does the choice \"no\" with model.0-; ") == true)
  }

  /// Other experiments, other keys, and a layer before an entry are not the same value.
  @Test func choicesMayChangeDifferentValues() {
    #expect(
      Self.messages(
        Self.choice("rate", "optimizer.sgd.learning_rate=0.5", of: "a"),
        Self.choice("speed", "optimizer.sgd.learning_rate=0.1", of: "b"),
        Self.choice("batch", "training.batch_size=7"), Self.choice("norm", "model.1+=batch_norm"),
        Self.choice("end", "model.1=softplus"), of: ["loss": #""mean_squared_error""#]) == [])
  }

  /// sgd's learning rate is 0.01 by default.
  @Test func valuesMustChangeSomething() {
    let none = ["optimizer.sgd.learning_rate=0.01"]
    #expect(
      Self.messages(Self.choice("rate", values: [Self.value("given", none)])) == [
        "2:29: choices[0].values: the choice \"rate\" changes no experiment that a claim names; "
          + "correct its values or leave it out"
      ])
    let high = Self.value("high", ["optimizer.sgd.learning_rate=0.5"], of: "b")
    #expect(
      Self.messages(Self.choice("rate", values: [high, Self.value("given", none)])).first?.contains(
        "choices[0].values[2]: \"given\" of the choice \"rate\" makes the same experiments as \"usual\"; "
          + "correct one or leave it out") == true)
    // The short form sets what the choice varies.
    #expect(
      Self.messages(
        Self.choice("epochs", "training.epochs=9"), others: ["quick": #"{ "set": ["training.epochs=1"] }"#]
      ).first?.contains("choices[0].values: in the short form, the choice \"epochs\" changes no experiment")
        == true)
    #expect(
      Self.messages(
        Self.choice("epochs", "training.epochs=9"),
        others: [
          "quick": #"{ "set": ["training.epochs=1"] }"#,
          "quick_choices": #"{ "set": ["training.batch_size=99"] }"#,
        ]) == [])
  }

  /// The loss of the one fits the sigmoid at the end, and the end of the other fits the mean squared error. The third choice
  /// has nothing to do with it.
  @Test func everyCombinationIsTried() throws {
    let found = Self.messages(
      Self.choice("loss", "loss=binary_crossentropy"), Self.choice("batch", "training.batch_size=7"),
      Self.choice("end", "model.1=tanh"), of: ["loss": #""mean_squared_error""#])
    #expect(found.count == 2, "\(found)")
    #expect(
      found.allSatisfy {
        $0.contains("with loss=other, end=other: ")
          && $0.contains("binary_crossentropy needs a model that ends in \"sigmoid\"")
      }, "\(found)")
  }

  /// What one value does wrong is told once, with this value. What all combinations have names none.
  @Test func theCauseIsNamed() {
    let wrong = Self.choice("end", values: [Self.value("tanh", ["model.1=tanh"], of: "a")])
    let found = Self.messages(wrong, Self.choice("batch", "training.batch_size=7"))
    #expect(found.count == 1 && found[0].contains("with end=tanh: "), "\(found)")
    let always = Self.messages(
      Self.choice("batch", "training.batch_size=7"),
      others: [
        "experiments": #"[{ "name": "a", "experiment": "x" }, { "name": "b", "experiment": "nothing" }]"#
      ])
    #expect(always.count == 1 && !always[0].contains("with batch="), "\(always)")
  }

  /// 2¹⁰ combinations are more than are all checked. Those that differ in two choices are among those that are.
  @Test func ofManyCombinationsThoseOfTwoChoicesAreTried() {
    func many(_ others: String...) -> [String] {
      let eight = Self.settings.enumerated().map { Self.choice("c\($0)", $1) }
      return Self.messages((eight + others).joined(separator: ",\n"), of: ["loss": #""mean_squared_error""#])
    }
    #expect(many(Self.choice("end", "model.1=tanh"), Self.choice("seed", "training.shuffle=false")) == [])
    let found = many(Self.choice("end", "model.1=tanh"), Self.choice("loss", "loss=binary_crossentropy"))
    #expect(found.count == 2 && found[0].contains("with "), "\(found)")
  }

  private static let settings = [
    "dataset.circles.samples=2000", "dataset.circles.noise=0.2", "dataset.circles.factor=0.5",
    "dataset.circles.random_state=3", "training.batch_size=7", "training.log_batches=true",
    "optimizer.sgd.learning_rate=0.5", "optimizer.sgd.momentum=0.9",
  ]
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
