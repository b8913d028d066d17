import CKernels

/// result [rows, columns] = activation(left [rows, depth] · right [depth, columns] + bias).
///
/// Threads share a large product strip by strip; a small one is split along the longer side of the result.
struct MatrixProduct {
  /// A matrix whose element (i, j) is at i·rowStride + j·columnStride; one of the strides is 1.
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
  /// The floats from one row of the result to the next.
  let resultStride: Int
  /// [columns]: one number for each column; nil for none.
  var bias: UnsafePointer<Float>?
  /// Applied to the sums.
  var activation = ActivationFunction.linear
  /// Whether to leave out the zeros of `left`: the sums are the same, and computed faster if there are many zeros.
  var leavesOutZeros = false
  /// The floats from one column of the result to the next. It differs from 1 only if zeros are left out; then
  /// `resultStride` is 1.
  var resultColumnStride = 1

  func compute(on executor: Executor) {
    let cost = rows * columns * depth
    let threads = executor.threads(cost: cost)
    let progress = threads > 1 ? progressCount(executor.kernels, threads: threads) : 0
    if progress > 0 {
      let team = executor.team(threads: threads, progressCount: progress)
      executor.parallel(threads, cost: .max, with: (product: self, team: team)) { work, slice, worker in
        var member = work.team
        member.thread = slice.lowerBound
        let product = work.product
        product.compute(rows: 0..<product.rows, columns: 0..<product.columns, team: &member, on: worker)
      }
    } else if columns >= rows || resultColumnStride != 1 {
      // A transposed result is split by columns. Its rows are features, and some features have more zeros than others:
      // threads with slices of rows would not finish at the same time.
      executor.parallel(columns, step: FloatStorage.lanes, cost: cost, with: self) {
        $0.compute(rows: 0..<$0.rows, columns: $1, team: nil, on: $2)
      }
    } else {
      executor.parallel(rows, step: FloatStorage.lanes, cost: cost, with: self) {
        $0.compute(rows: $1, columns: 0..<$0.columns, team: nil, on: $2)
      }
    }
  }

  /// The size of the memory in which a team notes its progress; 0 if each thread should compute a slice by itself.
  private func progressCount(_ kernels: Kernels, threads: Int) -> Int {
    leavesOutZeros
      ? kernels.table.pointee.sparse_gemm_progress(rows, columns, depth, threads)
      : kernels.table.pointee.gemm_progress(rows, columns, depth, threads)
  }

  /// Computes some rows and columns of the result; with a team, this member's share of them.
  private func compute(
    rows: Range<Int>, columns: Range<Int>, team: UnsafePointer<bnk_team>?, on worker: Executor.Worker
  ) {
    let (row, column) = (rows.lowerBound, columns.lowerBound)
    let left = left.pointer + row * left.rowStride
    let right = right.pointer + column * right.columnStride
    let result = result + row * resultStride + column * resultColumnStride
    let bias = bias.map { $0 + column }
    if leavesOutZeros {
      worker.kernels.pointee.sparse_gemm(
        rows.count, columns.count, depth, left, self.left.rowStride, self.left.columnStride, right,
        self.right.rowStride, self.right.columnStride, result, resultStride, resultColumnStride, bias,
        activation.kernel, team, worker.scratch)
    } else {
      worker.kernels.pointee.gemm(
        rows.count, columns.count, depth, left, self.left.rowStride, self.left.columnStride, right,
        self.right.rowStride, self.right.columnStride, result, resultStride, bias, activation.kernel, team,
        worker.scratch)
    }
  }
}
