import Engine

/// The mean and the biased variance of each channel of a batch, in double precision.
struct ChannelMoments: Equatable {
  var means: [Double]
  var variances: [Double]

  /// - Parameters:
  ///   - values: [samples, …shape], row-major.
  ///   - axis: of the channels, the samples' being 0.
  init(of values: [Float], shape: SampleShape, axis: Int) {
    let dimensions = shape.dimensions
    let channels = dimensions[axis - 1]
    let inner = dimensions[axis...].reduce(1, *)
    func channel(_ place: Int) -> Int { place / inner % channels }
    let count = Double(max(values.count / max(channels, 1), 1))
    var sums = [Double](repeating: 0, count: channels)
    for (place, value) in values.enumerated() { sums[channel(place)] += Double(value) }
    let means = sums.map { $0 / count }
    var squares = [Double](repeating: 0, count: channels)
    for (place, value) in values.enumerated() {
      let distance = Double(value) - means[channel(place)]
      squares[channel(place)] += distance * distance
    }
    self.means = means
    variances = squares.map { $0 / count }
  }
}
