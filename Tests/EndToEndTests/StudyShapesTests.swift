import Foundation
import Testing

/// Extensions, quick studies, and claims about figures that the runs do not have, as a shell sees them.
extension StudyCommandTests {
  /// The claims that bnlab adds to those of an article are judged but do not affect the exit status.
  @Test func extensionsDoNotAffectTheStatus() throws {
    try BnlabProcess.withBnlab { bnlab in
      let own = Self.study([Self.right, Self.wrong, Self.open])
        .replacingOccurrences(of: #""name": "wrong","#, with: #""name": "wrong", "of": "bnlab","#)
        .replacingOccurrences(of: #""name": "open","#, with: #""name": "open", "of": "bnlab","#)
      try bnlab.write(own, to: "experiments/studies/own.jsonc")
      let result = try bnlab.run(["reproduce", "own"])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("1 claim: 1 reproduced, 0 not reproduced, 0 inconclusive."))
      #expect(result.output.contains("extensions: 0 reproduced, 1 not reproduced, 1 inconclusive."))
      let xml = try bnlab.run(["reproduce", "own", "--format", "junit", "--quiet"])
      #expect(xml.output.contains(#"tests="3" failures="0" errors="0" skipped="2""#))
    }
  }

  @Test func onlyShortenedStudiesAreCalledShortened() throws {
    try BnlabProcess.withBnlab { bnlab in
      let whole = Self.study([Self.right]).replacingOccurrences(of: #""quick": { "seeds": 2 }, "#, with: "")
      try bnlab.write(whole, to: "experiments/studies/whole.jsonc")
      try bnlab.write(Self.study([Self.right]), to: "experiments/studies/short.jsonc")
      let alone = try bnlab.run(["reproduce", "whole", "--quick", "--format", "json"])
      #expect(alone.errors.contains("Quick: whole as it is. Nothing shortens them.\n"))
      #expect(alone.output.contains("\"quick\": false"))
      let both = try bnlab.run(["reproduce", "whole", "short", "--quick", "--format", "json"])
      #expect(
        both.errors.contains("Quick: whole as it is; short with 2 of 4 seeds. Verdicts of shortened runs are")
      )
      #expect(both.output.contains("\"quick\": true"))
    }
  }

  /// A choice whose network does not fit the data is found before anything runs, once for all combinations.
  @Test func combinationsArePlanned() throws {
    try BnlabProcess.withBnlab { bnlab in
      let text = """
        {
          "experiments": [{ "name": "x", "experiment": "lenet5", "set": ["dataset=glyphs"] }],
          "claims": [{ "name": "c", "says": "s", "assert": "x.test_accuracy >= 0.5" }],
          "choices": [
            { "name": "size", "says": "s", "values": [
              { "name": "whole" }, { "name": "tiny", "changes": [{ "set": ["dataset.glyphs.resize=4"] }] }] },
            { "name": "batch", "says": "s", "values": [
              { "name": "32", "changes": [{ "set": ["training.batch_size=32"] }] },
              { "name": "64", "changes": [{ "set": ["training.batch_size=64"] }] }] }
          ]
        }
        """
      try bnlab.write(text, to: "experiments/studies/small.jsonc")
      let result = try bnlab.run(["check", "small"])
      #expect(result.status == 65)
      let lines = result.errors.split(separator: "\n")
      #expect(
        lines.count == 1
          && lines[0].hasPrefix("Error: experiments/studies/small.jsonc:2:"))
      #expect(
        lines[0].hasSuffix(
          "with size=tiny, batch=32: conv2d has a window of height 5, but its input has only 4"))
    }
  }

  /// Claims about figures that the runs do not have are reported with their location, before anything is trained.
  @Test func missingFiguresAreReportedWithALocation() throws {
    try BnlabProcess.withBnlab { bnlab in
      let late = Self.study([Self.right]).replacingOccurrences(
        of: #""metric": "test_accuracy" }"#, with: #""metric": "test_accuracy", "at": 500 }"#)
      try bnlab.write(late, to: "late.jsonc")
      for command in [["check", "late.jsonc"], ["reproduce", "./late.jsonc"]] {
        let result = try bnlab.run(command)
        #expect(result.status == 65)
        #expect(
          result.errors.contains(
            "claims[0].figure.at: there is no epoch 500: circles-baseline+training.epochs=3"))
      }
      #expect(!bnlab.exists("runs"))
    }
  }
}
