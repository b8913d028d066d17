import Engine
import Experiments
import Testing

@testable import Benchmarks

@Suite struct BenchmarkSuiteTests {
  private func suite() throws -> BenchmarkSuite {
    try BenchmarkSuite(
      networks: [Subjects.circles(), Subjects.lenet()], perceptron: Subjects.circles(), kernels: .best,
      copyBytes: 1 << 20)
  }

  private var record: BenchmarkRecord {
    BenchmarkRecord(
      machine: "m", simd: "s", version: "v", threadCounts: [], secondsPerMeasurement: 0.0001)
  }

  @Test func namesAreUnique() throws {
    let names = try suite().names
    #expect(Set(names).count == names.count)
    #expect(names.first == "machine/multiply-add")
    #expect(names.last == "lenet5-bn/layers")
    #expect(names.count { $0.hasPrefix("gemm/") } == 10)
    #expect(names.count { $0.hasPrefix("conv2d/") } == 6)
    #expect(names.allSatisfy { !$0.contains(" ") })
  }

  @Test func withoutAFilterEverythingIsKept() throws {
    let suite = try suite()
    #expect(suite.selection(filter: nil)?.names == suite.names)
    #expect(suite.selection(filter: "")?.names == suite.names)
  }

  @Test(arguments: ["circles", "CIRCLES", "ircles-after-activation/"])
  func aFilterKeepsNamesThatContainIt(filter: String) throws {
    #expect(
      try suite().selection(filter: filter)?.names == [
        "circles-after-activation/training", "circles-after-activation/evaluation",
        "circles-after-activation/layers",
      ])
  }

  /// A kernel adds the peak or the copy that it is compared with. The mean adds its products.
  @Test func linesAddTheLinesThatTheyAreComparedWith() throws {
    let suite = try suite()
    #expect(
      suite.selection(filter: "512x256/forward")?.names == [
        "machine/multiply-add", "gemm/128x512x256/forward",
      ])
    #expect(suite.selection(filter: "adam")?.names == ["machine/copy", "optimizer/adam"])
    let mean = try #require(suite.selection(filter: "geometric"))
    #expect(mean.names.count == 1 + 9 + 1)
    #expect(mean.names.last == "gemm/geometric-mean")
    #expect(suite.selection(filter: "gemm") == mean)
    #expect(suite.selection(filter: "machine/copy")?.names == ["machine/copy"])
  }

  @Test func aFilterThatMatchesNothingKeepsNothing() throws {
    #expect(try suite().selection(filter: "no such kernel") == nil)
  }

  @Test func selectedLinesAreMeasuredInOrder() throws {
    let suite = try suite()
    let selection = try #require(suite.selection(filter: "ca"))
    #expect(
      selection.names == ["machine/copy", "categorical_crossentropy/128x10"])
    var seen: [BenchmarkSuite.Progress] = []
    let result = try #require(
      try suite.run(selection, threads: 2, sampling: Sampling(seconds: 0.0001), into: record) {
        seen.append($0)
        return true
      })
    #expect(seen.map(\.name) == selection.names)
    #expect(seen.map(\.done) == [0, 1])
    #expect(seen.allSatisfy { $0.total == 2 })
    #expect(result.threadCounts == [1, 2])
    #expect(result.peak == nil)
    #expect(result.copy?.timings.count == 2)
    #expect(result.kernels.map(\.name) == ["categorical_crossentropy/128x10"])
    #expect(result.kernels.allSatisfy { $0.rates.allSatisfy { $0 > 0 } })
    #expect(result.networks.isEmpty)
  }

  @Test func networksHaveOnlyTheSelectedMeasurements() throws {
    let suite = try suite()
    let selection = try #require(suite.selection(filter: "circles-after-activation/e"))
    let result = try #require(
      try suite.run(selection, threads: 1, sampling: Sampling(seconds: 0.0001), into: record) { _ in true })
    #expect(result.threadCounts == [1])
    let network = try #require(result.networks.first)
    #expect(result.networks.count == 1)
    #expect(network.evaluation.count == 1)
    #expect(network.training.isEmpty && network.parts.isEmpty)
  }

  @Test func theReportCanStopTheBenchmark() throws {
    let suite = try suite()
    let selection = try #require(suite.selection(filter: "circles"))
    var calls = 0
    let result = try suite.run(
      selection, threads: 1, sampling: Sampling(seconds: 0.0001), into: record
    ) { _ in
      calls += 1
      return calls < 2
    }
    #expect(result == nil)
    #expect(calls == 2)
  }
}
