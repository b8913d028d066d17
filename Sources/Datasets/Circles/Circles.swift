import Schema
import System

/// Points on two concentric circles with Gaussian noise. They equal, bit for bit, what scikit-learn's
/// [make_circles](https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_circles.html) returns with
/// `shuffle=True`, rounded to float32. The first `trainSamples` points are the training set, the others the test set.
/// Label 0 is the outer circle, label 1 the inner one.
public struct Circles: DatasetConfiguration {
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
      .optional(
        "samples", \.samples, .integer(2...Int(Int32.max)),
        "The number of points, training and test set together."),
      .optional(
        "noise", \.noise, .nullable(.number(.notNegative)),
        "The standard deviation of the Gaussian noise; null: no noise is drawn."),
      .optional(
        "factor", \.factor, .number(.fractionBelowOne), "The inner circle's radius; the outer circle's is 1."),
      .optional("random_state", \.randomState, .integer(0...UInt32.max), "The seed, as NumPy takes it."),
      .optional(
        "train_samples", \.trainSamples, .nullable(.size),
        "The size of the training set, which is taken from the beginning; null: half of the points."),
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

  /// The shape and the counts. Throws `badOption`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    guard samples >= 2 else {
      throw .badOption("samples", "\(samples)", allowed: "2 or more, so that both sets have some")
    }
    if let noise, !(noise >= 0 && noise.isFinite) {
      throw .badOption("noise", "\(noise)", allowed: "0 or more, or null for none")
    }
    guard factor >= 0, factor < 1 else {
      throw .badOption("factor", "\(factor)", allowed: "0 or more and less than 1")
    }
    let trainCount = trainSamples ?? samples / 2
    guard trainCount >= 1, trainCount < samples else {
      throw .badOption(
        "train_samples", "\(trainCount)",
        allowed: "1 to \(samples - 1), since `samples` is \(samples) and the test set gets the rest")
    }
    return DatasetOutline(featureShape: [2], trainCount: trainCount, testCount: samples - trainCount)
  }

  /// Returns nil, so that the checksums are computed from the samples themselves, which are cheap to draw.
  public func checksums() -> [DatasetPart: SHA256.Digest]? { nil }

  /// Draws the samples. Throws `badOption`, `tooLarge` or `notEnoughMemory`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    let outline = try outline(context)
    // Estimate: 4 numbers of 8 bytes hold a point, its shuffled index and its label.
    _ = try MemoryBudget.bytes(for: [samples, 4], elementSize: 8, what: "circles")
    let all = Self.generate(samples: samples, noise: noise, factor: factor, randomState: randomState)
    let split = outline.trainCount
    let trainPoints = all.points[..<(2 * split)]
    let testPoints = all.points[(2 * split)...]
    return try Dataset(
      trainX: DataArray(shape: [outline.trainCount, 2], what: "train_x") {
        _ = $0.initialize(from: trainPoints)
      },
      trainY: Labels(classes: Array(all.classes[..<split]), as: context.labels),
      testX: DataArray(shape: [outline.testCount, 2], what: "test_x") { _ = $0.initialize(from: testPoints) },
      testY: Labels(classes: Array(all.classes[split...]), as: context.labels))
  }

  /// All points as x, y, x, y, ..., and their labels. Random numbers are drawn in scikit-learn's order: first the
  /// shuffle, then the noise, point by point and x before y.
  static func generate(
    samples: Int, noise: Double?, factor: Double, randomState: UInt32
  ) -> (points: [Float], classes: [Int32]) {
    let outerCount = samples / 2
    let innerCount = samples - outerCount
    // As numpy.linspace(0, 2π, count, endpoint=False): an angle is its index times the rounded step.
    let outerStep = 2 * Double.pi / Double(outerCount)
    let innerStep = 2 * Double.pi / Double(innerCount)
    var generator = MT19937(seed: randomState)
    let order = generator.permutation(samples)
    var points: [Float] = []
    var classes: [Int32] = []
    points.reserveCapacity(2 * samples)
    classes.reserveCapacity(samples)
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
      points.append(Float(x))
      points.append(Float(y))
      classes.append(isInner ? 1 : 0)
    }
    return (points, classes)
  }
}
