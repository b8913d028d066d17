import Foundation
import Testing

/// `list` and `show`, as a reader of an article uses them.
@Suite struct ListingTests {
  /// A claim of bnlab stands before one of the article, and nothing is short.
  private static let study = #"""
    { "title": "A study", "source": { "tutorial": "An article", "url": "https://example.org", "where": "All of it" },
      "seeds": 3,
      "experiments": [{ "name": "short", "experiment": "snippet-mlp", "set": ["training.epochs=1"] }],
      "claims": [
        { "name": "addition", "of": "bnlab", "says": "It is so.",
          "figure": { "experiment": "short", "metric": "test_loss" }, "is": { "between": { "low": 0 } } },
        { "name": "sentence", "where": "Results", "note": "Half a point counts as equal.",
          "says": "The network with batch normalization is as accurate as the one without it, and it takes far fewer epochs until it is so.",
          "figure": { "experiment": "short", "metric": "test_accuracy" },
          "is": { "near": { "value": 0.9, "within": 0.005 } } },
      ] }
    """#

  @Test func aStudyIsShownInFull() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.study, to: "experiments/studies/mine.jsonc")
      let shown = try bnlab.run(["show", "mine"])
      #expect(shown.output.contains("  - Source: An article, “All of it”, https://example.org\n"))
      #expect(shown.output.contains("  - short: snippet-mlp with training.epochs=1; seeds 1..3. MLP snippet"))
      #expect(
        shown.output.hasSuffix(
          """
          Claims of the article (1)

            sentence
              says     The network with batch normalization is as accurate as the one
                       without it, and it takes far fewer epochs until it is so.
              where    Results
              of       article
              figure   test_accuracy of short
              claimed  0.8950 to 0.9050
              note     Half a point counts as equal.

          Claims of bnlab (1)

            addition
              says     It is so.
              of       bnlab
              figure   test_loss of short
              claimed  ≥ 0.0000

          """), "\(shown.output)")
      let csv = try bnlab.run(["show", "mine", "--format", "csv"]).output.split(separator: "\n")
      #expect(csv[0] == "claim,figure,claimed,says,of,where,note,source,url")
      #expect(
        csv[2].hasSuffix(",article,Results,Half a point counts as equal.,An article,https://example.org"))
      let changed = try bnlab.run(["show", "mine", "--set", "training.batch_size=5", "--epochs", "2"])
      #expect(changed.output.contains("  - All experiments with training.batch_size=5, training.epochs=2\n"))
    }
  }

  /// An experiment and a study may have one name.
  @Test func bothAreShown() throws {
    try BnlabProcess.withBnlab { bnlab in
      let both = try bnlab.run(["show", "lenet5"]).output
      #expect(both.contains("\n  - Published: test_accuracy 0.93 after epoch 1, 0.98 at the end\n"))
      #expect(both.contains("\nResolved spec") && both.contains("\nClaims of the article ("))
      let variant = try bnlab.run(["show", "lenet5", "--epochs", "1"]).output
      #expect(!variant.contains("Claims of the article"))
      let json = try bnlab.run(["show", "lenet5", "--format", "json"]).output
      let page = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      #expect(page?["kind"] as? String == "experiment")
      #expect((page?["study"] as? [String: Any])?["kind"] as? String == "study")
      // Layers have no claim's columns, and claims no layer's.
      let csv = try bnlab.run(["show", "lenet5", "--format", "csv"]).output.split(separator: "\n")
      #expect(
        csv[0].hasPrefix("index,layer,")
          && csv[0].hasSuffix(",claim,figure,claimed,says,of,where,note,source,url"))
      #expect(csv[1].hasPrefix("0,") && csv[1].hasSuffix(",,,,,,,,,"))
      #expect(csv.contains { $0.hasPrefix(",,") && $0.contains(",scaled-pixels-help,") })
    }
  }

  /// What a study of the user's needs is no example any more, and the user's own files stand apart.
  @Test func theListIsGrouped() throws {
    try BnlabProcess.withBnlab { bnlab in
      func groups() throws -> [String: String] {
        let csv = try bnlab.run(["list", "--format", "csv"]).output.split(separator: "\n").dropFirst()
        return Dictionary(
          csv.map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let group = ["article", "bnlab", "example", "local"].first(where: fields.contains) ?? ""
            return ("\(fields[0]) \(fields.contains("study") ? "study" : "experiment")", group)
          }, uniquingKeysWith: { $1 })
      }
      let before = try groups()
      #expect(before["lenet5 study"] == "article" && before["lenet5 experiment"] == "article")
      #expect(before["frameworks study"] == "bnlab" && before["frameworks-keras-3 experiment"] == "bnlab")
      #expect(before["snippet-mlp experiment"] == "example")
      try bnlab.write(Self.study, to: "experiments/studies/mine.jsonc")
      try bnlab.write(#"{ "extends": "A", "title": "Mine" }"#, to: "experiments/A.jsonc")
      let after = try groups()
      #expect(after["snippet-mlp experiment"] == "article")
      #expect(after["mine study"] == "local" && after["A experiment"] == "local")
      #expect(after["B experiment"] == "article")
    }
  }

  /// In a checkout of bnlab the local files are the built-in ones.
  @Test func copiesOfBuiltInsAreNotTheUsers() throws {
    try BnlabProcess.withBnlab { bnlab in
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      let file = root.appendingPathComponent("experiments/studies/circles.jsonc")
      try bnlab.write(try String(contentsOf: file, encoding: .utf8), to: "experiments/studies/circles.jsonc")
      let list = try bnlab.run(["list"]).output
      #expect(!list.contains("\nYours\n"))
      #expect(
        try bnlab.run(["list", "--format", "csv"]).output.contains(
          ",experiments/studies/circles.jsonc,study,article,"))
    }
  }

  /// A broken file is listed with its path, whether it is an experiment or a study.
  @Test func brokenFilesAreListedWithTheirPaths() throws {
    try BnlabProcess.withBnlab { bnlab in
      for path in [
        "experiments/odd.jsonc", "experiments/studies/odd.jsonc", "experiments/studies/circles.jsonc",
      ] {
        try bnlab.write("{ nope", to: path)
      }
      let lines = try bnlab.run(["list", "--format", "csv"]).output.split(separator: "\n").map(String.init)
      #expect(lines.contains("odd,(broken),,experiments/odd.jsonc,experiment,local,,"), "\(lines)")
      #expect(lines.contains("odd,(broken),,experiments/studies/odd.jsonc,study,local,,"), "\(lines)")
      #expect(lines.contains("circles,(broken),,experiments/studies/circles.jsonc,study,local,,"), "\(lines)")
      let people = try bnlab.run(["list"])
      #expect(people.status == 0 && people.output.contains("experiments/studies/odd.jsonc"))
    }
  }

  /// Where both are allowed, the nearest name of both is suggested.
  @Test(arguments: [("circle", "circles"), ("mnist-ml", "mnist-mlp"), ("lenet5-bm", "lenet5-bn")])
  func experimentsAndStudiesAreSuggested(name: String, meant: String) throws {
    try BnlabProcess.withBnlab { bnlab in
      for command in ["show", "check"] {
        let result = try bnlab.run([command, name])
        #expect(result.status == 66)
        #expect(
          result.errors.contains(
            #"there is no experiment or study "\#(name)"; did you mean "\#(meant)""#)
            && result.errors.contains("('bnlab list' shows all "),
          "\(result.errors)")
      }
    }
  }

  /// Names of studies are checked like those of experiments; if both have one name, both are.
  @Test func studiesAreCheckedByName() throws {
    try BnlabProcess.withBnlab { bnlab in
      #expect(try bnlab.run(["check", "circles"]).output == "study circles: ok\n")
      #expect(
        try bnlab.run(["check", "circles", "circles-baseline"]).output
          == "study circles: ok\ncircles-baseline: ok\n")
      #expect(try bnlab.run(["check", "frameworks", "snippet-mlp", "nope"]).status == 66)
      try bnlab.write("{ nope", to: "experiments/studies/lenet5.jsonc")
      let broken = try bnlab.run(["check", "lenet5"])
      #expect(broken.status == 65 && broken.errors.contains("experiments/studies/lenet5.jsonc:1:3"))
    }
  }

  /// Without names the studies of articles run, and no others.
  @Test func reproduceMeansTheArticles() throws {
    try BnlabProcess.withBnlab { bnlab in
      let plan = try bnlab.run(["reproduce", "--dry-run", "--seeds", "1"])
      #expect(plan.output.contains("lenet5-bn"), "\(plan.errors)")
      #expect(!plan.output.contains("frameworks-"))
      #expect(
        try bnlab.run(["reproduce", "frameworks", "--dry-run"]).output.contains("frameworks-pytorch, seed 5"))
    }
  }
}
