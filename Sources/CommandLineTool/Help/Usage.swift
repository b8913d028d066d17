extension ArgumentSummary {
  /// The element of the usage: `[--seed <n>]`, `[--set <key=value> ...]`, `<experiment> ...`.
  var usage: String {
    let whole = isRepeated ? "\(label) ..." : label
    return isRequired ? whole : "[\(whole)]"
  }
}

extension CommandNode {
  /// The maximum number of elements. With more, the options would hide the arguments.
  private static var usageElementLimit: Int { 12 }

  /// `bnlab show [--epochs <n>] <experiment>`; many options are summed up as `[<options>]`.
  func usage(path: [String]) -> String {
    usageElements(path: path).joined(separator: " ")
  }

  func usageElements(path: [String]) -> [String] {
    let command = path.joined(separator: " ")
    switch content {
    case .group:
      return [command, "<subcommand>"]
    case .leaf:
      let all = options.map(\.usage) + [argument?.usage].compactMap(\.self)
      if all.count <= Self.usageElementLimit { return [command] + all }
      let required = options.filter(\.isRequired).map(\.usage)
      return [command, "[<options>]"] + required + [argument?.usage].compactMap(\.self)
    }
  }
}
