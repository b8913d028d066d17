import Testing

@testable import Engine

struct RandomStreamTests {
  private func stream(
    seed: UInt64 = 7, _ purpose: RandomStream.Purpose = .kernel, index: Int = 3
  ) -> RandomStream {
    RandomStream(seed: seed, purpose: purpose, index: index)
  }

  private func draw(_ count: Int, from stream: RandomStream) -> [UInt64] {
    var stream = stream
    return (0..<count).map { _ in stream.next() }
  }

  /// Expected values computed independently from the definition: the counter's words are the position's two halves,
  /// the index and the purpose; a block gives two numbers, each with its second word as the high half. The results of
  /// all runs depend on it.
  @Test func valuesAreThoseOfTheDefinition() {
    #expect(
      draw(4, from: stream()) == [
        0x7846_4c90_f353_3e51, 0x51ee_5b42_7c21_186d, 0xfe73_7f0c_d231_8918, 0xf116_658b_dfa7_31cc,
      ])
  }

  @Test func streamsDifferBySeedPurposeAndIndex() {
    let streams = [
      stream(), stream(seed: 8), stream(seed: 7 + 1 << 32), stream(.bias), stream(.order), stream(index: 4),
    ]
    let firsts = Set(streams.flatMap { draw(4, from: $0) })
    #expect(firsts.count == 4 * streams.count)
  }

  /// A stream is a value: draws from other streams, in any order, change nothing.
  @Test func streamsDoNotDependOnHowOthersAreConsumed() {
    let alone = draw(50, from: stream())
    var (one, other) = (stream(), stream(index: 4))
    var interleaved: [UInt64] = []
    for turn in 0..<50 {
      for _ in 0..<turn % 5 { _ = other.normal() }
      interleaved.append(one.next())
    }
    #expect(interleaved == alone)
  }

  /// A normal takes two numbers, always: the third normal starts at the fifth number.
  @Test func normalsStandAtFixedPlaces() {
    var one = stream()
    for _ in 0..<2 { _ = one.normal() }
    var other = stream()
    for _ in 0..<4 { _ = other.next() }
    #expect(one.normal() == other.normal())
  }

  /// The upper 52 bits and a half, so that neither 0 nor 1 can come: 0 would make a normal infinite.
  @Test func uniformsStandInTheMiddleOfTheirIntervals() {
    var one = stream()
    #expect(one.uniform() == (Double(0x7_8464_c90f_3533 as UInt64) + 0.5) * 0x1p-52)
  }

  private static let draws = 20_000

  /// The mean of a uniform number is 1/2 and the variance 1/12; means of 20,000 have deviations of .002 and .0005.
  @Test func uniformsFillTheOpenInterval() {
    var stream = stream()
    let values = (0..<Self.draws).map { _ in stream.uniform() }
    #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(abs(mean(values) - 0.5) < 0.01)
    #expect(abs(variance(values) - 1.0 / 12) < 0.0025)
    #expect(values.contains { $0 < 0.001 } && values.contains { $0 > 0.999 })
  }

  /// The mean of 20,000 has the deviation .007, their variance .01, the share beyond 2 (4.55 %) .0015.
  @Test func normalsAreStandardNormal() {
    var stream = stream()
    let values = (0..<Self.draws).map { _ in stream.normal() }
    #expect(abs(mean(values)) < 0.035)
    #expect(abs(variance(values) - 1) < 0.05)
    #expect(abs(Double(values.count { abs($0) > 2 }) / Double(Self.draws) - 0.0455) < 0.0075)
  }

  /// Cut off at 2, the deviation is .8796 (the constant that Keras divides out), the variance .7737.
  @Test func truncatedNormalsStayWithinTwoDeviations() {
    var stream = stream()
    let values = (0..<Self.draws).map { _ in stream.truncatedNormal() }
    #expect(values.allSatisfy { abs($0) <= 2 })
    #expect(values.contains { abs($0) > 1.99 })
    #expect(abs(mean(values)) < 0.035)
    #expect(abs(variance(values) - 0.7737) < 0.035)
  }

  /// Pearson's χ² of 7 classes exceeds 22.5 once in a thousand draws.
  @Test func integersAreUniform() {
    var stream = stream()
    var counts = Array(repeating: 0, count: 7)
    for _ in 0..<Self.draws { counts[stream.integer(below: 7)] += 1 }
    let expected = Double(Self.draws) / 7
    let chiSquare = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    #expect(chiSquare < 22.5)
  }

  @Test func integersStayBelowAnyBound() {
    var stream = stream()
    for _ in 0..<100 { #expect(stream.integer(below: 1) == 0) }
    for bound in [2, 3, 1 << 40, .max - 1, .max] {
      for _ in 0..<100 { #expect((0..<bound).contains(stream.integer(below: bound))) }
    }
  }

  // MARK: Order

  /// Expected values computed independently, by Fisher and Yates's shuffle from the end with Lemire's method: a
  /// change of this order would change every run's results.
  @Test func epochOrderIsThatOfTheDefinition() {
    #expect(epochOrder(count: 10, seed: 1, epoch: 1) == [1, 8, 3, 9, 2, 0, 7, 4, 6, 5])
    #expect(epochOrder(count: 10, seed: 1, epoch: 2) == [8, 2, 5, 9, 6, 1, 0, 4, 3, 7])
    #expect(epochOrder(count: 10, seed: 2, epoch: 1) == [7, 6, 5, 3, 2, 1, 0, 4, 9, 8])
  }

  @Test(arguments: [0, 1, 2, 3, 16, 500])
  func epochOrderIsAPermutation(count: Int) {
    for epoch in 1...5 {
      #expect(epochOrder(count: count, seed: 3, epoch: epoch).sorted() == (0..<Int32(count)).map { $0 })
    }
  }

  @Test func epochOrderDependsOnSeedAndEpochAlone() {
    let order = epochOrder(count: 200, seed: 5, epoch: 9)
    var drawn = stream(seed: 5, .order, index: 9)
    for _ in 0..<10 { _ = drawn.next() }
    #expect(epochOrder(count: 200, seed: 5, epoch: 9) == order)
    #expect(epochOrder(count: 200, seed: 5, epoch: 10) != order)
    #expect(epochOrder(count: 200, seed: 6, epoch: 9) != order)
  }

  /// Each of the 6 orders of three samples, 1000 times in 6000 epochs on average; χ² of 6 classes exceeds 20.5 once
  /// in a thousand.
  @Test func everyOrderIsAsLikely() {
    var counts: [[Int32]: Int] = [:]
    for epoch in 0..<6000 { counts[epochOrder(count: 3, seed: 11, epoch: epoch), default: 0] += 1 }
    #expect(counts.count == 6)
    let statistic = counts.values.reduce(0.0) { (sum: Double, count: Int) -> Double in
      sum + Double((count - 1000) * (count - 1000)) / 1000
    }
    #expect(statistic < 20.5)
  }
}
