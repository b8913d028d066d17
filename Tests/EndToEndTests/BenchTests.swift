import Foundation
import Testing

/// `bnlab bench` with very short measurements.
@Suite struct BenchTests {
  private static let quick = ["bench", "--seconds", "0.001"]

  @Test func networksAreMeasuredWithoutTheirData() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(
        Self.quick + ["--filter", "Circles-after", "--threads", "2", "--format", "json"])
      try #require(result.status == 0, "\(result.errors)")
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      #expect(json["kind"] as? String == "benchmark")
      #expect(json["threads"] as? [Int] == [1, 2])
      let rows = try #require(json["measurements"] as? [[String: Any]])
      // Training, evaluation, and the parts gather, three layers, loss and optimizer, with 1 and with 2 threads.
      #expect(rows.count == 2 * (2 + 6))
      var shareSum = 0.0
      for row in rows {
        let name = try #require(row["name"] as? String)
        #expect(name.hasPrefix("circles-after-activation/"))
        let seconds = try #require(row["seconds"] as? Double)
        #expect(seconds > 0)
        let threads = row["threads"] as? Int
        if threads == 1, let share = row["share_of_step"] as? Double { shareSum += share }
      }
      #expect(abs(shareSum - 1) < 1e-9)
      #expect(!bnlab.exists("runs"))
    }
  }

  @Test func kernelsAreComparedWithThePeak() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(
        Self.quick + ["--filter", "512x256/forward", "--threads", "1", "--quiet"])
      try #require(result.status == 0, "\(result.errors)")
      for text in ["machine/multiply-add", "gemm/128x512x256/forward", "of peak", "1 thread"] {
        #expect(result.output.contains(text), "\(result.output)")
      }
      #expect(!result.output.contains("machine/copy"))
      #expect(result.errors.isEmpty)
    }
  }

  /// The networks are those of built-in experiments, even if local ones have the same names.
  @Test func localExperimentsAreIgnored() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write("not a spec", to: "experiments/circles-baseline.jsonc")
      let result = try bnlab.run(
        Self.quick + ["--filter", "circles-baseline/training", "--format", "csv"])
      try #require(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("\ntraining,circles-baseline/training,1,"))
    }
  }

  @Test func aFilterThatMatchesNothingListsTheNames() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(Self.quick + ["--filter", "no-such-kernel"])
      #expect(result.status == 64)
      for text in ["'no-such-kernel'", "gemm/geometric-mean", "lenet5-bn/layers"] {
        #expect(result.errors.contains(text), "\(result.errors)")
      }
      #expect(result.output.isEmpty)
    }
  }

  @Test func theSIMDLevelIsUsed() throws {
    try BnlabProcess.withBnlab { bnlab in
      let arguments = Self.quick + ["--filter", "circles-baseline/training", "--format", "json"]
      let base = try bnlab.run(arguments, environment: ["BNLAB_SIMD": "base"])
      #expect(base.output.contains("\"simd\": \"base\""), "\(base.errors)")
      #expect(try bnlab.run(arguments, environment: ["BNLAB_SIMD": "sse9"]).status == 64)
    }
  }
}
