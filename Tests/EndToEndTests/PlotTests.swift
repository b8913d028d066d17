import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// `bnlab plot`, from the command line to figures in files and in the terminal.
@Suite struct PlotTests {
  private static let short = [
    "circles-baseline", "circles-after-activation", "--seeds", "1..3", "--set", "training.epochs=4",
    "--quiet",
  ]

  @Test func curvesAreDrawnAndWritten() throws {
    try BnlabProcess.withBnlab { bnlab in
      let drawn = try bnlab.run(
        ["plot"] + Self.short + ["--output", "a.svg", "--csv", "a.csv"])
      try #require(drawn.status == 0, "\(drawn.errors)")
      #expect(drawn.output.isEmpty && drawn.errors.isEmpty)
      let svg = try bnlab.read("a.svg")
      #expect(XMLParser(data: Data(svg.utf8)).parse())
      for text in ["circles-baseline", "circles-after-activation", "training", "epoch", "95 % confidence"] {
        #expect(svg.contains(text), "\(text)")
      }
      // Of two experiments the test's and the training's means, and three thin lines for each.
      #expect(svg.components(separatedBy: "stroke-width=\"1\" stroke-opacity=\"0.4\"").count - 1 >= 12)
      let lines = try bnlab.read("a.csv").split(separator: "\n")
      #expect(lines.first == "experiment,metric,epoch,runs,mean,sd,ci_low,ci_high")
      #expect(lines.count == 1 + 2 * 2 * 4)
      #expect(lines.dropFirst().allSatisfy { $0.split(separator: ",")[3] == "3" })

      // The bytes depend neither on the file's name nor on threads; finished runs suffice.
      let again = try bnlab.run(
        ["plot"] + Self.short + ["--output", "-", "--no-run", "--threads", "2"])
      #expect(again.status == 0 && again.output == svg)
    }
  }

  @Test func withoutOutputFiguresAreDrawnInTheTerminal() throws {
    try BnlabProcess.withBnlab { bnlab in
      for (width, locale) in [("50", "C.UTF-8"), ("80", "C"), ("200", "en_US.UTF-8")] {
        let drawn = try bnlab.run(
          ["plot"] + Self.short, environment: ["COLUMNS": width, "LC_ALL": locale])
        try #require(drawn.status == 0, "\(drawn.errors)")
        #expect(drawn.output.contains("circles-after-activation"))
        #expect(!drawn.output.contains("\u{1B}"))
        #expect(drawn.output.unicodeScalars.allSatisfy(\.isASCII) == (locale == "C"))
        // None of the characters in use is wider than one column.
        for line in drawn.output.split(separator: "\n") { #expect(line.count <= Int(width) ?? 0, "\(line)") }
      }
    }
  }

  @Test(arguments: [
    (["plot", "circles-baselin"], 66, "circles-baseline"),
    (["plot", "circles-baseline", "--figure", "curve"], 64, "curves"),
    (["plot", "circles-baseline", "--no-run"], 66, "no finished run"),
    (["plot", "circles-baseline", "--partial"], 64, "--no-run"),
    (["plot", "circles-baseline", "--figure", "percentiles", "--no-run"], 64, "percentiles"),
    (["plot", "circles-baseline", "--figure", "maps", "--at", "1", "--no-run"], 64, "--at"),
    (["plot", "circles-baseline", "--output", "no/such/a.svg"], 74, "no/such"),
    (["plot", "circles", "--output", "a.svg", "--dry-run"], 64, "need a folder"),
    (["plot", "circles-baseline", "--figure", "verdicts"], 64, "about a study"),
    (["plot"], 64, "<experiment|study>"),
    (["plot", "circles-baseline", "--layer", "x", "--figure", "maps"], 64, "--layer"),
    (["plot", "circles-baseline", "--figure", "maps", "--sample", "500"], 64, "500 samples"),
    (["plot", "circles-baseline", "--figure", "maps", "--at", "1,101"], 64, "100 epochs"),
    (["plot", "circles-baseline", "--figure", "maps", "--layer", "9"], 64, "0 to 3"),
    (["plot", "--data", "missing.csv"], 66, "missing.csv"),
    (["plot", "circles-baseline", "--layer", "1"], 64, "--figure maps or --figure percentiles"),
    (["plot", "circles-baseline", "--figure", "data", "--log", "x"], 64, "--log has no effect"),
    (["plot", "circles-baseline", "--figure", "samples"], 64, "no images"),
    (["plot", "circles-baseline", "--csv", "a.svg", "--output", "a.svg"], 64, "both go to a.svg"),
  ])
  func mistakesAreReportedBeforeTraining(arguments: [String], status: Int, message: String) throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(arguments)
      #expect(Int(result.status) == status, "\(result.errors)")
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(!bnlab.exists("runs") && !bnlab.exists("a.svg"))
    }
  }

  private static let digits =
    #"dataset={"glyphs":{"train_samples":60,"test_samples":20}}"#

  /// Every figure of experiments, of data with two features and of images.
  @Test func everyFigureOfExperimentsIsDrawn() throws {
    try BnlabProcess.withBnlab { bnlab in
      func draw(_ experiment: String, _ set: String, _ kinds: [String]) throws {
        let drawn = try bnlab.run(
          [
            "plot", experiment, "--set", set, "--epochs", "2", "--quiet", "--output", "figures", "--csv",
            "data",
          ]
            + kinds.flatMap { ["--figure", $0] })
        try #require(drawn.status == 0, "\(drawn.errors)")
        for kind in kinds {
          let svg = try bnlab.read("figures/\(kind).svg")
          #expect(XMLParser(data: Data(svg.utf8)).parse(), "\(kind)")
          #expect(try bnlab.read("data/\(kind).csv").split(separator: "\n").count > 1, "\(kind)")
        }
      }
      try draw(
        "circles-after-activation", "training.batch_size=50",
        ["curves", "data", "boundary", "architecture", "percentiles", "maps"])
      let boundary = try bnlab.read("figures/boundary.svg")
      #expect(boundary.contains("circles-after-activation") && boundary.contains("test accuracy"))
      #expect(try bnlab.read("figures/architecture.svg").contains("301 trainable parameters"))
      // Layer 1 is relu, layer 2 batch_norm. 500 samples in batches of 50 are 10 steps an epoch: with the time before
      // training, 21 moments in two epochs. The end of the first is step 10.
      let maps = try bnlab.read("figures/maps.svg")
      #expect(maps.contains("Layer 1, dense relu (50)") && maps.contains("Layer 2, batch_norm (50)"))
      let percentiles = try bnlab.read("data/percentiles.csv").split(separator: "\n")
      #expect(percentiles.count == 1 + 2 * 21)
      #expect(percentiles.first == "network,layer,epoch,step,p15,p50,p85")
      // With --at there are only these epochs, and the same figures.
      let one = try bnlab.run(
        [
          "plot", "circles-after-activation", "--set", "training.batch_size=50", "--epochs", "2", "--quiet",
          "--figure", "percentiles", "--at", "1", "--csv", "one.csv", "--output", "one.svg",
        ])
      try #require(one.status == 0, "\(one.errors)")
      let lines = try bnlab.read("one.csv").split(separator: "\n").dropFirst()
      #expect(lines.count == 2 && lines.allSatisfy { $0.contains(",1,10,") && percentiles.contains($0) })

      try draw("lenet5-bn", Self.digits, ["batches", "samples", "histograms", "maps"])
      // 60 samples in batches of 64: one batch in each of two epochs.
      #expect(try bnlab.read("data/batches.csv").split(separator: "\n").count == 1 + 2)
      let layers = try bnlab.read("data/maps.csv")
      for layer in [",,input,", ",2,batch_norm,"] { #expect(layers.contains(layer), "\(layer)") }
      for text in ["raw", "min-max", "z-score"] {
        #expect(try bnlab.read("figures/histograms.svg").contains(text))
      }
      // In the terminal too, without a line that is too wide.
      let shown = try bnlab.run(
        ["plot", "lenet5-bn", "--set", Self.digits, "--epochs", "2", "--quiet", "--no-run"]
          + ["curves", "samples", "histograms", "maps", "architecture"].flatMap { ["--figure", $0] },
        environment: ["COLUMNS": "60", "LC_ALL": "C.UTF-8"])
      #expect(shown.status == 0 && shown.output.contains("softmax"), "\(shown.errors)")
      for line in shown.output.split(separator: "\n") { #expect(line.count <= 60, "\(line)") }
    }
  }

  /// The name of a study means all figures of its article, into one folder without folders in it.
  @Test func aStudyHasAllItsFigures() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(
        """
        { "title": "Mine", "seeds": [1, 2], "experiments": [
            { "name": "none", "experiment": "circles-baseline", "set": ["training.epochs=2"] },
            { "name": "after", "experiment": "circles-after-activation", "set": ["training.epochs=2"] } ],
          "claims": [
            { "name": "near-half", "says": "s", "figure": { "experiment": "none", "metric": "test_accuracy" },
              "is": { "near": { "value": 0.5, "within": 0.4 } } },
            { "name": "mean-of-layer", "says": "s",
              "figure": { "experiment": "after", "layer": 2, "statistic": "mean", "samples": 10 },
              "is": { "near": { "value": 0, "within": 9 } } } ] }
        """, to: "mine.jsonc")
      let drawn = try bnlab.run(["plot", "./mine.jsonc", "--output", "figures", "--quiet"])
      try #require(drawn.status == 0, "\(drawn.errors)")
      let names = try FileManager.default.contentsOfDirectory(
        atPath: bnlab.directory.appendingPathComponent("figures").path)
      #expect(
        names.sorted() == [
          "mine-architecture.svg", "mine-boundary.svg", "mine-curves-after.svg", "mine-curves-none.svg",
          "mine-curves.svg", "mine-data.svg", "mine-verdicts.svg",
        ])
      let verdicts = try bnlab.read("figures/mine-verdicts.svg")
      for text in ["near-half", "mean-of-layer", "reproduced (", "claimed region"] {
        #expect(verdicts.contains(text), "\(text)")
      }
    }
  }

  @Test func anyNumbersHaveHistograms() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write("\u{FEFF}height\n1\n2;2, 3\n-4e-1\n", to: "numbers.csv")
      let drawn = try bnlab.run(["plot", "--data", "numbers.csv", "--output", "h.svg"])
      try #require(drawn.status == 0, "\(drawn.errors)")
      #expect(try bnlab.read("h.svg").contains("5 numbers"))
      try bnlab.write("1,2\n3,x\n", to: "bad.csv")
      let bad = try bnlab.run(["plot", "--data", "bad.csv"])
      #expect(bad.status == 65 && bad.errors.contains("bad.csv:2:3: 'x'"), "\(bad.errors)")
    }
  }

  /// Layers of images and of sequences can be drawn too. The data are drawn digits.
  @Test func channelsAndStepsAreDrawn() throws {
    try BnlabProcess.withBnlab { bnlab in
      let digits =
        #""dataset": { "glyphs": { "train_samples": 40, "test_samples": 10 } }, "loss": "categorical_crossentropy""#
      let rest = #""optimizer": { "sgd": {} }, "training": { "epochs": 1 }"#
      try bnlab.write(
        """
        { \(digits), \(rest), "model": [ { "conv2d": { "filters": 3, "kernel_size": 5 } }, "tanh",
          { "max_pool2d": { "pool_size": 4 } }, "flatten", { "dense": { "units": 10 } }, "softmax" ] }
        """, to: "conv.jsonc")
      try bnlab.write(
        """
        { \(digits), \(rest), "model": [ { "lstm": { "units": 6, "return_sequences": true } }, { "lstm": { "units": 5 } },
          { "dense": { "units": 10 } }, "softmax" ] }
        """, to: "rows.jsonc")
      let result = try bnlab.run([
        "plot", "./conv.jsonc", "./rows.jsonc", "--figure", "maps", "--at", "0,1", "--sample", "3",
        "--output",
        "maps.svg", "--quiet", "--width", "1400",
      ])
      try #require(result.status == 0, "\(result.errors)")
      let maps = try bnlab.read("maps.svg")
      for text in [
        "Layer 1, conv2d tanh (3, 24, 24)", "Layer 0, lstm (28, 6)", "Layer 1, lstm (5)", "Input (1, 28, 28)",
      ] {
        #expect(maps.contains(text))
      }
      // For two epochs each: the input and three channels of the first network, the input and two layers of the second.
      #expect(maps.components(separatedBy: "<g ").count == 1 + 2 * 4 + 2 * 3)
    }
  }

  /// `--plot` writes what `plot` draws; a shortened study has a forest plot.
  @Test func otherCommandsDrawTheirMainFigure() throws {
    try BnlabProcess.withBnlab { bnlab in
      let drawn = try bnlab.run(["plot"] + Self.short + ["--output", "a.svg"])
      try #require(drawn.status == 0, "\(drawn.errors)")
      for command in ["run", "compare"] {
        let other = try bnlab.run([command] + Self.short + ["--plot", "\(command).svg"])
        try #require(other.status == 0, "\(other.errors)")
        #expect(other.output.contains("test_accuracy"))
        #expect(try bnlab.read("\(command).svg") == bnlab.read("a.svg"), "\(command)")
      }
      try bnlab.write(
        """
        { "seeds": [1, 2, 3],
          "experiments": [ { "name": "none", "experiment": "circles-baseline", "set": ["training.epochs=4"] } ],
          "claims": [ { "name": "near-half", "says": "s", "figure": { "experiment": "none", "metric": "test_accuracy" },
            "is": { "near": { "value": 0.5, "within": 0.4 } } } ] }
        """, to: "mine.jsonc")
      let judged = try bnlab.run(["reproduce", "./mine.jsonc", "--plot", "claims.svg", "--quiet"])
      try #require(judged.status == 0, "\(judged.errors)")
      #expect(try bnlab.read("claims.svg").contains("near-half"))
      #expect(try bnlab.run(["run"] + Self.short + ["--plot", "-"]).status == 64)
    }
  }
}
