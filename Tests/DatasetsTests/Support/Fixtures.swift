import Foundation

@testable import Datasets

/// The path of a file in the folder Fixtures. make_fixtures.py, in that folder, creates the files.
func fixture(_ name: String) -> String {
  Bundle.module.resourcePath.map { "\($0)/Fixtures/\(name)" } ?? name
}

/// The rows of a CSV fixture without its header.
func fixtureRows(_ name: String) throws -> [[String]] {
  let text = try String(contentsOfFile: fixture(name), encoding: .utf8)
  return text.split(separator: "\n").dropFirst().map { line in
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}

/// The values of a fixture written by NumPy.
func fixtureArray(_ name: String) throws -> DataArray {
  try NPYReader(path: fixture(name), name: name).samples()
}

extension DataArray {
  init(_ shape: [Int], _ values: [Float]) throws {
    try self.init(shape: shape, what: "test") { _ = $0.initialize(from: values) }
  }
}
