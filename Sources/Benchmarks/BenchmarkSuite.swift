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
  /// Each of the copy's two arrays: far more than the caches hold.
  private let copyBytes: Int

  /// - Parameters:
  ///   - subjects: the networks, each name once.
  ///   - perceptron: the network whose parameters the optimizers' lines update.
  public init(networks subjects: [NetworkSubject], perceptron: NetworkSubject, kernels: Kernels) {
    self.init(networks: subjects, perceptron: perceptron, kernels: kernels, copyBytes: 128 << 20)
  }

  /// - Parameter copyBytes: the size of each of the copy's two arrays.
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
    /// In the suite's order.
    public let names: [String]

    func contains(_ name: String) -> Bool { names.contains(name) }
  }

  /// The lines whose names contain a text, upper case or lower, and those that they are compared with or computed from: the
  /// machine's peak and copy, and a mean's products. Nil where there is none.
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

  /// Told before each measurement.
  public struct Progress: Equatable, Sendable {
    public let name: String
    /// Measurements done, of so many.
    public let done: Int
    public let total: Int
  }

  /// Measures the lines of a selection on 1 and on `threads` threads.
  /// - Parameters:
  ///   - record: with the machine's description; its thread counts become those that the system granted.
  ///   - report: false stops the benchmark.
  /// - Returns: nil where `report` stopped it.
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
