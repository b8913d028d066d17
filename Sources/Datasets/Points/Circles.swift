import Schema
import System

/// Points on two concentric circles with Gaussian noise. They equal, bit for bit, what scikit-learn's
/// [make_circles](https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_circles.html) returns with
/// `shuffle=True`, rounded to float32. The first `trainSamples` points are the training set, the others the test set.
/// Label 0 is the outer circle, label 1 the inner one.
public struct Circles: PointsConfiguration {
  /// The number of points in both sets together.
  public var samples: Int
  /// The standard deviation of the noise; nil: no noise is drawn.
  public var noise: Double?
  /// The inner circle's radius, in [0, 1). The outer circle's radius is 1.
  public var factor: Double
  /// The seed, as scikit-learn's `random_state`.
  public var randomState: UInt32
  /// The size of the training set; nil: half of the samples, rounded down.
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

  public static let keys = KeyTable(
    "scikit-learn's make_circles: points on two circles, one inside the other. Each circle is a class.",
    blank: Circles(),
    [
      samplesKey,
      noiseKey(\.noise),
      .optional(
        "factor", \.factor, .number(.fractionBelowOne), "The inner circle's radius; the outer circle's is 1."),
      randomStateKey, trainSamplesKey,
    ],
    rule: { $0.splitProblem })

  /// The shape and the counts. Throws `badOption`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    try check(noise: noise)
    guard factor >= 0, factor < 1 else {
      throw .badOption("factor", "\(factor)", allowed: "0 or more and less than 1")
    }
    return try outline(features: 2)
  }

  /// Draws the samples. Throws `badOption`, `tooLarge` or `notEnoughMemory`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    let outline = try outline(context)
    // Estimate: 4 numbers of 8 bytes hold a point, its shuffled index and its label.
    _ = try MemoryBudget.bytes(for: [samples, 4], elementSize: 8, what: "circles")
    return try Self.generate(samples: samples, noise: noise, factor: factor, randomState: randomState)
      .dataset(outline, context.labels)
  }

  /// All points. Random numbers are drawn in scikit-learn's order: first the shuffle, then the noise, point by point and x
  /// before y.
  static func generate(
    samples: Int, noise: Double?, factor: Double, randomState: UInt32
  ) -> DrawnPoints {
    let outerCount = samples / 2
    let innerCount = samples - outerCount
    // As numpy.linspace(0, 2π, count, endpoint=False): an angle is its index times the rounded step.
    let outerStep = 2 * Double.pi / Double(outerCount)
    let innerStep = 2 * Double.pi / Double(innerCount)
    var generator = MT19937(seed: randomState)
    let order = generator.permutation(samples)
    var points = DrawnPoints(features: 2, samples: samples)
    for index in order {
      let isInner = index >= outerCount
      let angle = isInner ? Double(index - outerCount) * innerStep : Double(index) * outerStep
      var x = cos(angle)
      var y = sin(angle)
      if isInner {
        x *= factor
        y *= factor
      }
      if let noise {
        // NumPy's normal() adds the mean 0, which turns −0 into 0.
        x += 0 + noise * generator.nextGaussian()
        y += 0 + noise * generator.nextGaussian()
      }
      points.values.append(Float(x))
      points.values.append(Float(y))
      points.classes.append(isInner ? 1 : 0)
    }
    return points
  }
}
