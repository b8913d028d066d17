import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// `bnlab report`, from the command line to the page.
@Suite struct ReportTests {
  private static let short = ["--seeds", "1..3", "--epochs", "4", "--quiet"]

  /// Its claims name epochs, so that it cannot be shortened by them.
  private static let study = ["--seeds", "1..3", "--set", "training.batch_size=100", "--quiet"]

  @Test func aStudyAndAnExperimentShareAPage() throws {
    try BnlabProcess.withBnlab { bnlab in
      let made = try bnlab.run(["report", "circles", "circles-linear"] + Self.study)
      try #require(made.status == 0, "\(made.errors)")
      #expect(made.output.isEmpty)
      let html = try bnlab.read("report.html")
      let page = try ParsedPage(html)
      page.checkStructure()
      #expect(html.utf8.count < 700_000)

      // Every claim of the study, in words and figures as `compare --claims` prints them.
      let judged = try bnlab.run(
        ["compare", "--claims", "circles", "--no-run", "--format", "json"] + Self.study)
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(judged.output.utf8)) as? [String: Any])
      let study = try #require(json["study"] as? [String: Any])
      let claims = try #require(study["claims"] as? [[String: Any]])
      #expect(claims.count == 49)
      for claim in claims {
        for key in ["name", "says", "sentence"] {
          let text = try #require(claim[key] as? String)
          #expect(page.text.contains(text), "\(key): \(text)")
        }
      }
      // Every experiment of the study has a series in one of the panels.
      for name in ["none", "after", "before", "linear", "after-momentum-0", "input-and-after"] {
        #expect(page.texts(ofSVG: "text").contains(name), "\(name)")
      }
      for part in [
        "Verdicts", "Claims", "Curves", "Figures", "Pictures", "Layers", "Choices and reasons", "Data",
        "Machine and version", "Commands that repeat it",
      ] { #expect(page.headings.contains(part), "\(part)") }
      for command in [
        "bnlab compare --claims circles --seeds 1..3 --set training.batch_size=100",
        "bnlab report circles circles-linear --seeds 1..3 --set training.batch_size=100",
      ] { #expect(page.text.contains(command), "\(command)") }

      // The bytes depend neither on the file's name nor on the threads; finished runs suffice.
      let again = try bnlab.run(
        ["report", "circles", "circles-linear"] + Self.study
          + ["--output", "-", "--no-run", "--threads", "2"])
      #expect(again.status == 0 && again.output == html)
    }
  }

  /// Titles, names and notes may hold anything.
  @Test func namesFromFilesAreEscaped() throws {
    try BnlabProcess.withBnlab { bnlab in
      let hostile = #"</script><script>alert(1)</script>&\"'<!-- ]]> \u0007\u202e\u2028"#
      try bnlab.write(
        """
        {"extends": "circles-linear", "title": "\(hostile)", "notes": ["\(hostile)"],
         "source": {"tutorial": "\(hostile)", "url": "javascript:alert(1)"}}
        """, to: "experiments/x&y<z>.json")
      try bnlab.write(
        """
        {"title": "\(hostile)", "notes": ["\(hostile)"],
         "source": {"tutorial": "\(hostile)", "url": "javascript:alert(1)", "where": "\(hostile)"},
         "experiments": [{"name": "</title>'\\"", "experiment": "x&y<z>"}],
         "claims": [{"name": "a\\"b", "says": "\(hostile)", "note": "\(hostile)", "where": "\(hostile)",
           "assert": "circles-linear.test_accuracy > 0"}]}
        """, to: "experiments/studies/s.json")
      let made = try bnlab.run(["report", "s", "x&y<z>"] + Self.short)
      try #require(made.status == 0, "\(made.errors)")
      let html = try bnlab.read("report.html")
      let page = try ParsedPage(html)
      page.checkStructure()
      #expect(page.count("script") == 1)
      #expect(!html.contains("<script>alert") && !html.contains("href=\"javascript"))
      #expect(page.text.contains("</script><script>alert(1)</script>&\"'<!-- ]]>"))
      // Nothing that changes how other text is shown.
      for scalar in ["\u{7}", "\u{202E}", "\u{2028}"] { #expect(!html.contains(scalar)) }
    }
  }

  @Test(arguments: [
    (["report", "circle"], 66, "circles"),
    (["report", "circles-baseline", "--no-run"], 66, "no finished run"),
    (["report", "--no-run"], 66, "no finished run"),
    (["report", "circles-baseline", "--partial"], 64, "--no-run"),
    (["report", "circles-baseline", "--output", "no/such/a.html"], 74, "no/such"),
    (["report", "circles", "--grid", "training.batch_size=[8,16]"], 64, "is a study"),
  ])
  func mistakesAreReportedBeforeTraining(arguments: [String], status: Int, message: String) throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(arguments)
      #expect(Int(result.status) == status, "\(result.errors)")
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(!bnlab.exists("runs") && !bnlab.exists("report.html"))
    }
  }

  /// Claims about numbers are not judged on shortened runs, as with `reproduce --quick`.
  @Test func quickStudiesSayHowTheyAreShortened() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(
        """
        {"seeds": 5, "quick": {"seeds": 2, "set": ["training.epochs=2"]},
         "claims": [{"name": "a", "says": "s", "assert": "circles-linear.test_accuracy > 0"}]}
        """, to: "experiments/studies/s.json")
      let made = try bnlab.run(["report", "s", "--quick", "--quiet"])
      try #require(made.status == 0, "\(made.errors)")
      let page = try ParsedPage(try bnlab.read("report.html"))
      let judged = try bnlab.run(["reproduce", "s", "--quick", "--quiet"])
      let remark =
        "Quick: s with 2 of 5 seeds, training.epochs=2. Verdicts of shortened runs are a first look"
      #expect(page.text.contains(remark) && judged.output.contains(remark.prefix(40)))
      #expect(page.text.contains("1 claim: 0 reproduced, 0 not reproduced, 0 inconclusive, 1 not judged."))
      #expect(page.text.contains("bnlab reproduce s --quick") || page.text.contains("s.json --quick"))
    }
  }

  @Test func missingRunsAreAcceptedWithPartial() throws {
    try BnlabProcess.withBnlab { bnlab in
      let two = ["circles-linear", "--seeds", "1..2", "--epochs", "2", "--quiet"]
      #expect(try bnlab.run(["run"] + two).status == 0)
      let three = ["circles-linear", "--seeds", "1..3", "--epochs", "2", "--quiet", "--no-run"]
      let refused = try bnlab.run(["report"] + three)
      #expect(refused.status == 66 && !bnlab.exists("report.html"))
      let made = try bnlab.run(["report"] + three + ["--partial"])
      #expect(made.status == 0, "\(made.errors)")
      #expect(try bnlab.read("report.html").contains("Partial: 2 of 3 runs; 1 is missing."))
    }
  }
}
