import Text

extension CommandNode {
  /// The help of this command in swift-argument-parser's layout. Only a single word may make a line wider than `width`
  /// columns.
  ///
  /// Layout: https://swiftpackageindex.com/apple/swift-argument-parser/documentation
  func help(path: [String], width: Int) -> String {
    let width = max(width, HelpLayout.leastWidth)
    var blocks = ["OVERVIEW: \(abstract)".wrapped(to: width)]
    if !discussion.isEmpty { blocks.append(discussion.wrapped(to: width)) }
    blocks.append(HelpLayout.hanging("USAGE: ", usageElements(path: path), width: width))
    if let argument {
      blocks.append(["ARGUMENTS:"] + argument.helpLines(width: width))
    }
    blocks.append(["OPTIONS:"] + (options + Self.commonOptions).flatMap { $0.helpLines(width: width) })
    if !subcommands.isEmpty {
      let lines = subcommands.flatMap { HelpLayout.entry($0.name, $0.abstract, width: width) }
      let below = (path.dropFirst() + ["<subcommand>"]).joined(separator: " ")
      blocks.append(["SUBCOMMANDS:"] + lines)
      blocks.append(["  See '\(path.first ?? "") help \(below)' for detailed help."])
    }
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }
}

extension CommandNode {
  /// The options that every command has.
  static var commonOptions: [ArgumentSummary] {
    [
      ArgumentSummary(name: "--version", help: "Show the version."),
      ArgumentSummary(name: "-h, --help", help: "Show help information."),
    ]
  }
}

extension ArgumentSummary {
  /// The help with the values and the default.
  var helpText: String {
    var remarks: [String] = []
    if !choices.isEmpty { remarks.append("values: \(choices.joined(separator: ", "))") }
    if let defaultValue { remarks.append("default: \(defaultValue)") }
    return remarks.isEmpty ? help : "\(help) (\(remarks.joined(separator: "; ")))"
  }

  fileprivate func helpLines(width: Int) -> [String] {
    HelpLayout.entry(label, helpText, width: width)
  }
}

private enum HelpLayout {
  /// Where the explanations begin.
  static let column = 26
  /// Narrower terminals wrap the lines themselves.
  static let leastWidth = 50

  /// A label with its explanation beside it, or below it if the label is too long.
  static func entry(_ label: String, _ text: String, width: Int) -> [String] {
    let indent = String(repeating: " ", count: column)
    let explanation = text.wrapped(to: width - column).map { indent + $0 }
    let label = "  " + label
    guard label.displayWidth < column, let first = explanation.first else { return [label] + explanation }
    return [label.padded(to: column) + first.dropFirst(column)] + explanation.dropFirst()
  }

  /// Wraps elements, which are never broken, into lines. All lines are indented to the beginning of the first element.
  static func hanging(_ start: String, _ elements: [String], width: Int) -> [String] {
    var lines = [start + (elements.first ?? "")]
    for element in elements.dropFirst() {
      let line = lines[lines.count - 1]
      if (line + " " + element).displayWidth <= width {
        lines[lines.count - 1] = line + " " + element
      } else {
        lines.append(String(repeating: " ", count: start.displayWidth) + element)
      }
    }
    return lines
  }
}
