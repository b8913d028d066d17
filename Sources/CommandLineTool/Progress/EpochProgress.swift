import TextLayout

/// How far a run is.
public struct EpochProgress: Equatable, Sendable {
  public struct Figure: Equatable, Sendable {
    public var name: String
    public var value: Double

    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// The run: `A, seed 1`.
  public var label: String
  /// Epochs finished, of so many.
  public var epoch: Int
  public var epochCount: Int
  /// Of the epoch under way, 0 to 1.
  public var fraction: Double
  /// The most telling one first: where room is short, the last ones go.
  public var figures: [Figure]
  public var secondsLeft: Double?

  public init(
    label: String, epoch: Int, epochCount: Int, fraction: Double = 0, figures: [Figure], secondsLeft: Double?
  ) {
    self.label = label
    self.epoch = epoch
    self.epochCount = epochCount
    self.fraction = fraction
    self.figures = figures
    self.secondsLeft = secondsLeft
  }

  /// For a log: `A, seed 1: epoch 12/20  test_accuracy 0.9812  test_loss 0.0634  3 min 04 s left`.
  var plainLine: String {
    let time = timeLeft.map { [$0] } ?? []
    return (["\(label): epoch \(counted)"] + figures.map(\.text) + time).joined(separator: "  ")
  }

  /// For a terminal: `A, seed 1  12/20 [######----]  test_accuracy 0.9812  3 min 04 s left`.
  func liveLine(width: Int) -> String {
    let done = Double(epoch) + min(max(fraction, 0), 1)
    let bar = progressBar(done: done, total: Double(epochCount))
    let start = "\(label)  \(counted) \(bar)"
    return fittedLine(start, figures.map(\.text), end: timeLeft, width: width)
  }

  /// `12/20`, the first number as wide as the second, so that the line does not jump.
  private var counted: String {
    let total = "\(epochCount)"
    return "\(epoch)".padded(to: total.count, .right) + "/" + total
  }

  private var timeLeft: String? {
    guard epoch < epochCount else { return nil }
    return secondsLeft.map { "\(durationText(seconds: $0)) left" }
  }
}

extension EpochProgress.Figure {
  fileprivate var text: String { "\(name) \(value.figure(4))" }
}

/// `[######----]`
func progressBar(done: Double, total: Double) -> String {
  let cells = 16
  let share = done / total
  let filled = share > 0 ? Int(min(share, 1) * Double(cells)) : 0  // NaN is not above 0
  return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: cells - filled) + "]"
}

/// The parts in a line, as many of the middle ones as leave room for the end.
func fittedLine(_ start: String, _ middle: [String], end: String?, width: Int) -> String {
  let ending = end.map { "  " + $0 } ?? ""
  var line = start
  for part in middle {
    let longer = line + "  " + part
    guard longer.displayWidth + ending.displayWidth < width else { break }
    line = longer
  }
  return line + ending
}
