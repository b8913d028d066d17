/// Something that cannot be looked at.
public enum InspectionError: Error, Equatable, Sendable {
  /// - count: the samples of the test set.
  case noSuchSample(Int, count: Int)
  /// - count: the samples of the training set.
  case batchTooLarge(Int, count: Int)
  /// - last: the epochs of the spec's training.
  case noSuchEpoch(Int, last: Int)
  case noHiddenLayers
}

extension InspectionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noSuchSample(let sample, let count):
      "the test set has \(count) samples, counted from 0, but no sample \(sample); the last is \(count - 1)"
    case .batchTooLarge(let samples, let count):
      "the training set has \(count) samples, too few for a batch of \(samples)"
    case .noSuchEpoch(let epoch, let last):
      "the training has \(last) epochs, but no epoch \(epoch); 'training.epochs' of --set changes their number"
    case .noHiddenLayers: "the model has no hidden layer whose activations could be drawn"
    }
  }
}
