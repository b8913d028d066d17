import Text

/// How far a run is.
public struct EpochProgress: Equatable, Sendable {
  public struct Figure: Equatable, Sendable {
    public var name: String
    /// The name for narrow terminals.
    public var shortName: String
    public var precision: Precision
    /// The values so far, the latest one last; not empty.
    public var values: [Double]

    public init(_ name: String, short shortName: String? = nil, _ precision: Precision, _ values: [Double]) {
      self.name = name
      self.shortName = shortName ?? name
      self.precision = precision
      self.values = values
    }

    var valueText: String { values.last.map { precision.text($0) } ?? "" }
  }

  /// The run in a log: `A+training.epochs=5, seed 1`.
  public var title: String
  /// The run in a terminal: what sets it apart from the others.
  public var label: String
  /// The columns that the labels of all runs have, so that lines that are written one after the other are aligned.
  public var labelWidth: Int
  /// The number of finished epochs.
  public var epoch: Int
  public var epochCount: Int
  /// The share of the present epoch that is done, 0 to 1.
  public var fraction: Double
  /// The figures of the last epoch, the most important one first. If there is little room, the last ones are left out.
  public var figures: [Figure]
  /// Since the run began.
  public var secondsElapsed: Double
  /// Nil if it is not known yet.
  public var secondsLeft: Double?
  /// Whether no epoch follows.
  public var isFinished: Bool

  public init(
    title: String, label: String? = nil, labelWidth: Int = 0, epoch: Int, epochCount: Int,
    fraction: Double = 0, figures: [Figure], secondsElapsed: Double = 0, secondsLeft: Double? = nil,
    isFinished: Bool = false
  ) {
    self.title = title
    // Its width must be known before it is drawn.
    self.label = (label ?? title).singleLine
    self.labelWidth = labelWidth
    self.epoch = epoch
    self.epochCount = epochCount
    self.fraction = fraction
    self.figures = figures
    self.secondsElapsed = secondsElapsed
    self.secondsLeft = secondsLeft
    self.isFinished = isFinished
  }

  /// For a log: `A, seed 1: epoch 12/20  test_accuracy 0.9812  test_loss 0.06340  3 min 04 s left`.
  var plainLine: String {
    let time = isFinished || timeText.isEmpty ? [] : [timeText]
    let figures = figures.map { "\($0.name) \($0.valueText)" }
    return (["\(title): epoch \(counted)"] + figures + time).joined(separator: "  ")
  }

  var counted: String { countText(epoch, of: epochCount) }

  /// The time left, or that a finished run took.
  var timeText: String {
    if isFinished { return "in \(durationText(seconds: secondsElapsed))" }
    return epoch < epochCount ? secondsLeft.map(timeLeftText) ?? "" : ""
  }
}
