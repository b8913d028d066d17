import Schema
import System

/// Points on two interleaving half circles with Gaussian noise. They equal, bit for bit, what scikit-learn's
/// [make_moons](https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_moons.html) returns with
/// `shuffle=True`, rounded to float32. The first `trainSamples` points are the training set, the others the test set.
/// Label 0 is the upper half circle, label 1 the lower one.
public struct Moons: PointsConfiguration {
  public var samples: Int
  /// The standard deviation of the noise; nil: no noise is drawn.
  public var noise: Double?
  public var randomState: UInt32
  public var trainSamples: Int?

  public init(
    samples: Int = 1000, noise: Double? = 0.1, randomState: UInt32 = 1, trainSamples: Int? = nil
  ) {
    self.samples = samples
    self.noise = noise
    self.randomState = randomState
    self.trainSamples = trainSamples
  }

  public static let keys = KeyTable(
    "scikit-learn's make_moons: points on two half circles that interleave. Each half circle is a class.",
    blank: Moons(),
    [
      samplesKey,
      noiseKey(\.noise),
      randomStateKey, trainSamplesKey,
    ],
    rule: { $0.splitProblem })

  /// The shape and the counts. Throws `badOption`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    try check(noise: noise)
    return try outline(features: 2)
  }

  /// Draws the samples. Throws `badOption`, `tooLarge` or `notEnoughMemory`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    let outline = try outline(context)
    // Estimate: 4 numbers of 8 bytes hold a point, its shuffled index and its label.
    _ = try MemoryBudget.bytes(for: [samples, 4], elementSize: 8, what: "moons")
    return try Self.generate(samples: samples, noise: noise, randomState: randomState)
      .dataset(outline, context.labels)
  }

  /// All points. Random numbers are drawn in scikit-learn's order: first the shuffle, then the noise, point by point and x
  /// before y.
  static func generate(samples: Int, noise: Double?, randomState: UInt32) -> DrawnPoints {
    let upperCount = samples / 2
    var generator = MT19937(seed: randomState)
    var points = DrawnPoints(features: 2, samples: samples)
    for index in generator.permutation(samples) {
      let isUpper = index < upperCount
      let angle =
        isUpper
        ? Self.angle(index, of: upperCount) : Self.angle(index - upperCount, of: samples - upperCount)
      var x = isUpper ? cos(angle) : 1 - cos(angle)
      var y = isUpper ? sin(angle) : 1 - sin(angle) - 0.5
      if let noise {
        // NumPy's normal() adds the mean 0, which turns −0 into 0.
        x += 0 + noise * generator.nextGaussian()
        y += 0 + noise * generator.nextGaussian()
      }
      points.values.append(Float(x))
      points.values.append(Float(y))
      points.classes.append(isUpper ? 0 : 1)
    }
    return points
  }

  /// As numpy.linspace(0, π, count): an index times the rounded step, and π itself at the end.
  private static func angle(_ index: Int, of count: Int) -> Double {
    if count == 1 { return 0 }
    return index == count - 1 ? .pi : Double(index) * (.pi / Double(count - 1))
  }
}
