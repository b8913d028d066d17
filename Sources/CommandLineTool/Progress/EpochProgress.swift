import Text

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
  /// The number of finished epochs.
  public var epoch: Int
  public var epochCount: Int
  /// The share of the present epoch that is done, 0 to 1.
  public var fraction: Double
  /// The figures of the last epoch, the most important one first. If there is little room, the last ones are left out.
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

  private var counted: String { countText(epoch, of: epochCount) }

  private var timeLeft: String? {
    guard epoch < epochCount else { return nil }
    return secondsLeft.map(timeLeftText)
  }
}

extension EpochProgress.Figure {
  fileprivate var text: String { "\(name) \(value.figure(4))" }
}
