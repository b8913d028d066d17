/// The shape of one sample between two layers: a row of features, an image, or a sequence of steps.
public enum SampleShape: Equatable, Sendable {
  case features(Int)
  case image(channels: Int, height: Int, width: Int)
  case sequence(steps: Int, features: Int)

  /// The kind of a shape, without its sizes.
  public enum Kind: Equatable, Sendable {
    case features, image, sequence
  }

  /// Number of values in a sample.
  public var count: Int {
    switch self {
    case .features(let features): features
    case .image(let channels, let height, let width): channels * height * width
    case .sequence(let steps, let features): steps * features
    }
  }

  /// The extents of all axes, without the axis of the samples.
  public var dimensions: [Int] {
    switch self {
    case .features(let features): [features]
    case .image(let channels, let height, let width): [channels, height, width]
    case .sequence(let steps, let features): [steps, features]
    }
  }

  /// The axis of the channels: 1 for features and images, 2 (the last) for sequences. Axis 0 is that of the samples.
  public var channelAxis: Int {
    switch self {
    case .features, .image: 1
    case .sequence: 2
    }
  }

  /// Resolves an axis that a user gave.
  /// - Parameter given: counted from the front (1 is the first axis after that of the samples) or, if negative, from
  ///   the back; nil for the axis of the channels.
  /// - Returns: the axis counted from the front.
  /// - Throws: `ShapeError.noSuchAxis`, also for the axis of the samples.
  public func axis(_ given: Int?) throws(ShapeError) -> Int {
    guard let given else { return channelAxis }
    let rank = dimensions.count + 1
    guard given != 0, given > -rank, given < rank else { throw .noSuchAxis(axis: given, shape: self) }
    return given < 0 ? rank + given : given
  }

  /// The floats that a batch of `samples` samples takes: padded rows, one for each sample or step, or blocks of sixteen
  /// samples for images.
  public func bufferCount(samples: Int) -> Int {
    switch self {
    case .features: samples * rowStride
    case .image: samples.roundedUp(toMultipleOf: FloatStorage.lanes) * count
    case .sequence(let steps, _): samples * steps * rowStride
    }
  }

  /// The floats that one sample takes in a large batch, including padding.
  public var paddedCount: Int { bufferCount(samples: FloatStorage.lanes) / FloatStorage.lanes }

  /// The floats of a row of features, or of a step of a sequence, rounded up to whole vectors.
  var rowLength: Int {
    switch self {
    case .features(let features), .sequence(_, let features):
      features.roundedUp(toMultipleOf: FloatStorage.lanes)
    case .image: count
    }
  }

  /// The floats from one row to the next. If rows would be a multiple of 1024 bytes apart, one vector is left free
  /// between them: kernels go down columns, and the first-level cache can hold only a few lines at such distances.
  var rowStride: Int {
    let bytes = rowLength * MemoryLayout<Float>.stride
    return bytes % 1024 == 0 ? rowLength + FloatStorage.lanes : rowLength
  }
}

extension SampleShape: CustomStringConvertible {
  /// The extents as in Keras's summary, without the batch: `(50)`, `(6, 28, 28)`.
  public var description: String { "(" + dimensions.map(String.init).joined(separator: ", ") + ")" }
}
