import Testing

@testable import Experiments

/// Studies that list what an article leaves open.
@Suite struct ChoiceTests {
  private static let rates = #"""
    { "name": "rate", "values": [
        { "name": "usual" },
        { "name": "high", "changes": [{ "set": ["optimizer.sgd.learning_rate=0.5"], "experiments": ["a"] }] },
        { "name": "low", "changes": [{ "set": ["optimizer.sgd.learning_rate=0.001"] }], "quick": false } ] }
    """#
  private static let batches = #"""
    { "name": "batch", "values": [ { "name": "32" }, { "name": "10", "changes": [{ "set": ["training.batch_size=10"], "experiments": ["b"] }] } ] }
    """#

  private static func text(
    choices: String = "\(rates), \(batches)",
    claims: [String] = [claim(#""experiment": "a", "metric": "test_loss""#)],
    others: [String: String] = [:]
  ) -> String {
    study(
      [
        "experiments": #"[{ "name": "a", "experiment": "x" }, { "name": "b", "experiment": "x" }]"#,
        "choices": "[\(choices)]", "claims": "[\(claims.joined(separator: ", "))]",
      ].merging(others) { $1 })
  }

  /// A claim about the experiment b.
  private static let two =
    #"{ "name": "two", "says": "s", "figure": { "experiment": "b", "metric": "test_loss" }, "is": { "between": { "low": 0 } } }"#
  private static let both = [claim(#""experiment": "a", "metric": "test_loss""#), two]

  private static func combinations(_ text: String, isQuick: Bool = false) throws -> [ResolvedStudy] {
    try studyLibrary(text).combinations("s", isQuick: isQuick)
  }

  @Test func everyCombinationHasItsOverrides() throws {
    let studies = try Self.combinations(Self.text(claims: Self.both))
    #expect(
      studies.compactMap { $0.combination?.text($0.spec.choices, of: [0, 1]) } == [
        "rate=usual, batch=32", "rate=usual, batch=10", "rate=high, batch=32", "rate=high, batch=10",
        "rate=low, batch=32", "rate=low, batch=10",
      ])
    #expect(
      studies.map { $0.subject(named: "a")?.experiment.spec.name } == [
        "x", "x", "x+optimizer.sgd.learning_rate=0.5", "x+optimizer.sgd.learning_rate=0.5",
        "x+optimizer.sgd.learning_rate=0.001", "x+optimizer.sgd.learning_rate=0.001",
      ])
    #expect(
      studies.map { $0.subject(named: "b")?.experiment.spec.name } == [
        "x", "x+training.batch_size=10", "x", "x+training.batch_size=10",
        "x+optimizer.sgd.learning_rate=0.001",
        "x+optimizer.sgd.learning_rate=0.001+training.batch_size=10",
      ])
  }

  @Test func theShortFormHasFewerValuesAndItsOwnOverrides() throws {
    let text = Self.text(
      claims: Self.both,
      others: [
        "quick": #"{ "set": ["training.epochs=2"] }"#,
        "quick_choices": #"{ "set": ["training.epochs=3"], "seeds": [2] }"#,
      ])
    let studies = try Self.combinations(text, isQuick: true)
    #expect(studies.compactMap { $0.combination?.indices } == [[0, 0], [0, 1], [1, 0], [1, 1]])
    #expect(studies.allSatisfy { $0.subjects[0].experiment.spec.training.epochs == 3 })
    #expect(studies.allSatisfy { $0.subjects[0].seeds == [2] })
  }

  /// Where choices are varied, a shortened run judges differences, also at its end, but no numbers.
  @Test func theShortFormJudgesDifferences() throws {
    let ahead =
      #"{ "name": "ahead", "says": "s", "figure": { "experiment": "a", "metric": "test_loss" }, "is": { "less": { "than": { "experiment": "b" }, "by": 0.1 } } }"#
    let text = Self.text(
      claims: [
        claim(#""experiment": "a", "metric": "test_loss""#, is: #""near": { "value": 1, "within": 1 }"#),
        ahead,
      ],
      others: ["quick": #"{ "set": ["training.epochs=2", "dataset.circles.samples=900"] }"#])
    for study in try Self.combinations(text, isQuick: true) {
      #expect(study.unjudgedClaims { _ in 400 } == ["a": .numbers(experiment: "a")])
    }
    for study in try Self.combinations(text) { #expect(study.unjudgedClaims { _ in 400 }.isEmpty) }
  }

  @Test func claimsThatNoChoiceChangesAreLeftOut() throws {
    let own =
      #"{ "name": "own", "says": "s", "figure": { "experiment": "b", "metric": "test_loss" }, "is": { "between": { "low": 0 } } }"#
    let high =
      #"{ "name": "rate", "values": [{ "name": "usual" }, { "name": "high", "changes": [{ "set": ["optimizer.sgd.learning_rate=0.5"], "experiments": ["a"] }] }] }"#
    let studies = try Self.combinations(
      Self.text(choices: high, claims: [claim(#""experiment": "a", "metric": "test_loss""#), own]))
    #expect(studies.map { $0.spec.claims.map(\.name) } == [["a"], ["a"]])
    #expect(studies.map { $0.subjects.map(\.name) } == [["a"], ["a"]])
    #expect(try Self.combinations(study([:])).isEmpty)
  }

  /// Entry 1 of the model is an activation in the study. Another activation is what the choice is about; a dense layer there
  /// is something else. Without the layer there is no figure.
  @Test func claimsAboutAnotherLayerAreNotJudged() throws {
    let choice = #"""
      { "name": "layer", "values": [
          { "name": "relu" }, { "name": "tanh", "changes": [{ "set": ["model.1=tanh"] }] },
          { "name": "dense", "changes": [{ "set": ["model.1+={\"dense\":{\"units\":3}}"] }] } ] }
      """#
    let files = [
      "/work/experiments/x.jsonc": spec([
        "model": #"[{ "dense": { "units": 4 } }, "relu", { "dense": { "units": 1 } }, "sigmoid"]"#
      ])
    ]
    let layer = claim(
      #""experiment": "a", "layer": 1, "statistic": "sd", "samples": 8"#, is: #""between": { "low": 0 }"#)
    let studies = try studyLibrary(Self.text(choices: choice, claims: [layer]), files: files).combinations(
      "s", isQuick: false)
    #expect(
      studies.map { $0.unjudgedClaims { _ in 500 }["a"] } == [
        nil, nil, .otherLayer(experiment: "a", index: 1, layer: "dense"),
      ])
  }

  @Test func mistakesInChoicesAreLocated() throws {
    func messages(_ choices: String) -> [String] {
      ExperimentsTests.messages { _ = try Self.combinations(Self.text(choices: choices)) }
    }
    #expect(
      messages("\(Self.rates), \(Self.rates)").contains {
        $0.contains("choices[1].name: the name \"rate\" is listed twice")
      })
    #expect(
      messages(#"{ "name": "r", "values": [{ "name": "u" }, { "name": "u" }] }"#)
        .contains { $0.contains("choices[0].values[1].name: the name \"u\" is listed twice") })
    #expect(
      messages(
        #"{ "name": "r", "values": [{ "name": "u", "quick": false }, { "name": "v", "quick": false }] }"#
      )
      .contains { $0.contains("choices[0].values: no value of \"r\" is in the short form") })
    #expect(
      messages(
        #"{ "name": "r", "values": [{ "name": "u" }, { "name": "v", "changes": [{ "set": ["a=1"], "experiments": ["c"] }] }] }"#
      )
      .contains {
        $0.contains("choices[0].values[1].changes[0].experiments[0]: there is no experiment \"c\"")
      })
    let many = (0..<14).map { #"{ "name": "c\#($0)", "values": [{ "name": "u" }, { "name": "v" }] }"# }
    #expect(
      messages(many.joined(separator: ", ")).contains {
        $0.contains("choices: these choices have more than 10000 combinations")
      })
  }
}
