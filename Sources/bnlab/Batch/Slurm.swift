import CommandLineTool

/// A job array, a share a task, then a job that gathers.
enum Slurm: Scheduler {
  static let name = "slurm"
  static let abstract = "Print a script for Slurm: an array of tasks, then a job that gathers."
  static let discussion = """
    Save the script where the command would run, and start it with bash: it submits both jobs and returns at once. Options that \
    it is given go to sbatch. Run it again whenever something failed: what is finished is not trained again, what was \
    interrupted goes on. bnlab and the current folder must be there on all machines.
    """
  /// Slurm's default MaxArraySize is 1001.
  static let maximumTaskCount = 1000
  static let hasTimeLimit = true
  static let sharesRunsFolder = true
  static let usualProcessorCount: Int? = 1

  static func script(_ job: BatchJob) -> String {
    let (command, name) = (job.command, job.command.name)
    let result = command.resultFile.map { " and \($0)" } ?? ""
    let fetch = command.fetch.map { "\n  \($0) || exit # nodes often have no network" } ?? ""
    return """
      #!/bin/bash
      # bnlab \(command.shareArguments.shellLine), spread over \(job.taskCount("Slurm task")).
      #
      #   bash \(name).slurm                      submits the tasks and a job that gathers their results; returns at once
      #   bash \(name).slurm --partition=short    the same with sbatch options of your cluster (also --account, --time, ...)
      #   squeue --me; tail -n 2 logs/\(name)-*   how far they are
      #
      # Submit it again whenever something failed: what is finished is not trained again, what was interrupted goes on.
      # One task alone: sbatch --array=\(job.tasks) \(name).slurm
      #
      #SBATCH --job-name=\(name)
      #SBATCH --array=1-\(job.tasks)%\(job.atOnce ?? job.tasks)
      #SBATCH --cpus-per-task=\(job.cpus ?? 1)
      #SBATCH --mem-per-cpu=\(command.published.isEmpty ? "500M" : "1G")
      #SBATCH --time=\(job.seconds.slurmTime)
      #SBATCH --output=logs/%x-%A_%a.log
      #SBATCH --open-mode=append
      #SBATCH --requeue
      #SBATCH --signal=B:USR1@\(job.secondsToStop)

      bnlab=${BNLAB:-bnlab}
      \(command.definitions)
      shards=\(job.tasks) # as many as the array's tasks; SLURM_ARRAY_TASK_COUNT is 1 where one task is submitted again

      task() {
        local pid= status out_of_time=
        # Slurm sends USR1 (--signal) before the time is up: stop, and queue again. A TERM is scancel's or a preemption's
        # and goes to bnlab itself: no requeue then, or a cancelled job would come back.
        trap 'out_of_time=yes; [ -z "$pid" ] || kill -TERM "$pid"' USR1
        echo "task $SLURM_ARRAY_TASK_ID/$shards on $SLURMD_NODENAME, $(date '+%F %T'), start $((${SLURM_RESTART_COUNT:-0} + 1))"
        "$bnlab" "${share[@]}" --shard "$SLURM_ARRAY_TASK_ID/$shards"\(command.jobsOptions(#""$SLURM_CPUS_PER_TASK""#)) &
        pid=$!
        wait "$pid"
        status=$?
        if [ -n "$out_of_time" ]; then
          # The first wait ended with the signal.
          wait "$pid"
          status=$?
          # Not SLURM_JOB_ID: that of the last task is the whole array's. No more than 20 times, should --time be too short
          # for anything to get done.
          if [ "$status" -ne 0 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt 20 ]; then
            scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
          fi
        fi
        exit "$status"
      }

      gather() {
        \(command.gathering(remedy: "submit the script again").indented(2))
      }

      submit() {
        [ -f "$0" ] || { echo "save this script as \(name).slurm, then: bash \(name).slurm" >&2; exit 64; }
        command -v "$bnlab" >/dev/null || { echo "$bnlab is not in PATH: set BNLAB" >&2; exit 127; }
        cd "$(dirname "$0")" || exit
        local script=./${0##*/} array job\(fetch)
        mkdir -p logs # without its folder for the log a task fails without a word
        array=$(sbatch --parsable "$@" "$script") || exit
        array=${array%%;*}
        job=$(sbatch --parsable --time=\(job.seconds.slurmTime) "$@" --job-name=\(name)-gather --dependency="afterany:$array" \\
          --cpus-per-task=1 --output=logs/%x-%j.log --wrap "bash $(printf %q "$script") gather") || exit
        echo "array job $array, then job ${job%%;*}: logs/\(name)-gather-${job%%;*}.log\(result)"
      }

      if [ "${1:-}" = gather ]; then
        gather
      elif [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
        task
      else
        submit "$@"
      fi

      """
  }
}

extension BatchJob {
  /// The seconds before a task's time is up at which it is told to stop.
  ///
  /// Slurm's signals come up to a minute early. A short task must not be told at its start.
  fileprivate var secondsToStop: Int { min(120, seconds / 5) }
}

extension Int {
  /// `01:30:00`, `2-00:00:00`
  fileprivate var slurmTime: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (days, rest) = quotientAndRemainder(dividingBy: 86_400)
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map(two).joined(separator: ":")
    return days == 0 ? clock : "\(days)-\(clock)"
  }
}
