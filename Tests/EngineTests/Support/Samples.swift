@testable import Engine

/// Samples with one label each.
func withSamples<Result>(
  _ features: [Float], labels: [Int32], shape: SampleShape, _ body: (NetworkRunner.Samples) throws -> Result
) rethrows -> Result {
  try features.withUnsafeBufferPointer { features in
    try labels.withUnsafeBufferPointer { labels in
      try body(
        NetworkRunner.Samples(
          features: features.baseAddress.unsafelyUnwrapped, labels: labels.baseAddress.unsafelyUnwrapped,
          count: labels.count, shape: shape))
    }
  }
}

/// Samples with values as targets.
func withSamples<Result>(
  _ features: [Float], values: [Float], shape: SampleShape, _ body: (NetworkRunner.Samples) throws -> Result
) rethrows -> Result {
  try features.withUnsafeBufferPointer { features in
    try values.withUnsafeBufferPointer { values in
      try body(
        NetworkRunner.Samples(
          features: features.baseAddress.unsafelyUnwrapped,
          targets: .values(values.baseAddress.unsafelyUnwrapped), count: features.count / shape.count,
          shape: shape))
    }
  }
}
