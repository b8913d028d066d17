import CKernels

/// Long short-term memory: inputs [samples, steps, features], outputs [samples, steps, units] or, for the last step
/// alone, [samples, units]. Keras's equations (https://keras.io/api/layers/recurrent_layers/lstm/), from h₀ = c₀ = 0.
/// h₋ and c₋ are those of the previous step:
///
///     i = σ(x·Wᵢᵀ + h₋·Uᵢᵀ + bᵢ),  f = σ(…),  g = tanh(…),  o = σ(…)
///     c = f·c₋ + i·g,  h = o·tanh(c)
///
/// The tensors are those of torch.nn.LSTM, with the gates in its order i, f, g, o, which is also Keras's order i, f,
/// c, o. PyTorch adds two biases and trains both; Keras has one. Both biases have the same gradient, so that with two
/// of them the sum changes twice as fast. `Configuration.trainsRecurrentBias` chooses. If it is off, the second bias
/// stays zero, so that weights can be used in either library.
public struct LSTM: Layer {
  public let outputShape: SampleShape
  /// W, [4·units, features].
  public var kernel: Parameter
  /// U, [4·units, units].
  public var recurrentKernel: Parameter
  /// [4·units] each; nil without biases.
  public var bias: Parameter?
  public var recurrentBias: Parameter?

  private let size: LSTMSize
  private let returnsSequences: Bool
  /// The sum of both biases, [4·units].
  private var biasSum: Tensor
  /// For backward: the state of the last forward call; `Recurrence` describes each tensor.
  private var gates = Tensor(shape: [0])
  private var cells = Tensor(shape: [0])
  private var hidden = Tensor(shape: [0])

  /// - Parameters:
  ///   - seed: the run's seed, for initial values.
  ///   - index: the layer's place among the network's layers with a kernel.
  public init(
    steps: Int, features: Int, configuration: Configuration, seed: UInt64 = 0, index: Int = 0
  ) {
    let units = configuration.units
    size = LSTMSize(steps: steps, features: features, units: units)
    returnsSequences = configuration.returnSequences
    outputShape = returnsSequences ? .sequence(steps: steps, features: units) : .features(units)
    kernel = configuration.kernelParameter(features: features, seed: seed, index: index)
    recurrentKernel = configuration.recurrentParameter(seed: seed, index: index)
    (bias, recurrentBias) = configuration.biasParameters(seed: seed, index: index)
    biasSum = Tensor(shape: [4 * units])
  }

  /// - Returns: the number of weights and biases. A second bias that is not trained does not count: it stays zero, and
  ///   Keras has none. Only weights files contain it.
  /// - Throws: `ShapeError` if a size is out of bounds or a tensor would have too many elements.
  static func parameterCount(
    steps: Int, features: Int, configuration: Configuration
  ) throws(ShapeError) -> Int {
    let units = configuration.units
    guard (1...ShapeError.largestSize).contains(units) else {
      throw .sizeOutOfBounds(what: "number of units", size: units)
    }
    _ = try elementCount(steps, 4, units, what: "values a sample")
    let kernel = try elementCount(4, units, features, what: "weights")
    let recurrentKernel = try elementCount(4, units, units, what: "recurrent weights")
    let biases = configuration.useBias ? (configuration.trainsRecurrentBias ? 2 : 1) : 0
    return kernel + recurrentKernel + 4 * units * biases
  }

  /// The floats that training keeps for each sample besides input, output and gradients: the gates, cells and outputs
  /// of all steps, in rows that are padded to whole vectors.
  static func stateCount(steps: Int, units: Int) -> Int {
    let size = LSTMSize(steps: steps, features: 1, units: units)
    return steps * (size.gateStride + 2 * size.unitStride)
  }

  // MARK: Forward

  public func scratchCount(samples: Int, kernels: Kernels) -> Int {
    Self.scratchCount(size, samples: samples, kernels: kernels)
  }

  /// The floats of scratch memory that each thread needs.
  static func scratchCount(steps: Int, features: Int, units: Int, samples: Int, kernels: Kernels)
    -> Int
  {
    scratchCount(
      LSTMSize(steps: steps, features: features, units: units), samples: samples, kernels: kernels)
  }

  private static func scratchCount(_ size: LSTMSize, samples: Int, kernels: Kernels) -> Int {
    let (table, rows, gates) = (kernels.table.pointee, samples * size.steps, 4 * size.units)
    let products = max(
      table.gemm_workspace(rows, gates, size.features), table.gemm_workspace(rows, size.features, gates),
      table.gemm_workspace(gates, size.features, rows), table.gemm_workspace(gates, size.units, rows))
    let recurrentProducts = max(
      table.gemm_workspace(samples, gates, size.units), table.gemm_workspace(samples, size.units, gates))
    return max(products, Recurrence.scratchCount(size, samples: samples) + recurrentProducts)
  }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    let rows = input.rows
    let memory = executor.workspace(count: (rows + 1) * size.gateStride + 2 * rows * size.unitStride)
    let gates = memory + size.gateStride
    let cells = gates + rows * size.gateStride
    fillBiasSum(memory)
    run(
      input, into: output, bias: memory, gates: gates, cells: cells, hidden: cells + rows * size.unitStride,
      on: executor)
  }

  public mutating func forward(
    _ input: Batch, into output: Batch, step: TrainingStep, on executor: Executor
  ) {
    reserve(rows: input.rows)
    // The pointers are taken before the calls: a call keeps this layer in use while its arguments are evaluated, so
    // that taking them there would copy the tensors.
    let (bias, gates, cells) = (biasSum.mutablePointer, gates.mutablePointer, cells.mutablePointer)
    let hidden = hidden.mutablePointer
    fillBiasSum(bias)
    run(input, into: output, bias: bias, gates: gates, cells: cells, hidden: hidden, on: executor)
  }

  /// Makes the state large enough for `rows` steps of all samples together.
  private mutating func reserve(rows: Int) {
    guard gates.count < rows * size.gateStride else { return }
    gates = Tensor(shape: [rows, size.gateStride])
    cells = Tensor(shape: [rows, size.unitStride])
    hidden = Tensor(shape: [rows, size.unitStride])
  }

  private func fillBiasSum(_ sum: UnsafeMutablePointer<Float>) {
    let (inputBias, recurrentBias) = (bias?.value.pointer, recurrentBias?.value.pointer)
    for gate in 0..<4 * size.units { sum[gate] = (inputBias?[gate] ?? 0) + (recurrentBias?[gate] ?? 0) }
    (sum + 4 * size.units).update(repeating: 0, count: size.gateStride - 4 * size.units)
  }

  private func run(
    _ input: Batch, into output: Batch, bias: UnsafePointer<Float>, gates: UnsafeMutablePointer<Float>,
    cells: UnsafeMutablePointer<Float>, hidden: UnsafeMutablePointer<Float>, on executor: Executor
  ) {
    MatrixProduct(
      rows: input.rows, columns: 4 * size.units, depth: size.features,
      left: .init(pointer: input.pointer, rowStride: input.stride, columnStride: 1),
      right: .init(pointer: kernel.value.pointer, rowStride: 1, columnStride: size.features),
      result: gates, resultStride: size.gateStride, bias: bias
    ).compute(on: executor)
    let recurrence = Recurrence(
      size: size, returnsSequences: returnsSequences, kernel: recurrentKernel.value.pointer, gates: gates,
      cells: cells, hidden: hidden, output: output)
    executor.parallel(input.samples, cost: cost(of: input), with: recurrence) { $0.forward($1, on: $2) }
  }

  /// Multiply-adds of the recurrent products, and about fifty operations for the gates of each unit.
  private func cost(of batch: Batch) -> Int { batch.rows * size.units * (4 * size.units + 50) }

  // MARK: Backward

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    let rows = pass.input.rows
    let (gradients, cells, hidden) = (gates.mutablePointer, cells.mutablePointer, hidden.mutablePointer)
    let recurrence = Recurrence(
      size: size, returnsSequences: returnsSequences, kernel: recurrentKernel.value.pointer, gates: gradients,
      cells: cells, hidden: hidden, output: pass.outputGradient)
    executor.parallel(pass.input.samples, cost: cost(of: pass.input), with: recurrence) {
      $0.backward($1, on: $2)
    }

    // `gates` now holds dz, the gradients with respect to the sums z of the gates:
    // dW = dzᵀ·x, dU = dzᵀ·h₋, db = Σ dz, dx = dz·W.
    if kernel.isTrainable {
      let transposed = MatrixProduct.Operand(
        pointer: gradients, rowStride: 1, columnStride: size.gateStride)
      MatrixProduct(
        rows: 4 * size.units, columns: size.features, depth: rows, left: transposed,
        right: .init(pointer: pass.input.pointer, rowStride: pass.input.stride, columnStride: 1),
        result: kernel.gradient.mutablePointer, resultStride: size.features
      ).compute(on: executor)
      MatrixProduct(
        rows: 4 * size.units, columns: size.units, depth: rows, left: transposed,
        right: .init(pointer: hidden, rowStride: size.unitStride, columnStride: 1),
        result: recurrentKernel.gradient.mutablePointer, resultStride: size.units
      ).compute(on: executor)
      storeBiasGradients(rows: rows, on: executor)
    }

    guard let inputGradient = pass.inputGradient else { return }
    MatrixProduct(
      rows: rows, columns: size.features, depth: 4 * size.units,
      left: .init(pointer: gradients, rowStride: size.gateStride, columnStride: 1),
      right: .init(pointer: kernel.value.pointer, rowStride: size.features, columnStride: 1),
      result: inputGradient.pointer, resultStride: inputGradient.stride
    ).compute(on: executor)
  }

  private mutating func storeBiasGradients(rows: Int, on executor: Executor) {
    guard let sums = bias?.gradient.mutablePointer else { return }
    executor.parallel(
      size.gateStride, step: FloatStorage.lanes, cost: rows * size.gateStride,
      with: (rows: rows, stride: size.gateStride, dz: gates.pointer, sums: sums)
    ) { work, columns, worker in
      let first = columns.lowerBound
      worker.kernels.pointee.column_sums(
        work.rows, columns.count, work.dz + first, work.stride, work.sums + first)
    }
    // Clear the sums of the pad columns: the optimizer would change the zeros after the bias by them.
    (sums + 4 * size.units).update(repeating: 0, count: size.gateStride - 4 * size.units)
    recurrentBias?.gradient.mutablePointer.update(from: sums, count: 4 * size.units)
  }

  // MARK: State

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&kernel)
    body(&recurrentKernel)
    if bias != nil { body(&bias!) }
    if recurrentBias != nil { body(&recurrentBias!) }
  }
}
