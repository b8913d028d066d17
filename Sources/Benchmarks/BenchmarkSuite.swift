import Engine
import Experiments

/// Everything that `bnlab bench` can measure.
public struct BenchmarkSuite {
  private let subjects: [NetworkSubject]
  private let products = KernelCatalogue.productLines
  private let otherKernels: [KernelBenchmark]
  private let kernels: Kernels

  public static let peakName = "machine/multiply-add"
  public static let copyName = "machine/copy"
  /// The size in bytes of each of the two arrays of the copy, which is far larger than the caches.
  private let copyBytes: Int

  /// - Parameters:
  ///   - subjects: the networks, with different names.
  ///   - perceptron: the network whose parameters the lines of the optimizers update.
  public init(networks subjects: [NetworkSubject], perceptron: NetworkSubject, kernels: Kernels) {
    self.init(networks: subjects, perceptron: perceptron, kernels: kernels, copyBytes: 128 << 20)
  }

  /// - Parameter copyBytes: the size in bytes of each of the two arrays of the copy.
  init(networks subjects: [NetworkSubject], perceptron: NetworkSubject, kernels: Kernels, copyBytes: Int) {
    self.copyBytes = copyBytes
    self.subjects = subjects
    self.kernels = kernels
    otherKernels = KernelCatalogue.otherLines(perceptron: { perceptron.network() })
  }

  /// The names of all lines, in the order in which they are measured.
  public var names: [String] {
    [Self.peakName, Self.copyName] + products.map(\.name) + [KernelCatalogue.productMean]
      + otherKernels.map(\.name)
      + subjects.flatMap { subject in NetworkMeasurement.allCases.map { $0.name(of: subject) } }
  }

  /// The lines to measure.
  public struct Selection: Equatable, Sendable {
    /// The names of the lines in the order of the suite.
    public let names: [String]

    func contains(_ name: String) -> Bool { names.contains(name) }
  }

  /// The lines whose names contain a text, in upper or lower case. Added are the lines that these are compared with, the
  /// peak and the copy of the machine, and the products that a mean is computed from.
  /// - Parameter filter: nil for all lines.
  /// - Returns: nil if no name contains the text.
  public func selection(filter: String?) -> Selection? {
    guard let filter = filter?.lowercased() else { return Selection(names: names) }
    var kept = Set(names.filter { $0.lowercased().contains(filter) })
    if kept.isEmpty { return nil }
    if kept.contains(KernelCatalogue.productMean) {
      kept.formUnion(products.map(\.name))
    }
    for line in products + otherKernels where kept.contains(line.name) {
      kept.insert(line.isArithmetic ? Self.peakName : Self.copyName)
    }
    return Selection(names: names.filter(kept.contains))
  }

  /// The progress of the benchmark, reported before each measurement.
  public struct Progress: Equatable, Sendable {
    public let name: String
    /// The number of measurements that are done.
    public let done: Int
    /// The number of all measurements.
    public let total: Int
  }

  /// Measures the selected lines with 1 thread and with `threads` threads.
  /// - Parameters:
  ///   - sampling: how long to measure.
  ///   - record: a record with the description of the machine. Its thread counts are replaced by those that the system
  ///     granted.
  ///   - report: called before each measurement. Returning false stops the benchmark.
  /// - Returns: the record with the results; nil if `report` stopped the benchmark.
  public func run(
    _ selection: Selection, threads: Int, sampling: Sampling, into record: BenchmarkRecord,
    report: @escaping (Progress) -> Bool
  ) throws -> BenchmarkRecord? {
    let shared = Executor(kernels: kernels, threads: threads)
    let executors = (shared.threadCount > 1 ? [Executor(kernels: kernels)] : []) + [shared]
    var run = BenchmarkRun(
      record: record, executors: executors, sampling: sampling, selection: selection,
      total: selection.names.count { $0 != KernelCatalogue.productMean }, report: report)
    do {
      try run.measureMachine(kernels: kernels, copyBytes: copyBytes)
      try run.measureProducts(products)
      try run.measureKernels(otherKernels)
      for subject in subjects { try run.measure(subject) }
    } catch is BenchmarkRun.Stopped {
      return nil
    }
    return run.record
  }
}
