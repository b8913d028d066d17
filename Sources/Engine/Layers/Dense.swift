import Schema

/// y = activation(x·Wᵀ + b): inputs [samples, inputSize], outputs [samples, outputSize]. Each step of a sequence is
/// computed by itself, as in Keras. For images see `Dense.Configuration.plan`.
public struct Dense: Layer {
  /// [outputSize, inputSize], as torch.nn.Linear keeps it.
  public var weight: Parameter
  /// [outputSize]
  public var bias: Parameter?
  public let activation: ActivationFunction
  public let outputShape: SampleShape
  private let inputSize: Int
  private let outputSize: Int
  private let steps: Int

  /// - Parameter steps: the number of steps of sequences; nil for features.
  public init(
    inputSize: Int, outputSize: Int, steps: Int? = nil, useBias: Bool = true,
    activation: ActivationFunction = .linear
  ) {
    self.inputSize = inputSize
    self.outputSize = outputSize
    self.steps = steps ?? 1
    outputShape = steps.map { .sequence(steps: $0, features: outputSize) } ?? .features(outputSize)
    self.activation = activation
    weight = Parameter(name: "weight", value: Tensor(shape: [outputSize, inputSize]))
    bias = useBias ? Parameter(name: "bias", role: .bias, value: Tensor(shape: [outputSize])) : nil
  }

  public func scratchCount(samples: Int, kernels: Kernels) -> Int {
    Self.scratchCount(
      samples: samples * steps, inputSize: inputSize, outputSize: outputSize, kernels: kernels)
  }

  /// The floats of scratch memory that each thread needs: the maximum over the three products of forward and backward.
  /// - Parameter samples: for sequences, the number of steps of all samples together.
  static func scratchCount(samples: Int, inputSize: Int, outputSize: Int, kernels: Kernels) -> Int {
    let table = kernels.table.pointee
    return max(
      table.gemm_workspace(samples, outputSize, inputSize),
      table.gemm_workspace(samples, inputSize, outputSize),
      table.gemm_workspace(outputSize, inputSize, samples),
      gainsFromZeros(inputSize: inputSize, outputSize: outputSize) ? table.sparse_gemm_workspace() : 0)
  }

  /// Whether leaving out an input's zeros can gain more than finding them costs.
  private static func gainsFromZeros(inputSize: Int, outputSize: Int) -> Bool {
    inputSize >= 128 && outputSize >= 64
  }

  public var gainsFromZeros: Bool {
    steps == 1 && Self.gainsFromZeros(inputSize: inputSize, outputSize: outputSize)
  }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    MatrixProduct(
      rows: input.rows, columns: outputSize, depth: inputSize,
      left: .init(pointer: input.pointer, rowStride: input.stride, columnStride: 1),
      right: .init(pointer: weight.value.pointer, rowStride: 1, columnStride: inputSize),
      result: output.pointer, resultStride: output.stride, bias: bias?.value.pointer, activation: activation,
      leavesOutZeros: input.isMostlyZeros
    ).compute(on: executor)
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    let gradient = pass.outputGradient
    activation.differentiate(output: pass.output, gradient: gradient, on: executor)

    if weight.isTrainable {
      weightGradient(pass.input, gradient).compute(on: executor)

      if let sums = bias?.gradient.mutablePointer {
        executor.parallel(
          gradient.rowLength, step: FloatStorage.lanes, cost: gradient.count, with: (dy: gradient, sums: sums)
        ) { work, columns, worker in
          let first = columns.lowerBound
          worker.kernels.pointee.column_sums(
            work.dy.rows, columns.count, work.dy.pointer + first, work.dy.stride, work.sums + first)
        }
        // Clear the sums of the pad columns: the optimizer would change the zeros after the bias by them.
        (sums + outputSize).update(repeating: 0, count: gradient.rowLength - outputSize)
      }
    }

    // dx = dy·W
    if let inputGradient = pass.inputGradient {
      MatrixProduct(
        rows: gradient.rows, columns: inputSize, depth: outputSize,
        left: .init(pointer: gradient.pointer, rowStride: gradient.stride, columnStride: 1),
        right: .init(pointer: weight.value.pointer, rowStride: inputSize, columnStride: 1),
        result: inputGradient.pointer, resultStride: inputGradient.stride
      ).compute(on: executor)
    }
  }

  /// dW = dyᵀ·x; computed as dWᵀ = xᵀ·dy if the zeros of x are left out.
  private mutating func weightGradient(_ input: Batch, _ gradient: Batch) -> MatrixProduct {
    let result = weight.gradient.mutablePointer
    return input.isMostlyZeros
      ? MatrixProduct(
        rows: inputSize, columns: outputSize, depth: gradient.rows,
        left: .init(pointer: input.pointer, rowStride: 1, columnStride: input.stride),
        right: .init(pointer: gradient.pointer, rowStride: gradient.stride, columnStride: 1),
        result: result, resultStride: 1, leavesOutZeros: true, resultColumnStride: inputSize)
      : MatrixProduct(
        rows: outputSize, columns: inputSize, depth: gradient.rows,
        left: .init(pointer: gradient.pointer, rowStride: 1, columnStride: gradient.stride),
        right: .init(pointer: input.pointer, rowStride: input.stride, columnStride: 1),
        result: result, resultStride: inputSize)
  }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weight)
    if bias != nil { body(&bias!) }
  }
}
