import Testing
import Text

@Suite struct QuantitiesTests {
  @Test(arguments: [
    (0, "0.0 ms"), (0.00123, "1.2 ms"), (0.034, "34 ms"), (0.34, "0.34 s"), (0.996, "1.0 s"),
    (1.24, "1.2 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 min 00 s"),
    (184, "3 min 04 s"), (3599.7, "1 h 00 min"), (7530, "2 h 05 min"), (90000, "1 d 01 h"),
    (-1, "–"), (.infinity, "–"), (.nan, "–"), (1e300, "1.000e+300 s"),
  ])
  func durations(seconds: Double, text: String) {
    #expect(durationText(seconds: seconds) == text)
  }

  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (9_912_422, "9.9 MB"),
    (9_960_000, "10.0 MB"), (47_040_016, "47.0 MB"), (23_149_999_999, "23.1 GB"), (170_498_071, "170 MB"),
    (999_600_000, "1.0 GB"), (Int.max, "9.2 EB"),
    (Int.min, "-9.2 EB"),
  ])
  func byteCounts(bytes: Int, text: String) {
    #expect(byteCountText(bytes) == text)
  }

  @Test func counts() {
    #expect(counted(1, "run") == "1 run" && counted(0, "run") == "0 runs" && counted(2, "run") == "2 runs")
    #expect(counted(1, "study", plural: "studies") == "1 study")
    #expect(counted(3, "study", plural: "studies") == "3 studies")
  }
}
