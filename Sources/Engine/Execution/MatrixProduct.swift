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
  /// Whether to leave out the zeros of `left`: the same sums, sooner if there are many.
  var leavesOutZeros = false
  /// Other than 1 only where zeros are left out; then `resultStride` is 1.
  var resultColumnStride = 1

  /// Rows of a transposed result are features, some of which have more zeros than others: threads would not be done at
  /// the same time.
  private var splitsColumns: Bool { columns >= rows || resultColumnStride != 1 }

  func compute(on executor: Executor) {
    executor.parallel(
      splitsColumns ? columns : rows, step: FloatStorage.lanes, cost: rows * columns * depth, with: self
    ) { $0.compute($1, on: $2) }
  }

  /// Some columns or rows of the result, whichever the product is split along.
  private func compute(_ slice: Range<Int>, on worker: Executor.Worker) {
    let start = slice.lowerBound
    let (row, column) = splitsColumns ? (0, start) : (start, 0)
    let (rows, columns) = splitsColumns ? (rows, slice.count) : (slice.count, columns)
    let left = left.pointer + row * left.rowStride
    let right = right.pointer + column * right.columnStride
    let result = result + row * resultStride + column * resultColumnStride
    let bias = bias.map { $0 + column }
    if leavesOutZeros {
      worker.kernels.pointee.sparse_gemm(
        rows, columns, depth, left, self.left.rowStride, self.left.columnStride, right,
        self.right.rowStride, self.right.columnStride, result, resultStride, resultColumnStride, bias,
        activation.kernel, worker.scratch)
    } else {
      worker.kernels.pointee.gemm(
        rows, columns, depth, left, self.left.rowStride, self.left.columnStride, right,
        self.right.rowStride, self.right.columnStride, result, resultStride, bias, activation.kernel,
        worker.scratch)
    }
  }
}
