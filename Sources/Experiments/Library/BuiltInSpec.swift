import BuiltIns

/// A spec that is part of the program.
public struct BuiltInSpec: Sendable {
  /// The name of the file, such as `circles-baseline.jsonc`.
  public var fileName: String
  public var bytes: [UInt8]

  public init(fileName: String, bytes: [UInt8]) {
    self.fileName = fileName
    self.bytes = bytes
  }

  /// The spec files of the folder `experiments` of the source code.
  public static let experiments = specs(built_in_experiments())

  /// The study files of the folder `experiments/studies` of the source code.
  public static let studies = specs(built_in_studies())

  private static func specs(_ files: built_in_files) -> [BuiltInSpec] {
    UnsafeBufferPointer(start: files.first, count: files.count).map { file in
      BuiltInSpec(fileName: String(cString: file.name), bytes: Array(String(cString: file.text).utf8))
    }
  }
}
