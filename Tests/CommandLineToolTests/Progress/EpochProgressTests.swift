import Testing

@testable import CommandLineTool

@Suite struct EpochProgressTests {
  private let progress = EpochProgress(
    label: "A, seed 1", epoch: 5, epochCount: 20, fraction: 0.5,
    figures: [.init("test_accuracy", 0.98123), .init("test_loss", 0.0634), .init("train_loss", .nan)],
    secondsLeft: 184)

  @Test func aLineOfALog() {
    #expect(
      progress.plainLine == "A, seed 1: epoch  5/20  test_accuracy 0.9812  test_loss 0.0634  train_loss nan  "
        + "3 min 04 s left")
  }

  /// 5.5 of 20 epochs fill 4.4 of the bar's 16 cells.
  @Test func aLineOfATerminal() {
    #expect(
      progress.liveLine(width: 100)
        == "A, seed 1   5/20 [####------------]  test_accuracy 0.9812  test_loss 0.0634  3 min 04 s left")
  }

  @Test func figuresAreLeftOutOnANarrowTerminal() {
    #expect(
      progress.liveLine(width: 80)
        == "A, seed 1   5/20 [####------------]  test_accuracy 0.9812  3 min 04 s left")
    #expect(progress.liveLine(width: 60) == "A, seed 1   5/20 [####------------]  3 min 04 s left")
  }

  @Test func theLastEpochHasNoTimeLeft() {
    var last = progress
    last.epoch = 20
    last.fraction = 0
    last.figures = []
    #expect(last.plainLine == "A, seed 1: epoch 20/20")
    #expect(last.liveLine(width: 80) == "A, seed 1  20/20 [################]")
  }

  @Test func barsStayWithinTheirBounds() {
    #expect(progressBar(done: 0, total: 0) == "[----------------]")
    #expect(progressBar(done: .nan, total: 10) == "[----------------]")
    #expect(progressBar(done: 30, total: 10) == "[################]")
    #expect(progressBar(done: -1, total: 10) == "[----------------]")
  }
}
