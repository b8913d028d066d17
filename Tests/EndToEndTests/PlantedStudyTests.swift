import Foundation
import Testing

/// A study whose answers are known, in each form in which `reproduce` judges it.
@Suite struct PlantedStudyTests {
  private static func claim(_ name: String, _ figure: String, _ relation: String) -> String {
    #"{ "name": "\#(name)", "says": "s", "figure": { \#(figure) }, "is": { \#(relation) } }"#
  }

  /// In the order of the claims, each with its verdict by the whole study.
  private static let claims: [(text: String, verdict: String)] = [
    // With 200 steps of gradient descent the loss falls in every run, and no run comes near 0.99.
    (claim("true", base("test_loss"), #""less": { "than": { "at": 1 }, "by": 0.0001 }"#), "reproduced"),
    (claim("false", base("test_accuracy"), #""between": { "low": 0.99 }"#), "not_reproduced"),
    // The eight runs end at 0.657 ± 0.021, and the interval of their mean is 0.639 to 0.674.
    (claim("open", base("test_accuracy"), #""near": { "value": 0.655, "within": 0.0001 }"#), "inconclusive"),
    // The twin has the same runs under another name: all differences are 0. Without a margin, larger means larger than the
    // bound; with one, at least the bound.
    (
      claim("edge", base("test_accuracy"), #""greater": { "than": { "experiment": "twin" } }"#),
      "not_reproduced"
    ),
    (
      claim("tied", base("test_accuracy"), #""equal": { "to": { "experiment": "twin" }, "within": 0 }"#),
      "reproduced"
    ),
    (
      claim("apart", base("test_accuracy"), #""greater": { "than": { "experiment": "twin" }, "by": 0.001 }"#),
      "not_reproduced"
    ),
    // With this rate every run diverges. It has no accuracy, and never reaches one.
    (
      claim("diverged", #""experiment": "wild", "metric": "test_accuracy""#, #""between": { "low": 0 }"#),
      "inconclusive"
    ),
    // It is worse than any accuracy that is claimed.
    (
      claim("worse", #""experiment": "wild", "metric": "test_accuracy""#, #""between": { "low": 0.01 }"#),
      "not_reproduced"
    ),
    (
      claim(
        "never", #""experiment": "wild", "metric": "test_accuracy", "epochs_until": 0.1"#,
        #""greater": { "than": { "experiment": "base" } }"#), "reproduced"
    ),
    (
      claim(
        "neither", #""experiment": "wild", "metric": "test_accuracy", "epochs_until": 0.999"#,
        #""greater": { "than": { "experiment": "base" } }"#), "inconclusive"
    ),
  ]

  private static func base(_ metric: String) -> String { #""experiment": "base", "metric": "\#(metric)""# }

  private static var study: String {
    let claims = claims.map(\.text).joined(separator: ",\n")
    return #"""
      {
        "seeds": 8,
        "quick": { "seeds": 6, "set": ["training.epochs=8"] },
        "experiments": [
          { "name": "base", "experiment": "circles-baseline", "set": ["training.epochs=12"] },
          { "name": "twin", "experiment": "twin", "set": ["training.epochs=12"] },
          { "name": "wild", "experiment": "circles-baseline", "set": ["training.epochs=12", "optimizer.sgd.learning_rate=1e30"] }
        ],
        "choices": [
          { "name": "batch", "values": [
            { "name": "32" }, { "name": "64", "changes": [{ "set": ["training.batch_size=64"] }] } ] }
        ],
        "claims": [\#(claims)]
      }
      """#
  }

  private func verdicts(_ options: [String], _ bnlab: BnlabProcess) throws -> (
    status: Int32, [String: String]
  ) {
    let result = try bnlab.run(["reproduce", "planted", "--format", "csv"] + options)
    let rows = result.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    return (result.status, Dictionary(rows.map { (String($0[1]), String($0[2])) }) { first, _ in first })
  }

  @Test func plantedAnswersComeOutRight() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.study, to: "experiments/studies/planted.jsonc")
      try bnlab.write(#"{ "extends": "circles-baseline" }"#, to: "experiments/twin.jsonc")
      let expected = Dictionary(
        uniqueKeysWithValues: Self.claims.map { claim in
          (String(claim.text.split(separator: "\"")[3]), claim.verdict)
        })
      let whole = try verdicts([], bnlab)
      #expect(whole.status == 1 && whole.1 == expected)

      // Whatever a quick look judges, it judges like the whole study.
      let quick = try verdicts(["--quick"], bnlab)
      #expect(quick.status == 0)
      #expect(quick.1.allSatisfy { $0.value == "not_judged" || $0.value == expected[$0.key] })
      #expect(quick.1["false"] == "not_judged" && quick.1["true"] == "not_judged")

      // More seeds settle what is undecided and leave the rest as it is. No seeds settle runs that all diverged.
      let settled = try verdicts(["--settle", "--budget", "10m"], bnlab)
      #expect(settled.status == 1)
      #expect(settled.1["open"] == "not_reproduced")
      #expect(settled.1.filter { $0.key != "open" } == expected.filter { $0.key != "open" })
    }
  }

  /// In the study's own combination the verdicts are those of the study. With batches of 64 there are half as many steps, and
  /// the accuracy is clearly below the number of the open claim.
  @Test func plantedAnswersComeOutRightInEachCombination() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.study, to: "experiments/studies/planted.jsonc")
      try bnlab.write(#"{ "extends": "circles-baseline" }"#, to: "experiments/twin.jsonc")
      let result = try bnlab.run(["reproduce", "planted", "--choices", "--format", "csv"])
      #expect(result.status == 0, "\(result.errors)")
      let rows = result.output.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",").map(String.init)
      }
      let verdicts = Self.claims.map(\.verdict)
      #expect(rows.map { $0[1] } == verdicts.map { _ in "batch=32" } + verdicts.map { _ in "batch=64" })
      #expect(rows.prefix(verdicts.count).map { $0[5] } == verdicts)
      #expect(
        rows.suffix(verdicts.count).map { $0[5] }
          == Self.claims.map { $0.text.contains("\"open\"") ? "not_reproduced" : $0.verdict })
    }
  }
}
