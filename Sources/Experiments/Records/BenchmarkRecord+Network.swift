extension BenchmarkRecord {
  /// Measurements of the training and evaluation of a network. Those that the filter leaves out are empty.
  public struct Network: Equatable, Sendable {
    public var name: String
    /// The number of samples of a training step.
    public var batchSize: Int
    /// The number of threads that `run` uses without `--threads`.
    public var defaultThreads: Int
    /// The time of a training step.
    public var training: [Timing] = []
    /// The number of samples of one evaluation.
    public var evaluationSamples: Int
    public var evaluation: [Timing] = []
    /// In the order of a training step.
    public var parts: [Part] = []

    public init(name: String, batchSize: Int, defaultThreads: Int, evaluationSamples: Int) {
      self.name = name
      self.batchSize = batchSize
      self.defaultThreads = defaultThreads
      self.evaluationSamples = evaluationSamples
    }

    /// Samples per second.
    public var trainingRates: [Double] { training.map { Double(batchSize) / $0.median } }
    public var evaluationRates: [Double] { evaluation.map { Double(evaluationSamples) / $0.median } }

    /// The index of the smallest number of threads whose training takes at most 5 % longer than the fastest; nil if
    /// training was not measured.
    public var suitableThreadIndex: Int? {
      guard let fastest = training.map(\.median).min() else { return nil }
      return training.firstIndex { $0.median <= 1.05 * fastest }
    }

    /// The share of a part in the time of all parts.
    /// - Parameter index: the index of a number of threads.
    public func share(of part: Part, at index: Int) -> Double {
      part.times[index].total / parts.reduce(0) { $0 + $1.times[index].total }
    }
  }

  /// A part of a training step: a layer, or something done once per step.
  public struct Part: Equatable, Sendable {
    public var name: String
    /// One for each number of threads.
    public var times: [PartTime]

    public init(name: String, times: [PartTime]) {
      self.name = name
      self.times = times
    }
  }

  /// The seconds of a part in one step.
  public struct PartTime: Equatable, Sendable {
    public var forward: Double
    /// Nil if the part is not a layer.
    public var backward: Double?

    public init(forward: Double, backward: Double?) {
      self.forward = forward
      self.backward = backward
    }

    public var total: Double { forward + (backward ?? 0) }
  }
}
