import System

/// The properties of an output that decide how text is written to it: whether it is a terminal, its colours and width.
public struct Terminal: Sendable {
  /// Whether somebody looks at the output, in a window of a certain width.
  public let isTerminal: Bool
  public let usesColor: Bool
  /// Whether progress is drawn in lines that are rewritten. A user who wants no colour, or whose terminal shows nothing but
  /// ASCII, gets plain lines without control characters.
  public let rewritesLines: Bool
  private let measuredWidth: @Sendable () -> Int?
  private let columns: Int?

  /// - Parameter measuredWidth: returns the terminal's columns at the moment of the call; nil if they are unknown.
  init(
    isTerminal: Bool, environment: Environment, noColor: Bool, measuredWidth: @escaping @Sendable () -> Int?
  ) {
    self.isTerminal = isTerminal
    usesColor = isTerminal && !environment.isDumbTerminal && !noColor && !environment.forbidsColor
    rewritesLines = usesColor && environment.isUnicode
    columns = environment.columns
    self.measuredWidth = measuredWidth
  }

  public init(fileDescriptor: Int32, environment: Environment, noColor: Bool) {
    let device = TerminalDevice(descriptor: fileDescriptor)
    self.init(isTerminal: device.isTerminal, environment: environment, noColor: noColor) { device.columns }
  }

  /// Columns: the value of COLUMNS, otherwise the terminal's present width, otherwise 80.
  public var width: Int {
    columns ?? measuredWidth() ?? 80
  }
}
