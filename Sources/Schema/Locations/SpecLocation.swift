import System

/// Where a spec or a part of one was read from: a file or an option on the command line.
public struct SpecSource: Hashable, Sendable {
  /// The name in messages: the path of the file, or the option as it was written.
  public let name: String
  /// The absolute path of the folder that relative paths in the spec are relative to.
  public let directory: String
  /// Whether messages show line and column: true for files, false for options.
  public let hasLines: Bool
  /// Whether this is a file inside the program.
  public let isBuiltIn: Bool

  public init(name: String, directory: String, hasLines: Bool = true, isBuiltIn: Bool = false) {
    self.name = name
    self.directory = directory
    self.hasLines = hasLines
    self.isBuiltIn = isBuiltIn
  }
}

extension SpecSource {
  /// The absolute path of the user's file; nil for options and built-in files.
  public var file: String? {
    hasLines && !isBuiltIn ? Path.join(directory, Path.fileName(name)) : nil
  }
}

/// A location in a spec. Lines and columns are counted from 1. A column is one Unicode scalar; a tab counts as one.
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
  /// `path:line:column`, the form that compilers write and that editors can jump to.
  public var description: String {
    let name = source.name.singleLine
    return source.hasLines ? "\(name):\(line):\(column)" : name
  }
}
