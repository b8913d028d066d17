extension CommandNode {
  /// For zsh 5, as a file `_PROGRAM` in a folder of `fpath` or by `eval`.
  var zshCompletions: String {
    let values = optionsWithValue.map { path, option in
      "    \"\(path) \(option.name)\") \(option.completion.zsh(name)); return ;;"
    }
    let options = allCommands.map { path, node in
      "      \"\(path)\") list=(\(node.completedOptions.map { zshItem($0.name, $0.shortHelp) }.joined(separator: " "))) ;;"
    }
    let arguments = allCommands.map { path, node in
      node.subcommands.isEmpty
        ? "    \"\(path)\") \((node.argument?.completion ?? .nothing).zsh(name)) ;;"
        : "    \"\(path)\") list=(\(node.subcommands.map { zshItem($0.name, $0.abstract) }.joined(separator: " "))); _describe command list ;;"
    }
    return """
      #compdef \(name)
      # Completions of \(name) for zsh: eval "$(\(name) completions zsh)", or a file _\(name) in a folder of fpath.
      __\(name)_names() {
        local -a names
        names=("${(@f)$("${(Q)words[1]}" completions "$1" 2>/dev/null)}")
        compadd -a names || _files
      }
      _\(name)() {
        local cur=${words[CURRENT]} option=${words[CURRENT - 1]} command= word
        local -a list
        local i
        for ((i = 2; i < CURRENT; i++)); do
          word=${words[i]}
          case "$command $word" in
            \(commandBranches)
          esac
        done
        if [[ $cur == --*=* ]]; then
          option=${cur%%=*}
          compset -P '*='
        fi
        case "$command $option" in
      \(values.joined(separator: "\n"))
        esac
        if [[ $cur == -* ]]; then
          case "$command" in
      \(options.joined(separator: "\n"))
          esac
          _describe -o option list
          return
        fi
        case "$command" in
      \(arguments.joined(separator: "\n"))
        esac
      }
      if [ "$funcstack[1]" = "_\(name)" ]; then
        _\(name) "$@"
      else
        compdef _\(name) \(name)
      fi

      """
  }
}

/// `'--seed:Train with this seed'`: a word with its explanation.
private func zshItem(_ word: String, _ help: String) -> String {
  let escaped = word.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "\\:")
  return "\(escaped):\(help)".shellQuotedAlways
}

extension String {
  fileprivate var shellQuotedAlways: String {
    let text = shellQuoted
    return text.hasPrefix("'") ? text : "'\(text)'"
  }
}

extension Completion {
  /// The command that offers what there is.
  fileprivate func zsh(_ program: String) -> String {
    switch self {
    case .nothing: ":"
    case .files: "_files"
    case .folders: "_files -/"
    case .words(let words): "compadd -- \(words.map(\.shellQuoted).joined(separator: " "))"
    case .names(let kind): "__\(program)_names \(kind)"
    }
  }
}
