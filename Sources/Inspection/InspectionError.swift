/// Something that cannot be inspected because it does not exist.
public enum InspectionError: Error, Equatable, Sendable {
  /// `count`: the number of samples of the test set.
  case noSuchSample(Int, count: Int)
  /// `count`: the number of samples of the test set.
  case tooFewSamples(Int, count: Int)
  /// `count`: the number of samples of the training set.
  case batchTooLarge(Int, count: Int)
  /// `last`: the number of epochs of the training.
  case noSuchEpoch(Int, last: Int)
}

extension InspectionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noSuchSample(let sample, let count):
      "the test set has no sample \(sample); it has \(count) samples, numbered from 0 to \(count - 1)"
    case .tooFewSamples(let samples, let count):
      "the test set has only \(count) samples, not \(samples)"
    case .batchTooLarge(let samples, let count):
      "the training set has only \(count) samples, too few for a batch of \(samples)"
    case .noSuchEpoch(let epoch, let last):
      "there is no epoch \(epoch): the training has \(last) epochs; '--set training.epochs=N' changes their number"
    }
  }
}
