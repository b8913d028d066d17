import Foundation
import Testing

@testable import bnlab

/// The scripts of `bnlab batch`, as whole texts in `Scripts`, so that a change is seen.
@Suite struct BatchScriptTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Scripts")

  /// Words that shells must not take apart, and braces, which GNU parallel replaces.
  private static let compare = SpreadCommand(
    shareArguments: ["compare", "B", "it's.jsonc", "--seeds", "1..40", "--set", #"dataset={"glyphs":{}}"#],
    gatherArguments: ["compare", "B", "it's.jsonc", "--no-run", "--format", "csv", "--output", "B.csv"],
    resultFile: "B.csv", name: "B", runCount: 80)
  private static let reproduce = SpreadCommand(
    shareArguments: ["reproduce", "mnist-mlp", "--jobs=2", "--data-dir", "my data", "--runs-dir", "my runs"],
    gatherArguments: ["reproduce", "mnist-mlp", "--runs-dir", "my runs", "--summary"], resultFile: nil,
    name: "mnist-mlp", runCount: 3, published: [.mnist], dataDirectory: "my data", runsDirectory: "my runs")

  private static let many = BatchJob(command: compare, tasks: 12, cpus: 2, seconds: 5400, atOnce: 4)
  private static let one = BatchJob(command: reproduce, tasks: 1, cpus: nil, seconds: 2 * 86_400, atOnce: nil)

  /// `BNLAB_RENEW_SCRIPTS=1 swift test --filter BatchScriptTests` writes the files again.
  private func expect(_ script: String, isFile name: String) throws {
    let file = Self.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["BNLAB_RENEW_SCRIPTS"] != nil {
      try script.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(
      try script == String(contentsOf: file, encoding: .utf8),
      "renew it: BNLAB_RENEW_SCRIPTS=1 swift test --filter BatchScriptTests")
  }

  /// - Returns: the exit status of a program that gets a text as its input, and what it prints.
  private func run(_ program: String, _ arguments: [String], _ input: String = "") throws -> (
    status: Int32, output: String
  ) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("batch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("input")
    try input.write(to: file, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  @Test func slurm() throws {
    try expect(Slurm.script(Self.many), isFile: "many.slurm")
    try expect(Slurm.script(Self.one), isFile: "one.slurm")
    // Both of a time that is too short for two minutes, and of one that is long enough.
    let short = BatchJob(command: Self.compare, tasks: 2, cpus: 1, seconds: 60, atOnce: 9)
    #expect(Slurm.script(short).contains("#SBATCH --signal=B:USR1@12\n"))
    #expect(Slurm.script(short).contains("#SBATCH --array=1-2%2\n"))
  }

  @Test func parallel() throws {
    try expect(GNUParallel.script(Self.many), isFile: "many.sh")
    try expect(GNUParallel.script(Self.one), isFile: "one.sh")
  }

  @Test func github() throws {
    try expect(GitHubActions.script(Self.many), isFile: "many.yml")
    try expect(GitHubActions.script(Self.one), isFile: "one.yml")
  }

  @Test(arguments: [many, one])
  func shellsReadTheScripts(job: BatchJob) throws {
    for script in [Slurm.script(job), GNUParallel.script(job)] {
      let result = try run("bash", ["-n"], script)
      #expect(result.status == 0, "\(result.output)")
      // Without a file there is nothing to submit.
      let piped = try run("bash", [], script)
      #expect(piped.status == 64 && piped.output.hasPrefix("save this script as "), "\(piped.output)")
    }
  }

  /// Needs Python with PyYAML. The snapshots hold the texts without it.
  @Test(arguments: [many, one])
  func theWorkflowIsYAML(job: BatchJob) throws {
    guard (try? run("python3", ["-c", "import yaml"]))?.status == 0 else { return }
    let result = try run(
      "python3",
      [
        "-c",
        """
        import re, subprocess, sys, yaml
        workflow = yaml.safe_load(sys.stdin.read())
        # YAML 1.1 reads the key "on" as true.
        assert set(workflow) == {"name", True, "jobs"}, workflow.keys()
        jobs = workflow["jobs"]
        assert list(jobs) == ["build", "share", "gather"]
        assert jobs["share"]["needs"] == "build" and jobs["gather"]["needs"] == "share"
        assert jobs["share"]["strategy"]["matrix"]["share"] == list(range(1, \(job.tasks) + 1))
        assert not jobs["share"]["strategy"]["fail-fast"]
        for job in jobs.values():
            for step in job["steps"]:
                assert ("uses" in step) != ("run" in step), step
                if "uses" in step: continue
                script = re.sub(r"\\$\\{\\{.*?\\}\\}", "1", step["run"])
                subprocess.run(["bash", "-n"], input=script, text=True, check=True)
        """,
      ], GitHubActions.script(job))
    #expect(result.status == 0, "\(result.output)")
  }
}
