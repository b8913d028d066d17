/// Work that dense layers do with a batch.
extension Workload {
  /// The three products or convolutions of a layer with weights W, inputs x and outputs y. All have the same number of
  /// operations.
  public enum Pass: String, CaseIterable, Sendable {
    /// y from x and W.
    case forward
    /// dx from dy and W.
    case inputGradient = "input-gradient"
    /// dW from x and dy.
    case weightGradient = "weight-gradient"
  }

  /// One of the three products of a dense layer: x [samples, inputs], W [outputs, inputs], y [samples, outputs].
  public static func dense(samples: Int, inputs: Int, outputs: Int, _ pass: Pass) -> Workload {
    let x = FilledBatch(shape: .features(inputs), samples: samples)
    let y = FilledBatch(shape: .features(outputs), samples: samples)
    let weights = FloatStorage.filled(count: outputs * inputs)
    return Workload(
      .operations(2 * Double(samples) * Double(inputs) * Double(outputs)),
      scratchCount: {
        Dense.scratchCount(samples: samples, inputSize: inputs, outputSize: outputs, kernels: $0)
      }
    ) { executor in
      let (x, y) = (x.batch, y.batch)
      let product =
        switch pass {
        case .forward:
          MatrixProduct(
            rows: samples, columns: outputs, depth: inputs,
            left: .init(pointer: x.pointer, rowStride: x.stride, columnStride: 1),
            right: .init(pointer: weights.base, rowStride: 1, columnStride: inputs),
            result: y.pointer, resultStride: y.stride)
        case .inputGradient:
          MatrixProduct(
            rows: samples, columns: inputs, depth: outputs,
            left: .init(pointer: y.pointer, rowStride: y.stride, columnStride: 1),
            right: .init(pointer: weights.base, rowStride: inputs, columnStride: 1),
            result: x.pointer, resultStride: x.stride)
        case .weightGradient:
          MatrixProduct(
            rows: outputs, columns: inputs, depth: samples,
            left: .init(pointer: y.pointer, rowStride: 1, columnStride: y.stride),
            right: .init(pointer: x.pointer, rowStride: x.stride, columnStride: 1),
            result: weights.base, resultStride: inputs)
        }
      product.compute(on: executor)
    }
  }
}
