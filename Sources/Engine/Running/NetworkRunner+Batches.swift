extension NetworkRunner {
  /// Copies the samples first..<first + count to a batch in the layers' layout; it is valid until the next call.
  public func gather(_ samples: Samples, from first: Int, count: Int) -> Batch {
    gather(samples, start: samples.features + first * samples.shape.count, indices: nil, count: count)
  }

  /// Copies the samples with the given indices to a batch in the layers' layout; it is valid until the next call.
  public func gather(_ samples: Samples, indices: UnsafePointer<Int32>, count: Int) -> Batch {
    gather(samples, start: samples.features, indices: indices, count: count)
  }

  /// - Parameters:
  ///   - start: the features of sample 0 of the indices, or without indices those of the first sample.
  ///   - indices: nil for consecutive samples.
  private func gather(
    _ samples: Samples, start: UnsafePointer<Float>, indices: UnsafePointer<Int32>?, count: Int
  ) -> Batch {
    var batch = input.batch(shape: samples.shape, samples: count)
    executor.parallel(
      count, step: FloatStorage.lanes, cost: batch.count,
      with: (source: start, indices: indices, batch: batch)
    ) { work, slice, worker in
      let first = slice.lowerBound
      let features = work.batch.shape.count
      let source = work.indices == nil ? work.source + first * features : work.source
      let indices = work.indices.map { $0 + first }
      switch work.batch.shape {
      case .features:
        let stride = work.batch.stride
        worker.kernels.pointee.gather_rows(
          slice.count, features, source, indices, work.batch.pointer + first * stride, stride)
      case .image:
        worker.kernels.pointee.gather_blocks(
          slice.count, features, source, features, indices, work.batch.pointer + first * features)
      case .sequence(let steps, let features):
        for place in 0..<slice.count {
          let sample = indices.map { Int($0[place]) } ?? place
          worker.kernels.pointee.gather_rows(
            steps, features, source + sample * steps * features, nil,
            work.batch.pointer + work.batch.start(of: first + place), work.batch.stride)
        }
      }
    }
    if gainsFromZeros { batch.isMostlyZeros = isMostlyZeros(batch) }
    return batch
  }

  /// Whether at least two thirds of the values are zeros, as in images of digits. With fewer zeros, the columns of a
  /// tile are hardly ever zero in all its rows, which is what saves time.
  private func isMostlyZeros(_ batch: Batch) -> Bool {
    let features = batch.shape.count
    let zeros = executor.kernels.table.pointee.count_zeros(
      batch.rows, features, batch.pointer, batch.stride)
    return 3 * zeros >= 2 * batch.rows * features
  }
}
