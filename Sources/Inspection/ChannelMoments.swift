import Engine

/// The mean and the biased variance of each channel of a batch, in double precision.
struct ChannelMoments: Equatable {
  var means: [Double]
  var variances: [Double]

  /// - Parameters:
  ///   - values: [samples, …shape], row-major.
  ///   - shape: the shape of one sample.
  ///   - axis: the axis of the channels, where axis 0 counts the samples.
  init(of values: [Float], shape: SampleShape, axis: Int) {
    let dimensions = shape.dimensions
    let channels = dimensions[axis - 1]
    let inner = dimensions[axis...].reduce(1, *)
    func channel(_ offset: Int) -> Int { offset / inner % channels }
    let count = Double(max(values.count / max(channels, 1), 1))
    var sums = [Double](repeating: 0, count: channels)
    for (offset, value) in values.enumerated() { sums[channel(offset)] += Double(value) }
    let means = sums.map { $0 / count }
    var squares = [Double](repeating: 0, count: channels)
    for (offset, value) in values.enumerated() {
      let distance = Double(value) - means[channel(offset)]
      squares[channel(offset)] += distance * distance
    }
    self.means = means
    variances = squares.map { $0 / count }
  }
}
