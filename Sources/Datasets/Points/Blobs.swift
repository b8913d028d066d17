import Schema
import System
import Text

/// Gaussian clouds of points, one for each class. They equal, bit for bit, what scikit-learn's
/// [make_blobs](https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_blobs.html) returns with
/// `shuffle=True`, rounded to float32. The first `trainSamples` points are the training set, the others the test set.
public struct Blobs: PointsConfiguration {
  /// Where the clouds are.
  public enum Centers: Equatable, Sendable {
    /// That many centers, drawn at random from the box.
    case drawn(Int)
    /// The coordinates of each center; the lists are of one length.
    case given([[Double]])
  }

  /// The spread of the clouds: their standard deviation along each axis.
  public enum Spread: Equatable, Sendable {
    /// The same for all clouds.
    case same(Double)
    /// One for each cloud.
    case each([Double])
  }

  /// The bounds of each coordinate of a drawn center.
  public struct Box: Equatable, Sendable {
    public var low: Double
    public var high: Double

    public init(_ low: Double, _ high: Double) { (self.low, self.high) = (low, high) }
  }

  public var samples: Int
  public var centers: Centers
  /// The number of coordinates of a point; nil: that of the given centers, or 2.
  public var features: Int?
  public var spread: Spread
  /// Each coordinate of a drawn center lies between its bounds.
  public var centerBox: Box
  public var randomState: UInt32
  public var trainSamples: Int?

  public init(
    samples: Int = 1000, centers: Centers = .drawn(3), features: Int? = nil, spread: Spread = .same(1),
    centerBox: Box = Box(-10, 10), randomState: UInt32 = 1, trainSamples: Int? = nil
  ) {
    self.samples = samples
    self.centers = centers
    self.features = features
    self.spread = spread
    self.centerBox = centerBox
    self.randomState = randomState
    self.trainSamples = trainSamples
  }

  public static let keys = KeyTable(
    "scikit-learn's make_blobs: Gaussian clouds of points, one for each class.", blank: Blobs(),
    [
      samplesKey,
      .optional(
        "centers", \.centers, centersCodec,
        "The number of classes, whose centers are drawn from the box; or the coordinates of each center."),
      .optional(
        "features", \.features, .nullable(.integer(1...largestCount)),
        "The number of coordinates of a point; null: that of the given centers, or 2."),
      .optional(
        "cluster_std", \.spread, spreadCodec,
        "The standard deviation of the clouds along each axis: a number, or a list with one for each center."),
      .optional(
        "center_box", \.centerBox, boxCodec,
        "The bounds of each coordinate of a center that is drawn."),
      randomStateKey, trainSamplesKey,
    ],
    rule: { blobs in
      blobs.splitProblem
        ?? blobs.problem.map {
          ($0.key, .other("\($0.value) does not fit; expected \($0.allowed)"))
        }
    })

  /// The largest number of centers and of coordinates. More would be a mistake, and would take long to draw.
  private static let largestCount = 65_536

  private static let centersCodec = Codec<Centers>.either(
    Codec.integer(1...largestCount).map(Centers.drawn) { $0.count },
    Codec.list(of: .list(of: .number(.any), minimum: 1), minimum: 1).map(Centers.given) { $0.places }
  ) { centers in
    switch centers {
    case .drawn(let count): .integer(count)
    case .given(let places): .array(places.map { .array($0.map(JSON.double)) })
    }
  }

  private static let boxCodec = Codec.tuple(of: .number(.any), count: 2)
    .map({ Box($0[0], $0[1]) }) { [$0.low, $0.high] }

  private static let spreadCodec = Codec<Spread>.either(
    Codec.number(.notNegative).map(Spread.same) { $0.values(count: 1).first ?? 0 },
    Codec.list(of: .number(.notNegative), minimum: 1).map(Spread.each) { $0.values(count: 1) }
  ) { spread in
    switch spread {
    case .same(let value): .double(value)
    case .each(let values): .array(values.map(JSON.double))
    }
  }

  /// The first pair of options that contradict each other; nil if there is none.
  private var problem: (key: String, value: String, allowed: String)? {
    if case .given(let places) = centers, let first = places.first {
      if let odd = places.first(where: { $0.count != first.count }) {
        return ("centers", "\(odd)", "\(counted(first.count, "coordinate")), as the first one has")
      }
      if let features, features != first.count {
        return ("features", "\(features)", "\(first.count), their number of coordinates, or leave it out")
      }
    }
    if case .each(let values) = spread, values.count != centers.count {
      return ("cluster_std", "\(values)", "\(counted(centers.count, "number")), or one number for all")
    }
    return nil
  }

  private var featureCount: Int {
    switch centers {
    case .drawn: features ?? 2
    case .given(let places): places.first?.count ?? 0
    }
  }

  /// The shape and the counts. Throws `badOption`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    if let problem { throw .badOption(problem.key, problem.value, allowed: problem.allowed) }
    return try outline(features: featureCount)
  }

  /// Draws the samples. Throws `badOption`, `tooLarge`, `notEnoughMemory`, or `notFinite` if a coordinate is too large
  /// for float32.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    let outline = try outline(context)
    // A point is drawn in float64, and shuffled into float32.
    _ = try MemoryBudget.bytes(for: [samples, featureCount + 2], elementSize: 12, what: "blobs")
    _ = try MemoryBudget.bytes(for: [centers.count, featureCount], elementSize: 8, what: "blobs")
    return try generate().dataset(outline, context.labels)
  }

  /// All points. Random numbers are drawn in scikit-learn's order: the centers, the points of one cloud after the other,
  /// then the shuffle.
  func generate() -> DrawnPoints {
    let (features, count) = (featureCount, centers.count)
    var generator = MT19937(seed: randomState)
    var places = centers.places
    if places.isEmpty {
      let (low, range) = (centerBox.low, centerBox.high - centerBox.low)
      places = (0..<count).map { _ in (0..<features).map { _ in low + range * generator.nextDouble() } }
    }
    var drawn: [Double] = []
    var classes: [Int32] = []
    drawn.reserveCapacity(samples * features)
    classes.reserveCapacity(samples)
    let spreads = spread.values(count: count)
    for index in 0..<count {
      // The first clouds have a point more where the number of samples cannot be divided.
      for _ in 0..<(samples / count + (index < samples % count ? 1 : 0)) {
        for center in places[index] { drawn.append(center + spreads[index] * generator.nextGaussian()) }
        classes.append(Int32(index))
      }
    }
    var points = DrawnPoints(features: features, samples: samples)
    for index in generator.permutation(samples) {
      points.values += drawn[(index * features)..<((index + 1) * features)].lazy.map { Float($0) }
      points.classes.append(classes[index])
    }
    return points
  }
}

extension Blobs.Centers {
  /// The number of centers.
  var count: Int {
    switch self {
    case .drawn(let count): count
    case .given(let places): places.count
    }
  }

  /// The coordinates of the given centers; empty if they are drawn.
  fileprivate var places: [[Double]] {
    switch self {
    case .drawn: []
    case .given(let places): places
    }
  }
}

extension Blobs.Spread {
  /// The deviation of each of so many clouds.
  fileprivate func values(count: Int) -> [Double] {
    switch self {
    case .same(let value): Array(repeating: value, count: count)
    case .each(let values): values
    }
  }
}
