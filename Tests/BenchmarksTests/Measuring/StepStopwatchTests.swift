import Engine
import Testing

@testable import Benchmarks

@Suite struct StepStopwatchTests {
  /// Parts end at 1, 3, 6, 10, 15 and 21 s, so each lasts one second longer than the one before. The next 100 s are
  /// skipped.
  @Test func eachPartHasItsTime() {
    var now = 0.0
    var stopwatch = StepStopwatch(layers: 2, clock: { now })
    let parts: [StepPart] = [.gathering, .forward(0), .forward(1), .loss, .backward(1), .backward(0)]
    for (index, part) in parts.enumerated() {
      now += Double(index + 1)
      stopwatch.ended(part)
    }
    now += 100
    stopwatch.skip()
    now += 7
    stopwatch.ended(.update)
    now += 0.5
    stopwatch.ended(.gathering)
    #expect(stopwatch.gathering == 1.5)
    #expect(stopwatch.forward == [2, 3])
    #expect(stopwatch.loss == 4)
    #expect(stopwatch.backward == [6, 5])
    #expect(stopwatch.update == 7)
  }
}
