import Schema

/// A figure of the runs of one experiment, which a claim is about.
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

/// How a single number is read from the learning curve of a run.
public enum FigureReading: Hashable, Sendable {
  /// The metric at the last epoch.
  case final
  /// The metric at its own best epoch.
  case best
  /// The metric at this epoch, counted from 1.
  case epoch(Int)
  /// The number of epochs until the metric is as good as this value.
  case epochsUntil(Double)
}

/// The other figure of a claim. Properties that are nil are those of the claim's own figure.
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
    "The other figure. Keys that are left out are as in the figure of the claim.", blank: FigureReference(),
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
      "The epoch: final, best, or its number; final if it is left out."),
    .optional(
      "epochs_until", \.threshold, .nullable(.number(.any)),
      "The number of epochs until the metric is as good as this, instead of the metric itself."),
  ]

  @Sendable private static func rule(_ reference: FigureReference) -> (
    key: String, reason: SpecProblem.Reason
  )? {
    reference.isAmbiguous ? ("epochs_until", .study(.excludeEachOther("at", "epochs_until"))) : nil
  }

  // MARK: The two keys of a reading

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
      // If both keys are given, the threshold becomes NaN, which the rule below recognizes.
      reading = .epochsUntil(reading == nil ? newValue : .nan)
    }
  }

  /// Whether both keys are given.
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
  /// The codec of a required value for an optional property.
  fileprivate static func some<Wrapped: Sendable>(_ codec: Codec<Wrapped>, else blank: Wrapped) -> Codec
  where Value == Wrapped? {
    codec.map({ (value: Wrapped) -> Wrapped?? in .some(value) }, { (value: Wrapped?) in value ?? blank })
  }
}

extension Codec where Value == FigureReading {
  private enum Word: String, CaseIterable {
    case final, best
  }

  /// `final`, `best` or the number of an epoch. The closure at the end writes all of them; the two forms only read.
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
