/// The order of the axes of images in a file. In memory, images are always [samples, channels, height, width].
public enum ChannelOrder: String, CaseIterable, Sendable {
  /// [samples, channels, height, width], as in PyTorch.
  case channelsFirst = "channels_first"
  /// [samples, height, width, channels], as in Keras and in image files.
  case channelsLast = "channels_last"

  /// The position of each axis of a file's array in memory: axis i of the file is axis `axes[i]` of
  /// [samples, channels, height, width]. Grey images may lack the axis of the channels.
  /// - Parameter rank: the number of axes in the file.
  /// - Returns: nil if the array cannot hold images.
  func axes(rank: Int) -> [Int]? {
    switch (rank, self) {
    case (3, _): [0, 2, 3]
    case (4, .channelsFirst): [0, 1, 2, 3]
    case (4, .channelsLast): [0, 2, 3, 1]
    default: nil
    }
  }

  /// The shape [samples, channels, height, width] of images with this shape in the file; nil if it is not that of images.
  func imageShape(_ shape: [Int]) -> [Int]? {
    guard let axes = axes(rank: shape.count) else { return nil }
    var image = [1, 1, 1, 1]
    for (axis, length) in zip(axes, shape) { image[axis] = length }
    return image
  }

  /// Whether samples that are read as [channels, height, width] are probably [height, width, channels]. Most images are
  /// square, so the channels are the axis that differs from two equal neighbours. Otherwise they are last if the last axis has
  /// the length 1, 3 or 4 and is the shortest, and the first axis has none of these lengths.
  public static func looksLast(_ featureShape: [Int]) -> Bool {
    guard featureShape.count == 3 else { return false }
    let (first, second, last) = (featureShape[0], featureShape[1], featureShape[2])
    if first == second, second != last { return true }
    if second == last { return false }
    let counts = [1, 3, 4]
    return counts.contains(last) && !counts.contains(first) && last < first && last < second
  }
}
