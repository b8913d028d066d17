/// The mean and the deviation by which samples are standardized: x ← (x − mean) / deviation.
///
/// There is one pair for each column of [samples, features], for each feature of [samples, steps, features] over all
/// steps, and for each channel of [samples, channels, height, width] over all pixels. It is computed in double precision
/// from the float32 values of the training set, always in the same order. The deviation is that of the population: the
/// sum of the squared differences is divided by N, as in scikit-learn's
/// [StandardScaler](https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.StandardScaler.html). It is 1
/// where all values are equal as float32.
struct Standardization: Equatable {
  let means: [Double]
  let deviations: [Double]

  /// - Parameters:
  ///   - samples: the training samples, row-major.
  ///   - shape: their shape, [samples, ...], without a length of 0.
  init(_ samples: UnsafeBufferPointer<Float>, shape: [Int]) {
    let axes = Axes(shape)
    let count = Double(samples.count / axes.channels)
    var sums = [Double](repeating: 0, count: axes.channels)
    axes.forEach(in: samples.count) { channel, index in sums[channel] += Double(samples[index]) }
    let means = sums.map { $0 / count }
    var squares = [Double](repeating: 0, count: axes.channels)
    var isConstant = [Bool](repeating: true, count: axes.channels)
    axes.forEach(in: samples.count) { channel, index in
      let difference = Double(samples[index]) - means[channel]
      squares[channel] += difference * difference
      // The first sample has the first value of each channel.
      if samples[index] != samples[channel * axes.inner] { isConstant[channel] = false }
    }
    self.means = means
    deviations = zip(squares, isConstant).map { $1 ? 1 : ($0 / count).squareRoot() }
  }

  /// Standardizes samples in place. Constant columns become exactly 0 where they have the training set's value.
  func apply(to samples: UnsafeMutableBufferPointer<Float>, shape: [Int]) {
    Axes(shape).forEach(in: samples.count) { channel, index in
      samples[index] = Float((Double(samples[index]) - means[channel]) / deviations[channel])
    }
  }

  /// An array seen as [outer, channels, inner].
  private struct Axes {
    let channels: Int
    let inner: Int

    init(_ shape: [Int]) {
      let isImages = shape.count == 4
      channels = isImages ? shape[1] : shape[shape.count - 1]
      inner = isImages ? shape[2] * shape[3] : 1
    }

    /// Calls `body` with the channel and the index of each value.
    @inline(__always)
    func forEach(in count: Int, _ body: (_ channel: Int, _ index: Int) -> Void) {
      var index = 0
      while index < count {
        for channel in 0..<channels {
          for _ in 0..<inner {
            body(channel, index)
            index += 1
          }
        }
      }
    }
  }
}
