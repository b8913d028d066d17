import Foundation

/// The readers of bnlab that get bytes which somebody else may have written.
enum Reader: String, CaseIterable {
  case json, spec, study
  case csv, npy, idx, gzip
  case safetensors, record, metrics, checkpoint

  /// The reader that the command line names.
  static let chosen: Reader =
    CommandLine.arguments.dropFirst().first.flatMap(Reader.init) ?? .json

  /// Reads an input, whatever it is. What the reader accepts must have the properties that are checked here; it may refuse
  /// anything.
  func read(_ bytes: [UInt8]) {
    switch self {
    case .json: TextReaders.json(bytes)
    case .spec: TextReaders.spec(bytes)
    case .study: TextReaders.study(bytes)
    case .csv: DataReaders.csv(bytes)
    case .npy: DataReaders.npy(bytes)
    case .idx: DataReaders.idx(bytes)
    case .gzip: DataReaders.gzip(bytes)
    case .safetensors: RunReaders.safetensors(bytes)
    case .record: RunReaders.record(bytes)
    case .metrics: RunReaders.metrics(bytes)
    case .checkpoint: RunReaders.checkpoint(bytes)
    }
  }

  /// Writes the first inputs of every reader: files of the repository, the current folder, and what bnlab writes itself.
  static func writeSeeds(to folder: String) throws {
    for reader in allCases {
      let own = "\(folder)/\(reader.rawValue)"
      try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
      for (number, seed) in try reader.seeds().enumerated() {
        try Data(seed).write(to: URL(fileURLWithPath: "\(own)/seed-\(number)"))
      }
    }
  }
}

/// Ends the program, which libFuzzer reports with the input, unless a reader has a property that it must have.
func require(
  _ condition: @autoclosure () -> Bool, _ property: String, file: StaticString = #file, line: UInt = #line
) {
  if !condition() { fatalError(property, file: file, line: line) }
}
