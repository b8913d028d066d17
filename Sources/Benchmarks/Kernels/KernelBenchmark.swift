import Engine
import Experiments

/// A line of the benchmark that measures one kernel.
struct KernelBenchmark {
  let name: String
  /// Whether its speed is limited by the arithmetic of the processor rather than by the memory.
  let isArithmetic: Bool
  /// Allocates the memory of the kernel, which is freed after the measurement.
  let workload: () throws -> Workload

  init(_ name: String, isArithmetic: Bool = false, workload: @escaping () throws -> Workload) {
    self.name = name
    self.isArithmetic = isArithmetic
    self.workload = workload
  }

  /// Measures the kernel.
  /// - Parameter executors: one for each number of threads.
  func measure(_ sampling: inout Sampling, on executors: [Executor]) throws -> BenchmarkRecord.Line {
    let workload = try workload()
    let timings = executors.map { executor in
      sampling.time(on: executor) { workload.run(times: $0, on: executor) }
    }
    return BenchmarkRecord.Line(name: name, amount: .init(workload.amount), timings: timings)
  }
}

extension BenchmarkRecord.Line.Amount {
  init(_ amount: Workload.Amount) {
    self =
      switch amount {
      case .operations(let count): .operations(count)
      case .bytes(let count): .bytes(count)
      }
  }
}
