import Schema

/// scikit-learn's `make_circles`; the first `trainSamples` are the training set, the others the test set.
public struct CirclesSpec: Equatable, Sendable {
  public var samples: Int
  /// The standard deviation of the Gaussian noise; nil: none is drawn.
  public var noise: Double?
  public var factor: Double
  public var randomState: UInt32
  /// Nil: half of the samples.
  public var trainSamples: Int?

  public init(
    samples: Int = 1000, noise: Double? = 0.1, factor: Double = 0.8, randomState: UInt32 = 1,
    trainSamples: Int? = nil
  ) {
    self.samples = samples
    self.noise = noise
    self.factor = factor
    self.randomState = randomState
    self.trainSamples = trainSamples
  }
}

extension CirclesSpec {
  static let keys = KeyTable(
    "scikit-learn's make_circles: two circles of points inside each other, a class each.",
    blank: CirclesSpec(),
    [
      .optional(
        "samples", \.samples, .integer(2...Int(Int32.max)), "Points in all, training and test set together."),
      .optional(
        "noise", \.noise, .nullable(.number(.notNegative)),
        "The standard deviation of the Gaussian noise; null: none is drawn."),
      .optional(
        "factor", \.factor, .number(.fractionBelowOne), "The inner circle's radius; the outer one's is 1."),
      .optional("random_state", \.randomState, .integer(0...UInt32.max), "The seed, as NumPy's."),
      .optional(
        "train_samples", \.trainSamples, .nullable(.size),
        "So many points, from the first on, are the training set; null: half of them."),
    ],
    rule: { circles in
      guard let train = circles.trainSamples, train >= circles.samples else { return nil }
      return (
        "train_samples",
        .other(
          "\(train) of \(circles.samples) samples leave none for the test set; expected at most \(max(circles.samples - 1, 1))"
        )
      )
    })
}
