import CommandLineTool
import Text

// The parts that all scripts have in common.

extension SpreadCommand {
  /// The arrays of what tasks and gathering run.
  var definitions: String {
    """
    share=(\(shareArguments.shellLine))
    gather=(\(gatherArguments.shellLine))
    """
  }

  /// Gathers by the variables `bnlab`, `share` and `gather`; ends with status 66 if runs are missing.
  /// - Parameter remedy: what to do then.
  func gathering(remedy: String) -> String {
    let gather = #""$bnlab" "${gather[@]}""#
    if gathersWithoutTraining { return gather }
    return #"""
      # The command would train here what the tasks have not.
      missing=$("$bnlab" "${share[@]}" --dry-run --format csv --quiet | grep -cE ',[0-9]+,true,') || true
      if [ "$missing" -gt 0 ]; then echo "runs that are not finished: $missing; \#(remedy)" >&2; exit 66; fi
      \#(gather)
      """#
  }

  /// ` --jobs N --threads 1`, as far as the command does not say it.
  /// - Parameter jobs: the processors of a task, as the script spells them; nil leaves the number to bnlab.
  func jobsOptions(_ jobs: String?) -> String {
    func says(_ option: String) -> Bool {
      shareArguments.contains { $0 == option || $0.hasPrefix(option + "=") }
    }
    return (says("--jobs") ? "" : jobs.map { " --jobs \($0)" } ?? "")
      + (says("--threads") ? "" : " --threads 1")
  }

  /// Fetches published data sets by the variable `bnlab`; nil if none is needed.
  var fetch: String? {
    if published.isEmpty { return nil }
    let folder = dataDirectory.map { " --data-dir \($0.shellQuoted)" } ?? ""
    return ([#""$bnlab" data fetch"#] + published.map(\.rawValue)).joined(separator: " ") + folder
  }
}

extension BatchJob {
  /// `8 tasks`
  /// - Parameters:
  ///   - noun: what a task is called.
  ///   - plural: its plural; nil: with an s.
  func taskCount(_ noun: String, plural: String? = nil) -> String {
    counted(tasks, noun, plural: plural)
  }
}

extension [String] {
  /// The words of a command line for a shell.
  var shellLine: String { map(\.shellQuoted).joined(separator: " ") }
}

extension String {
  /// The text with each line but the first moved to the right by this many spaces.
  func indented(_ count: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\n" + String(repeating: " ", count: count))
  }
}
