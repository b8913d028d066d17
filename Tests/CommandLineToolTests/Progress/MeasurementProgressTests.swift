import Testing

@testable import CommandLineTool

@Suite struct MeasurementProgressTests {
  private let progress = MeasurementProgress(
    name: "gemm/128x512x256/forward", done: 8, total: 64, secondsLeft: 9.4)

  @Test func aLogGetsALine() {
    #expect(progress.plainLine == " 8/64 gemm/128x512x256/forward  9.4 s left")
  }

  /// 8 of 64 fill 2 of 16 cells. On a narrow terminal the name is left out first.
  @Test func aTerminalGetsABar() {
    #expect(
      progress.liveLine(room: 80).text == " 8/64 ━━──────────────  gemm/128x512x256/forward  9.4 s left")
    #expect(progress.liveLine(room: 50).text == " 8/64 ━━──────────────  9.4 s left")
  }

  @Test func theBeginningHasNoEstimate() {
    var progress = progress
    (progress.done, progress.secondsLeft) = (0, nil)
    #expect(progress.plainLine == " 0/64 gemm/128x512x256/forward")
  }
}
