import Foundation

@testable import Datasets

/// The path of a file in Fixtures, which make_fixtures.py there has made.
func fixture(_ name: String) -> String {
  Bundle.module.resourcePath.map { "\($0)/Fixtures/\(name)" } ?? name
}

/// The lines of a CSV fixture after its header, split at commas.
func fixtureRows(_ name: String) throws -> [[String]] {
  let text = try String(contentsOfFile: fixture(name), encoding: .utf8)
  return text.split(separator: "\n").dropFirst().map { line in
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}

/// The values of a fixture that NumPy has written.
func fixtureArray(_ name: String) throws -> DataArray {
  try NPYReader(path: fixture(name), name: name).samples()
}

/// A folder that goes with the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "bnlab-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, with the folders above it, and returns its path.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String, executable: Bool = false) throws -> String {
    let file = "\(path)/\(name)"
    let folder = (file as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let attributes: [FileAttributeKey: Any]? = executable ? [.posixPermissions: 0o755] : nil
    guard FileManager.default.createFile(atPath: file, contents: Data(bytes), attributes: attributes) else {
      throw CocoaError(.fileWriteUnknown)
    }
    return file
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

  /// The names in the folder.
  func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
  }
}

func bytes(ofFile path: String) throws -> [UInt8] {
  try Array(Data(contentsOf: URL(fileURLWithPath: path)))
}

extension DataArray {
  init(_ shape: [Int], _ values: [Float]) throws {
    try self.init(shape: shape, what: "test") { _ = $0.initialize(from: values) }
  }
}
