/// Why a layer cannot stand where it is put.
public enum ShapeError: Error, Equatable, Sendable {
  case needsFeatures(SampleShape)
  case needsImage(SampleShape)
  case windowExceedsInput(axis: String, window: Int, input: Int, padding: Int)
  case sizeOutOfBounds(what: String, size: Int)
  case axisOutOfRange(axis: Int, allowed: Int, shape: SampleShape)
  case noSuchAxis(axis: Int, shape: SampleShape)
  case noSuchTensorAxis(axis: Int, rank: Int)
  case repeatedAxis(Int)
  case needsSequence(SampleShape)
  case groupsDoNotDivide(groups: Int, channels: Int)
  case virtualBatchDoesNotDivide(virtualBatchSize: Int, samples: Int)
  case oneValuePerChannel(samples: Int, shape: SampleShape)
  case needsSeveralValuesPerChannel(SampleShape)
  case tooManyElements(what: String)

  /// The largest extent of an axis, so that sums and products of a few of them stay within an integer.
  public static let largestSize = 1 << 20
  /// The largest number of elements of a tensor (8 GB of floats).
  public static let largestCount = 1 << 31
}

extension ShapeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .needsFeatures(let shape):
      "needs flat features, but gets \(shape); put \"flatten\" before it"
    case .needsImage(let shape):
      "needs an image (channels, height, width), but gets \(shape)"
    case .windowExceedsInput(let axis, let window, let input, let padding):
      "has a window of \(axis) \(window), but its input has only \(input)"
        + (padding > 0 ? " and \(padding) pixels of padding on either side" : "")
    case .sizeOutOfBounds(let what, let size):
      "has the \(what) \(size); allowed is 1 to \(Self.largestSize)"
    case .axisOutOfRange(let axis, let allowed, let shape):
      "has the axis \(axis), but for an input of \(shape) the channels stand at axis \(allowed)"
    case .noSuchAxis(let axis, let shape):
      "has the axis \(axis), but an input of \(shape) has "
        + Self.axes(from: 1, shape.dimensions.count, " behind that of the samples")
    case .noSuchTensorAxis(let axis, let rank):
      "limits norms along the axis \(axis), but the tensor has \(Self.axes(from: 0, rank))"
    case .repeatedAxis(let axis): "names the axis \(axis) twice"
    case .needsSequence(let shape):
      "needs a sequence (steps, features), but gets \(shape)"
    case .groupsDoNotDivide(let groups, let channels):
      "has \(groups) groups, which do not divide its \(channels) channels"
    case .virtualBatchDoesNotDivide(let virtualBatchSize, let samples):
      "has the virtual batch size \(virtualBatchSize), which does not divide a batch of \(samples) samples"
    case .oneValuePerChannel(let samples, let shape):
      "gets one value per channel from a batch of \(samples) sample\(samples == 1 ? "" : "s") of the shape"
        + " \(shape): its variance is 0 and the output constant"
    case .needsSeveralValuesPerChannel(let shape):
      "needs several values per channel in each sample, as images and sequences have them, but gets \(shape) with"
        + " one value per channel: its variance is 0 and the output constant"
    case .tooManyElements(let what):
      "needs more than \(Self.largestCount) \(what)"
    }
  }

  /// So many axes, counted from the front and from the back.
  private static func axes(from first: Int, _ count: Int, _ remark: String = "") -> String {
    count == 1
      ? "only the axis \(first)\(remark), or -1"
      : "the axes \(first) to \(first + count - 1)\(remark), or -\(count) to -1"
  }
}

/// The product of sizes, if it stays within the limit of a tensor.
public func elementCount(_ sizes: Int..., what: String) throws(ShapeError) -> Int {
  var count = 1
  for size in sizes {
    let (product, overflow) = count.multipliedReportingOverflow(by: size)
    guard !overflow, product <= ShapeError.largestCount else { throw .tooManyElements(what: what) }
    count = product
  }
  return count
}
