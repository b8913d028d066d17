import Foundation
import Testing

/// What a shell sees: output, messages, exit statuses and files.
@Suite struct CommandTests {
  private static let quick = ["--epochs", "3"]

  @Test func versionAndHelpSucceed() throws {
    try BnlabProcess.withBnlab { bnlab in
      let version = try bnlab.run(["--version"]).output
      let pattern = /bnlab \d+\.\d+\.\d+( \([0-9a-f]+(-modified)?\))?\n/
      #expect(version.wholeMatch(of: pattern) != nil, "\(version)")
      for arguments in [[], ["--help"], ["help", "run"], ["data", "fetch", "-h"]] {
        let result = try bnlab.run(arguments)
        #expect(result.status == 0)
        #expect(result.output.contains("USAGE:"))
      }
    }
  }

  @Test func aRunPrintsItsFiguresAndWritesItsFolder() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(["run", "circles-after-activation"])
      try #require(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("test_accuracy"))
      #expect(result.output.contains("0.8480"))
      let rows = try bnlab.read("runs/circles-after-activation/seed-1/metrics.csv").split(separator: "\n")
      #expect(rows.count == 101)
      #expect(
        rows[0]
          == "epoch,train_loss,train_accuracy,train_eval_loss,train_eval_accuracy,test_loss,test_accuracy")
      #expect(!bnlab.exists("runs/circles-after-activation/seed-1/checkpoint.safetensors"))
    }
  }

  /// The same spec and seed give the same bytes with any number of threads and jobs.
  @Test func threadsAndJobsChangeNoByte() throws {
    try BnlabProcess.withBnlab { bnlab in
      let common =
        [
          "run", "lenet5-bn", "B", "--set",
          "dataset={\"glyphs\":{\"train_samples\":200,\"test_samples\":50}}",
        ]
        + ["--epochs", "1", "--seeds", "1,2", "--quiet"]
      var reference: [String: Data] = [:]
      for (index, options) in [["--threads", "1"], ["--threads", "2"], ["--jobs", "2"], ["--jobs", "1"]]
        .enumerated()
      {
        let result = try bnlab.run(common + options + ["--runs-dir", "runs-\(index)"])
        try #require(result.status == 0, "\(result.errors)")
        for experiment in try FileManager.default.contentsOfDirectory(
          atPath: bnlab.directory.appendingPathComponent("runs-\(index)").path)
        {
          for seed in ["seed-1", "seed-2"] {
            for file in ["metrics.csv", "weights.safetensors"] {
              let path = "\(experiment)/\(seed)/\(file)"
              let bytes = try bnlab.data("runs-\(index)/\(path)")
              #expect(reference[path, default: bytes] == bytes, "\(path) differs with \(options)")
              reference[path] = bytes
            }
          }
        }
      }
      #expect(reference.count == 8)
    }
  }

  /// All SIMD levels with fused multiply-adds give the same bytes. A level that this processor does not have is refused.
  @Test func simdLevelsChangeNoByte() throws {
    try BnlabProcess.withBnlab { bnlab in
      let glyphs = "dataset={\"glyphs\":{\"train_samples\":200,\"test_samples\":50}}"
      var reference: [String: Data] = [:]
      var levels = 0
      for level in ["", "avx2", "avx512", "neon"] {
        let result = try bnlab.run(
          [
            "run", "lenet5-bn", "B", "--epochs", "1", "--set", glyphs, "--quiet", "--runs-dir",
            "runs-\(level)",
          ],
          environment: ["BNLAB_SIMD": level])
        if !level.isEmpty && result.status == 64 {
          #expect(result.errors.contains(level))
          continue
        }
        try #require(result.status == 0, "\(result.errors)")
        levels += 1
        let folder = bnlab.directory.appendingPathComponent("runs-\(level)").path
        for experiment in try FileManager.default.contentsOfDirectory(atPath: folder) {
          let record = try bnlab.read("runs-\(level)/\(experiment)/seed-1/run.json")
          // Without fused multiply-adds the last bits may differ; the record says so.
          guard record.contains("\"fused_multiply_add\": true") else { continue }
          for file in ["metrics.csv", "weights.safetensors"] {
            let bytes = try bnlab.data("runs-\(level)/\(experiment)/seed-1/\(file)")
            let key = "\(experiment)/\(file)"
            #expect(reference[key, default: bytes] == bytes, "\(key) differs at \(level)")
            reference[key] = bytes
          }
        }
      }
      #expect(levels >= 1)
    }
  }

  @Test func aKilledRunContinuesToTheSameBytes() throws {
    try BnlabProcess.withBnlab { bnlab in
      let arguments = [
        "run", "circles-baseline", "--epochs", "1000", "--set", "training.evaluate_train=false",
      ]
      let folder = "circles-baseline+training.epochs=1000+training.evaluate_train=false/seed-1"
      let interrupted = try bnlab.runAndKill(
        arguments + ["--runs-dir", "killed"], when: "killed/\(folder)/checkpoint.safetensors")
      try #require(interrupted, "the run was over before it could be killed")
      #expect(!bnlab.exists("killed/\(folder)/run.json"))
      let resumed = try bnlab.run(arguments + ["--runs-dir", "killed", "--quiet"])
      try #require(resumed.status == 0, "\(resumed.errors)")
      let whole = try bnlab.run(arguments + ["--runs-dir", "whole", "--quiet"])
      try #require(whole.status == 0, "\(whole.errors)")
      for file in ["metrics.csv", "weights.safetensors"] {
        #expect(try bnlab.data("killed/\(folder)/\(file)") == bnlab.data("whole/\(folder)/\(file)"))
      }
      #expect(!bnlab.exists("killed/\(folder)/checkpoint.safetensors"))
    }
  }

  /// Asked to end, a run saves where it is, inside an epoch too, and says so.
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT]) func anInterruptedRunGoesOnFromWhereItWas(
    signal: Int32
  ) throws {
    try BnlabProcess.withBnlab { bnlab in
      // One epoch of 20,000 batches, long enough for the signal to come before its end.
      let arguments = [
        "run", "circles-after-activation", "--epochs", "1", "--set", "dataset.circles.samples=80000", "--set",
        "dataset.circles.train_samples=40000", "--set", "training.batch_size=2", "--set",
        "training.log_batches=true",
      ]
      let name = try bnlab.run(arguments + ["--dry-run"]).output.prefix { $0 != "," }
      let seed = "runs/\(name)/seed-1"
      #expect(try bnlab.runAndInterrupt(arguments, when: "\(seed)/metrics.csv", by: signal) == 130)
      try #require(bnlab.exists("\(seed)/checkpoint.safetensors") && !bnlab.exists("\(seed)/run.json"))
      let plan = try bnlab.run(arguments + ["--dry-run"]).output
      #expect(plan.contains("goes on in epoch 1, after batch "), "\(plan)")
      #expect(try bnlab.run(arguments).status == 0)
      #expect(try bnlab.run(arguments + ["--runs-dir", "whole"]).status == 0)
      for file in ["metrics.csv", "batches.csv", "weights.safetensors"] {
        #expect(try bnlab.data("\(seed)/\(file)") == bnlab.data("whole/\(name)/seed-1/\(file)"))
      }
    }
  }

  @Test func aSecondRunDoesNotTrain() throws {
    try BnlabProcess.withBnlab { bnlab in
      _ = try bnlab.run(["run", "circles-baseline"] + Self.quick)
      let record = try bnlab.data("runs/circles-baseline+training.epochs=3/seed-1/run.json")
      let dry = try bnlab.run(["run", "circles-baseline", "--dry-run"] + Self.quick)
      #expect(dry.output.contains("up to date"))
      let second = try bnlab.run(["run", "circles-baseline"] + Self.quick)
      #expect(second.errors.contains("up to date"))
      #expect(try bnlab.data("runs/circles-baseline+training.epochs=3/seed-1/run.json") == record)
    }
  }

  @Test func aDryRunWritesNothing() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(["compare", "A", "circles-baseline", "--dry-run", "--seeds", "1..3"])
      #expect(result.status == 0)
      #expect(result.output.contains("circles-baseline, seed 3 has not been run"))
      #expect(!bnlab.exists("runs"))
    }
  }

  @Test(arguments: [
    (["run"], 64, "experiment"),
    (["run", "circles-baseline", "--seeed", "1"], 64, "'--seed'"),
    (["run", "circles-basline"], 66, "circles-baseline"),
    (["run", "circles-baseline", "--set", "optimizer.sgd.learnin_rate=1"], 65, "learning_rate"),
    (["run", "circles-baseline", "--set", "model.0.dense.units=-1"], 65, "at least 1"),
    (["run", "circles-baseline", "--set", "model.2.dense.units=3"], 65, "1 output"),
    (
      ["run", "lenet5", "--set", "model.0.conv2d.kernel_size=40", "--set", "dataset={\"glyphs\":{}}"], 65,
      "model[0]"
    ),
    (["run", "no/such/file.jsonc"], 66, "no/such/file.jsonc"),
    (["run", "circles-baseline", "--set", "initial_weights=none.safetensors"], 66, "none.safetensors"),
    (["run", "circles-baseline", "--runs-dir", "/dev/null/runs"], 74, "/dev/null/runs"),
    (
      ["run", "circles-baseline", "--set", "model.0.dense.units=100000000"], 65,
      "units=100000000: dense has the number of units"
    ),
    (
      ["run", "circles-after-activation", "--set", "model.2.batch_norm.axis=2"], 65, "axis=2: batch_norm has"
    ),
    (
      ["run", "circles-after-activation", "--set", "model.2.batch_norm.virtual_batch_size=7"], 65,
      "batch of 32"
    ),
    (["run", "circles-baseline", "--set", "training.last_batch=error"], 65, "has only 20 of 32 samples"),
    (
      [
        "run", "circles-baseline", "--set", "loss=mean_squared_error", "--set", "model.3=flatten", "--set",
        "model.2.dense.units=3",
      ], 65, "3 outputs"
    ),
  ])
  func mistakesAreNamed(arguments: [String], status: Int32, wording: String) throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(arguments)
      #expect(result.status == status, "\(result.errors)")
      #expect(result.errors.contains(wording), "\(result.errors)")
      #expect(!bnlab.exists("runs"))
    }
  }

  @Test func missingMNISTIsExplained() throws {
    try BnlabProcess.withBnlab { bnlab in
      // With an empty PATH there is no program to download with, and there is no cache.
      let result = try bnlab.run(
        ["run", "A"], environment: ["PATH": "", "HOME": bnlab.directory.path, "XDG_CACHE_HOME": ""])
      #expect(result.status == 66)
      for hint in ["glyphs", "--data-dir", "bnlab data fetch mnist"] {
        #expect(result.errors.contains(hint), "\(result.errors)")
      }
    }
  }

  @Test func allProblemsOfASpecAreReportedWithLocations() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(
        """
        {
          "extends": "circles-baseline",
          "model": [{ "dense": { "unit": 5 } }, "rellu", { "dense": { "units": 1 } }, "sigmoid"],
          "training": { "epochs": "many" }
        }
        """, to: "experiments/probe.jsonc")
      let result = try bnlab.run(["check", "experiments/probe.jsonc"])
      #expect(result.status == 65)
      for wording in ["experiments/probe.jsonc:3:", "experiments/probe.jsonc:4:", "units", "relu", "epochs"] {
        #expect(result.errors.contains(wording), "\(result.errors)")
      }
      #expect(try bnlab.run(["check"]).output.contains("lenet5-bn: ok"))
    }
  }

  @Test func localExperimentsReplaceBuiltInOnes() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(
        "{ \"extends\": \"circles-baseline\", \"title\": \"Mine\", \"training\": { \"epochs\": 2 } }",
        to: "experiments/circles-baseline.jsonc")
      #expect(try bnlab.run(["list"]).output.contains("Mine"))
      let result = try bnlab.run(["run", "circles-baseline"])
      #expect(result.status == 0, "\(result.errors)")
      #expect(try bnlab.read("runs/circles-baseline/seed-1/metrics.csv").split(separator: "\n").count == 3)
    }
  }

  @Test func dataIsExportedAsTheNetworkSeesIt() throws {
    try BnlabProcess.withBnlab { bnlab in
      let glyphs = "dataset={\"glyphs\":{\"train_samples\":20,\"test_samples\":10,\"resize\":32}}"
      let result = try bnlab.run(["data", "export", "lenet5", "--set", glyphs, "--out", "out"])
      try #require(result.status == 0, "\(result.errors)")
      // A header of 128 bytes and 20 × 1 × 32 × 32 floats.
      #expect(try bnlab.data("out/train_x.npy").count == 128 + 20 * 1024 * 4)
      #expect(try bnlab.data("out/test_y.npy").count == 128 + 10 * 8)
    }
  }

  @Test func comparisonsComeInEveryFormat() throws {
    try BnlabProcess.withBnlab { bnlab in
      for format in ["table", "markdown", "csv", "json"] {
        let result = try bnlab.run(
          ["compare", "circles-baseline", "circles-after-activation", "--format", format] + Self.quick)
        try #require(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("circles-after-activation"))
        if format == "json" {
          #expect(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) is [String: Any])
        }
      }
    }
  }

  /// A run that diverges is a result and not an error, but there is a warning.
  @Test func divergenceIsAResult() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(
        ["run", "circles-baseline", "--set", "optimizer.sgd.learning_rate=1e30", "--format", "json"]
          + Self.quick)
      #expect(result.status == 0)
      #expect(result.errors.contains("diverged"))
      #expect(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) is [String: Any])
      let runs = try FileManager.default.contentsOfDirectory(
        atPath: bnlab.directory.appendingPathComponent("runs").path)
      let csv = try bnlab.read("runs/\(try #require(runs.first))/seed-1/metrics.csv")
      #expect(csv.contains("nan") || csv.contains("inf"))
    }
  }
}
