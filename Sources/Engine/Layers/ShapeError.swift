/// Why a layer cannot stand where it is put.
public enum ShapeError: Error, Equatable, Sendable {
  case needsFeatures(SampleShape)
  case needsImage(SampleShape)
  case windowExceedsInput(axis: String, window: Int, input: Int, padding: Int)
  case sizeOutOfBounds(what: String, size: Int)
  case axisOutOfRange(axis: Int, allowed: Int, shape: SampleShape)
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
    case .tooManyElements(let what):
      "needs more than \(Self.largestCount) \(what)"
    }
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
