import TestSupport
import Testing

@testable import Experiments
@testable import Schema

/// Figures of an article, in specs.
@Suite struct PublishedFiguresTests {
  @Test func areOfTheEndOrOfAnEpoch() throws {
    let text = spec(["published": #"{ "test_accuracy": [{ "at": 2, "value": 0.5 }, 0.75], "test_loss": 1 }"#])
    let published = try resolve(text).spec.published
    #expect(published[.testAccuracy] == 0.75 && published[.testLoss] == 1 && published[.trainLoss] == nil)
    #expect(published[.testAccuracy, epoch: 2] == 0.5 && published[.testAccuracy, epoch: 1] == nil)
    #expect(published.epochs(of: .testAccuracy) == [2] && published.epochs(of: .testLoss).isEmpty)
    #expect(PublishedFigures().isEmpty && !published.isEmpty)
  }

  /// A single number is written as before, so that older versions read it.
  @Test func areWrittenAsShortAsTheyCanBe() throws {
    let text = spec([
      "published": #"{ "test_accuracy": [{ "value": 0.5, "at": 2 }, 0.75], "test_loss": [1] }"#
    ])
    #expect(
      try resolve(text).spec.json["published"]?.canonical
        == #"{"test_accuracy":[{"at":2,"value":0.5},0.75],"test_loss":1}"#)
  }

  @Test(arguments: [
    (
      #"[{ "at": 1, "value": 0.5 }, { "at": 1, "value": 0.6 }]"#,
      "published.test_accuracy: epoch 1 is listed twice"
    ),
    (
      "[0.5, 0.6]",
      "published.test_accuracy: only one figure can be without an epoch, that of the end of training"
    ),
    (
      #"[{ "at": 0, "value": 0.5 }]"#,
      "published.test_accuracy[0].at: 0 is out of range; expected an integer of at least 1"
    ),
    (
      #"[{ "value": 0.5 }]"#,
      #"published.test_accuracy[0].at: the key "at" is missing; expected an integer of at least 1"#
    ),
    (
      #"[{ "at": 1, "value": 93 }]"#,
      "published.test_accuracy[0].value: 93 is out of range; expected a number of at least 0 and of at most 1"
    ),
  ])
  func mistakesAreLocated(value: String, problem: String) {
    let found = messages { try resolve(spec(["published": #"{ "test_accuracy": \#(value) }"#])) }
    #expect(found.count == 1 && found[0].contains(problem), "\(found)")
  }

  /// A list replaces what is extended, and null removes it.
  @Test func areReplacedAsAWhole() throws {
    let base = spec(["published": #"{ "test_accuracy": [{ "at": 1, "value": 0.5 }, 0.75], "test_loss": 1 }"#])
    func published(_ child: String) throws -> PublishedFigures {
      try library(files: [
        "/work/experiments/base.json": base,
        "/work/experiments/child.json": #"{ "extends": "base", "published": \#(child) }"#,
      ]).resolve("child").spec.published
    }
    #expect(try published(#"{ "test_accuracy": 0.5 }"#) == [.testAccuracy: 0.5, .testLoss: 1])
    #expect(try published(#"{ "test_accuracy": null }"#) == [.testLoss: 1])
  }

  private static func withEpoch(_ epoch: Int) -> String {
    spec(["published": #"{ "test_accuracy": [{ "at": \#(epoch), "value": 0.5 }, 0.75] }"#])
  }

  /// The third epoch is the last one.
  @Test func theEndHasOneFigure() throws {
    let found = messages { try resolve(Self.withEpoch(3)) }
    #expect(
      found.count == 1
        && found[0].contains("published.test_accuracy[0].at: epoch 3 is the end of training, whose figure"),
      "\(found)")
    // With other epochs the experiment is another one. That is no fault of the figures.
    #expect(throws: Never.self) { try resolve(Self.withEpoch(2), set: ["training.epochs=2"]) }
  }

  /// The spec trains for three epochs.
  @Test func areOfEpochsThatAreTrained() throws {
    #expect(try resolve(Self.withEpoch(2)).spec.published[.testAccuracy, epoch: 2] == 0.5)
    let alone = spec(["published": #"{ "test_accuracy": [{ "at": 3, "value": 0.5 }] }"#])
    #expect(try resolve(alone).spec.published[.testAccuracy, epoch: 3] == 0.5)
    let error = try #require(throws: SpecError.self) { try resolve(Self.withEpoch(4)) }
    #expect(
      error.description.hasPrefix("x.json:1:")
        && error.description.contains(
          "published.test_accuracy[0].at: there is no epoch 4: the experiment trains for 3 epochs; expected an epoch from 1 to 3"
        ),
      "\(error)")
    #expect(error.kind == .invalid)
  }

  /// A shorter training is another experiment and states no figures. Its spec is still right.
  @Test func ofLaterEpochsMayStandInAShortenedExperiment() throws {
    let last = spec(["published": #"{ "test_accuracy": [{ "at": 3, "value": 0.5 }] }"#])
    #expect(throws: Never.self) { try resolve(last, set: ["training.epochs=2"]) }
    #expect(throws: Never.self) { try resolve(last, set: ["training={\"epochs\":1}"]) }
    let ofNone = messages { try resolve(spec(), set: [#"published.test_loss=[{"at":9,"value":1}]"#]) }
    #expect(ofNone.count == 1 && ofNone.first?.contains("there is no epoch 9") == true, "\(ofNone)")
    let inherited = library(files: [
      "/work/experiments/base.json": Self.withEpoch(3),
      "/work/experiments/child.json": #"{ "extends": "base", "training": { "epochs": 2 } }"#,
    ])
    #expect(try inherited.resolve("child").spec.published.isEmpty)
  }
}
