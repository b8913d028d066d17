extension CommandNode {
  /// For bash 3.2 and later, without the package bash-completion.
  var bashCompletions: String {
    let values = optionsWithValue.map { path, option in
      "    \"\(path) \(option.name)\") \(option.completion.bash(name)); return ;;"
    }
    let options = allCommands.map { path, node in
      "      \"\(path)\") __\(name)_words \(node.completedOptions.map(\.name).joined(separator: " ")) ;;"
    }
    let arguments = allCommands.map { path, node in
      let completion =
        node.subcommands.isEmpty
        ? node.argument?.completion ?? .nothing : .words(node.subcommands.map(\.name))
      return "    \"\(path)\") \(completion.bash(name)) ;;"
    }
    return """
      # Completions of \(name) for bash: eval "$(\(name) completions bash)"
      # Offers the lines that begin with the word under the cursor. They may be names of files from anywhere: nothing in them
      # is expanded, as compgen -W would, and what has a meaning in a shell is quoted.
      __\(name)_offer() {
        local candidate
        while IFS= read -r candidate; do
          [[ $candidate == "$cur"* ]] && COMPREPLY+=("$(printf %q "${candidate#"$head"}")")
        done
      }
      __\(name)_words() {
        __\(name)_offer < <(printf '%s\\n' "$@")
      }
      __\(name)_files() {
        local candidate
        compopt -o filenames 2>/dev/null
        while IFS= read -r candidate; do
          COMPREPLY+=("$candidate")
        done < <(compgen "$1" -- "$cur")
      }
      __\(name)_names() {
        __\(name)_offer < <("${COMP_WORDS[0]}" completions "$1" 2>/dev/null)
        if [[ -z $head && ${#COMPREPLY[@]} -eq 0 ]]; then
          __\(name)_files -f
        fi
      }
      _\(name)() {
        local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} command= word i line head=
        COMPREPLY=()
        # Bash splits --option=value at the equals sign.
        if [[ $cur == = ]]; then
          cur=
        elif [[ $option == = ]]; then
          option=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        # Names of runs have equals signs, too: they are completed as a whole, and what stands before the last sign stays.
        line=${COMP_LINE:0:COMP_POINT}
        line=${line##* }
        if [[ $line != -* && $line == *=* ]]; then
          cur=$line option= head=${line%=*}=
        fi
        for ((i = 1; i < COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          case "$command $word" in
            \(commandBranches)
          esac
        done
        case "$command $option" in
      \(values.joined(separator: "\n"))
        esac
        if [[ $cur == -* ]]; then
          case "$command" in
      \(options.joined(separator: "\n"))
          esac
          return
        fi
        case "$command" in
      \(arguments.joined(separator: "\n"))
        esac
      }
      complete -F _\(name) \(name)

      """
  }
}

extension Completion {
  /// The command that fills COMPREPLY.
  fileprivate func bash(_ program: String) -> String {
    switch self {
    case .nothing: ":"
    case .files: "__\(program)_files -f"
    case .folders: "__\(program)_files -d"
    case .words(let words): "__\(program)_words \(words.map(\.shellQuoted).joined(separator: " "))"
    case .names(let kind): "__\(program)_names \(kind)"
    }
  }
}
