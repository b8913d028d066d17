import Foundation
import Testing

/// Names of runs in the folder of runs, and `--name`.
@Suite struct NamedRunsTests {
  private static let quick = [
    "run", "circles-baseline", "--epochs", "2", "--set", "training.batch_size=50", "--quiet",
  ]

  @Test func aNameIsKnownAsAnExperimentsName() throws {
    try BnlabProcess.withBnlab { bnlab in
      let run = try bnlab.run(Self.quick + ["--name", "quick", "--seeds", "1..2"])
      #expect(run.status == 0, "\(run.errors)")
      #expect(
        run.output.hasPrefix("quick, 2 seeds: ") && run.output.contains("    runs/quick/seed-1, seed-2\n"))
      #expect(!run.output.contains("published"))
      // The name changes nothing but the name.
      #expect(try bnlab.run(Self.quick).status == 0)
      let plain = "runs/circles-baseline+training.batch_size=50+training.epochs=2/seed-1"
      for file in ["metrics.csv", "weights.safetensors"] {
        #expect(try bnlab.data("runs/quick/seed-1/\(file)") == bnlab.data("\(plain)/\(file)"))
      }
      for command in [
        ["run", "quick"], ["compare", "quick", "circles-baseline+training.batch_size=50+training.epochs=2"],
        ["inspect", "quick"], ["plot", "quick", "--no-run"], ["plot", "quick", "--figure", "architecture"],
        ["report", "quick", "--no-run"], ["show", "quick"], ["check", "quick"],
        ["compare", "quick", "--no-run"],
        ["data", "export", "quick", "--out", "data"],
      ] {
        let result = try bnlab.run(command)
        #expect(result.status == 0, "\(command): \(result.errors)")
        #expect(!result.errors.contains("epoch 2/2"), "\(command): \(result.errors)")
      }
      #expect(try bnlab.run(["run", "quick", "--dry-run"]).output == "quick, seed 1 is up to date\n")
      #expect(try bnlab.run(["show", "quick"]).output.contains("Files: runs/quick/seed-1/run.json"))
      // A variant of it.
      #expect(
        try bnlab.run(["run", "quick", "--epochs", "1", "--dry-run"]).output
          == "quick+training.epochs=1, seed 1 has not been run\n")
      let other = try bnlab.run(
        ["show", "quick", "--format", "json"], environment: ["BNLAB_RUNS_DIR": "none"])
      #expect(other.status == 66)
      let misspelt = try bnlab.run(["run", "quik"])
      #expect(
        misspelt.status == 66 && misspelt.errors.contains("did you mean \"quick\""), "\(misspelt.errors)")
    }
  }

  /// Names that are too long hold a hash instead of some overrides.
  @Test func shortenedNamesAreKnown() throws {
    try BnlabProcess.withBnlab { bnlab in
      let set = ["--set", #"model.1+={"batch_norm":{"momentum":0.5,"epsilon":0.01}}"#]
      #expect(try bnlab.run(Self.quick + set).status == 0)
      let names = try FileManager.default.contentsOfDirectory(
        atPath: bnlab.directory.appendingPathComponent("runs").path)
      #expect(names.count == 1 && names[0].utf8.count <= 100)
      #expect(try bnlab.run(["run", names[0], "--dry-run"]).output == "\(names[0]), seed 1 is up to date\n")
      #expect(try bnlab.run(["plot", names[0], "--no-run"]).status == 0)
      // An experiment's spec comes before that of its runs.
      let spec = #"{ "extends": "circles-baseline", "training": { "epochs": 2 } }"#
      try bnlab.write(spec, to: "experiments/mine.jsonc")
      #expect(try bnlab.run(["run", "mine", "--quiet"]).status == 0)
      try bnlab.write(spec.replacingOccurrences(of: "2", with: "1"), to: "experiments/mine.jsonc")
      #expect(try bnlab.run(["run", "mine", "--dry-run"]).output.contains("differs in training.epochs"))
      // Without the file its runs remain.
      try FileManager.default.removeItem(at: bnlab.directory.appendingPathComponent("experiments"))
      #expect(try bnlab.run(["run", "mine", "--dry-run"]).output == "mine, seed 1 is up to date\n")
    }
  }

  @Test func aNameMeansOneSpec() throws {
    try BnlabProcess.withBnlab { bnlab in
      #expect(try bnlab.run(Self.quick + ["--name", "quick"]).status == 0)
      let weights = try bnlab.data("runs/quick/seed-1/weights.safetensors")
      func refused(_ arguments: [String], _ message: String) throws {
        let result = try bnlab.run(arguments)
        #expect(result.status == 64, "\(arguments)")
        #expect(result.errors.contains(message), "\(result.errors)")
      }
      let other = ["run", "circles-baseline", "--epochs", "3", "--set", "training.batch_size=50"]
      for more in [["--seed", "1"], ["--seed", "2"], ["--fresh"], ["--dry-run"]] {
        try refused(
          other + ["--name", "quick"] + more,
          "--name quick: runs/quick/seed-1 is of another spec (training.epochs: 2 → 3); choose another name, or remove these runs with 'bnlab runs remove quick'"
        )
      }
      try refused(
        Self.quick + ["--name", "circles-after-activation"],
        "--name circles-after-activation: the experiment of this name has another spec (")
      try refused(Self.quick + ["--name", "mnist-mlp"], "--name mnist-mlp: a study has this name")
      for name in ["a+b", "a/b", ".a", "-a", "a.json", "", String(repeating: "a", count: 101)] {
        #expect(try bnlab.run(Self.quick + ["--name=\(name)"]).status == 64)
      }
      let one = "is the name of one variant; give it with one experiment and without --grid"
      try refused(Self.quick + ["--grid", "training.shuffle=[true,false]", "--name", "x"], one)
      try refused(["run", "circles-baseline", "circles-after-activation", "--name", "x"], one)
      try refused(
        ["compare", "circles-baseline", "circles-after-activation", "--no-run", "--name", "x"], one)
      try refused(["compare", "--claims", "circles", "--name", "x"], "--name")
      #expect(try bnlab.data("runs/quick/seed-1/weights.safetensors") == weights)
      #expect(!bnlab.exists("runs/x"))
      // The same spec under its own name, and under one more.
      #expect(
        try bnlab.run(["run", "circles-baseline", "--name", "circles-baseline", "--dry-run"]).status == 0)
      #expect(try bnlab.run(["run", "quick", "--name", "again", "--quiet"]).status == 0)
      #expect(try bnlab.data("runs/again/seed-1/weights.safetensors") == weights)
    }
  }

  /// An interrupted run has no record yet, but a checkpoint.
  @Test func aNameOfAnInterruptedRunIsTaken() throws {
    try BnlabProcess.withBnlab { bnlab in
      let long = ["run", "circles-baseline", "--epochs", "100000", "--name", "long"]
      #expect(try bnlab.runAndKill(long, when: "runs/long/seed-1/checkpoint.safetensors"))
      let other = try bnlab.run(["run", "circles-baseline", "--epochs", "2", "--name", "long"])
      #expect(other.status == 64 && other.errors.contains("training.epochs: 100000 → 2"), "\(other.errors)")
      #expect(try bnlab.run(long + ["--dry-run"]).output.contains("long, seed 1 goes on "))
    }
  }

  /// Every command says why a folder's runs cannot be used, instead of offering their own name.
  @Test(arguments: ["run", "show", "plot"]) func unfinishedRunsAreNamedAsSuch(command: String) throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write("", to: "runs/long/seed-1/metrics.csv")
      let result = try bnlab.run([command, "long"])
      #expect(
        result.status == 66 && result.errors.contains("no run in runs/long is finished"), "\(result.errors)")
    }
  }
}
