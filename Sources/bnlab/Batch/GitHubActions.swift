/// A matrix of jobs, then a job that gathers.
enum GitHubActions: Scheduler {
  static let name = "github"
  static let abstract = "Print a workflow for GitHub Actions: a matrix of jobs, then one that gathers."
  static let discussion = """
    Save it in .github/workflows, and set the variable BNLAB_REPOSITORY to where bnlab is cloned from. It starts by hand, on \
    the page Actions. Re-running failed jobs trains only what is missing in them.
    """
  /// A matrix has 256 jobs at most.
  static let maximumTaskCount = 256
  static let hasTimeLimit = true

  static func script(_ job: BatchJob) -> String {
    let command = job.command
    let shares = (1...job.tasks).map(String.init).joined(separator: ", ")
    let result = command.resultFile.map {
      "\n      - uses: actions/upload-artifact@v4\n        if: always()\n        with:\n          name: result\n          path: \($0)"
    }
    return """
      # bnlab \(command.shareArguments.shellLine), spread over \(job.tasks) jobs.
      name: \(command.name)
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
          timeout-minutes: \((job.seconds + 59) / 60)
          strategy:
            fail-fast: false          # one failed share must not cancel the others
            max-parallel: \(job.atOnce)
            matrix:
              share: [\(shares)]
          steps:
            - uses: actions/checkout@v4
            - uses: actions/download-artifact@v4
              with: { name: program, path: "${{ runner.temp }}" }
            - run: |
                install -D "$RUNNER_TEMP/bnlab-linux" "$HOME/.local/bin/bnlab"
                "$HOME/.local/bin/bnlab" \(command.shareArguments.shellLine) \\
                  --shard ${{ matrix.share }}/\(job.tasks)\(command.jobsOption("\(job.cpus)"))
            - uses: actions/upload-artifact@v4
              if: always()            # checkpoints of an unfinished share, too
              with:
                name: runs-${{ matrix.share }}
                path: runs
                overwrite: true       # when failed jobs run again
                if-no-files-found: ignore
        gather:
          needs: share
          if: ${{ !cancelled() }}
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/checkout@v4
            - uses: actions/download-artifact@v4
              with: { name: program, path: "${{ runner.temp }}" }
            - uses: actions/download-artifact@v4
              with: { pattern: runs-*, path: runs, merge-multiple: true }
            - run: |
                install -D "$RUNNER_TEMP/bnlab-linux" "$HOME/.local/bin/bnlab"
                "$HOME/.local/bin/bnlab" \(command.gatherArguments.shellLine)\(command.summaryOption)\(result ?? "")

      """
  }
}

extension SpreadCommand {
  /// ` --summary` where the command has that option.
  fileprivate var summaryOption: String {
    gatherArguments.first == "run" || gatherArguments.contains("--summary") ? "" : " --summary"
  }
}
