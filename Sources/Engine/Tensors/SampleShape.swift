/// The shape of one sample between two layers.
public enum SampleShape: Equatable, Sendable {
  case features(Int)
  case image(channels: Int, height: Int, width: Int)
  case sequence(steps: Int, features: Int)

  /// The shape without its sizes.
  public enum Kind: Equatable, Sendable {
    case features, image, sequence
  }

  /// The number of values of a sample.
  public var count: Int {
    switch self {
    case .features(let features): features
    case .image(let channels, let height, let width): channels * height * width
    case .sequence(let steps, let features): steps * features
    }
  }

  public var dimensions: [Int] {
    switch self {
    case .features(let features): [features]
    case .image(let channels, let height, let width): [channels, height, width]
    case .sequence(let steps, let features): [steps, features]
    }
  }

  /// The axis of the channels, the samples' axis being 0: 1 for features and images, the last for sequences.
  public var channelAxis: Int {
    switch self {
    case .features, .image: 1
    case .sequence: 2
    }
  }

  /// An axis as a user gives it, counted from the front (1 is the first behind the samples' axis) or, negative, from
  /// the back.
  /// - Returns: the axis from the front; without one that of the channels.
  /// - Throws: `ShapeError.noSuchAxis`, also for the axis of the samples.
  public func axis(_ given: Int?) throws(ShapeError) -> Int {
    guard let given else { return channelAxis }
    let rank = dimensions.count + 1
    guard given != 0, given > -rank, given < rank else { throw .noSuchAxis(axis: given, shape: self) }
    return given < 0 ? rank + given : given
  }

  /// The floats that a batch of so many samples takes: rows padded to whole vectors, one for each sample or step, or
  /// blocks of sixteen samples.
  public func bufferCount(samples: Int) -> Int {
    switch self {
    case .features: samples * rowStride
    case .image: samples.roundedUp(toMultipleOf: FloatStorage.lanes) * count
    case .sequence(let steps, _): samples * steps * rowStride
    }
  }

  /// The floats that a sample takes in a large batch, whose rows are padded to whole vectors.
  public var paddedCount: Int { bufferCount(samples: FloatStorage.lanes) / FloatStorage.lanes }

  /// The floats of a row of features, or of a sequence's step, in whole vectors.
  var rowLength: Int {
    switch self {
    case .features(let features), .sequence(_, let features):
      features.roundedUp(toMultipleOf: FloatStorage.lanes)
    case .image: count
    }
  }

  /// The floats from one row to the next. Where rows would be a multiple of a kibibyte apart, a vector stands between
  /// them: the first-level cache has room for only a few lines at such distances, and kernels go down columns.
  var rowStride: Int {
    let bytes = rowLength * MemoryLayout<Float>.stride
    return bytes % 1024 == 0 ? rowLength + FloatStorage.lanes : rowLength
  }
}

extension SampleShape: CustomStringConvertible {
  /// As in Keras's summary without the batch: `(50)`, `(6, 28, 28)`.
  public var description: String { "(" + dimensions.map(String.init).joined(separator: ", ") + ")" }
}
