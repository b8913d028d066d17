import Schema

extension FigureReference {
  static let keys = KeyTable(
    "The other figure. Keys that are left out are as in the figure of the claim.", blank: FigureReference(),
    RunFigureReference.optionalKeys.map { $0.inside(\.base) } + [minusKey],
    rule: { RunFigureReference.rule($0.base) })

  /// The keys of a claim's own figure, which has no other to complete it.
  static let ownKeys = KeyTable(
    "A figure of an experiment's runs: a metric, or a statistic of a layer.", blank: FigureReference(),
    RunFigureReference.ownKeys.map { $0.inside(\.base) } + [minusKey],
    rule: { reference in
      if let problem = RunFigureReference.rule(reference.base) { return problem }
      guard let base = reference.base.figure else { return reference.base.missingKey }
      guard let minus = reference.minus else { return nil }
      if !minus.fits(base) { return ("minus", .study(.layerAndMetric)) }
      return FigureSpec(base, minus: minus.completed(from: base)).problem.map { ("minus", .study($0)) }
    })

  private static let minusKey = TableKey<FigureReference>.optional(
    "minus", \.minus, .nullable(RunFigureReference.minusKeys.codec),
    "What is subtracted from the figure, run by run with the same seed. Keys that are left out are as in the figure."
  )
}

extension FigureSpec {
  static let codec: Codec<FigureSpec> = FigureReference.ownKeys.codec.map(
    { (reference: FigureReference) -> FigureSpec? in
      guard let base = reference.base.figure else { return nil }
      return FigureSpec(base, minus: reference.minus?.completed(from: base))
    },
    { FigureReference(RunFigureReference($0.base), minus: $0.minus.map(RunFigureReference.init)) })
}

typealias KeyProblem = (key: String, reason: SpecProblem.Reason)

extension RunFigureReference {
  fileprivate static let ownKeys: [TableKey<RunFigureReference>] =
    [.required("experiment", \.experiment, .some(.text, else: ""), "One of the study's experiments.")]
    + quantityKeys
  fileprivate static let optionalKeys: [TableKey<RunFigureReference>] =
    [.optional("experiment", \.experiment, .nullable(.text), "One of the study's experiments.")]
    + quantityKeys
  fileprivate static let minusKeys = KeyTable(
    "What is subtracted. Keys that are left out are as in the figure.", blank: RunFigureReference(),
    optionalKeys, rule: rule)

  private static let quantityKeys: [TableKey<RunFigureReference>] = [
    .optional("metric", \.metric, .nullable(metricCodec), "A column of metrics.csv."),
    .optional(
      "at", \.moment, .nullable(.moment),
      "The epoch: final, best, or its number; final if it is left out. Of a layer: final, or 0 for the initial weights."
    ),
    .optional(
      "epochs_until", \.epochsUntil, .nullable(.double(.any)),
      "The number of epochs until the metric is as good as this, instead of the metric itself."),
    .optional(
      "last_epochs", \.lastEpochs, .nullable(.size),
      "The number of epochs at the end over which the mean of the metric is taken."),
    .optional(
      "worst_step", \.worstStep, .nullable(.boolean),
      "How far the metric gets worse at most from one epoch to the next, in its unit; 0 if it never does."),
    .optional(
      "layer", \.layer, .nullable(.layerPlace),
      "The index in the model of the layer whose output is looked at, or input, instead of a metric."),
    .optional(
      "statistic", \.statistic, .nullable(.word),
      "The statistic of the layer, by its name in the results of bnlab inspect."),
    .optional(
      "samples", \.samples, .nullable(.size),
      "The number of samples, the first ones of the test set, that go through the layer in inference mode."),
  ]
  private static let metricCodec = Codec<Metric>.word

  /// The keys that exclude each other, whatever completes them.
  @Sendable fileprivate static func rule(_ reference: RunFigureReference) -> KeyProblem? {
    if let key = reference.layerKey, let other = reference.metricKey {
      return (other, .study(.excludeEachOther(key, other)))
    }
    let readings = reference.readingKeys
    return readings.count > 1 ? (readings[1], .study(.excludeEachOther(readings[0], readings[1]))) : nil
  }

  /// The problem that these keys alone do not give a figure.
  fileprivate var missingKey: KeyProblem {
    guard layerKey != nil else {
      return (
        "metric", .missingKey("metric", expected: Self.metricCodec.shape.expectation + ", or a layer instead")
      )
    }
    if layer == nil {
      return ("layer", .missingKey("layer", expected: Codec<LayerPlace>.layerPlace.shape.expectation))
    }
    if statistic == nil {
      return (
        "statistic", .missingKey("statistic", expected: Codec<LayerStatistic>.word.shape.expectation)
      )
    }
    return ("samples", .missingKey("samples", expected: Codec<Int>.size.shape.expectation))
  }
}

extension Codec {
  /// The codec of a required value for an optional property.
  fileprivate static func some<Wrapped: Sendable>(_ codec: Codec<Wrapped>, else blank: Wrapped) -> Codec
  where Value == Wrapped? {
    codec.map({ (value: Wrapped) -> Wrapped?? in .some(value) }, { (value: Wrapped?) in value ?? blank })
  }
}

private enum MomentWord: String, CaseIterable {
  case final, best
}

extension Codec where Value == FigureReading {
  /// `final`, `best` or the number of an epoch. The closure at the end writes all of them; the two forms only read.
  fileprivate static var moment: Codec {
    either(
      Codec<MomentWord>.word.map(
        { (word: MomentWord) -> FigureReading? in word == .best ? .best : .final }, { _ in MomentWord.final }),
      Codec<Int>.notNegative.map({ (epoch: Int) -> FigureReading? in .epoch(epoch) }, { _ in 1 })
    ) { reading in
      switch reading {
      case .final, .epochsUntil, .lastEpochs, .worstStep: .string(MomentWord.final.rawValue)
      case .best: .string(MomentWord.best.rawValue)
      case .epoch(let epoch): .integer(epoch)
      }
    }
  }
}

/// The places in a model that are named, not counted.
enum PlaceWord: String, CaseIterable {
  case input
}

extension Codec where Value == LayerPlace {
  /// `input` or the index of a layer. The closure at the end writes both; the two forms only read.
  fileprivate static var layerPlace: Codec {
    either(
      Codec<Int>.notNegative.map({ (index: Int) -> LayerPlace? in .index(index) }, { _ in 0 }),
      Codec<PlaceWord>.word.map({ (_: PlaceWord) -> LayerPlace? in .input }, { _ in PlaceWord.input })
    ) { place in
      switch place {
      case .index(let index): .integer(index)
      case .input: .string(PlaceWord.input.rawValue)
      }
    }
  }
}
