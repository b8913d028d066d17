import Drawing
import Text

/// Lays out the lines of runs below each other, with as many columns as the terminal has room for.
///
/// `A, seed 1  12/20 ━━━━━━━━━╸──────  3 min 04 s left  test_accuracy 0.9812 ▁▃▅▆▇█  test_loss 0.06340 █▅▃▂▁▁`
struct EpochLines {
  /// What a line has besides the label and the number of epochs.
  private struct Layout {
    /// The cells of the bar; 0: none.
    var bar: Int
    var hasTime = true
    var figures: Int
    var hasShortNames = true
    /// The number of figures, from the first, that are drawn as curves too.
    var curves = 0
    /// The most columns of a curve.
    var curve = 0
  }

  /// From the widest to the narrowest: curves go first, then names are shortened, then figures, the bar and the time go. What
  /// is left without them is `least`.
  private static let layouts = [
    Layout(bar: 20, figures: 2, hasShortNames: false, curves: 2, curve: 20),
    Layout(bar: 16, figures: 2, hasShortNames: false, curves: 2, curve: 12),
    Layout(bar: 12, figures: 2, curves: 2, curve: 10),
    Layout(bar: 10, figures: 2, curves: 2, curve: 8),
    Layout(bar: 10, figures: 2, curves: 1, curve: 8),
    Layout(bar: 8, figures: 2, curves: 1, curve: 6),
    Layout(bar: 8, figures: 2),
    Layout(bar: 8, figures: 1, curves: 1, curve: 6),
    Layout(bar: 8, figures: 1),
    Layout(bar: 0, figures: 1),
    Layout(bar: 0, figures: 0),
  ]
  private static let least = Layout(bar: 0, hasTime: false, figures: 0)

  private let runs: [EpochProgress]
  private let label: Int
  private let count: Int
  private let time: Int
  private let layout: Layout
  private let values: [Int]

  /// No line is wider than `room`, unless not even the label and the number of epochs fit.
  static func lines(_ runs: [EpochProgress], room: Int) -> [LiveLine] {
    guard !runs.isEmpty else { return [] }
    let lines = EpochLines(runs, room: room)
    return runs.map(lines.line)
  }

  private init(_ runs: [EpochProgress], room: Int) {
    self.runs = runs
    let labels = runs.map { max($0.label.displayWidth, $0.labelWidth) }.max() ?? 0
    let label = min(labels, max(room / 3, 14))
    let count = runs.map(\.counted.count).max() ?? 0
    // Most times have at most so many columns: the line does not jump when one gets shorter.
    let time = max(runs.map(\.timeText.displayWidth).max() ?? 0, 9)
    let figureCount = runs.map(\.figures.count).max() ?? 0
    let values = (0..<figureCount).map { index in
      runs.map { index < $0.figures.count ? $0.figures[index].valueText.count : 0 }.max() ?? 0
    }
    func width(_ layout: Layout) -> Int {
      var width = label + 2 + count
      if layout.bar > 0 { width += 1 + layout.bar }
      if layout.hasTime { width += 2 + time }
      for index in 0..<min(layout.figures, figureCount) {
        width += 2 + Self.nameWidth(index, runs, layout) + 1 + values[index]
        if index < layout.curves { width += 1 + layout.curve }
      }
      return width
    }
    layout = Self.layouts.first { width($0) <= room } ?? Self.least
    (self.count, self.time, self.values) = (count, time, values)
    self.label = max(min(label, room - 2 - count), 1)
  }

  private static func nameWidth(_ index: Int, _ runs: [EpochProgress], _ layout: Layout) -> Int {
    runs.map { index < $0.figures.count ? name($0.figures[index], layout).displayWidth : 0 }.max() ?? 0
  }

  private static func name(_ figure: EpochProgress.Figure, _ layout: Layout) -> String {
    layout.hasShortNames ? figure.shortName : figure.name
  }

  private func line(_ run: EpochProgress) -> LiveLine {
    var line = LiveLine()
    line.append(run.label.shortened(to: label).padded(to: label))
    line.append("  " + run.counted.padded(to: count, .right))
    if layout.bar > 0 {
      line.append(" ")
      let done = Double(run.epoch) + min(max(run.fraction, 0), 1)
      let total = run.isFinished ? done : Double(run.epochCount)
      line.append(bar: done, of: total, cells: layout.bar)
    }
    let hasFigures = layout.figures > 0 && !run.figures.isEmpty
    if layout.hasTime, hasFigures || !run.timeText.isEmpty {
      line.append("  " + run.timeText.padded(to: time, .right), .faint)
    }
    for (index, figure) in run.figures.prefix(layout.figures).enumerated() {
      let name = Self.name(figure, layout).padded(to: Self.nameWidth(index, runs, layout))
      line.append("  \(name) ")
      line.append(figure.valueText.padded(to: values[index], .right), .bold)
      if index < layout.curves {
        let curve = Sparkline.text(figure.values, width: layout.curve)
        let isLast = index == min(layout.figures, run.figures.count) - 1
        line.append(" ")
        line.append(isLast ? curve : curve.padded(to: layout.curve), .cyan)
      }
    }
    return line
  }
}
