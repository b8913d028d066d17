import Foundation
import Testing

/// `bnlab runs` as a shell sees it.
@Suite struct RunsCommandTests {
  private static let name = "circles-baseline+training.epochs=1"

  private func train(_ bnlab: BnlabProcess, _ arguments: String...) throws {
    let result = try bnlab.run(
      ["run", "circles-baseline", "--epochs", "1", "--quiet"] + arguments)
    #expect(result.status == 0, "\(result.errors)")
  }

  /// Everything below the folder, by path.
  private func tree(_ bnlab: BnlabProcess, _ folder: String = "runs") -> [String] {
    let path = bnlab.directory.appendingPathComponent(folder).path
    return (FileManager.default.subpaths(atPath: path) ?? []).sorted()
  }

  @Test func listsWithoutWriting() throws {
    try BnlabProcess.withBnlab { bnlab in
      let empty = try bnlab.run(["runs"])
      #expect(empty.status == 0 && empty.output == "  There are no runs in runs.\n")
      #expect(!bnlab.exists("runs"))
      try train(bnlab, "--seeds", "1..30")
      try train(bnlab, "--seeds", "1..2", "--set", "training.batch_size=50")
      try bnlab.write("mine", to: "runs/notes.txt")
      let before = tree(bnlab)
      let list = try bnlab.run(["runs"])
      #expect(list.status == 0 && list.errors == "")
      let lines = list.output.split(separator: "\n")
      let row = lines.first { $0.contains(" 1..30 ") && $0.contains(" finished ") }
      #expect(row != nil && lines.count { $0.contains(" finished ") } == 2, "\(list.output)")
      #expect(lines.contains { $0.contains("notes.txt") && $0.contains("foreign") })
      #expect(lines.last?.contains("32 runs in runs, ") ?? false)
      #expect(try bnlab.run(["runs", "list"]).output.count == list.output.count)
      #expect(tree(bnlab) == before)
      let each = try bnlab.run([
        "runs", "--each", "--state", "finished", "--seeds", "1..3", "--format", "csv",
      ])
      #expect(each.output.split(separator: "\n").count == 1 + 3 + 2)
      let one = try bnlab.run(["runs", "list", "*batch_size*", "--format", "json"])
      #expect(one.output.contains(#""seeds": [1, 2]"#) && !one.output.contains(Self.name + "\""))
      let unknown = try bnlab.run(["runs", "list", "circles-baseline+training.epoch=1"])
      #expect(unknown.status == 66)
      #expect(
        unknown.errors
          == "Error: there are no runs of 'circles-baseline+training.epoch=1' in runs; did you mean '\(Self.name)'?\n"
      )
      #expect(try bnlab.run(["runs", "--older-than", "1d"]).output == "  There are no such runs in runs.\n")
    }
  }

  /// 80 columns are enough for what matters.
  @Test func fitsATerminal() throws {
    try BnlabProcess.withBnlab { bnlab in
      try train(bnlab, "--seeds", "1..12", "--grid", "optimizer.sgd.learning_rate=[0.01,0.1]")
      let text = try PseudoTerminal.output(of: bnlab, ["runs"], environment: ["NO_COLOR": "1"])
      let lines = text.split(whereSeparator: \.isNewline)
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(text)")
      #expect(text.contains("…learning_rate=0.01+epochs=1 ") && text.contains("…learning_rate=0.1+epochs=1 "))
      #expect(text.contains("test_accuracy") && text.contains("size"))
    }
  }

  @Test func otherSpecsAndInterruptedRunsAreTold() throws {
    try BnlabProcess.withBnlab { bnlab in
      let spec = #"{ "extends": "circles-baseline", "training": { "epochs": 2 } }"#
      try bnlab.write(spec, to: "experiments/mine.jsonc")
      #expect(try bnlab.run(["run", "mine", "--seeds", "1..3", "--quiet"]).status == 0)
      try bnlab.write(spec.replacingOccurrences(of: "2", with: "3"), to: "experiments/mine.jsonc")
      let changed = try bnlab.run(["runs"])
      #expect(changed.output.contains("out-of-date") && changed.output.contains("training.epochs"))
      #expect(try bnlab.run(["run", "mine", "--quiet"]).status == 0)
      let states = try bnlab.run(["runs", "--format", "csv"]).output
      #expect(states.contains("mine,1,1,finished,") && states.contains("mine,2..3,2,out-of-date,"))
      #expect(states.contains("mine,1,1,replaced,"))
      let killed = try bnlab.runAndKill(
        ["run", "circles-baseline", "--epochs", "100000"],
        when: "runs/circles-baseline+training.epochs=100000/seed-1/checkpoint.safetensors")
      #expect(killed)
      let interrupted = try bnlab.run(["runs", "--state", "interrupted", "--format", "csv"]).output
      #expect(interrupted.contains(" of 100000,"), "\(interrupted)")
    }
  }

  @Test func removesOnlyWhenItIsSure() throws {
    try BnlabProcess.withBnlab { bnlab in
      try train(bnlab, "--seeds", "1..3")
      let before = tree(bnlab)
      let unsure = try bnlab.run(["runs", "remove", Self.name])
      #expect(
        unsure.status == 64 && unsure.output == "" && unsure.errors.contains("--yes removes without asking"))
      #expect(try bnlab.run(["runs", "remove", "--yes"]).status == 64)
      let dry = try bnlab.run(["runs", "remove", Self.name, "--seeds", "2..3", "--dry-run"])
      #expect(dry.status == 0 && dry.output.contains("2..3") && dry.output.contains("2 runs in runs, "))
      #expect(tree(bnlab) == before)
      let two = try bnlab.run(["runs", "remove", Self.name, "--seeds", "2..3", "--yes"])
      #expect(two.status == 0 && two.errors.hasPrefix("Removed 2 runs, "), "\(two.errors)")
      #expect(bnlab.exists("runs/\(Self.name)/seed-1/run.json") && !bnlab.exists("runs/\(Self.name)/seed-2"))
      #expect(try bnlab.run(["runs", "remove", "circles-*", "--yes", "--quiet"]).errors == "")
      #expect(tree(bnlab) == [])
      #expect(try bnlab.run(["runs", "remove", "--unfinished", "--yes"]).status == 0)
      #expect(try bnlab.run(["runs", "remove", Self.name, "--yes"]).status == 66)
    }
  }

  @Test func asksOnATerminal() throws {
    try BnlabProcess.withBnlab { bnlab in
      try train(bnlab, "--seeds", "1..2")
      for answer in ["n\n", "\n", "yellow\n"] {
        let text = try PseudoTerminal.output(of: bnlab, ["runs", "remove", "*"], input: answer)
        #expect(text.contains("Remove 2 runs, ") && text.contains("Nothing was removed."), "\(text)")
        #expect(bnlab.exists("runs/\(Self.name)/seed-2/run.json"))
      }
      let text = try PseudoTerminal.output(of: bnlab, ["runs", "remove", "*"], input: "y\n")
      #expect(text.contains("Removed 2 runs, "), "\(text)")
      #expect(tree(bnlab) == [])
    }
  }

  @Test func removesReplacedAndUnfinishedRuns() throws {
    try BnlabProcess.withBnlab { bnlab in
      try train(bnlab)
      try train(bnlab, "--fresh")
      let long = ["run", "circles-baseline", "--epochs", "100000"]
      let folder = "runs/circles-baseline+training.epochs=100000"
      #expect(try bnlab.runAndKill(long, when: folder + "/seed-1/checkpoint.safetensors"))
      #expect(try bnlab.run(["runs", "remove", "--replaced", "--yes"]).status == 0)
      #expect(tree(bnlab).filter { $0.contains(".replaced") } == [])
      #expect(bnlab.exists(folder + "/seed-1/checkpoint.safetensors"))
      #expect(try bnlab.run(["runs", "remove", "--unfinished", "--yes"]).status == 0)
      #expect(!bnlab.exists(folder) && bnlab.exists("runs/\(Self.name)/seed-1/run.json"))
    }
  }

  /// What bnlab did not write stays, and so does what cannot be removed.
  @Test func tellsWhatStays() throws {
    try BnlabProcess.withBnlab { bnlab in
      try train(bnlab, "--seeds", "1..2")
      try bnlab.write("mine", to: "runs/\(Self.name)/seed-1/notes.txt")
      try bnlab.write("mine", to: "runs/other/notes.txt")
      let result = try bnlab.run(["runs", "remove", "*", "--yes"])
      #expect(result.status == 74)
      #expect(result.errors.contains("Warning: runs/other stays: it is not of bnlab\n"))
      #expect(
        result.errors.contains(
          "Error: runs/\(Self.name)/seed-1 stays with what bnlab did not write: notes.txt\n"))
      #expect(result.errors.hasSuffix("Removed 1 run, \(result.errors.split(separator: ", ").last ?? "")"))
      #expect(
        tree(bnlab) == [
          Self.name, "\(Self.name)/.seed-1.lock", "\(Self.name)/seed-1", "\(Self.name)/seed-1/notes.txt",
          "other",
          "other/notes.txt",
        ])
    }
  }
}
