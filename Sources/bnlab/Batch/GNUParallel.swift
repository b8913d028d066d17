/// Processes on one machine or, by ssh, on several.
enum GNUParallel: Scheduler {
  static let name = "parallel"
  static let abstract = "Print a script for GNU parallel: processes here or, by ssh, elsewhere."
  static let discussion = """
    Save the script and run it with bash: it trains, then gathers. Run it again whenever something failed: only the rest is \
    trained. Options that it is given go to parallel: with -S 2/hosta,2/hostb it uses other machines, where bnlab and the \
    current folder must be.
    """
  static let maximumTaskCount = 1000
  static let hasTimeLimit = false

  static func script(_ job: BatchJob) -> String {
    let (command, name) = (job.command, job.command.name)
    let fetch = command.needsMNIST ? "\n\"$bnlab\" data fetch mnist || exit" : ""
    return """
      #!/bin/bash
      # bnlab \(command.shareArguments.shellLine), as \(job.tasks) processes by GNU parallel.
      #
      #   bash \(name).sh                      trains, then gathers; again whenever something failed: only the rest is trained
      #   bash \(name).sh -S 2/hosta,2/hostb   on other machines by ssh, where this folder (shared) and bnlab must be
      cd "$(dirname "$0")" || exit
      bnlab=${BNLAB:-bnlab}
      share=(\(command.shareArguments.shellLine))
      gather=(\(command.gatherArguments.shellLine))
      mkdir -p logs\(fetch)
      # No --resume: bnlab knows itself what is finished; a job log would also leave out what has changed since.
      parallel --quote --jobs \(job.atOnce) --joblog logs/\(name)-joblog --workdir . --halt never "$@" \\
        bash -c '"$0" "${@:2}" --shard "$1" >"logs/\(name)-${1%/*}.log" 2>&1' \\
        "$bnlab" '{}/\(job.tasks)' "${share[@]}"\(command.jobsOption("\(job.cpus)")) \\
        ::: {1..\(job.tasks)} || { awk 'NR == 1 || $7 || $8' logs/\(name)-joblog >&2; exit 1; }
      "$bnlab" "${gather[@]}"

      """
  }
}
