/// What a spec, or a piece of one, was read from.
public struct SpecSource: Hashable, Sendable {
  /// As messages name it: a file's path, or the option on the command line.
  public let name: String
  /// The absolute path of the folder that relative paths inside count from.
  public let directory: String
  /// Whether it has lines and columns worth telling.
  public let hasLines: Bool

  public init(name: String, directory: String, hasLines: Bool = true) {
    self.name = name
    self.directory = directory
    self.hasLines = hasLines
  }
}

/// A place in a spec; lines and columns are counted from 1, columns in characters (Unicode scalars), a tab being one.
public struct SpecLocation: Hashable, Sendable {
  public let source: SpecSource
  public let line: Int
  public let column: Int

  public init(source: SpecSource, line: Int, column: Int) {
    self.source = source
    self.line = line
    self.column = column
  }
}

extension SpecLocation: CustomStringConvertible {
  /// `path:line:column`, as compilers write it and editors jump to.
  public var description: String { source.hasLines ? "\(source.name):\(line):\(column)" : source.name }
}
