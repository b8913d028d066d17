/// result [rows, columns] = activation(left [rows, depth] · right [depth, columns] + bias), split between threads along
/// the longer side of the result.
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
  /// Added by column.
  var bias: UnsafePointer<Float>?
  /// Applied to the sums.
  var activation = ActivationFunction.linear

  private var splitsColumns: Bool { columns >= rows }

  func compute(on executor: Executor) {
    executor.parallel(
      splitsColumns ? columns : rows, step: FloatStorage.lanes, cost: rows * columns * depth, with: self
    ) { $0.compute($1, on: $2) }
  }

  /// Some columns or rows of the result, whichever the product is split along.
  private func compute(_ slice: Range<Int>, on worker: Executor.Worker) {
    let start = slice.lowerBound
    if splitsColumns {
      worker.kernels.pointee.gemm(
        rows, slice.count, depth, left.pointer, left.rowStride, left.columnStride,
        right.pointer + start * right.columnStride, right.rowStride, right.columnStride,
        result + start, resultStride, bias.map { $0 + start }, activation.kernel, worker.scratch)
    } else {
      worker.kernels.pointee.gemm(
        slice.count, columns, depth, left.pointer + start * left.rowStride, left.rowStride, left.columnStride,
        right.pointer, right.rowStride, right.columnStride,
        result + start * resultStride, resultStride, bias, activation.kernel, worker.scratch)
    }
  }
}
