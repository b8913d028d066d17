import CKernels

/// Work that shows the best that the machine can do, with which the kernels are compared.
extension Workload {
  /// Independent multiply-adds in registers, on all threads of the executor.
  public static func multiplyAdds(kernels: Kernels) -> Workload {
    // The number of parts is a multiple of usual numbers of threads, so that all have the same share. Each round has
    // twelve multiply-adds of vectors.
    let (parts, rounds) = (240, 2000)
    var sink: Float = 1
    let operations = kernels.table.pointee.multiply_add_peak(rounds, &sink) * Double(parts)
    return Workload(.operations(operations)) { executor in
      executor.parallel(parts, cost: .max, with: rounds) { rounds, parts, worker in
        var sink: Float = 1
        _ = worker.kernels.pointee.multiply_add_peak(rounds * parts.count, &sink)
      }
    }
  }

  /// Products of matrices that fit in the first-level cache, on all threads of the executor, for about 0.2 ms. They
  /// are what the kernels mainly do, multiply-adds of values that are loaded, without costs that depend on a layer's
  /// shape.
  public static func cachedProducts() -> Workload {
    let (rows, columns, depth, rounds) = (12, 48, 64, 200)
    let a = FloatStorage.filled(count: rows * depth), b = FloatStorage.filled(count: depth * columns)
    return Workload(
      .operations(2 * Double(rows * columns * depth * rounds)),
      scratchCount: { rows * columns + $0.table.pointee.gemm_workspace(rows, columns, depth) }
    ) { executor in
      executor.parallel(executor.threadCount, cost: .max, with: (a: a.base, b: b.base)) {
        factors, _, worker in
        for _ in 0..<rounds {
          worker.kernels.pointee.gemm(
            rows, columns, depth, factors.a, depth, 1, factors.b, columns, 1, worker.scratch, columns, nil,
            BNK_LINEAR, nil, worker.scratch + rows * columns)
        }
      }
    }
  }

  /// A copy of `byteCount` bytes from one array to another; that many bytes are read and written.
  public static func copy(byteCount: Int) -> Workload {
    let source = FloatStorage.filled(count: byteCount / MemoryLayout<Float>.size)
    let target = FloatStorage(count: source.capacity)
    return Workload(.floats(source.capacity, source.capacity)) { executor in
      executor.parallel(
        source.capacity, step: FloatStorage.lanes, cost: source.capacity,
        with: (source: source.base, target: target.base)
      ) { work, slice, _ in
        let first = slice.lowerBound
        (work.target + first).update(from: work.source + first, count: slice.count)
      }
    }
  }
}
