import Foundation
import Testing

/// Files that cannot be what they should, as a shell sees them.
@Suite struct RefusedFilesTests {
  private static func makePipe(_ bnlab: BnlabProcess, _ name: String) throws {
    let path = bnlab.directory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    #expect(mkfifo(path, 0o600) == 0)
  }

  /// Nobody writes to the pipes, so that a program which waits for them would never end.
  @Test func pipesAreRefusedAtOnce() throws {
    try BnlabProcess.withBnlab { bnlab in
      try Self.makePipe(bnlab, "spec.jsonc")
      try Self.makePipe(bnlab, "study.jsonc")
      try Self.makePipe(bnlab, "weights.safetensors")
      try Self.makePipe(bnlab, "data.csv")
      let run = ["run", "circles-baseline", "--epochs", "1"]
      #expect(try bnlab.run(run).status == 0)
      let folder = "runs/circles-baseline+training.epochs=1/seed-1"
      for (command, file) in [
        (["run", "spec.jsonc"], "spec.jsonc"), (["check", "spec.jsonc"], "spec.jsonc"),
        (["reproduce", "./study.jsonc"], "study.jsonc"), (["run", "/dev/zero"], "/dev/zero"),
        (["init", "x", "--csv", "data.csv"], "data.csv"),
        (["init", "x", "--csv", "/dev/stdin"], "/dev/stdin"),
        (run + ["--set", #"dataset={"csv":{"train":"data.csv","test_fraction":0.5}}"#], "data.csv"),
        (run + ["--set", "initial_weights=weights.safetensors"], "weights.safetensors"),
      ] {
        let result = try bnlab.run(command)
        #expect(result.status == 74, "\(command): \(result.errors)")
        #expect(
          result.errors.contains(file) && result.errors.contains("it is a pipe or a device"),
          "\(result.errors)")
      }
      for name in ["run.json", "metrics.csv", "weights.safetensors"] {
        let file = bnlab.directory.appendingPathComponent("\(folder)/\(name)")
        let data = try Data(contentsOf: file)
        try FileManager.default.removeItem(at: file)
        try Self.makePipe(bnlab, "\(folder)/\(name)")
        for command in [run, ["compare", "circles-baseline", "--set", "training.epochs=1", "--no-run"]] {
          let result = try bnlab.run(command)
          #expect(result.status == 74 && result.errors.contains(name), "\(command): \(result.errors)")
        }
        try FileManager.default.removeItem(at: file)
        try data.write(to: file)
      }
      // An unfinished run whose checkpoint or rows are a pipe.
      let other = "runs/circles-baseline+training.epochs=2/seed-1"
      for name in ["checkpoint.safetensors", "metrics.csv"] {
        try Self.makePipe(bnlab, "\(other)/\(name)")
        let result = try bnlab.run(["run", "circles-baseline", "--epochs", "2"])
        #expect(result.status == 74 && result.errors.contains(name), "\(result.errors)")
        try FileManager.default.removeItem(at: bnlab.directory.appendingPathComponent("\(other)/\(name)"))
      }
    }
  }

  /// The reason is told, and not that there is no finished run.
  @Test func runsFoldersThatCannotBeReadAreNamed() throws {
    try BnlabProcess.withBnlab { bnlab in
      let folder = bnlab.directory.appendingPathComponent("runs")
      // A link to itself cannot be followed, not even by the superuser.
      try FileManager.default.createSymbolicLink(at: folder, withDestinationURL: folder)
      let result = try bnlab.run(["compare", "circles-baseline", "--no-run"])
      #expect(result.status == 74 && result.errors.contains("runs/circles-baseline: "), "\(result.errors)")
      #expect(!result.errors.contains("no finished run"))
      try FileManager.default.removeItem(at: folder)
      #expect(try bnlab.run(["compare", "circles-baseline", "--no-run"]).status == 66)
    }
  }

  /// The label that a loss does not allow is named with its file and sample.
  @Test func labelsOutOfRangeAreLocated() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write("1,2,0\n3,4,1\n", to: "train.csv")
      try bnlab.write("1,2,0\n3,4,1\n5,6,2\n", to: "test.csv")
      try bnlab.write(
        """
        { "extends": "circles-baseline", "dataset": { "csv": { "train": "train.csv", "test": "test.csv" } } }
        """, to: "own.jsonc")
      let result = try bnlab.run(["run", "own.jsonc"])
      #expect(result.status == 65)
      #expect(
        result.errors.contains("test.csv has the label 2 for sample 2 (counted from 0), but"),
        "\(result.errors)")
      try bnlab.write("a,y\n1,x\n2,x\n", to: "one.csv")
      try bnlab.write(
        """
        { "extends": "circles-baseline", "dataset": { "csv": { "train": "one.csv", "test_fraction": 0.5 } },
          "model": [{ "dense": { "units": 1 } }, "softmax"], "loss": "categorical_crossentropy" }
        """, to: "one.jsonc")
      for command in [["check", "one.jsonc"], ["init", "x", "--csv", "one.csv"]] {
        let one = try bnlab.run(command)
        #expect(
          one.status == 65 && one.errors.contains("the column 'y' has the one value 'x': nothing to learn"),
          "\(one.errors)")
      }
      try Data([0xff, 0xfe, 0x31, 0, 0x2c, 0]).write(to: bnlab.directory.appendingPathComponent("train.csv"))
      let other = try bnlab.run(["run", "own.jsonc"])
      #expect(
        other.status == 65 && other.errors.contains("train.csv:1:1: the file is UTF-16; save it as UTF-8"),
        "\(other.errors)")
    }
  }

  /// File systems allow names of 255 bytes; the overrides of a long name add a plus and a hash of 16 digits.
  @Test func namesThatAreTooLongForAFolderAreFound() throws {
    try BnlabProcess.withBnlab { bnlab in
      let name = String(repeating: "n", count: 239)
      try bnlab.write(#"{ "extends": "circles-baseline" }"#, to: "experiments/\(name).jsonc")
      #expect(try bnlab.run(["check", name]).status == 0)
      let result = try bnlab.run(["run", name, "--epochs", "1", "--dry-run"])
      #expect(result.status == 65 && result.errors.contains("256 bytes"), "\(result.errors)")
      try bnlab.write(
        """
        { "title": "Long",
          "experiments": [{ "name": "long", "experiment": "\(name)", "set": ["training.epochs=1"] }],
          "claims": [{ "name": "x", "of": "bnlab", "says": "x", "assert": "long.test_accuracy >= 0.1" }] }
        """, to: "study.jsonc")
      let study = try bnlab.run(["check", "./study.jsonc"])
      #expect(study.status == 65 && study.errors.contains("256 bytes"), "\(study.errors)")
    }
  }

  /// A title can neither begin a new line nor reverse what follows, in any format.
  @Test func titlesCannotDisguiseThemselves() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(
        #"{ "extends": "circles-baseline", "title": "a\nb\u202Ec\u2028d", "training": { "epochs": 1 } }"#,
        to: "experiments/odd.jsonc")
      for command in [["list"], ["run", "odd"], ["compare", "odd"], ["show", "odd"]] {
        for format in ["table", "markdown", "csv", "json"] {
          let result = try bnlab.run(command + ["--format", format])
          #expect(result.status == 0, "\(command) \(format): \(result.errors)")
          let texts = result.output + result.errors
          #expect(
            !texts.unicodeScalars.contains { ["\u{202E}", "\u{2028}"].contains($0) }, "\(command) \(format)")
          #expect(!texts.contains("a\nb"), "\(command) \(format)")
        }
      }
    }
  }

  /// A study may call its claims and experiments anything.
  @Test func namesInStudiesStayOnTheirLine() throws {
    try BnlabProcess.withBnlab { bnlab in
      let name = #"../a\n::error::b\u202E"#
      try bnlab.write(
        #"""
        { "seeds": 2,
          "experiments": [{ "name": "\#(name)", "experiment": "circles-baseline", "set": ["training.epochs=1"] },
            { "name": "plain", "experiment": "circles-baseline", "set": ["training.epochs=2"] }],
          "claims": [{ "name": "\#(name)", "of": "bnlab", "says": "\#(name)", "assert": "plain.test_accuracy >= 0.1" },
            { "name": "c", "of": "bnlab", "says": "x", "figure": { "experiment": "\#(name)", "metric": "test_accuracy" },
              "is": { "greater": { "than": { "experiment": "plain" }, "by": -0.9 } } }] }
        """#, to: "experiments/studies/odd.jsonc")
      for command in [
        ["reproduce", "odd"], ["reproduce", "odd", "--settle", "--budget", "1s"], ["check", "odd"],
        ["show", "odd"],
        ["plot", "odd"], ["plot", "odd", "--output", "pictures"], ["plot", "odd", "--output", "x.svg"],
      ] {
        let result = try bnlab.run(command)
        #expect(result.status != 66 && result.status != 74, "\(command): \(result.errors)")
        let texts = result.output + result.errors
        #expect(!texts.contains("\n::error::"), "\(command): \(texts)")
        #expect(!texts.unicodeScalars.contains("\u{202E}"), "\(command): \(texts)")
      }
      let files = try FileManager.default.contentsOfDirectory(
        atPath: bnlab.directory.appendingPathComponent("pictures").path)
      #expect(files.contains("odd-curves-..%2Fa%0A::error::b%E2%80%AE.svg"), "\(files)")
    }
  }

  /// What a log shows as a message of its own, or in another order, could have been named so for that.
  @Test func namesOfFilesAndFoldersStayOnTheirLine() throws {
    try BnlabProcess.withBnlab { bnlab in
      let folder = "a\n::error::b\u{202E}c"
      try bnlab.write(#"{ "extends": "nothing" }"#, to: "\(folder)/orphan.jsonc")
      try bnlab.write("{", to: "\(folder)/broken.jsonc")
      try bnlab.write("1,2,x\n", to: "\(folder)/data.csv")
      let csv = #"{ "csv": { "train": "data.csv", "test": "data.csv" } }"#
      try bnlab.write(
        #"{ "extends": "circles-baseline", "dataset": \#(csv) }"#, to: "\(folder)/data.jsonc")
      try bnlab.write(
        #"{ "extends": "circles-baseline", "initial_weights": "none" }"#, to: "\(folder)/weights.jsonc")
      try bnlab.write(#"{ "extends": "circles-baseline" }"#, to: "experiments/e\u{202E}f.jsonc")
      try bnlab.write("{}", to: "experiments/studies/\(folder).jsonc")
      let run = ["run", "circles-baseline", "--epochs", "1", "--runs-dir", folder]
      #expect(try bnlab.run(run).status == 0)
      let record = "\(folder)/circles-baseline+training.epochs=1/seed-1/run.json"
      let compare = ["compare", "circles-baseline", "--set", "training.epochs=1", "--runs-dir", folder]
      try bnlab.write("{", to: record)
      for (command, status) in [
        (["check", "\(folder)/orphan.jsonc"], 65), (["check", "\(folder)/broken.jsonc"], 65),
        (["check", "\(folder)/none.jsonc"], 66), (["run", "\(folder)/data.jsonc"], 65),
        (["run", "\(folder)/weights.jsonc"], 66), (["check", "e\u{202E}f"], 65),
        (["check", folder], 65), (["reproduce", "none"], 66), (["reproduce", "--dry-run", "--quick"], 0),
        (["completions", "subjects"], 0), (["run", "e\u{202E}f", "--dry-run"], 65),
        (["batch", "slurm", "run", "e\u{202E}f"], 64),
        (compare + ["--no-run"], 65), (run + ["--dry-run"], 0), (run, 0),
        (compare + ["--output", "\(folder)/none/x.csv"], 74), (run + ["--fresh"], 0),
        (["plot", "--figure", "histograms", "--data", "\(folder)/data.csv"], 65),
        (["run", "A", "--data-dir", folder], 66), (["data", "fetch", "mnist", "--from", folder], 66),
        (["run", "--seeds", folder], 64), (["run", "--" + folder], 64), ([folder], 64),
        (["help", folder], 64),
      ] as [([String], Int32)] {
        // Without a client, nothing is downloaded.
        let result = try bnlab.run(
          command, environment: ["PATH": "/nowhere", "HOME": bnlab.directory.path])
        #expect(result.status == status, "\(command): \(result.errors)")
        let texts = result.output + result.errors
        #expect(!texts.contains("\n::error::"), "\(command): \(texts)")
        #expect(!texts.unicodeScalars.contains("\u{202E}"), "\(command): \(texts)")
      }
    }
  }
}
