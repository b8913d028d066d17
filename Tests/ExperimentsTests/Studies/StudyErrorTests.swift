import Testing

@testable import Experiments
@testable import Schema

@Suite struct StudyErrorTests {
  private static let file = "experiments/studies/s.jsonc"

  /// The messages of a study. Its claims are on a separate line, so that their columns are easy to count.
  private static func messages(claims: String, rest: String = "") -> [String] {
    ExperimentsTests.messages { try resolveStudy("{\n\"claims\": [\(claims)]\(rest)\n}") }
  }

  @Test func everyProblemIsLocated() {
    #expect(
      Self.messages(claims: claim(#""experiment": "x", "metric": "test_acuracy""#)) == [
        #"\#(Self.file):2:81: claims[0].figure.metric: unknown value "test_acuracy"; did you mean "test_accuracy"? "#
          + "(allowed: train_loss, train_accuracy, train_eval_loss, train_eval_accuracy, test_loss, test_accuracy, validation_loss, validation_accuracy)"
      ])
    #expect(
      Self.messages(claims: claim(is: #""lower": { "than": { "experiment": "x" } }"#)).first?.contains(
        #"claims[0].is: unknown relation "lower""#) == true)
  }

  /// The study is right by itself.
  @Test func errorsOfTheCommandLineNameItsOptions() {
    let text = study([
      "claims": "[\(claim(#""experiment": "x", "metric": "test_loss", "at": 3"#))]"
    ])
    let found = ExperimentsTests.messages { try resolveStudy(text, set: ["training.epochs=2"]) }
    #expect(
      found.count == 1 && found[0].hasPrefix("\(Self.file):1:")
        && found[0].contains(": with --set training.epochs=2: "), "\(found)")
    // A wrong value of the option itself is reported at the option alone.
    let value = ExperimentsTests.messages { try resolveStudy(text, set: ["training.epochs=0"]) }
    #expect(value.count == 1 && value[0].hasPrefix("--set training.epochs=0: 0 is out of range"), "\(value)")
    // This study is wrong with and without it.
    let wrong = study([
      "claims": "[\(claim(#""experiment": "x", "metric": "test_loss", "at": 4"#))]"
    ])
    let own = ExperimentsTests.messages { try resolveStudy(wrong, set: ["training.batch_size=2"]) }
    #expect(own.count == 1 && !own[0].contains("--set"), "\(own)")
  }

  /// The cause is the entry's `set`, not the line of the layer in the experiment's own file.
  @Test func errorsOfTheModelPointAtTheEntry() {
    let found = Self.messages(
      claims: claim(#""experiment": "s", "metric": "test_loss""#),
      rest: ",\n\"experiments\": [{ \"name\": \"s\", \"experiment\": \"x\", \"set\": [\"model.1-\"] }]")
    #expect(
      found.count == 1
        && found[0].hasPrefix(
          "\(Self.file):3:17: experiments[0]: x with model.1-: after this edit model[0]: binary_crossentropy"),
      "\(found)")
  }

  @Test func unknownExperimentsAreNamedWithTheNearest() {
    let claim = claim(#""experiment": "shrt", "metric": "test_loss""#)
    #expect(
      Self.messages(
        claims: claim,
        rest: #", "experiments": [{ "name": "short", "experiment": "x", "set": ["training.epochs=1"] }]"#)
        == [
          #"\#(Self.file):2:66: claims[0].figure.experiment: there is no experiment "shrt"; did you mean "short"? "#
            + "(there are: short, x)"
        ])
    #expect(
      Self.messages(
        claims: ExperimentsTests.claim(#""experiment": "s", "metric": "test_loss""#),
        rest: ",\n\"experiments\": [{ \"name\": \"s\", \"experiment\": \"xx\" }]"
      ) == [
        #"\#(Self.file):3:46: experiments[0].experiment: there is no experiment "xx"; did you mean "x"? "#
          + "(there are: s, x)"
      ])
  }

  @Test func malformedOverridesAreInvalidContentWithALocation() throws {
    for (setting, message) in [
      ("training.epochs", "expected KEY=VALUE, such as training.epochs=20"),
      ("training.epochs=[1", "expected ',' or ']', but the text ends here"),
    ] {
      let text = study([
        "experiments": #"[{ "name": "x", "experiment": "x", "set": ["\#(setting)"] }]"#
      ])
      let error = #expect(throws: SpecError.self) { try resolveStudy(text) }
      let problem = try #require(error?.problems.first)
      #expect(error?.kind == .invalid)
      #expect(problem.path.description == "experiments[0].set[0]")
      #expect(problem.location?.source.name == Self.file)
      #expect(problem.message == message)
    }
    let messages = ExperimentsTests.messages {
      try resolveStudy(
        study(["experiments": #"[{ "name": "x", "experiment": "x", "set": ["training.epoch=1"] }]"#]))
    }
    #expect(messages.count == 1)
    #expect(messages.first?.contains(#"unknown key "epoch"; did you mean "epochs"?"#) == true)
  }

  @Test func impossibleComparisonsAreRefused() {
    let cases: [(relation: String, figure: String, message: String)] = [
      (
        #""less": { "than": { "metric": "test_loss" } }"#, #""experiment": "x", "metric": "test_accuracy""#,
        "an accuracy cannot be compared with a loss"
      ),
      (
        #""less": { "than": { "at": "final", "experiment": "y" } }"#,
        #""experiment": "x", "metric": "test_loss", "epochs_until": 1"#,
        "a number of epochs cannot be compared with a loss"
      ),
      (
        #""less": { "than": { "experiment": "x" } }"#, #""experiment": "x", "metric": "test_loss""#,
        "the figure is compared with itself; give another experiment, metric or epoch"
      ),
      (
        #""between": { "high": 1 }"#,
        #""experiment": "x", "metric": "test_loss", "at": 3, "epochs_until": 1"#,
        "only one of at and epochs_until can be given"
      ),
      (
        #""between": {}"#, #""experiment": "x", "metric": "test_loss""#,
        "expected a lower bound, an upper bound or both"
      ),
      (
        #""between": { "low": 2, "high": 1 }"#, #""experiment": "x", "metric": "test_loss""#,
        "the lower bound 2 is above the upper bound 1"
      ),
      (
        #""less": { "than": { "experiment": "y" }, "by": 3, "at_most": 2 }"#,
        #""experiment": "x", "metric": "test_loss""#, "the lower bound 3 is above the upper bound 2"
      ),
    ]
    for (relation, figure, message) in cases {
      let found = Self.messages(claims: claim(figure, is: relation))
      #expect(found.count == 1 && found[0].hasSuffix(": \(message)"), "\(found)")
    }
  }

  @Test func namesAndSeedsMustBeUnique() {
    #expect(
      Self.messages(claims: claim() + ",\n" + claim()) == [
        #"\#(Self.file):3:11: claims[1].name: the name "a" is listed twice"#
      ])
    #expect(
      Self.messages(claims: claim(), rest: #", "seeds": [1, 2, 1]"#).first?.hasSuffix(
        "seeds[2]: the seed 1 is listed twice") == true)
    #expect(
      Self.messages(claims: claim(), rest: #", "experiments": ["x", "x"]"#).first?.hasSuffix(
        #"the name "x" is listed twice"#) == true)
  }

  /// The study sets the seeds, so an override would only change the name.
  @Test func overridesMustNotSetTheSeed() {
    for setting in ["training.seed=3", #"training={\"epochs\":2,\"seed\":3}"#] {
      let rest = #", "experiments": [{ "name": "x", "experiment": "x", "set": ["title=t", "\#(setting)"] }]"#
      #expect(
        Self.messages(claims: claim(), rest: rest).first?.hasSuffix(
          #"experiments[0].set[1]: seeds cannot be set here; list them in "seeds""#) == true)
    }
  }

  /// Otherwise a quick study could have no runs.
  @Test func quickSeedsMustBeSeedsOfTheStudy() {
    #expect(
      Self.messages(claims: claim(), rest: ",\n\"seeds\": 6, \"quick\": { \"seeds\": [2, 50, 51] }") == [
        "\(Self.file):3:37: quick.seeds[1]: the seed 50 is not one of the study's; a quick study uses some of them"
      ])
    #expect(
      Self.messages(claims: claim(), rest: ",\n\"seeds\": 2, \"quick\": { \"seeds\": 3 }") == [
        "\(Self.file):3:33: quick.seeds: the seed 3 is not one of the study's; a quick study uses some of them"
      ])
    let own =
      #", "experiments": [{ "name": "x", "experiment": "x", "seeds": [4, 5] }], "quick": { "seeds": 3 }"#
    #expect(
      Self.messages(claims: claim(), rest: own).first?.hasSuffix(
        "experiments[0].seeds: none of these seeds is one of the quick study's, so it would not run")
        == true)
    #expect(Self.messages(claims: claim(), rest: #", "seeds": [5, 6], "quick": { "seeds": [6] }"#).isEmpty)
  }

  /// An experiment that no claim names is not run, but is looked up like the others.
  @Test func unusedExperimentsAreChecked() {
    #expect(
      Self.messages(
        claims: claim(), rest: ",\n\"experiments\": [{ \"name\": \"unused\", \"experiment\": \"nope\" }]")
        == [
          #"\#(Self.file):3:51: experiments[0].experiment: there is no experiment "nope" (there are: unused, x)"#
        ])
    let messages = Self.messages(
      claims: claim(),
      rest: #", "experiments": [{ "name": "unused", "experiment": "x", "set": ["training.epoch=1"] }]"#)
    #expect(messages.count == 1 && messages[0].contains(#"did you mean "epochs"?"#))
  }

  @Test func figuresThatNoRunHasAreRefused() {
    let late = Self.messages(
      claims: claim(#""experiment": "x", "metric": "test_loss", "at": 500"#))
    #expect(
      late.count == 1 && late[0].contains(":2:")
        && late[0].contains("claims[0].figure.at: there is no epoch 500: x trains for 3 epochs"))
    let other = Self.messages(
      claims: claim(#""experiment": "x", "metric": "test_loss""#, is: #""less": { "than": { "at": 500 } }"#))
    #expect(other.count == 1 && other[0].contains("claims[0].is.less.than.at: there is no epoch 500"))
    let set =
      #", "experiments": [{ "name": "x", "experiment": "x", "set": ["training.evaluate_train=false"] }]"#
    #expect(
      Self.messages(claims: claim(#""experiment": "x", "metric": "train_eval_loss""#), rest: set).first?
        .hasSuffix(
          "claims[0].figure.metric: x+training.evaluate_train=false has no train_eval_loss, because its "
            + "training.evaluate_train is false") == true)
    let equal = claim(
      #""experiment": "x", "metric": "test_accuracy""#,
      is: #""equal": { "to": { "metric": "train_eval_accuracy" }, "within": 1 }"#)
    #expect(Self.messages(claims: equal, rest: set).first?.contains("claims[0].is.equal.to.metric: ") == true)
    #expect(Self.messages(claims: equal).isEmpty)
    #expect(
      ExperimentsTests.messages {
        try resolveStudy(
          study(["claims": "[\(claim())]"]),
          files: ["/work/experiments/x.jsonc": spec(["loss": #""mean_squared_error""#])])
      }.first?.hasSuffix("x has no test_accuracy, because its loss is mean_squared_error") == true)
  }

  /// A shortened study may end before the epoch that a claim is about, if the whole study does not: such a claim is not
  /// judged. Other figures must be there.
  @Test func aQuickStudyMayEndBeforeTheEpochOfAClaim() {
    func messages(_ figure: String, quick: String) -> [String] {
      let text = study([
        "claims": "[\(claim(#""experiment": "x", \#(figure)"#))]", "quick": #"{ "set": ["\#(quick)"] }"#,
      ])
      return ExperimentsTests.messages { try resolveStudy(text, isQuick: true) }
    }
    #expect(messages(#""metric": "test_loss", "at": 2"#, quick: "training.epochs=1").isEmpty)
    #expect(
      messages(#""metric": "test_loss", "at": 4"#, quick: "training.epochs=1").first?.hasSuffix(
        "there is no epoch 4: x+training.epochs=1 trains for 3 epochs") == true)
    #expect(
      messages(#""metric": "train_eval_loss""#, quick: "training.evaluate_train=false").first?.hasSuffix(
        "because its training.evaluate_train is false") == true)
  }

  @Test func badValuesAreRefused() {
    for rest in [
      #", "seeds": 0"#, #", "seeds": 10001"#, #", "seeds": []"#, #", "seeds": "1..5""#, #", "confidence": 1"#,
      #", "quick": { "seeds": -1 }"#, #", "extends": "x""#,
    ] {
      #expect(Self.messages(claims: claim(), rest: rest).count == 1, "\(rest)")
    }
    #expect(ExperimentsTests.messages { try resolveStudy(study(["claims": "[]"])) }.count == 1)
    #expect(ExperimentsTests.messages { try resolveStudy("[]") }.count == 1)
  }

  @Test func unknownStudiesAreMissingInput() throws {
    let error = #expect(throws: SpecError.self) { try Checkout.studies.resolve("circels") }
    #expect(error?.kind == .missingInput)
    #expect(error?.description.hasPrefix(#"there is no study "circels"; did you mean "circles""#) == true)
    #expect(throws: SpecError.self) { try Checkout.studies.resolve("none.jsonc") }
  }
}
