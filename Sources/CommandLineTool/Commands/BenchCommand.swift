import Text

/// `bnlab bench`
public struct BenchCommand: CommandPayload, Equatable, Sendable {
  /// Nil for everything.
  public var filter: String?
  /// Beside 1; nil: the number of processors.
  public var threads: Int?
  /// For one measurement.
  public var seconds = 0.2
  public var quiet = false
  public var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "bench",
      abstract: "Measure this machine, the kernels and the networks' training steps.",
      discussion: """
        Everything is measured on 1 thread and on all processors, on random numbers, and for MNIST's networks on \
        random strokes, as the median of several repetitions. Those count during which nothing else slowed the \
        machine down, as a piece of work that is always the same tells between them; a busy machine is measured \
        for longer. Kernels are judged by this machine's peak of multiply-adds in registers (GFLOP/s) or by a \
        copy within main memory (GB/s, bytes read and written), at their fastest; networks by samples trained and \
        evaluated a second, with the share of each layer in a training step and the number of threads that suits \
        them.

        CSV and JSON have a row for each measurement and number of threads: kind (machine, kernel, training, \
        evaluation or layer), name, threads, seconds of one call or step, with fastest_seconds and \
        overall_seconds, the least and the median of all repetitions, gflops and share_of_peak, \
        gigabytes_per_second and share_of_copy, samples_per_second, and for layers forward_seconds, \
        backward_seconds and share_of_step.
        """,
      options: [
        .option(
          "--filter", "text", \.filter, .text, default: "everything",
          help: """
            Only measure what has this text in its name, upper case or lower, and what it is compared with: gemm, \
            forward, lenet5-bn/training.
            """),
        .option(
          "--threads", "n", \.threads, .wholeNumber(1...1024), default: "the number of processors",
          help: "Measure on this many threads beside 1."),
        .option(
          "--seconds", "s", \.seconds, .seconds(0.0001...60), default: "0.2",
          help: "The time for each measurement; less is quicker and less exact."),
        .quiet(\.quiet),
      ] + OutputOptions.options.map { $0.within(\.output) })
  }
}

extension ValueReader where Value == Double {
  /// A decimal number: digits with at most one point.
  static func seconds(_ range: ClosedRange<Double>) -> ValueReader {
    ValueReader { text throws(ValueProblem) in
      guard text.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }),
        let number = Double(text), range.contains(number)
      else {
        throw .notANumber(from: range.lowerBound.exact, to: range.upperBound.exact)
      }
      return number
    }
  }
}
