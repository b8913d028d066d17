import Engine
import Experiments

/// Measures the selected lines one after the other and collects the results.
struct BenchmarkRun {
  /// Thrown if `report` stops the benchmark.
  struct Stopped: Error {}

  private(set) var record: BenchmarkRecord
  private let executors: [Executor]
  private var sampling: Sampling
  private let selection: BenchmarkSuite.Selection
  private let total: Int
  private let report: (BenchmarkSuite.Progress) -> Bool
  private var done = 0

  init(
    record: BenchmarkRecord, executors: [Executor], sampling: Sampling, selection: BenchmarkSuite.Selection,
    total: Int, report: @escaping (BenchmarkSuite.Progress) -> Bool
  ) {
    self.record = record
    self.record.threadCounts = executors.map(\.threadCount)
    self.executors = executors
    self.sampling = sampling
    self.selection = selection
    self.total = total
    self.report = report
  }

  mutating func measureMachine(kernels: Kernels, copyBytes: Int) throws {
    record.peak = try line(
      KernelBenchmark(BenchmarkSuite.peakName, isArithmetic: true) { .multiplyAdds(kernels: kernels) })
    record.copy = try line(
      KernelBenchmark(BenchmarkSuite.copyName) { .copy(byteCount: copyBytes) })
  }

  /// Measures the matrix products and adds the line with their mean.
  mutating func measureProducts(_ products: [KernelBenchmark]) throws {
    try measureKernels(products)
    guard selection.contains(KernelCatalogue.productMean) else { return }
    record.kernels.append(
      BenchmarkRecord.Line(
        name: KernelCatalogue.productMean, meanOf: record.kernels, threadCounts: executors.count))
  }

  mutating func measureKernels(_ lines: [KernelBenchmark]) throws {
    for benchmark in lines {
      if let line = try line(benchmark) { record.kernels.append(line) }
    }
  }

  mutating func measure(_ subject: NetworkSubject) throws {
    let measurements = NetworkMeasurement.allCases.filter { selection.contains($0.name(of: subject)) }
    if measurements.isEmpty { return }
    let samples = subject.samples()
    let sessions = executors.map { NetworkSession(subject, samples: samples, executor: $0) }
    var network = BenchmarkRecord.Network(
      name: subject.name, batchSize: subject.batchSize, defaultThreads: subject.defaultThreads,
      evaluationSamples: subject.evaluationSamples)
    for measurement in measurements {
      try begin(measurement.name(of: subject))
      measurement.measure(&sampling, on: sessions, into: &network)
    }
    record.networks.append(network)
  }

  /// Measures one line; nil if it is not selected.
  private mutating func line(_ benchmark: KernelBenchmark) throws -> BenchmarkRecord.Line? {
    guard selection.contains(benchmark.name) else { return nil }
    try begin(benchmark.name)
    return try benchmark.measure(&sampling, on: executors)
  }

  /// Reports that a measurement begins.
  private mutating func begin(_ name: String) throws {
    guard report(BenchmarkSuite.Progress(name: name, done: done, total: total)) else { throw Stopped() }
    done += 1
  }
}
