import Experiments
import Testing

@testable import Runs

@Suite struct TimesTableTests {
  @Test func readsWhatItWrites() {
    let times = [
      EpochTiming(epoch: 1, trainSeconds: 0.25, evaluateSeconds: 1e-7),
      EpochTiming(epoch: 2, trainSeconds: 3, evaluateSeconds: 0),
    ]
    #expect(TimesTable.parse(TimesTable.header + times.map(TimesTable.row).joined()) == times)
  }

  /// run.json could not hold such times.
  @Test(arguments: ["2,1,1\n", "1,nan,1\n", "1,1,inf\n", "1,1\n", "1,1,1\n1,1,1\n", "1,1,1,1\n"])
  func refusesOtherRows(_ rows: String) {
    #expect(TimesTable.parse(TimesTable.header + rows) == nil)
  }
}
