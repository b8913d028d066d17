import CKernels

/// The columns of a batch of features that are not zero in all of its samples, side by side.
///
/// A dense layer need not multiply the others: see CKernels's runs.h.
struct NonzeroColumns {
  let runs: UnsafePointer<bnk_runs>
  /// [samples, count]
  let values: UnsafePointer<Float>
  let count: Int
  /// The floats from one row of `values` to the next.
  var stride: Int { SampleShape.features(count).rowStride }
}

/// Owns the memory of a batch's nonzero columns; reused from step to step.
final class NonzeroColumnsBuffer {
  private let features: Int
  private let values: FloatStorage
  private let numbers: UnsafeMutablePointer<Int32>
  private let runs: UnsafeMutablePointer<bnk_runs>
  private var mostRuns: Int { features / 2 + 1 }

  init(features: Int, samples: Int) {
    self.features = features
    values = FloatStorage(
      count: SampleShape.features(features + FloatStorage.lanes).bufferCount(samples: samples))
    numbers = .allocate(capacity: 3 * (features / 2 + 2))
    runs = .allocate(capacity: 1)
  }

  deinit {
    numbers.deallocate()
    runs.deallocate()
  }

  /// - Returns: nil where so few columns are zero that nothing is gained.
  func columns(of batch: Batch, on executor: Executor) -> NonzeroColumns? {
    let (starts, ends, places) = (numbers, numbers + mostRuns, numbers + 2 * mostRuns)
    let count = executor.kernels.table.pointee.find_runs(
      batch.rows, features, batch.pointer, batch.stride, starts, ends, places)
    runs.initialize(to: bnk_runs(count: count, starts: starts, ends: ends, places: places))
    let columns = NonzeroColumns(runs: runs, values: values.base, count: Int(places[count]))
    guard columns.count >= FloatStorage.lanes, 8 * columns.count <= 7 * features else { return nil }
    executor.parallel(batch.rows, cost: batch.count, with: (columns, values: values.base, batch: batch)) {
      work, rows, worker in
      let (columns, values, batch) = work
      worker.kernels.pointee.compact_columns(
        rows.count, columns.runs, batch.pointer + rows.lowerBound * batch.stride, batch.stride,
        values + rows.lowerBound * columns.stride, columns.stride)
    }
    return columns
  }
}
