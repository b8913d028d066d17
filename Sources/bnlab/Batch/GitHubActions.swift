import CommandLineTool
import Schema

/// A matrix of jobs, then a job that gathers.
enum GitHubActions: Scheduler {
  static let name = "github"
  static let abstract = "Print a workflow for GitHub Actions: a matrix of jobs, then one that gathers."
  static let discussion = """
    Save it in .github/workflows, and set the repository's variable BNLAB_REPOSITORY to where bnlab is cloned from. It starts by \
    hand, on the page Actions. Re-running failed jobs trains only what is missing in them.
    """
  /// A matrix has 256 jobs at most.
  static let maximumTaskCount = 256
  static let hasTimeLimit = true
  static let sharesRunsFolder = false
  static let usualProcessorCount: Int? = nil

  static func script(_ job: BatchJob) -> String {
    let command = job.command
    let shares = (1...job.tasks).map(String.init).joined(separator: ", ")
    let runs = command.runsDirectory.jsonQuoted
    let result = command.resultFile.map {
      """

            - uses: actions/upload-artifact@v4
              if: always()
              with: { name: result, path: \($0.jsonQuoted), overwrite: true, if-no-files-found: ignore }
      """
    }
    // Where `data fetch` keeps it: the shares fetch it themselves, the first time.
    let cache =
      command.published.isEmpty
      ? ""
      : "\n      - uses: actions/cache@v4\n        with: { path: \((command.dataDirectory ?? "~/.cache/bnlab").jsonQuoted), key: \(command.published.map(\.rawValue).joined(separator: "-")) }"
    return """
      # bnlab \(command.shareArguments.shellLine), spread over \(job.taskCount("job")).
      name: "\(command.name)"
      on: [workflow_dispatch]
      jobs:
        build:
          runs-on: ubuntu-24.04
          container: swift:6.1
          env:
            BNLAB_REPOSITORY: ${{ vars.BNLAB_REPOSITORY }}   # where to clone bnlab from
          steps:
            - run: |
                apt-get update -qq
                apt-get install -y -qq zlib1g-dev
                git clone --depth 1 "$BNLAB_REPOSITORY" bnlab
                swift build -c release --static-swift-stdlib --package-path bnlab --product bnlab
                cp bnlab/.build/release/bnlab bnlab-linux
            - uses: actions/upload-artifact@v4
              with: { name: program, path: bnlab-linux, overwrite: true }
        share:
          needs: build
          runs-on: ubuntu-24.04
          strategy:
            fail-fast: false          # one failed share must not cancel the others
            max-parallel: \(job.atOnce ?? job.tasks)
            matrix:
              share: [\(shares)]
          steps:
            - uses: actions/checkout@v4
            - uses: actions/download-artifact@v4
              with: { name: program, path: "${{ runner.temp }}" }
            - uses: actions/download-artifact@v4   # what an earlier attempt has trained; nothing at first
              with: { pattern: "runs-${{ matrix.share }}", path: \(runs), merge-multiple: true }\(cache)
            - timeout-minutes: \((job.seconds + 59) / 60)
              run: |
                install -D "$RUNNER_TEMP/bnlab-linux" "$HOME/.local/bin/bnlab"
                "$HOME/.local/bin/bnlab" \(command.shareArguments.shellLine) \\
                  --shard ${{ matrix.share }}/\(job.tasks)\(command.jobsOptions(job.cpus.map(String.init)))
            - uses: actions/upload-artifact@v4
              if: always()            # checkpoints of an unfinished share, too
              with: { name: "runs-${{ matrix.share }}", path: \(runs), overwrite: true, if-no-files-found: ignore }
        gather:
          needs: share
          if: ${{ !cancelled() }}
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/checkout@v4
            - uses: actions/download-artifact@v4
              with: { name: program, path: "${{ runner.temp }}" }
            - uses: actions/download-artifact@v4
              with: { pattern: runs-*, path: \(runs), merge-multiple: true }\(cache)
            - run: |
                bnlab="$HOME/.local/bin/bnlab"
                install -D "$RUNNER_TEMP/bnlab-linux" "$bnlab"
                \(command.summarized.definitions.indented(10))
                \(command.gathering(remedy: "re-run the failed jobs").indented(10))\(result ?? "")

      """
  }
}

extension SpreadCommand {
  /// The command with its result on the page of the workflow's run, where it has that option.
  fileprivate var summarized: SpreadCommand {
    var copy = self
    if gatherArguments.first != "run", !gatherArguments.contains("--summary") {
      copy.gatherArguments.append("--summary")
    }
    return copy
  }
}
