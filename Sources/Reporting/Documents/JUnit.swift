import Text

/// Checks as JUnit XML, which CI services display.
///
/// The format is described at https://github.com/testmoapp/junitxml
public struct JUnit: Equatable, Sendable {
  public enum Outcome: Equatable, Sendable {
    case passed
    /// The check does not hold.
    case failed(String)
    /// The check could not be made.
    case error(String)
    /// There is no verdict.
    case skipped(String)
  }

  public struct Case: Equatable, Sendable {
    public var name: String
    public var className: String
    public var outcome: Outcome
    public var seconds: Double?
    public var output: String?

    public init(
      name: String, className: String, outcome: Outcome, seconds: Double? = nil, output: String? = nil
    ) {
      self.name = name
      self.className = className
      self.outcome = outcome
      self.seconds = seconds
      self.output = output
    }
  }

  public struct Property: Equatable, Sendable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public struct Suite: Equatable, Sendable {
    public var name: String
    /// What is known of the suite as a whole.
    public var properties: [Property]
    public var cases: [Case]

    public init(name: String, properties: [Property] = [], cases: [Case]) {
      self.name = name
      self.properties = properties
      self.cases = cases
    }
  }

  public var suites: [Suite]

  public init(suites: [Suite] = []) {
    self.suites = suites
  }

  /// The XML file, which ends with a newline.
  public var xml: String {
    let all = suites.flatMap(\.cases)
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#, #"<testsuites name="bnlab"\#(counts(of: all))>"#,
    ]
    for suite in suites {
      lines.append(#"  <testsuite name="\#(suite.name.xmlEscaped)"\#(counts(of: suite.cases))>"#)
      lines += suite.propertyLines
      lines += suite.cases.flatMap(\.lines)
      lines.append("  </testsuite>")
    }
    lines.append("</testsuites>")
    return lines.map { $0 + "\n" }.joined()
  }

  private func counts(of cases: [Case]) -> String {
    let failures = cases.count { if case .failed = $0.outcome { true } else { false } }
    let errors = cases.count { if case .error = $0.outcome { true } else { false } }
    let skipped = cases.count { if case .skipped = $0.outcome { true } else { false } }
    return #" tests="\#(cases.count)" failures="\#(failures)" errors="\#(errors)" skipped="\#(skipped)""#
  }
}

extension JUnit.Suite {
  fileprivate var propertyLines: [String] {
    guard !properties.isEmpty else { return [] }
    let lines = properties.map {
      #"      <property name="\#($0.name.xmlEscaped)" value="\#($0.value.xmlEscaped)"/>"#
    }
    return ["    <properties>"] + lines + ["    </properties>"]
  }
}

extension JUnit.Case {
  fileprivate var lines: [String] {
    let time = seconds.map { #" time="\#($0.fixed(3))""# } ?? ""
    var content: [String] = []
    switch outcome {
    case .passed: break
    case .failed(let message): content.append(#"      <failure message="\#(message.xmlEscaped)"/>"#)
    case .error(let message): content.append(#"      <error message="\#(message.xmlEscaped)"/>"#)
    case .skipped(let message): content.append(#"      <skipped message="\#(message.xmlEscaped)"/>"#)
    }
    if let output { content.append("      <system-out>\(output.xmlEscaped)</system-out>") }
    let tag = #"    <testcase name="\#(name.xmlEscaped)" classname="\#(className.xmlEscaped)"\#(time)"#
    return content.isEmpty ? [tag + "/>"] : [tag + ">"] + content + ["    </testcase>"]
  }
}

extension String {
  /// For the text and attributes of XML: special characters become references; characters that XML 1.0 cannot hold become
  /// replacement characters.
  fileprivate var xmlEscaped: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\n": text += "&#10;"
      case "\t": text += "&#9;"
      case "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
      case _ where scalar.isControl: text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
