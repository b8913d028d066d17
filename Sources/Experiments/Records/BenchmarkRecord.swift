/// The results of `bnlab bench`. Lists by number of threads have the order of `threadCounts`.
public struct BenchmarkRecord: Equatable, Sendable {
  /// The machine as run.json describes it.
  public var machine: String
  /// The SIMD level: `base`, `avx2`, `avx512` or `neon`.
  public var simd: String
  /// The version of bnlab.
  public var version: String
  /// The numbers of threads, ascending.
  public var threadCounts: [Int]
  /// The nominal time of a measurement in seconds.
  public var secondsPerMeasurement: Double
  /// The processor's peak: multiply-adds in registers, by the fastest repetition. Nil if no line is compared with it.
  public var peak: Line?
  /// The speed of a copy within main memory, by the fastest repetition. Nil if no line is compared with it.
  public var copy: Line?
  /// Includes geometric means, each after the kernels that it is computed from.
  public var kernels: [Line] = []
  public var networks: [Network] = []

  public init(
    machine: String, simd: String, version: String, threadCounts: [Int], secondsPerMeasurement: Double
  ) {
    self.machine = machine
    self.simd = simd
    self.version = version
    self.threadCounts = threadCounts
    self.secondsPerMeasurement = secondsPerMeasurement
  }

  /// Seconds per call. There are several repetitions, each with enough calls to be measured precisely.
  public struct Timing: Equatable, Sendable {
    /// The median of the repetitions during which the machine was quietest.
    public var median: Double
    /// The fastest of all repetitions.
    public var fastest: Double
    /// The median of all repetitions, including those disturbed by other programs.
    public var overall: Double

    public init(median: Double, fastest: Double, overall: Double) {
      self.median = median
      self.fastest = fastest
      self.overall = overall
    }
  }

  /// A measurement, or the geometric mean of several.
  public struct Line: Equatable, Sendable {
    /// The work of one call.
    public enum Amount: Equatable, Sendable {
      /// The number of additions and multiplications of floats.
      case operations(Double)
      /// The bytes read and written, each array counted once.
      case bytes(Double)
    }

    public var name: String
    public var amount: Amount
    public var timings: [Timing]

    public init(name: String, amount: Amount, timings: [Timing]) {
      self.name = name
      self.amount = amount
      self.timings = timings
    }

    private var count: Double {
      switch amount {
      case .operations(let count), .bytes(let count): count
      }
    }

    /// Operations or bytes per second.
    public var rates: [Double] { timings.map { count / $0.median } }

    /// Operations or bytes per second of the fastest repetition: what the machine can do when it is not disturbed.
    public var fastestRates: [Double] { timings.map { count / $0.fastest } }
  }
}
