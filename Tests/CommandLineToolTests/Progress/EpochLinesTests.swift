import Testing

@testable import CommandLineTool

@Suite struct EpochLinesTests {
  private static let accuracy = (1...20).map { 0.5 + Double($0) / 50 }
  private static let loss = (1...20).map { 2 / Double($0) }

  private static func run(
    _ label: String, epoch: Int = 12, left: Double? = 184, labelWidth: Int = 0, isFinished: Bool = false
  ) -> EpochProgress {
    EpochProgress(
      title: label, label: label, labelWidth: labelWidth, epoch: epoch, epochCount: 20, fraction: 0.5,
      figures: [
        .init("test_accuracy", short: "acc", .share, Array(accuracy.prefix(epoch))),
        .init("test_loss", short: "loss", .figure, Array(loss.prefix(epoch))),
      ], secondsElapsed: 276, secondsLeft: left, isFinished: isFinished)
  }

  private func lines(_ runs: [EpochProgress], _ room: Int) -> [String] {
    EpochLines.lines(runs, room: room).map(\.text)
  }

  /// 12.5 of 20 epochs are 12.5 of 20 cells. The twelfth accuracy is 0.74, the loss 2/12.
  @Test func aWideTerminalShowsEverything() {
    #expect(
      lines([Self.run("A, seed 1")], 150) == [
        "A, seed 1  12/20 ━━━━━━━━━━━━╸───────  3 min 04 s left  test_accuracy 0.7400 ▁▁▂▃▃▄▅▆▆▇██         "
          + " test_loss 0.1667 █▄▃▂▂▁▁▁▁▁▁▁"
      ])
  }

  @Test func columnsGoByTheirImportance() {
    func line(_ room: Int) -> String { lines([Self.run("A, seed 1")], room).joined() }
    #expect(line(80) == "A, seed 1  12/20 ━━━━━━────  3 min 04 s left  acc 0.7400 ▁▂▃▄▅▆▇█  loss 0.1667")
    #expect(line(66) == "A, seed 1  12/20 ━━━━━───  3 min 04 s left  acc 0.7400 ▁▂▄▅▇█")
    #expect(line(56) == "A, seed 1  12/20 ━━━━━───  3 min 04 s left  acc 0.7400")
    #expect(line(46) == "A, seed 1  12/20  3 min 04 s left  acc 0.7400")
    #expect(line(40) == "A, seed 1  12/20  3 min 04 s left")
    #expect(line(20) == "A, seed 1  12/20")
  }

  @Test func severalRunsAreAligned() {
    let runs = [
      Self.run("A, seed 1"), Self.run("lenet5-bn-corrected, seed 10", epoch: 3, left: nil),
      Self.run("C, seed 1", epoch: 20, isFinished: true),
    ]
    #expect(
      lines(runs, 97) == [
        "A, seed 1                     12/20 ━━━━━━────  3 min 04 s left  acc 0.7400 ▁▂▃▄▅▆▇█  loss 0.1667",
        "lenet5-bn-corrected, seed 10   3/20 ━╸────────                   acc 0.5600 ▁▅█       loss 0.6667",
        "C, seed 1                     20/20 ━━━━━━━━━━    in 4 min 36 s  acc 0.9000 ▁▂▃▄▅▆▇█  loss 0.1000",
      ])
  }

  /// A third of 45 columns.
  @Test func longLabelsAreCutInTheMiddle() {
    #expect(
      lines([Self.run("circles-before-activation, seed 1")], 45) == [
        "circles… seed 1  12/20  3 min 04 s left"
      ])
  }

  /// Lines that are written one after the other stay aligned.
  @Test func labelsHaveTheWidthOfTheLongest() {
    #expect(lines([Self.run("A, seed 1", labelWidth: 12)], 30) == ["A, seed 1     12/20"])
  }

  /// Whatever is shown, no line is wider than the terminal, which would wrap it.
  @Test(arguments: 20...200) func noLineIsTooWide(room: Int) {
    var diverged = Self.run("D+optimizer.sgd.learning_rate=1e9, seed 12345678901")
    diverged.figures[1].values = [.nan, 1e30, -.infinity]
    let states = [
      [Self.run("A")], [Self.run("A, seed 1"), diverged, Self.run("批量标准化 批量标准化 批量标准化, seed 1", epoch: 1)],
      [Self.run("A", epoch: 20, isFinished: true), Self.run("a \u{1B}[2J name", left: 1e9)],
      [
        EpochProgress(title: "B", epoch: 0, epochCount: 100_000, figures: []),
        EpochProgress(
          title: "B", epoch: 0, epochCount: 20, fraction: .nan,
          figures: [.init("train_loss", short: "train loss", .figure, [.nan])]),
      ],
    ]
    for runs in states {
      let lines = EpochLines.lines(runs, room: room)
      #expect(lines.count == runs.count)
      for line in lines {
        #expect(line.width <= room, "\(line.text)")
        #expect(!line.text.unicodeScalars.contains { $0.properties.generalCategory == .control })
      }
    }
  }
}
