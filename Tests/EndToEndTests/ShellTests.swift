import Foundation
import Testing

/// What `completions`, `man` and `schema` print, in real shells where they are installed.
@Suite struct ShellTests {
  private static func isInstalled(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path)
  }

  /// - Returns: what the script prints, errors last.
  private func run(_ shell: String, _ script: String, _ bnlab: BnlabProcess) throws -> String {
    let result = try bnlab.runShell(shell, ["-c", script])
    return result.output + result.errors
  }

  @Test(.enabled(if: isInstalled("/bin/bash"))) func bashCompletes() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(#"{ "extends": "circles-baseline" }"#, to: "experiments/zz-mine.jsonc")
      for seeds in ["seed-1", "seed-2"] {
        try bnlab.write("{}", to: "runs/zz-run+x.y=1+z=2/\(seeds)/run.json")
      }
      let text = try run(
        "/bin/bash",
        """
        eval "$(bnlab completions bash)"
        try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _bnlab; echo "${COMPREPLY[*]}"; }
        try bnlab repr
        try bnlab data f
        try bnlab run zz
        try bnlab compare --format = cs
        try bnlab compare --format cs
        try bnlab reproduce circ
        try bnlab run --seed ''
        try bnlab check experiments/zz
        try bnlab plot zz-r
        try bnlab runs remove zz-
        try bnlab runs --st
        try bnlab batch slurm --tasks 4 comp
        try bnlab batch slurm --tasks 4 compare circles-bas
        try bnlab batch slurm --tasks 4 compare --asse
        COMP_LINE='bnlab plot zz-run+x.y=1+z=' COMP_POINT=26
        try bnlab plot zz-run+x.y = 1+z =
        """, bnlab)
      #expect(
        text == """
          reproduce
          fetch
          zz-mine zz-run+x.y=1+z=2
          csv
          csv
          circles

          experiments/zz-mine.jsonc
          zz-run+x.y=1+z=2
          zz-run+x.y=1+z=2
          --state
          compare
          circles-baseline
          --assert
          2

          """)
    }
  }

  /// Names come from files of anybody. Bash would run the command in this one if it expanded it.
  @Test(.enabled(if: isInstalled("/bin/bash"))) func bashExpandsNothingInNames() throws {
    try BnlabProcess.withBnlab { bnlab in
      for name in ["zz$(touch ran)", "zz`touch ran`", "zz's", "zz[x]"] {
        try bnlab.write(#"{ "extends": "circles-baseline" }"#, to: "experiments/\(name).jsonc")
        try bnlab.write("{}", to: "runs/\(name)+x=1/seed-1/run.json")
      }
      let text = try run(
        "/bin/bash",
        """
        eval "$(bnlab completions bash)"
        try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _bnlab; printf '%s\\n' "${COMPREPLY[@]}"; }
        try bnlab run zz
        try bnlab runs remove zz
        try bnlab check experiments/zz
        """, bnlab)
      #expect(!bnlab.exists("ran"))
      let lines = Set(text.split(separator: "\n").map(String.init))
      for line in [
        #"zz\$\(touch\ ran\)"#, #"zz\'s"#, #"zz\[x\]"#, #"zz\[x\]+x=1"#, "experiments/zz[x].jsonc",
      ] {
        #expect(lines.contains(line), "\(line) is not in \(text)")
      }
    }
  }

  @Test(.enabled(if: isInstalled("/usr/bin/fish"))) func fishCompletes() throws {
    try BnlabProcess.withBnlab { bnlab in
      let text = try run(
        "/usr/bin/fish",
        "bnlab completions fish | source; complete -C 'bnlab repr'; complete -C 'bnlab compare --format cs'; complete -C 'bnlab run lenet5-bn-'; complete -C 'bnlab batch github run --see'",
        bnlab)
      #expect(
        text.split(separator: "\n").map { $0.split(separator: "\t").first ?? "" }
          == ["reproduce", "csv", "lenet5-bn-corrected", "--seed", "--seeds"])
    }
  }

  @Test(.enabled(if: isInstalled("/usr/bin/zsh"))) func zshReadsItsCompletions() throws {
    try BnlabProcess.withBnlab { bnlab in
      let text = try run(
        "/usr/bin/zsh",
        #"autoload -Uz compinit; compinit -u -D; eval "$(bnlab completions zsh)"; print ${_comps[bnlab]}"#,
        bnlab)
      #expect(text == "_bnlab\n")
    }
  }

  @Test func schemasAreThoseOfTheRepository() throws {
    try BnlabProcess.withBnlab { bnlab in
      for kind in ["experiment", "study"] {
        let printed = try bnlab.run(["schema", kind])
        #expect(printed.status == 0 && printed.output.contains("\"title\": \"bnlab \(kind)\""))
      }
      #expect(try bnlab.run(["man"]).output.contains(".SS \"bnlab reproduce\"\n"))
    }
  }
}
