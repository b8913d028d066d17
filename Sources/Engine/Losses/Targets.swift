/// What the outputs for the samples should be.
public enum Targets {
  /// A class for each sample.
  case labels(UnsafePointer<Int32>)
  /// [samples, outputs], row-major.
  case values(UnsafePointer<Float>)

  /// The targets of the samples from `first` on.
  /// - Parameter outputs: the number of values of each sample.
  func dropFirst(_ first: Int, outputs: Int) -> Targets {
    switch self {
    case .labels(let labels): .labels(labels + first)
    case .values(let values): .values(values + first * outputs)
    }
  }
}

/// Owns the memory for the targets of a batch, which is reused from step to step.
final class TargetBuffer {
  private let labels: UnsafeMutablePointer<Int32>
  private let values: FloatStorage
  private let outputs: Int

  /// - Parameters:
  ///   - samples: the maximum number of samples.
  ///   - outputs: the number of values of each sample.
  init(samples: Int, outputs: Int) {
    labels = .allocate(capacity: samples)
    labels.initialize(repeating: 0, count: samples)
    values = FloatStorage(count: samples * outputs)
    self.outputs = outputs
  }

  deinit { labels.deallocate() }

  /// The targets of the samples first..<first + count.
  func slice(of targets: Targets, from first: Int) -> Targets {
    targets.dropFirst(first, outputs: outputs)
  }

  /// The targets of the given samples; valid until the next call.
  func gather(_ targets: Targets, indices: UnsafePointer<Int32>, count: Int) -> Targets {
    switch targets {
    case .labels(let source):
      for place in 0..<count { labels[place] = source[Int(indices[place])] }
      return .labels(labels)
    case .values(let source):
      for place in 0..<count {
        (values.base + place * outputs).update(from: source + Int(indices[place]) * outputs, count: outputs)
      }
      return .values(values.base)
    }
  }
}
