import CKernels

/// The layer that layer, group and instance normalization build; they differ only in the groups and in the shape of γ
/// and β. The values of each sample are divided into groups, and each group is normalised by its own mean μ and biased
/// variance σ², in training as in inference:
///
///     y = γ·x̂ + β,  x̂ = (x−μ)/√(σ²+ε)
///
/// Backward, with g = dy·γ and N values in a group:
///
///     dγ = Σ dy·x̂,  dβ = Σ dy                        over all samples and values with the same element of γ and β
///     dx = (g − Σg/N − x̂·Σ(g·x̂)/N) / √(σ²+ε)
///
/// The kernels work on blocks of sixteen samples. Backward computes the statistics again, so that forward need not keep
/// them.
public struct SampleNormalization: Layer {
  public let outputShape: SampleShape
  /// γ; nil if it is switched off.
  public private(set) var gamma: Parameter?
  /// β; nil if it is switched off.
  public private(set) var beta: Parameter?
  private let epsilon: Float
  /// Which values belong to which group, and to which element of γ and β; CKernels.h describes each number.
  private let groups: bnk_groups
  /// Used instead of a γ that is switched off.
  private let ones: Tensor
  /// Used instead of a β that is switched off.
  private let zeros: Tensor

  init(
    shape: SampleShape, groups: bnk_groups, parameterShape: [Int], epsilon: Double, affine: Affine,
    seed: UInt64, index: Int
  ) {
    outputShape = shape
    self.groups = groups
    self.epsilon = Float(epsilon)
    gamma = affine.gamma(shape: parameterShape, seed: seed, index: index)
    beta = affine.beta(shape: parameterShape, seed: seed, index: index)
    ones = Tensor(shape: parameterShape, repeating: 1)
    zeros = Tensor(shape: parameterShape)
  }

  private var groupCount: Int { groups.group_rows * groups.group_columns }

  /// The floats of scratch memory that each thread needs: a block's means and inverse deviations, copies of x and dy,
  /// and the sums for γ and β in each lane.
  public func scratchCount(samples: Int, kernels: Kernels) -> Int {
    2 * (groupCount + outputShape.count + zeros.count) * FloatStorage.lanes
  }

  /// The maximum of `scratchCount` for a shape: a sample has at most one group and one element of γ and β per value.
  static func largestScratchCount(shape: SampleShape) -> Int { 6 * shape.count * FloatStorage.lanes }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    executor.parallel(
      input.blocks, cost: 8 * input.count, with: (work: work, x: input, y: output)
    ) { pass, blocks, worker in
      let work = pass.work
      for block in blocks {
        let memory = work.memory(in: worker.scratch, batch: pass.x)
        let x = pass.x.read(block: block, copyingTo: memory.x, kernels: worker.kernels)
        let y = pass.y.room(forBlock: block, in: memory.dy)
        withUnsafePointer(to: work.groups) { groups in
          worker.kernels.pointee.group_moments(groups, work.epsilon, x, memory.mean, memory.inverse)
          worker.kernels.pointee.group_normalize(
            groups, pass.x.samplesOfBlock(block), x, memory.mean, memory.inverse, work.gamma, work.beta, y)
        }
        pass.y.write(block: block, from: y, kernels: worker.kernels)
      }
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    if gamma?.isTrainable ?? beta?.isTrainable ?? false { sumParameterGradients(pass, on: executor) }
    guard let inputGradient = pass.inputGradient else { return }
    executor.parallel(
      pass.input.blocks, cost: 12 * pass.input.count,
      with: (work: work, x: pass.input, dy: pass.outputGradient, dx: inputGradient)
    ) { pass, blocks, worker in
      let work = pass.work
      for block in blocks {
        let memory = work.memory(in: worker.scratch, batch: pass.x)
        let x = pass.x.read(block: block, copyingTo: memory.x, kernels: worker.kernels)
        let dy = pass.dy.read(block: block, copyingTo: memory.dy, kernels: worker.kernels)
        let dx = pass.dx.room(forBlock: block, in: memory.dy)
        withUnsafePointer(to: work.groups) { groups in
          worker.kernels.pointee.group_moments(groups, work.epsilon, x, memory.mean, memory.inverse)
          worker.kernels.pointee.group_input_gradient(
            groups, pass.x.samplesOfBlock(block), x, dy, memory.mean, memory.inverse, work.gamma, dx)
        }
        pass.dx.write(block: block, from: dx, kernels: worker.kernels)
      }
    }
  }

  /// Computes dγ and dβ. The sums go over the blocks in their order, in each lane by itself; the sixteen lanes are
  /// added last.
  private mutating func sumParameterGradients(_ pass: BackwardPass, on executor: Executor) {
    let (kernels, lanes, work) = (executor.kernels.table, FloatStorage.lanes, work)
    let memory = work.memory(in: executor.scratch(thread: 0), batch: pass.input)
    memory.sums.update(repeating: 0, count: 2 * zeros.count * lanes)
    let productSums = memory.sums + zeros.count * lanes
    for block in 0..<pass.input.blocks {
      let x = pass.input.read(block: block, copyingTo: memory.x, kernels: kernels)
      let dy = pass.outputGradient.read(block: block, copyingTo: memory.dy, kernels: kernels)
      withUnsafePointer(to: groups) { groups in
        kernels.pointee.group_moments(groups, epsilon, x, memory.mean, memory.inverse)
        kernels.pointee.group_parameter_sums(
          groups, pass.input.samplesOfBlock(block), x, dy, memory.mean, memory.inverse, memory.sums,
          productSums)
      }
    }
    Self.store(memory.sums, in: &beta)
    Self.store(productSums, in: &gamma)
  }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    if gamma != nil { body(&gamma!) }
    if beta != nil { body(&beta!) }
  }

  private static func store(_ sums: UnsafePointer<Float>, in parameter: inout Parameter?) {
    guard let count = parameter?.gradient.count, let gradient = parameter?.gradient.mutablePointer else {
      return
    }
    for index in 0..<count {
      var sum: Float = 0
      for lane in 0..<FloatStorage.lanes { sum += sums[index * FloatStorage.lanes + lane] }
      gradient[index] = sum
    }
  }

  /// The values that all threads work with.
  private struct Work {
    let groups: bnk_groups
    let groupCount: Int
    let epsilon: Float
    let gamma: UnsafePointer<Float>
    let beta: UnsafePointer<Float>

    /// The parts of a thread's scratch memory.
    struct Memory {
      let mean: UnsafeMutablePointer<Float>
      let inverse: UnsafeMutablePointer<Float>
      let x: UnsafeMutablePointer<Float>
      let dy: UnsafeMutablePointer<Float>
      let sums: UnsafeMutablePointer<Float>
    }

    func memory(in scratch: UnsafeMutablePointer<Float>, batch: Batch) -> Memory {
      let statistics = groupCount * FloatStorage.lanes
      let copies = scratch + 2 * statistics
      return Memory(
        mean: scratch, inverse: scratch + statistics, x: copies, dy: copies + batch.blockSize,
        sums: copies + 2 * batch.blockSize)
    }
  }

  private var work: Work {
    Work(
      groups: groups, groupCount: groupCount, epsilon: epsilon, gamma: (gamma?.value ?? ones).pointer,
      beta: (beta?.value ?? zeros).pointer)
  }
}
