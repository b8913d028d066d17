extension BenchmarkRecord {
  /// A network's training and evaluation. What the filter leaves out is empty.
  public struct Network: Equatable, Sendable {
    public var name: String
    /// Samples of a training step.
    public var batchSize: Int
    /// What `run` takes without `--threads`.
    public var defaultThreads: Int
    /// Of a training step.
    public var training: [Timing] = []
    /// Samples of one call of the evaluation.
    public var evaluationSamples: Int
    public var evaluation: [Timing] = []
    /// In a step's order.
    public var parts: [Part] = []

    public init(name: String, batchSize: Int, defaultThreads: Int, evaluationSamples: Int) {
      self.name = name
      self.batchSize = batchSize
      self.defaultThreads = defaultThreads
      self.evaluationSamples = evaluationSamples
    }

    /// Samples a second.
    public var trainingRates: [Double] { training.map { Double(batchSize) / $0.median } }
    public var evaluationRates: [Double] { evaluation.map { Double(evaluationSamples) / $0.median } }

    /// The place of the least number of threads whose training is as fast as the fastest but for 5 %; nil where training
    /// was not measured.
    public var suitableThreadIndex: Int? {
      guard let fastest = training.map(\.median).min() else { return nil }
      return training.firstIndex { $0.median <= 1.05 * fastest }
    }

    /// The share of a part in the time of all parts, for a place among the thread counts.
    public func share(of part: Part, at index: Int) -> Double {
      part.times[index].total / parts.reduce(0) { $0 + $1.times[index].total }
    }
  }

  /// A part of a training step: a layer, or what is done once a step.
  public struct Part: Equatable, Sendable {
    public var name: String
    public var times: [PartTime]

    public init(name: String, times: [PartTime]) {
      self.name = name
      self.times = times
    }
  }

  /// Seconds of a step.
  public struct PartTime: Equatable, Sendable {
    public var forward: Double
    /// Nil for what is no layer.
    public var backward: Double?

    public init(forward: Double, backward: Double?) {
      self.forward = forward
      self.backward = backward
    }

    public var total: Double { forward + (backward ?? 0) }
  }
}
