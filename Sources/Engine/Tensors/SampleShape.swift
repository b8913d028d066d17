/// The shape of one sample between two layers.
public enum SampleShape: Equatable, Sendable {
  case features(Int)
  case image(channels: Int, height: Int, width: Int)

  /// The number of values of a sample.
  public var count: Int {
    switch self {
    case .features(let features): features
    case .image(let channels, let height, let width): channels * height * width
    }
  }

  public var dimensions: [Int] {
    switch self {
    case .features(let features): [features]
    case .image(let channels, let height, let width): [channels, height, width]
    }
  }

  /// The floats that a batch of so many samples takes: rows padded to whole vectors, or blocks of sixteen samples.
  func bufferCount(samples: Int) -> Int {
    switch self {
    case .features(let features): samples * features.roundedUp(toMultipleOf: FloatStorage.lanes)
    case .image: samples.roundedUp(toMultipleOf: FloatStorage.lanes) * count
    }
  }
}

extension SampleShape: CustomStringConvertible {
  /// As in Keras's summary without the batch: `(50)`, `(6, 28, 28)`.
  public var description: String { "(" + dimensions.map(String.init).joined(separator: ", ") + ")" }
}
