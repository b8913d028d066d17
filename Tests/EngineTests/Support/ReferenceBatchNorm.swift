@testable import Engine

/// Batch normalization by its definition, in double precision.
struct ReferenceBatchNorm {
  let epsilon: Double
  var gamma: [Double]
  var beta: [Double]

  struct Moments {
    let mean: Double
    let variance: Double
    let count: Int
  }

  /// Mean and variance (with the divisor N) of each channel, over samples and pixels.
  static func moments(_ samples: [[Float]], channels: Int) -> [Moments] {
    let pixels = samples[0].count / channels
    return (0..<channels).map { channel in
      let values = samples.flatMap { $0[channel * pixels..<(channel + 1) * pixels].map(Double.init) }
      return Moments(mean: mean(values), variance: variance(values), count: values.count)
    }
  }

  func normalize(_ samples: [[Float]], with moments: [Moments]) -> [[Double]] {
    let pixels = samples[0].count / moments.count
    return samples.map { sample in
      sample.enumerated().map { index, value in
        let channel = index / pixels
        let inverse = 1 / (moments[channel].variance + epsilon).squareRoot()
        return gamma[channel] * (Double(value) - moments[channel].mean) * inverse + beta[channel]
      }
    }
  }
}
