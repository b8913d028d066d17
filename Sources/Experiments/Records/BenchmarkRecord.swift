/// What `bnlab bench` measured. Lists by thread count have the order of `threadCounts`.
public struct BenchmarkRecord: Equatable, Sendable {
  /// As run.json describes it.
  public var machine: String
  /// `base`, `avx2`, `avx512` or `neon`.
  public var simd: String
  /// bnlab's version.
  public var version: String
  /// Ascending.
  public var threadCounts: [Int]
  /// Given to each measurement.
  public var secondsPerMeasurement: Double
  /// Multiply-adds in registers; nil where nothing is compared with them. The fastest repetition counts.
  public var peak: Line?
  /// A copy within main memory; the fastest repetition counts.
  public var copy: Line?
  /// Geometric means among them stand behind what they are taken of.
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

  /// Seconds of one call, from several repetitions of as many calls as it takes to measure them well.
  public struct Timing: Equatable, Sendable {
    /// Of the repetitions during which the machine was at its quietest.
    public var median: Double
    /// Of all repetitions.
    public var fastest: Double
    /// The median of all repetitions, whatever else the machine did.
    public var overall: Double

    public init(median: Double, fastest: Double, overall: Double) {
      self.median = median
      self.fastest = fastest
      self.overall = overall
    }
  }

  /// Something that was measured by itself, or the geometric mean of several such.
  public struct Line: Equatable, Sendable {
    /// What one call does.
    public enum Amount: Equatable, Sendable {
      /// Additions and multiplications of floats.
      case operations(Double)
      /// Bytes read and written, each array once.
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

    /// Operations or bytes a second.
    public var rates: [Double] { timings.map { count / $0.median } }

    /// The same of the fastest repetition: what a machine is able to do, whatever else it was doing.
    public var fastestRates: [Double] { timings.map { count / $0.fastest } }
  }
}
