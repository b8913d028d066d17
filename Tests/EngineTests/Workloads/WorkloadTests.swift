import Testing

@testable import Engine

/// The amounts of work from which speeds are computed, and that the work runs on one thread and on two.
@Suite struct WorkloadTests {
  private func run(_ workload: Workload) {
    for threads in [1, 2] { workload.run(times: 2, on: Executor(threads: threads)) }
  }

  /// Each of 3·5 outputs takes 7 multiplications and 7 additions; so do the 3·7 and 5·7 of the gradients with 5 and 3.
  @Test(arguments: Workload.Pass.allCases)
  func dense(pass: Workload.Pass) {
    let workload = Workload.dense(samples: 3, inputs: 7, outputs: 5, pass)
    #expect(workload.amount == .operations(210))
    run(workload)
  }

  /// 17 samples × 4 filters × 3·3 places × 2 channels × 2·2 weights, a multiplication and an addition each.
  @Test(arguments: Workload.Pass.allCases)
  func convolution(pass: Workload.Pass) throws {
    let window = try Window(
      input: .init(height: 4, width: 4), kernel: .init(height: 2, width: 2),
      strides: .init(height: 1, width: 1), padding: .valid)
    let workload = Workload.convolution(samples: 17, channels: 2, filters: 4, window: window, pass)
    #expect(workload.amount == .operations(Double(2 * 17 * 4 * 9 * 2 * 4)))
    run(workload)
  }

  /// 5 samples of 3 channels: 4·4 pixels in, 2·2 out, of 4 bytes each.
  @Test func pooling() throws {
    let window = try Window(
      input: .init(height: 4, width: 4), kernel: .init(height: 2, width: 2),
      strides: .init(height: 2, width: 2), padding: .valid)
    let image = SampleShape.image(channels: 3, height: 4, width: 4)
    let (x, y) = (5 * 3 * 16 * 4, 5 * 3 * 4 * 4)
    let layer = Pooling(.max, channels: 3, window: window)
    let forward = Workload.forward(layer, input: image, samples: 5)
    #expect(forward.amount == .bytes(Double(x + y)))
    run(forward)
    // dy and dx; the maximum also needs x and y, to find its place.
    let average = Workload.backward(
      Pooling(.average, channels: 3, window: window), input: image, samples: 5, reads: [])
    #expect(average.amount == .bytes(Double(x + y)))
    run(average)
    let max = Workload.backward(layer, input: image, samples: 5, reads: [.input, .output])
    #expect(max.amount == .bytes(Double(2 * x + 2 * y)))
    run(max)
  }

  @Test func batchNormReadsItsInputOnItsWayBack() {
    let layer = BatchNorm(shape: .features(6))
    let workload = Workload.backward(layer, input: .features(6), samples: 4, reads: [.input])
    #expect(workload.amount == .bytes(3 * 4 * 6 * 4))
    run(workload)
  }

  @Test func losses() {
    let workload = Workload.loss(.categoricalCrossentropy(), outputs: 10, samples: 4)
    #expect(workload.amount == .bytes(2 * 4 * 10 * 4))
    run(workload)
  }

  /// Gradients read, weights and slots read and written: 3, 5 or 7 floats for each of 3·2 + 2 parameters.
  @Test func optimizers() {
    let network = Network(
      inputShape: .features(3), entries: [.init(name: "0", layer: Dense(inputSize: 3, outputSize: 2))])
    for (optimizer, floats) in zip(TestNetworks.optimizers, [3.0, 5, 5, 5, 7]) {
      let workload = Workload.update(optimizer, of: network)
      #expect(workload.amount == .bytes(floats * 8 * 4))
      run(workload)
    }
  }

  /// Batches of 4 of 10 samples: the third begins again from the front.
  @Test func gathering() {
    let image = SampleShape.image(channels: 1, height: 2, width: 3)
    let workload = Workload.gathering(image, samples: 4, of: 10)
    #expect(workload.amount == .bytes(2 * 4 * 6 * 4))
    workload.run(times: 5, on: Executor())
    run(workload)
  }

  @Test(arguments: Kernels.available.map(\.name))
  func theMachine(level: String) throws {
    let kernels = try #require(Kernels(named: level))
    let peak = Workload.multiplyAdds(kernels: kernels)
    guard case .operations(let count) = peak.amount else {
      Issue.record("the peak counts operations")
      return
    }
    // 240 parts of 2,000 rounds of 12 multiply-adds of registers with 4, 8 or 16 lanes.
    #expect([4, 8, 16].contains(count / (240 * 2000 * 12 * 2)))
    peak.run(times: 1, on: Executor(kernels: kernels, threads: 2))
    let copy = Workload.copy(byteCount: 1 << 20)
    #expect(copy.amount == .bytes(2 * 1_048_576))
    run(copy)
  }

  @Test func filledStorageHasOrdinaryValues() {
    let storage = FloatStorage.filled(count: 200_000)
    let values = UnsafeBufferPointer(start: storage.base, count: storage.capacity)
    #expect(values.allSatisfy { $0 >= -0.5 && $0 < 0.5 && !$0.isSubnormal })
    #expect(Set(values).count > 50_000)
  }
}
