import Testing

@testable import Experiments
@testable import Schema

/// Claims written as the text of an assertion.
@Suite struct TextClaimTests {
  private static func claim(_ text: String, rest: String = "") -> String {
    #"{ "name": "a", "says": "s", "assert": "\#(text)"\#(rest) }"#
  }

  private static func messages(_ claim: String) -> [String] {
    ExperimentsTests.messages { try resolveStudy("{\n\"claims\": [\(claim)]\n}") }
  }

  @Test func textsGiveFiguresAndARegion() throws {
    let text = "x.at(test_loss, 2) <= x.at(test_loss, 1) - 0.5"
    let spec = try resolveStudy(study(["claims": "[\(Self.claim(text))]"])).spec
    let claim = try #require(spec.claims.first)
    func loss(_ epoch: Int) -> RunFigure {
      RunFigure(experiment: "x", quantity: .metric(.testLoss, .epoch(epoch)))
    }
    #expect(claim.runFigures == [loss(2), loss(1)] && claim.isDifference)
    #expect(claim.figure == FigureSpec(loss(2)) && claim.otherFigure == FigureSpec(loss(1)))
    #expect(claim.condition.region == AllowedRegion(low: -.infinity, high: -0.5))
    #expect(spec.json.compact.contains(#""assert":"\#(text)""#))
    #expect(!spec.json.compact.contains(#""figure""#))
  }

  private static let regions: [(text: String, low: Double, high: Double, includesEnds: Bool)] = [
    ("x.test_loss + 1 >= 0.25 * 2 + 1", 0.5, .infinity, true),
    ("1 > x.test_loss - 2", -.infinity, 3.0, false),
    ("x.test_loss == 3 +- 0.5", 2.5, 3.5, true), ("-1 == - x.test_loss", -1.0, -1.0, true),
  ]

  /// Numbers go to the region, whichever side they are on.
  @Test(arguments: regions)
  func numbersAreInTheRegion(text: String, low: Double, high: Double, includesEnds: Bool) throws {
    let condition = FigureCondition(try Assertion(parsing: text))
    #expect(condition.left.figures.count == 1 && condition.left.terms.count == 1)
    #expect(condition.right.terms.isEmpty && !condition.isDifference)
    #expect(condition.region == AllowedRegion(low: low, high: high, includesEnds: includesEnds))
  }

  @Test(arguments: [
    (
      "x.test_acuracy > 1",
      "'x.test_acuracy' is neither a number nor a figure; did you mean 'x.test_accuracy'?"
    ),
    ("x.test_loss > x.test_accuracy", "a loss cannot be compared with an accuracy"),
    ("x.at(test_loss, 4) > 1", "there is no epoch 4: x trains for 3 epochs"),
    ("x.layer(2, sd, 8) > 1", "there is no layer 2: x has input and 0 (dense), 1 (sigmoid)"),
    (
      "xx.test_loss > 1",
      #"there is no experiment "xx"; did you mean "x"? (there are: x)"#
    ),
    ("x.diverged > x.train_seconds", "a number of runs cannot be compared with a time of training"),
    (
      "x.diverged == 0",
      "a claim is about seeds that have not been run, too, so it cannot count runs; diverged_share is the share that diverges"
    ),
    ("0 * x.test_loss < x.test_loss", "'x.test_loss' is multiplied by 0; leave it out"),
  ])
  func mistakesAreLocated(text: String, message: String) {
    #expect(
      Self.messages(Self.claim(text)) == [
        "experiments/studies/s.jsonc:2:50: claims[0].assert: \(message)"
      ])
  }

  /// A figure on both sides has no part in it. What is left of A − C ≤ B − C is A − B ≤ 0; of B ≤ B + A − C, C − A ≤ 0.
  @Test func equalTermsCancel() throws {
    let one = FigureCondition(
      try Assertion(parsing: "A.test_loss - C.test_loss <= B.test_loss - C.test_loss"))
    #expect(one == FigureCondition(try Assertion(parsing: "A.test_loss <= B.test_loss")))
    let turned = FigureCondition(
      try Assertion(parsing: "B.test_loss <= B.test_loss + A.test_loss - C.test_loss + 2"))
    #expect(turned.left.figures.map(\.experiment) == ["A", "C"] && turned.right.terms.isEmpty)
    #expect(turned.left.terms.map(\.factor) == [1, -1])
    #expect(turned.region == AllowedRegion(low: -2, high: .infinity))
    let twice = FigureCondition(try Assertion(parsing: "2 * A.test_loss - A.test_loss < 3"))
    #expect(twice == FigureCondition(try Assertion(parsing: "A.test_loss < 3")))
  }

  /// What `--assert` can say, a claim can.
  @Test(arguments: [
    "x.epochs_until(test_loss, 1) <= x.epochs_until(test_loss, 2) - 5",
    "9 > 1 + x.epochs_until(test_loss, 1)",
    "x.epochs_until(test_loss, 1) - x.epochs_until(test_loss, 2) <= 5",
    "2 * x.epochs_until(test_loss, 1) <= 5",
    "x.epochs_until(test_loss, 1) + x.epochs_until(test_loss, 2) >= 5", "0 >= - x.epochs_until(test_loss, 1)",
    "x.diverged_share <= 0.1", "x.train_seconds < 9",
  ])
  func epochsAndRunsAreCompared(text: String) { #expect(Self.messages(Self.claim(text)).isEmpty) }

  @Test func aClaimSaysItOnce() {
    let figure = #", "figure": { "experiment": "x", "metric": "test_loss" }"#
    let relation = #", "is": { "between": { "low": 0 } }"#
    func message(_ claim: String) -> String? { Self.messages(claim).first }
    #expect(
      message(Self.claim("x.test_loss > 1", rest: figure))?
        .hasSuffix("claims[0].assert: only one of figure and assert can be given") == true)
    #expect(
      message(Self.claim("x.test_loss > 1", rest: relation))?
        .hasSuffix("claims[0].assert: only one of is and assert can be given") == true)
    #expect(
      message(#"{ "name": "a", "says": "s"\#(relation) }"#)?.hasSuffix(
        #"claims[0].figure: the key "figure" is missing; expected an object, or assert instead of figure and is"#
      ) == true)
    #expect(
      message(#"{ "name": "a", "says": "s"\#(figure) }"#)?.contains(
        #"claims[0].is: the key "is" is missing; expected "#) == true)
  }
}
