import Experiments
import Testing

@testable import Reporting

/// On 1 and on 4 threads: a peak of 100 and 400 GFLOP/s, a copy of 10 and 20 GB/s. Times are powers of 2, so that rates
/// are exact.
private var record: BenchmarkRecord {
  var record = BenchmarkRecord(
    machine: "Test processor, 4 processors", simd: "avx2", version: "1.2.3", threadCounts: [1, 4],
    secondsPerMeasurement: 0.2)
  record.peak = .init(
    name: "machine/multiply-add", amount: .operations(1e11 * 0x1p-10), timings: timings(0x1p-10, 0x1p-12))
  // An interrupted repetition does not make the processor slower.
  record.peak?.timings[0] = .init(median: 0x1p-9, fastest: 0x1p-10, overall: 0x1p-9)
  record.copy = .init(
    name: "machine/copy", amount: .bytes(1e10 * 0x1p-13), timings: timings(0x1p-13, 0x1p-14))
  record.kernels = [
    // 80 and 160 GFLOP/s
    .init(name: "gemm/small", amount: .operations(8e10 * 0x1p-15), timings: timings(0x1p-15, 0x1p-16)),
    // 25 and 12.5 GB/s
    .init(name: "relu/small", amount: .bytes(2.5e10 * 0x1p-18), timings: timings(0x1p-18, 0x1p-17)),
  ]
  var network = BenchmarkRecord.Network(
    name: "net", batchSize: 32, defaultThreads: 1, evaluationSamples: 500)
  network.training = timings(0x1p-17, 0x1p-18)
  network.evaluation = timings(0x1p-14, 0x1p-15)
  // 1 of 8 and 1 of 4 microseconds, approximately, because of the powers of 2.
  let unit = 0x1p-20
  network.parts = [
    .init(
      name: "gather", times: [.init(forward: unit, backward: nil), .init(forward: unit, backward: nil)]),
    .init(
      name: "0 dense",
      times: [.init(forward: 2 * unit, backward: 5 * unit), .init(forward: unit, backward: 2 * unit)]),
  ]
  record.networks = [network]
  return record
}

/// All repetitions took equally long.
private func timings(_ seconds: Double...) -> [BenchmarkRecord.Timing] {
  seconds.map { .init(median: $0, fastest: $0, overall: $0) }
}

@Test func aBenchmarkIsReadAsTables() {
  #expect(
    record.report.text(.table) == """
        Test processor, 4 processors. SIMD level avx2, bnlab 1.2.3.

      This machine

        name                       1 thread      4 threads  speed-up
        ────────────────────────────────────────────────────────────
        machine/multiply-add  100.0 GFLOP/s  400.0 GFLOP/s      4.00
        machine/copy              10.0 GB/s      20.0 GB/s      2.00

      Kernels by arithmetic, GFLOP/s

        kernel      1 thread  of peak  4 threads  of peak  speed-up
        ───────────────────────────────────────────────────────────
        gemm/small      80.0   80.0 %      160.0   40.0 %      2.00

      Kernels by memory, GB/s

        kernel      1 thread  of copy  4 threads  of copy  speed-up
        ───────────────────────────────────────────────────────────
        relu/small      25.0  250.0 %       12.5   62.5 %      0.50

        Kernels that find their data in the caches can be faster than a copy within main memory.

      Networks

        network  batch  threads  training step  samples/s  evaluated samples/s
        ──────────────────────────────────────────────────────────────────────
        net         32        1        7.63 µs  4,194,000            8,192,000
        net         32        4        3.81 µs  8,389,000           16,380,000

        - net: --threads 4 suits it, while run by itself takes 1; a step on 4 threads takes 0.50 times as
          long as on 1.

      A training step of net

        part     forward, 1 thread  backward   share  forward, 4 threads  backward   share
        ──────────────────────────────────────────────────────────────────────────────────
        gather             0.95 µs            12.5 %             0.95 µs            25.0 %
        0 dense            1.91 µs   4.77 µs  87.5 %             0.95 µs   1.91 µs  75.0 %

      """)
}

@Test func aBenchmarksRowsAreForMachines() {
  #expect(
    record.report.text(.csv) == """
      kind,name,threads,seconds,fastest_seconds,overall_seconds,gflops,share_of_peak,gigabytes_per_second,\
      share_of_copy,samples_per_second,forward_seconds,backward_seconds,share_of_step
      machine,machine/multiply-add,1,0.001953125,0.0009765625,0.001953125,100,1,,,,,,
      machine,machine/multiply-add,4,0.000244140625,0.000244140625,0.000244140625,400,1,,,,,,
      machine,machine/copy,1,0.0001220703125,0.0001220703125,0.0001220703125,,,10,1,,,,
      machine,machine/copy,4,6.103515625e-05,6.103515625e-05,6.103515625e-05,,,20,1,,,,
      kernel,gemm/small,1,3.0517578125e-05,3.0517578125e-05,3.0517578125e-05,80,0.8,,,,,,
      kernel,gemm/small,4,1.52587890625e-05,1.52587890625e-05,1.52587890625e-05,160,0.4,,,,,,
      kernel,relu/small,1,3.814697265625e-06,3.814697265625e-06,3.814697265625e-06,,,25,2.5,,,,
      kernel,relu/small,4,7.62939453125e-06,7.62939453125e-06,7.62939453125e-06,,,12.5,0.625,,,,
      training,net/training,1,7.62939453125e-06,7.62939453125e-06,7.62939453125e-06,,,,,4194304,,,
      training,net/training,4,3.814697265625e-06,3.814697265625e-06,3.814697265625e-06,,,,,8388608,,,
      evaluation,net/evaluation,1,6.103515625e-05,6.103515625e-05,6.103515625e-05,,,,,8192000,,,
      evaluation,net/evaluation,4,3.0517578125e-05,3.0517578125e-05,3.0517578125e-05,,,,,16384000,,,
      layer,net/layers/gather,1,9.5367431640625e-07,,,,,,,,,,0.125
      layer,net/layers/gather,4,9.5367431640625e-07,,,,,,,,,,0.25
      layer,net/layers/0 dense,1,6.67572021484375e-06,,,,,,,,1.9073486328125e-06,4.76837158203125e-06,0.875
      layer,net/layers/0 dense,4,2.86102294921875e-06,,,,,,,,9.5367431640625e-07,1.9073486328125e-06,0.75

      """)
}

@Test func aBenchmarksJSONHasItsSettings() {
  let json = record.report.json
  #expect(json["format"] == .integer(1))
  #expect(json["kind"] == .string("benchmark"))
  #expect(json["threads"] == .array([.integer(1), .integer(4)]))
  guard case .array(let measurements)? = json["measurements"], case .array(let networks)? = json["networks"]
  else {
    Issue.record("measurements and networks are lists")
    return
  }
  #expect(measurements.count == 16)
  #expect(measurements[4]["share_of_peak"] == .double(0.8))
  #expect(measurements[4]["samples_per_second"] == .null)
  #expect(networks[0]["default_threads"] == .integer(1))
  #expect(networks[0]["suitable_threads"] == .integer(4))
}

/// With one number of threads there is nothing to compare, and empty tables are left out.
@Test func aBenchmarkOnOneThread() {
  var record = record
  record.threadCounts = [1]
  (record.peak, record.copy, record.kernels) = (nil, nil, [])
  record.networks[0].training.removeLast()
  record.networks[0].evaluation = []
  for index in record.networks[0].parts.indices { record.networks[0].parts[index].times.removeLast() }
  #expect(
    record.report.text(.table) == """
        Test processor, 4 processors. SIMD level avx2, bnlab 1.2.3.

      Networks

        network  batch  threads  training step  samples/s
        ─────────────────────────────────────────────────
        net         32        1        7.63 µs  4,194,000

      A training step of net

        part     forward  backward   share
        ──────────────────────────────────
        gather   0.95 µs            12.5 %
        0 dense  1.91 µs   4.77 µs  87.5 %

      """)
}

@Test func theDefaultThatSuitsIsConfirmed() {
  var record = record
  record.networks[0].defaultThreads = 4
  #expect(
    record.threadAdvice(record.networks[0])
      == "net: --threads 4 suits it, which is what run takes by itself; a step on 4 threads takes 0.50 times as "
      + "long as on 1.")
}

/// More than a quarter of the twelve timings have to differ by more than a fifth.
@Test func busyMachinesAreNoticed() {
  var record = record
  // One timing of the peak differs already.
  for index in 0..<2 { record.kernels[index].timings[0] = .init(median: 1, fastest: 1, overall: 5) }
  #expect(!record.report.text(.table).contains("busy"))
  record.networks[0].training[0] = .init(median: 1, fastest: 1, overall: 5)
  #expect(record.report.text(.markdown).contains("in 4 of 12 measurements: other programs are busy"))
}

@Test(arguments: [
  (4.236e-6, "4.24 µs"), (41.26e-6, "41.3 µs"), (999.4e-6, "999.4 µs"), (999.6e-6, "1.00 ms"),
  (12.344e-3, "12.34 ms"), (0.25, "0.25 s"),
])
func timesOfSteps(seconds: Double, shown: String) {
  #expect(Cell.shortTime(seconds).shown == shown)
}

@Test(arguments: [(7033.4, "7,033"), (7_541_999, "7,542,000"), (123_456, "123,500"), (0.4, "0")])
func roundedRates(rate: Double, shown: String) {
  #expect(Cell.rounded(rate).shown == shown)
}
