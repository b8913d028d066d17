import Engine
import Foundation
import Testing

/// Training runs that were also computed by a reference implementation in double precision. The spec `NAME/NAME.json`,
/// with its data and initial weights, must give the figures of `expected.csv` and the weights of `final.safetensors`.
@Suite struct GoldenTests {
  /// The cases in the fixtures and in the folder that BNLAB_GOLDEN_DIR names.
  static let cases: [GoldenCase] = {
    var folders: [URL] = []
    if let fixtures = Bundle.module.url(forResource: "Fixtures/golden", withExtension: nil) {
      folders.append(fixtures)
    }
    if let further = ProcessInfo.processInfo.environment["BNLAB_GOLDEN_DIR"] {
      folders.append(URL(fileURLWithPath: further))
    }
    return folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        .map { GoldenCase(folder: folder.appendingPathComponent($0)) }
        .filter { FileManager.default.fileExists(atPath: $0.spec.path) }
    }
  }()

  @Test func thereAreCases() {
    #expect(Self.cases.count >= 10)
    if let further = ProcessInfo.processInfo.environment["BNLAB_GOLDEN_DIR"] {
      #expect(Self.cases.contains { $0.folder.path.hasPrefix(URL(fileURLWithPath: further).path) })
    }
  }

  @Test(arguments: cases) func agreesWithDoublePrecision(golden: GoldenCase) throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(["run", golden.spec.path, "--runs-dir", "runs", "--quiet"])
      try #require(result.status == 0, "\(result.errors)")
      let run = "runs/\(golden.name)/seed-1"

      let expected = try Table(
        csv: String(contentsOf: golden.folder.appendingPathComponent("expected.csv"), encoding: .utf8))
      let actual = try Table(csv: bnlab.read("\(run)/metrics.csv"))
      #expect(actual.header == expected.header)
      #expect(actual.rows.count == expected.rows.count)
      for (actualRow, expectedRow) in zip(actual.rows, expected.rows) {
        for (column, name) in expected.header.enumerated() {
          guard let value = expectedRow[column] else {
            #expect(actualRow[column] == nil, "\(name) has a figure, but none was expected")
            continue
          }
          let figure = try #require(actualRow[column], "\(name) is missing")
          let allowed = try golden.tolerance(of: name, value: value)
          #expect(
            abs(figure - value) <= allowed, "\(name) is \(figure), but \(value) was expected")
        }
      }

      let reference = try Safetensors.decode(
        [UInt8](Data(contentsOf: golden.folder.appendingPathComponent("final.safetensors"))))
      let weights = try Safetensors.decode([UInt8](bnlab.data("\(run)/weights.safetensors")))
      #expect(Set(weights.keys) == Set(reference.keys))
      for (name, expected) in reference {
        let actual = try #require(weights[name])
        #expect(actual.shape == expected.shape)
        #expect(normalisedDifference(actual, expected) <= 2e-3, "\(name) differs")
      }
    }
  }

  /// The relative difference ‖a − b‖ / ‖b‖.
  private func normalisedDifference(_ a: Tensor, _ b: Tensor) -> Double {
    let pairs = zip(a.elements, b.elements)
    let difference = pairs.reduce(0.0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
    let norm = b.elements.reduce(0.0) { $0 + Double($1) * Double($1) }
    return (difference / max(norm, 1e-24)).squareRoot()
  }
}

struct GoldenCase: CustomTestStringConvertible {
  let folder: URL
  var name: String { folder.lastPathComponent }
  var spec: URL { folder.appendingPathComponent("\(name).json") }
  var testDescription: String { name }

  /// The allowed difference. For a loss it is 3e-5 of the value plus 3e-6, about ten times the rounding errors of 32-bit
  /// floats. For an accuracy it is two samples.
  func tolerance(of column: String, value: Double) throws -> Double {
    switch column {
    case "epoch": return 0
    case let name where name.hasSuffix("loss"): return 3e-5 * abs(value) + 3e-6
    case let name:
      let file = name.hasPrefix("train") ? "train_y.npy" : "test_y.npy"
      return 2.001 / Double(try sampleCount(file))
    }
  }

  /// The length of a one-dimensional .npy file, from its header's `'shape': (N,)`.
  private func sampleCount(_ file: String) throws -> Int {
    let header = String(
      decoding: try Data(contentsOf: folder.appendingPathComponent(file)).prefix(128), as: UTF8.self)
    let shape = try #require(header.split(separator: "(").dropFirst().first)
    return try #require(Int(shape.prefix { $0.isNumber }))
  }
}

/// A CSV file of numbers under one header line.
private struct Table {
  let header: [String]
  /// Nil for an empty field.
  let rows: [[Double?]]

  init(csv: String) throws {
    let lines = csv.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    header = try #require(lines.first).map(String.init)
    rows = try lines.dropFirst().map { line in
      try line.map { field -> Double? in
        if field.isEmpty { return nil }
        guard let number = Double(field) else { throw NotANumber(field: String(field)) }
        return number
      }
    }
  }
}

private struct NotANumber: Error {
  let field: String
}
