import TestSupport
import Testing

@testable import Experiments
@testable import Schema

/// Figures of claims beyond a metric at an epoch: differences, means of epochs, steps and layers.
@Suite struct FigureKeysTests {
  /// Two layers that have saturated values; the last one is computed by the loss.
  private static let files = [
    "/work/experiments/x.jsonc": spec([
      "model": #"[{ "dense": { "units": 3 } }, "relu", { "dense": { "units": 1 } }, "sigmoid"]"#
    ]),
    "/work/experiments/y.jsonc": spec(["training": #"{ "epochs": 1 }"#]),
  ]

  private static func resolved(_ figure: String, is relation: String = #""between": { "high": 1 }"#) throws
    -> ResolvedStudy
  {
    try resolveStudy("{\n\"claims\": [\(claim(figure, is: relation))]\n}", files: files)
  }

  private static func spec(_ figure: String, is relation: String = #""between": { "high": 1 }"#) throws
    -> ClaimSpec
  {
    try #require(resolved(figure, is: relation).spec.claims.first)
  }

  private static func spec(_ replaced: [String: String]) -> String { ExperimentsTests.spec(replaced) }

  private static func messages(_ figure: String, is relation: String = #""between": { "high": 1 }"#)
    -> [String]
  {
    ExperimentsTests.messages { try resolved(figure, is: relation) }
  }

  private static let accuracy = #""experiment": "x", "metric": "test_accuracy""#
  private static let zeros = #""experiment": "x", "layer": 1, "statistic": "zeros", "samples": 8"#

  private static func metric(_ experiment: String, _ reading: FigureReading) -> RunFigure {
    RunFigure(experiment: experiment, quantity: .metric(.testAccuracy, reading))
  }

  @Test func readingsOfALearningCurve() throws {
    for (keys, reading) in [
      ("", FigureReading.final), (#", "at": "best""#, .best), (#", "at": 2"#, .epoch(2)),
      (#", "last_epochs": 3"#, .lastEpochs(3)), (#", "worst_step": true"#, .worstStep),
      (#", "worst_step": false"#, .final), (#", "epochs_until": 0.5"#, .epochsUntil(0.5)),
    ] {
      #expect(try Self.spec(Self.accuracy + keys).figure == FigureSpec(Self.metric("x", reading)), "\(keys)")
    }
  }

  /// What is subtracted takes missing keys from its own figure, which takes them from the claim's.
  @Test func differencesAreCompleted() throws {
    let claim = try Self.spec(
      Self.accuracy + #", "last_epochs": 1, "minus": { "experiment": "y" }"#,
      is: #""less": { "than": { "experiment": "y", "minus": { "at": 1 } } }"#)
    #expect(
      claim.figure == FigureSpec(Self.metric("x", .lastEpochs(1)), minus: Self.metric("y", .lastEpochs(1))))
    #expect(
      claim.otherFigure
        == FigureSpec(Self.metric("y", .lastEpochs(1)), minus: Self.metric("y", .epoch(1))))
    #expect(claim.runFigures.count == 4)
    // Without its own `minus` the other figure is no difference.
    let plain = try Self.spec(
      Self.accuracy + #", "minus": { "experiment": "y" }"#, is: #""less": { "than": { "experiment": "y" } }"#)
    #expect(plain.otherFigure == FigureSpec(Self.metric("y", .final)))
    // An experiment that only `minus` names runs too.
    let alone = try Self.resolved(Self.accuracy + #", "minus": { "experiment": "y" }"#)
    #expect(alone.subjects.map(\.name) == ["x", "y"])
    #expect(alone.only(experiments: ["x"]).leftOut == ["a"])
  }

  @Test func layersAreCompleted() throws {
    let claim = try Self.spec(
      Self.zeros, is: #""less": { "than": { "layer": "input", "at": 0, "minus": { "layer": 0 } } }"#)
    func figure(_ layer: LayerPlace, _ reading: FigureReading) -> RunFigure {
      RunFigure(
        experiment: "x",
        quantity: .layer(LayerFigure(layer: layer, statistic: .zeros, samples: 8, reading: reading)))
    }
    #expect(claim.figure == FigureSpec(figure(.index(1), .final)))
    #expect(
      claim.otherFigure == FigureSpec(figure(.input, .epoch(0)), minus: figure(.index(0), .epoch(0))))
    let study = try Self.resolved(Self.zeros, is: #""less": { "than": { "layer": 0 } }"#)
    #expect(study.layerFigures["x"]?.count == 2 && study.layerFigures.count == 1)
  }

  /// What is written is read as the same study.
  @Test func figuresAreWrittenAsTheyAreRead() throws {
    for figure in [
      Self.zeros, Self.zeros + #", "at": 0, "minus": { "layer": "input" }"#,
      Self.accuracy + #", "worst_step": true, "minus": { "metric": "train_accuracy" }"#,
      Self.accuracy + #", "last_epochs": 2"#,
    ] {
      let study = try Self.resolved(figure, is: #""near": { "value": 0, "within": 1 }"#)
      var read = try #require(StudySpec.codec.read(try located(study.spec.json.compact)))
      read.name = study.spec.name
      #expect(read == study.spec)
    }
  }

  /// A claim can compare an experiment with itself: at two epochs, or on training and test samples.
  @Test func oneExperimentAtTwoEpochsAndOnTwoSets() throws {
    let epochs = try Self.spec(
      Self.accuracy + #", "at": 2"#, is: #""equal": { "to": { "at": "final" }, "within": 0.01 }"#)
    #expect(epochs.otherFigure == FigureSpec(Self.metric("x", .final)))
    let sets = try Self.spec(
      Self.accuracy, is: #""less": { "than": { "metric": "train_eval_accuracy" } }"#)
    #expect(sets.otherFigure == FigureSpec(experiment: "x", metric: .trainEvalAccuracy))
  }

  @Test func mistakesAreLocated() {
    for (figure, relation, message) in [
      (
        #""experiment": "x""#, "",
        #"figure.metric: the key "metric" is missing; expected one of "train_loss", "#
      ),
      (
        #""experiment": "x", "layer": 1, "samples": 8"#, "",
        #"figure.statistic: the key "statistic" is missing; expected one of "mean", "sd", "zeros""#
      ),
      (
        #""experiment": "x", "layer": 1, "statistic": "mean""#, "",
        #"figure.samples: the key "samples" is missing; expected an integer of at least 1"#
      ),
      (
        Self.zeros + #", "metric": "test_loss""#, "",
        "figure.metric: only one of layer and metric can be given"
      ),
      (
        Self.zeros + #", "last_epochs": 2"#, "",
        "figure.last_epochs: only one of layer and last_epochs can be given"
      ),
      (
        Self.accuracy + #", "at": 2, "worst_step": true"#, "",
        "figure.worst_step: only one of at and worst_step can be given"
      ),
      (
        Self.accuracy + #", "at": 0"#, "",
        "figure.at: there is no epoch 0: x trains for 3 epochs, counted from 1"
      ),
      (
        Self.accuracy + #", "last_epochs": 4"#, "",
        "figure.last_epochs: this needs 4 epochs or more: x trains for 3 epochs"
      ),
      (
        #""experiment": "y", "metric": "test_loss", "worst_step": true"#, "",
        "figure.worst_step: this needs 2 epochs or more: y trains for 1 epoch"
      ),
      (
        Self.accuracy + #", "minus": { "metric": "test_loss" }"#, "",
        "figure.minus: an accuracy cannot be compared with a loss"
      ),
      (Self.accuracy + #", "minus": {}"#, "", "figure.minus: the figure is compared with itself"),
      (
        Self.accuracy + #", "minus": { "experiment": "y", "epochs_until": 0.5 }"#, "",
        "figure.minus: an accuracy cannot be compared with a number of epochs"
      ),
      (Self.accuracy + #", "minus": { "layer": 1 }"#, "", "figure.minus: a statistic of a layer cannot be"),
      (
        Self.zeros, #""less": { "than": { "metric": "test_loss" } }"#,
        "claims[0].is: a statistic of a layer cannot be compared with a metric"
      ),
      (
        Self.accuracy, #""less": { "than": { "experiment": "y", "samples": 3 } }"#,
        "claims[0].is: a statistic of a layer cannot be compared with a metric"
      ),
      (
        Self.zeros, #""less": { "than": { "statistic": "mean" } }"#,
        "claims[0].is: a share of values cannot be compared with a value of a layer"
      ),
      (
        Self.zeros, #""less": { "than": { "layer": 0, "samples": 9 } }"#,
        "claims[0].is: a figure over 8 samples cannot be compared with one over 9"
      ),
      (
        Self.zeros.replacing("1,", with: "4,"), "",
        "figure.layer: there is no layer 4: x has input and 0 (dense), 1 (relu), 2 (dense), 3 (sigmoid)"
      ),
      (
        Self.zeros.replacing("zeros", with: "saturated"), #""less": { "than": { "layer": 2 } }"#,
        "is.less.than.statistic: layer 2 (dense) of x has no saturated; these have: 1 (relu), 3 (sigmoid)"
      ),
      (
        Self.zeros.replacing("zeros", with: "gradient_norm").replacing("1,", with: "3,"), "",
        "figure.statistic: layer 3 (sigmoid) of x has no gradient_norm; these have: 0 (dense), 1 (relu), 2 (dense)"
      ),
      (
        Self.zeros + #", "at": 2"#, "",
        #"figure.at: layers are looked at with the final weights, or with the initial ones ("at": 0); for those after "#
          + #"epoch 2 give the claim an experiment with "set": ["training.epochs=2"]"#
      ),
      (Self.zeros + #", "at": "best""#, "", "figure.at: layers are looked at with the final weights"),
    ] {
      let found = Self.messages(figure, is: relation.isEmpty ? #""between": { "high": 1 }"# : relation)
      #expect(
        found.count == 1 && found[0].hasPrefix("experiments/studies/s.jsonc:2:")
          && found[0].contains(message),
        "\(found) instead of \(message)")
    }
  }

  @Test func claimsNeedNoMoreSamplesThanThereAre() throws {
    let study = try Self.resolved(Self.zeros, is: #""less": { "than": { "layer": 0 } }"#)
    #expect(throws: Never.self) { try study.checkSamples { _ in 8 } }
    #expect(throws: Never.self) { try study.checkSamples { _ in nil } }
    let messages = ExperimentsTests.messages { try study.checkSamples { _ in 7 } }
    #expect(messages.count == 2)
    #expect(
      messages[0].hasSuffix("claims[0].figure.samples: there are no 8 samples: the test set of x has 7"))
    #expect(messages[1].contains("claims[0].is.less.than.samples: "))
  }
}
