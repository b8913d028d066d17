import Foundation
import Testing

/// The scripts that `batch` prints around real commands.
@Suite struct BatchCommandTests {
  private func slurm(_ arguments: [String], _ bnlab: BnlabProcess) throws -> BnlabProcess.Result {
    try bnlab.run(["batch", "slurm"] + arguments)
  }

  @Test func wrongCommandsHaveTheirStatus() throws {
    try BnlabProcess.withBnlab { bnlab in
      let cases: [(arguments: [String], status: Int32, message: String)] = [
        (["plot", "A"], 64, "'plot' cannot be spread: only run, compare and reproduce can"),
        (["run"], 64, "Error: run: Missing expected argument '<experiment> ...'."),
        (["run", "A", "--sed", "1"], 64, "run A --sed 1: Unknown option '--sed'. Did you mean '--set'?"),
        (["run", "A", "--set", "optimizer.adm={}"], 65, "did you mean"),
        (["compare", "circles-baseline", "--set", "model.0=flattn"], 65, "flattn"),
        (["run", "circles-baselin"], 66, "circles-baselin"),
        (["reproduce", "circels"], 66, "circels"),
      ]
      for (arguments, status, message) in cases {
        let result = try slurm(arguments, bnlab)
        #expect(result.status == status && result.output.isEmpty, "\(arguments): \(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
      }
    }
  }

  /// The number of tasks is that of the runs where there are few.
  @Test func tasksAreNotMoreThanRuns() throws {
    try BnlabProcess.withBnlab { bnlab in
      let pair = ["compare", "circles-baseline", "circles-after-activation", "--seeds"]
      #expect(try slurm(pair + ["1..40"], bnlab).output.contains("#SBATCH --array=1-8%8\n"))
      #expect(try slurm(pair + ["1..3"], bnlab).output.contains("#SBATCH --array=1-6%6\n"))
      let many = try slurm(["--tasks", "50", "--at-once", "9"] + pair + ["1..3"], bnlab)
      #expect(many.output.contains("#SBATCH --array=1-6%6\n") && many.output.contains("\nshards=6 "))
      #expect(many.errors == "There are 6 runs, so 6 tasks instead of 50.\n")
      let one = try slurm(["--tasks", "2", "run", "circles-baseline"], bnlab)
      #expect(one.output.contains("#SBATCH --array=1-1%1\n"))
      #expect(one.errors == "There is 1 run, so 1 task instead of 2.\n")
      // A study's runs count as its plan counts them.
      let study = ["reproduce", "circles", "--seeds", "1..2"]
      let plan = try bnlab.run(study + ["--dry-run", "--format", "csv"])
      let runs = plan.output.split(separator: "\n").count - 1
      #expect(try slurm(["--tasks", "1000"] + study, bnlab).output.contains("\nshards=\(runs) "))
    }
  }

  @Test func theResultGoesIntoAFileUnlessToldOtherwise() throws {
    try BnlabProcess.withBnlab { bnlab in
      func gather(_ arguments: [String]) throws -> String {
        let script = try slurm(arguments, bnlab).output
        return script.split(separator: "\n").first { $0.hasPrefix("gather=") }.map(String.init) ?? ""
      }
      let name = "circles-baseline"
      #expect(
        try gather(["compare", name, "--assert", "\(name).test_loss < 9"])
          == "gather=(compare \(name) --assert 'circles-baseline.test_loss < 9' --no-run --format csv --output \(name).csv)"
      )
      #expect(
        try gather(["compare", name, "--output", "x.json", "--format", "json"])
          == "gather=(compare \(name) --output x.json --format json --no-run)")
      #expect(
        try gather(["compare", name, "--format", "json"]) == "gather=(compare \(name) --format json --no-run)"
      )
      #expect(try gather(["run", name, "--quiet"]) == "gather=(run \(name) --quiet)")
      #expect(
        try gather(["reproduce", "circles"]) == "gather=(reproduce circles --format csv --output circles.csv)"
      )
      let script = try bnlab.run(["batch", "github", "compare", name, "--output", "x y.csv"]).output
      #expect(script.contains("path: \"x y.csv\""))
    }
  }

  @Test func mnistIsFetchedBeforeTheTasksBegin() throws {
    try BnlabProcess.withBnlab { bnlab in
      let fetch = #""$bnlab" data fetch mnist"#
      let script = try slurm(["run", "A"], bnlab).output
      #expect(script.contains("\n  \(fetch) || exit "))
      #expect(
        try slurm(["run", "A", "--data-dir", "a b"], bnlab).output.contains(
          fetch + " --data-dir 'a b' || exit"))
      #expect(try !slurm(["run", "circles-baseline"], bnlab).output.contains(fetch))
      #expect(try !slurm(["run", "A", "--set", #"dataset={"glyphs":{}}"#], bnlab).output.contains(fetch))
    }
  }

  /// The shell code of the Slurm script, with the variables that Slurm would set.
  @Test func aTaskAndTheGatheringRunWithoutSlurm() throws {
    try BnlabProcess.withBnlab { bnlab in
      let study = #"""
        { "seeds": 3, "experiments": [{ "name": "short", "experiment": "circles-baseline", "set": ["training.epochs=2"] }],
          "claims": [{ "name": "one", "says": "So it is.", "assert": "short.test_loss <= 9" }] }
        """#
      try bnlab.write(study, to: "my study.jsonc")
      let script = try slurm(["--tasks", "2", "reproduce", "my study.jsonc"], bnlab)
      try bnlab.write(script.output, to: "s.slurm")
      func bash(_ arguments: [String], _ variables: [String: String] = [:]) throws -> BnlabProcess.Result {
        try bnlab.run(
          ["s.slurm"] + arguments, environment: variables.merging(["BNLAB": BnlabProcess.binary.path]) { $1 },
          program: URL(fileURLWithPath: "/bin/bash"))
      }
      func task(_ index: Int) throws -> BnlabProcess.Result {
        try bash(
          [], ["SLURM_ARRAY_TASK_ID": "\(index)", "SLURM_CPUS_PER_TASK": "1", "SLURMD_NODENAME": "node"])
      }
      #expect(try task(1).output.contains("Share 1 of 2: "))
      // What is missing is not trained by the job that gathers.
      let early = try bash(["gather"])
      #expect(early.status == 66 && early.errors.contains("runs that are not finished: "), "\(early.errors)")
      #expect(try task(2).status == 0)
      let gathered = try bash(["gather"])
      #expect([0, 2].contains(gathered.status) && bnlab.exists("my-study.csv"), "\(gathered.errors)")
    }
  }

  /// The commands of the page "Many machines" that print a script.
  @Test func thePagesCommandsWork() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appendingPathComponent("Sources/bnlab/Documentation/ManyMachines.md"), encoding: .utf8)
    let commands = page.split(separator: "\n").filter { $0.hasPrefix("bnlab ") }
      .map { $0.split { "#>".contains($0) }[0].split(separator: " ").dropFirst().map(String.init) }
    #expect(commands.count { $0[0] == "batch" } == 3 && commands.count == 6)
    try BnlabProcess.withBnlab { bnlab in
      for command in commands {
        // The others train or need runs.
        let isPrinted = command[0] == "batch"
        let result = try bnlab.run(command.filter { $0 != "--no-run" } + (isPrinted ? [] : ["--dry-run"]))
        #expect(result.status == 0 && !result.output.isEmpty, "\(command): \(result.errors)")
      }
    }
  }

  /// GitHub's machines have no runs folder of ours. Those of Slurm see it.
  @Test func namesOfRunsAreNotForMachinesWithoutThem() throws {
    try BnlabProcess.withBnlab { bnlab in
      let run = ["run", "circles-baseline", "--epochs", "1", "--quiet", "--name", "mine"]
      #expect(try bnlab.run(run).status == 0)
      let github = try bnlab.run(["batch", "github", "compare", "mine", "circles-baseline"])
      #expect(
        github.status == 0 && github.errors.contains("mine: known by the runs folder alone"),
        "\(github.errors)")
      #expect(!github.errors.contains("circles-baseline"))
      #expect(try bnlab.run(["batch", "slurm", "compare", "mine", "circles-baseline"]).errors.isEmpty)
    }
  }
}
