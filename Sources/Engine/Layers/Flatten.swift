import Schema

/// Turns images into features in the order channels, height, width, and sequences in the order steps, features, as
/// torch.nn.Flatten does.
public struct Flatten: Layer {
  private let inputShape: SampleShape

  public var outputShape: SampleShape { .features(inputShape.count) }

  /// - Parameter inputShape: an image or a sequence; features are flat already.
  public init(inputShape: SampleShape) {
    self.inputShape = inputShape
  }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    executor.parallel(
      input.samples, step: FloatStorage.lanes, cost: input.count, with: (source: input, flat: output)
    ) { work, samples, worker in
      let (source, flat, first) = (work.source, work.flat, samples.lowerBound)
      switch source.shape {
      case .features: preconditionFailure("features are flat already")
      case .image:
        worker.kernels.pointee.unpack_blocks(
          samples.count, flat.shape.count, source.pointer + source.start(of: first),
          flat.pointer + flat.start(of: first), flat.stride)
      case .sequence(let steps, let features):
        for sample in samples {
          let (from, to) = (source.pointer + source.start(of: sample), flat.pointer + flat.start(of: sample))
          for step in 0..<steps {
            (to + step * features).update(from: from + step * source.stride, count: features)
          }
        }
      }
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let inputGradient = pass.inputGradient else { return }
    executor.parallel(
      pass.input.samples, step: FloatStorage.lanes, cost: inputGradient.count,
      with: (target: inputGradient, flat: pass.outputGradient)
    ) { work, samples, worker in
      let (target, flat, first) = (work.target, work.flat, samples.lowerBound)
      switch target.shape {
      case .features: preconditionFailure("features are flat already")
      case .image:
        worker.kernels.pointee.gather_blocks(
          samples.count, flat.shape.count, flat.pointer + flat.start(of: first), flat.stride, nil,
          target.pointer + target.start(of: first))
      case .sequence(let steps, let features):
        for sample in samples {
          worker.kernels.pointee.gather_rows(
            steps, features, flat.pointer + flat.start(of: sample), nil,
            target.pointer + target.start(of: sample), target.stride)
        }
      }
    }
  }
}

extension Flatten {
  public struct Configuration: LayerConfiguration {
    public init() {}

    public static let kinds = [
      LayerKind("flatten", "All values of a sample as one list of features.", Configuration())
    ]
    public var name: String { "flatten" }
    public var options: JSON? { nil }
    public var wantedInput: SampleShape.Kind? { .image }

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      switch input {
      case .features: LayerPlan(self, input: input, make: nil)
      case .image, .sequence:
        LayerPlan(self, input: input, output: .features(input.count)) { _ in Flatten(inputShape: input) }
      }
    }
  }
}
