/// The extents of an LSTM, and the strides of its memory in floats.
struct LSTMSize: Sendable {
  let steps: Int
  let features: Int
  let units: Int
  /// The length of a row with the four gates of one step.
  var gateStride: Int { (4 * units).roundedUp(toMultipleOf: FloatStorage.lanes) }
  /// The length of a row with the cells or outputs of one step.
  var unitStride: Int { units.roundedUp(toMultipleOf: FloatStorage.lanes) }
}

extension LSTM {
  /// The part of an LSTM that must go from step to step. Samples do not depend on each other: threads share the
  /// samples, and each goes through all steps of its samples without waiting.
  ///
  /// All memory consists of rows, one for each step of each sample, sample after sample.
  struct Recurrence {
    let size: LSTMSize
    let returnsSequences: Bool
    /// U, [4·units, units].
    let kernel: UnsafePointer<Float>
    /// Forward turns x·Wᵀ + b into the values of the gates. Backward turns these into the gradients with respect to
    /// the sums of the gates.
    let gates: UnsafeMutablePointer<Float>
    /// c of each step.
    let cells: UnsafeMutablePointer<Float>
    /// h of the previous step; zeros in the first row of each sample.
    let hidden: UnsafeMutablePointer<Float>
    /// The layer's output in forward, the gradient with respect to it in backward.
    let output: Batch

    /// The floats at the start of a thread's scratch memory, before the part for matrix products: the recurrent part
    /// of the gates' sums in forward, or the gradients of outputs and cells in backward.
    static func scratchCount(_ size: LSTMSize, samples: Int) -> Int {
      samples * max(size.gateStride, 2 * size.unitStride)
    }

    /// The part of a thread's scratch memory for matrix products.
    private func products(_ worker: Executor.Worker) -> UnsafeMutablePointer<Float> {
      worker.scratch + Self.scratchCount(size, samples: output.samples)
    }

    /// The floats from one sample to the next, for gates and for cells or outputs.
    private var gateRow: Int { size.steps * size.gateStride }
    private var unitRow: Int { size.steps * size.unitStride }

    /// The gates of a step for the first sample of a slice.
    private func gates(_ step: Int, _ samples: Range<Int>) -> UnsafeMutablePointer<Float> {
      gates + samples.lowerBound * gateRow + step * size.gateStride
    }

    /// The cells or outputs of a step for the first sample of a slice.
    private func row(
      of memory: UnsafeMutablePointer<Float>, _ step: Int, _ samples: Range<Int>
    ) -> UnsafeMutablePointer<Float> {
      memory + samples.lowerBound * unitRow + step * size.unitStride
    }

    /// The layer's output of a step for the first sample of a slice; nil if the step is not part of the output.
    private func output(_ step: Int, _ samples: Range<Int>) -> UnsafeMutablePointer<Float>? {
      let start = output.pointer + output.start(of: samples.lowerBound)
      if returnsSequences { return start + step * output.stride }
      return step == size.steps - 1 ? start : nil
    }

    /// The floats from one sample's output to the next.
    private var outputRow: Int { output.start(of: 1) }

    func forward(_ samples: Range<Int>, on worker: Executor.Worker) {
      let (stride, units) = (size.gateStride, size.units)
      let recurrent = worker.scratch
      for step in 0..<size.steps {
        if step == 0 {
          for sample in 0..<samples.count {
            (row(of: hidden, 0, samples) + sample * unitRow).update(repeating: 0, count: units)
          }
        } else {
          worker.kernels.pointee.gemm(
            samples.count, 4 * units, units, row(of: hidden, step, samples), unitRow, 1, kernel, 1, units,
            recurrent, stride, nil, ActivationFunction.linear.kernel, nil, products(worker))
        }
        let isLast = step == size.steps - 1
        worker.kernels.pointee.lstm_step(
          samples.count, units, gates(step, samples), gateRow, step == 0 ? nil : recurrent, stride,
          step == 0 ? nil : row(of: cells, step - 1, samples), row(of: cells, step, samples), unitRow,
          isLast ? nil : row(of: hidden, step + 1, samples), unitRow, output(step, samples), outputRow)
      }
    }

    func backward(_ samples: Range<Int>, on worker: Executor.Worker) {
      let (stride, units) = (size.unitStride, size.units)
      let hiddenGradient = worker.scratch
      let cellGradient = hiddenGradient + samples.count * stride
      var step = size.steps
      while step > 0 {
        step -= 1
        let isLast = step == size.steps - 1
        worker.kernels.pointee.lstm_step_gradient(
          samples.count, units, gates(step, samples), gateRow,
          step == 0 ? nil : row(of: cells, step - 1, samples), row(of: cells, step, samples), unitRow,
          output(step, samples), outputRow, isLast ? nil : hiddenGradient, stride, cellGradient, stride)
        guard step > 0 else { return }
        worker.kernels.pointee.gemm(
          samples.count, units, 4 * units, gates(step, samples), gateRow, 1, kernel, units, 1,
          hiddenGradient, stride, nil, ActivationFunction.linear.kernel, nil, products(worker))
      }
    }
  }
}
