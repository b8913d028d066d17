/// The extents of an LSTM and the strides of its memory, in floats.
struct LSTMSize: Sendable {
  let steps: Int
  let features: Int
  let units: Int
  var gateStride: Int { (4 * units).roundedUp(toMultipleOf: FloatStorage.lanes) }
  var unitStride: Int { units.roundedUp(toMultipleOf: FloatStorage.lanes) }
}

extension LSTM {
  /// The part of an LSTM that goes from step to step, for a slice of the samples: these never meet, so that threads share
  /// the samples and each goes through all steps without waiting.
  ///
  /// All memory is in rows, one for each step of each sample, sample after sample.
  struct Recurrence {
    let size: LSTMSize
    let returnsSequences: Bool
    /// U, [4·units, units].
    let kernel: UnsafePointer<Float>
    /// Forward from x·Wᵀ + b to the gates' values, backward from those to the gradients of their sums.
    let gates: UnsafeMutablePointer<Float>
    /// c of each step.
    let cells: UnsafeMutablePointer<Float>
    /// h of the step before: zeros in each sample's first row.
    let hidden: UnsafeMutablePointer<Float>
    /// Forward the layer's output, backward its gradient.
    let output: Batch

    /// The floats of a thread's scratch memory that stand before the products': the recurrent part of the gates' sums, or
    /// the gradients of output and cells.
    static func scratchCount(_ size: LSTMSize, samples: Int) -> Int {
      samples * max(size.gateStride, 2 * size.unitStride)
    }

    private func products(_ worker: Executor.Worker) -> UnsafeMutablePointer<Float> {
      worker.scratch + Self.scratchCount(size, samples: output.samples)
    }

    /// From one sample to the next.
    private var gateRow: Int { size.steps * size.gateStride }
    private var unitRow: Int { size.steps * size.unitStride }

    /// Where the rows of a step begin for a slice of the samples.
    private func gates(_ step: Int, _ samples: Range<Int>) -> UnsafeMutablePointer<Float> {
      gates + samples.lowerBound * gateRow + step * size.gateStride
    }

    private func row(
      of memory: UnsafeMutablePointer<Float>, _ step: Int, _ samples: Range<Int>
    ) -> UnsafeMutablePointer<Float> {
      memory + samples.lowerBound * unitRow + step * size.unitStride
    }

    /// The output's rows of a step; nil where it does not belong to the output.
    private func output(_ step: Int, _ samples: Range<Int>) -> UnsafeMutablePointer<Float>? {
      let start = output.pointer + output.start(of: samples.lowerBound)
      if returnsSequences { return start + step * output.stride }
      return step == size.steps - 1 ? start : nil
    }

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
