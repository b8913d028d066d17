/// result [rows, columns] = left [rows, depth] · right [depth, columns], split between threads along the longer side
/// of the result.
struct MatrixProduct {
  /// A matrix whose element (i, j) stands at i·rowStride + j·columnStride; one of the strides is 1.
  struct Operand {
    let pointer: UnsafePointer<Float>
    let rowStride: Int
    let columnStride: Int

    init(pointer: UnsafePointer<Float>, rowStride: Int, columnStride: Int) {
      self.pointer = pointer
      self.rowStride = rowStride
      self.columnStride = columnStride
    }

    init(pointer: UnsafeMutablePointer<Float>, rowStride: Int, columnStride: Int) {
      self.init(pointer: UnsafePointer(pointer), rowStride: rowStride, columnStride: columnStride)
    }
  }

  let rows: Int
  let columns: Int
  let depth: Int
  let left: Operand
  let right: Operand
  let result: UnsafeMutablePointer<Float>
  let resultStride: Int

  /// Computes activation(left · right + bias), the bias by column.
  func compute(
    bias: UnsafePointer<Float>? = nil, activation: ActivationFunction = .linear, on executor: Executor
  ) {
    let byColumns = columns >= rows
    executor.parallel(
      byColumns ? columns : rows, step: FloatStorage.lanes, cost: rows * columns * depth
    ) { slice, thread in
      let start = slice.lowerBound
      executor.kernels.table.pointee.gemm(
        byColumns ? rows : slice.count, byColumns ? slice.count : columns, depth,
        byColumns ? left.pointer : left.pointer + start * left.rowStride, left.rowStride, left.columnStride,
        byColumns ? right.pointer + start * right.columnStride : right.pointer, right.rowStride,
        right.columnStride, byColumns ? result + start : result + start * resultStride, resultStride,
        byColumns ? bias.map { $0 + start } : bias, activation.kernel, executor.scratch(thread: thread))
    }
  }
}
