import Testing

@testable import CommandLineTool

@Suite struct EpochProgressTests {
  private let progress = EpochProgress(
    title: "A+training.epochs=20, seed 1", label: "A, seed 1", epoch: 5, epochCount: 20, fraction: 0.5,
    figures: [
      .init("test_accuracy", .share, [0.5, 0.98123]), .init("test_loss", .figure, [2, 0.0634]),
      .init("train_loss", .figure, [.nan]),
    ],
    secondsLeft: 184)

  @Test func aLineOfALog() {
    #expect(
      progress.plainLine
        == "A+training.epochs=20, seed 1: epoch  5/20  test_accuracy 0.9812  test_loss 0.06340  train_loss nan  "
        + "3 min 04 s left")
  }

  @Test func theLastEpochHasNoTimeLeft() {
    var last = progress
    last.epoch = 20
    last.fraction = 0
    last.figures = []
    #expect(last.plainLine == "A+training.epochs=20, seed 1: epoch 20/20")
    last.isFinished = true
    last.secondsElapsed = 9.4
    #expect(last.plainLine == "A+training.epochs=20, seed 1: epoch 20/20" && last.timeText == "in 9.4 s")
  }

  @Test func barsStayWithinTheirBounds() {
    func bar(_ done: Double, _ total: Double) -> String {
      var line = LiveLine()
      line.append(bar: done, of: total, cells: 4)
      return line.text
    }
    #expect(bar(0, 0) == "────" && bar(.nan, 10) == "────" && bar(-1, 10) == "────")
    #expect(bar(30, 10) == "━━━━" && bar(10, 10) == "━━━━")
    // 3.5 of 8 halves.
    #expect(bar(3.5, 8) == "━╸──")
  }
}
