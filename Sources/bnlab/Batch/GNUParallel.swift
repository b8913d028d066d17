import CommandLineTool

/// Processes on one machine or, by ssh, on several.
enum GNUParallel: Scheduler {
  static let name = "parallel"
  static let abstract = "Print a script for GNU parallel: processes here or, by ssh, elsewhere."
  static let discussion = """
    Save the script where the command would run, and start it with bash: it trains, then gathers. Run it again whenever \
    something failed: only the rest is trained. Options that it is given go to parallel: with -S hosta,hostb it uses other \
    machines, where bnlab and the current folder must be.
    """
  static let maximumTaskCount = 1000
  static let hasTimeLimit = false
  static let sharesRunsFolder = true
  static let usualProcessorCount: Int? = 1

  static func script(_ job: BatchJob) -> String {
    let (command, name) = (job.command, job.command.name)
    let cpus = job.cpus ?? 1
    let fetch = command.fetch.map { "\n\($0) || exit" } ?? ""
    // Without --jobs parallel starts a process for each processor of a machine.
    let jobs = job.atOnce.map { " --jobs \($0)" } ?? (cpus == 1 ? "" : " --jobs \(max(1, 100 / cpus))%")
    return """
      #!/bin/bash
      # bnlab \(command.shareArguments.shellLine), as \(job.taskCount("process", plural: "processes")) by GNU parallel.
      #
      #   bash \(name).sh                  trains, then gathers; again whenever something failed: only the rest is trained
      #   bash \(name).sh -S hosta,hostb   on other machines by ssh, where this folder (shared) and bnlab must be
      bnlab=${BNLAB:-bnlab}
      \(command.definitions)

      if [ "${1:-}" = share ]; then # what parallel starts: share I BNLAB
        exec "$3" "${share[@]}" --shard "$2/\(job.tasks)"\(command.jobsOptions("\(cpus)")) >"logs/\(name)-$2.log" 2>&1
      fi

      [ -f "$0" ] || { echo "save this script as \(name).sh, then: bash \(name).sh" >&2; exit 64; }
      cd "$(dirname "$0")" || exit
      mkdir -p logs\(fetch)
      # No --resume: bnlab knows itself what is finished; a job log would also leave out what has changed since.
      parallel --quote\(jobs) --joblog logs/\(name)-joblog --workdir . --halt never "$@" \\
        bash "./${0##*/}" share {} "$bnlab" ::: {1..\(job.tasks)} ||
        { awk 'NR == 1 || $7 || $8' logs/\(name)-joblog >&2; exit 1; }
      \(command.gathering(remedy: "run the script again"))

      """
  }
}
