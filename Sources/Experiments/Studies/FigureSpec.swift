import Schema

/// A figure of one experiment's runs: what a claim is about.
public struct FigureSpec: Hashable, Sendable {
  /// One of the study's experiments, by its name there.
  public var experiment: String
  public var metric: Metric
  public var reading: FigureReading

  public init(experiment: String, metric: Metric, reading: FigureReading = .final) {
    self.experiment = experiment
    self.metric = metric
    self.reading = reading
  }
}

/// What of a run's curve is taken.
public enum FigureReading: Hashable, Sendable {
  case final
  /// At the metric's own best epoch.
  case best
  /// Counted from 1.
  case epoch(Int)
  /// How many epochs it takes until the metric is as good as this.
  case epochsUntil(Double)
}

/// The other figure of a claim: what it leaves out is as in the first one.
public struct FigureReference: Hashable, Sendable {
  public var experiment: String?
  public var metric: Metric?
  public var reading: FigureReading?

  public init(experiment: String? = nil, metric: Metric? = nil, reading: FigureReading? = nil) {
    self.experiment = experiment
    self.metric = metric
    self.reading = reading
  }

  public func completed(from figure: FigureSpec) -> FigureSpec {
    FigureSpec(
      experiment: experiment ?? figure.experiment, metric: metric ?? figure.metric,
      reading: reading ?? figure.reading)
  }
}

extension FigureReference {
  static let keys = KeyTable(
    "The other figure; what is left out is as in the first one.", blank: FigureReference(),
    [
      .optional("experiment", \.experiment, .nullable(.text), "One of the study's experiments."),
      .optional("metric", \.metric, .nullable(.word), "A column of metrics.csv."),
    ] + readingKeys, rule: FigureReference.rule)

  fileprivate static let requiredKeys = KeyTable(
    "A figure of an experiment's runs.", blank: FigureReference(),
    [
      .required("experiment", \.experiment, .some(.text, else: ""), "One of the study's experiments."),
      .required("metric", \.metric, .some(.word, else: .testAccuracy), "A column of metrics.csv."),
    ] + readingKeys, rule: FigureReference.rule)

  private static let readingKeys: [TableKey<FigureReference>] = [
    .optional(
      "at", \.moment, .nullable(.moment),
      "Where on the curve: final, best, or the number of an epoch; final where nothing is said."),
    .optional(
      "epochs_until", \.threshold, .nullable(.number(.any)),
      "The number of epochs until the metric is as good as this, instead of the metric itself."),
  ]

  @Sendable private static func rule(_ reference: FigureReference) -> (
    key: String, reason: SpecProblem.Reason
  )? {
    reference.isAmbiguous ? ("epochs_until", .study(.excludeEachOther("at", "epochs_until"))) : nil
  }

  // MARK: The two keys of the reading

  private var moment: FigureReading? {
    get {
      switch reading {
      case .final, .best, .epoch: reading
      case .epochsUntil, nil: nil
      }
    }
    set { if let newValue { reading = newValue } }
  }

  private var threshold: Double? {
    get { if case .epochsUntil(let value) = reading { value } else { nil } }
    set {
      guard let newValue else { return }
      // Both stand there: a threshold that is no number tells the rule.
      reading = .epochsUntil(reading == nil ? newValue : .nan)
    }
  }

  private var isAmbiguous: Bool { threshold?.isNaN ?? false }
}

extension FigureSpec {
  static let codec: Codec<FigureSpec> = FigureReference.requiredKeys.codec.map(
    { (reference: FigureReference) -> FigureSpec? in
      guard let experiment = reference.experiment, let metric = reference.metric else { return nil }
      return FigureSpec(experiment: experiment, metric: metric, reading: reference.reading ?? .final)
    },
    { FigureReference(experiment: $0.experiment, metric: $0.metric, reading: $0.reading) })
}

extension Codec {
  /// A value that must be there, in a property that may be empty.
  fileprivate static func some<Wrapped: Sendable>(_ codec: Codec<Wrapped>, else blank: Wrapped) -> Codec
  where Value == Wrapped? {
    codec.map({ (value: Wrapped) -> Wrapped?? in .some(value) }, { (value: Wrapped?) in value ?? blank })
  }
}

extension Codec where Value == FigureReading {
  private enum Word: String, CaseIterable {
    case final, best
  }

  /// `final`, `best` or an epoch's number; written by the closure below, never by either form's own.
  fileprivate static var moment: Codec {
    either(
      Codec<Word>.word.map(
        { (word: Word) -> FigureReading? in word == .best ? .best : .final }, { _ in Word.final }),
      Codec<Int>.size.map({ (epoch: Int) -> FigureReading? in .epoch(epoch) }, { _ in 1 })
    ) { reading in
      switch reading {
      case .final, .epochsUntil: .string(Word.final.rawValue)
      case .best: .string(Word.best.rawValue)
      case .epoch(let epoch): .integer(epoch)
      }
    }
  }
}
