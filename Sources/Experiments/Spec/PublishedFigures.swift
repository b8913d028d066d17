import Schema

/// A figure that an article publishes for an experiment.
public struct PublishedFigure: Equatable, Sendable {
  /// The epoch, counted from 1; nil: the end of training.
  public var epoch: Int?
  /// In the unit of the metric.
  public var value: Double

  public init(epoch: Int? = nil, value: Double) {
    self.epoch = epoch
    self.value = value
  }
}

/// The figures that an article publishes for an experiment, by metric. At most one figure of a metric is for the end of
/// training, and at most one for each epoch.
public struct PublishedFigures: Equatable, Sendable, ExpressibleByDictionaryLiteral {
  private var figures: [Metric: [PublishedFigure]] = [:]

  /// - Parameter final: the figures for the end of training.
  public init(final: [Metric: Double] = [:]) {
    figures = final.mapValues { [PublishedFigure(value: $0)] }
  }

  public init(dictionaryLiteral elements: (Metric, Double)...) {
    self.init(final: Dictionary(elements) { $1 })
  }

  /// The figure for the end of training; nil if there is none.
  public subscript(metric: Metric) -> Double? { figures[metric]?.first { $0.epoch == nil }?.value }

  /// The figure for an epoch, counted from 1; nil if there is none.
  public subscript(metric: Metric, epoch epoch: Int) -> Double? {
    figures[metric]?.first { $0.epoch == epoch }?.value
  }

  /// All figures of a metric; nil if there are none.
  public subscript(figuresOf metric: Metric) -> [PublishedFigure]? {
    get { figures[metric] }
    set { figures[metric] = newValue }
  }

  /// The epochs for which there is a figure of a metric, in ascending order.
  public func epochs(of metric: Metric) -> [Int] { (figures[metric] ?? []).compactMap(\.epoch).sorted() }

  public var isEmpty: Bool { figures.isEmpty }
}

extension Codec where Value == PublishedFigures {
  /// Figures by the name of the metric: a number for the end of training, or a list of such a number and of figures with
  /// their epochs. A metric without figures is null or missing.
  static var published: Codec {
    KeyTable(
      "Published figures.", blank: PublishedFigures(),
      Metric.allCases.map { metric in
        .optional(
          metric.rawValue, \.[figuresOf: metric], .nullable(.figures(metric.range)),
          (metric.higherIsBetter
            ? "The share of correct samples, from 0 to 1, " : "The mean over the samples ")
            + "at the end of training; or a list of it and of figures with their epochs.")
      },
      rule: { published in
        for metric in Metric.allCases {
          let epochs = (published[figuresOf: metric] ?? []).map(\.epoch)
          guard let twice = epochs.indices.first(where: { epochs[..<$0].contains(epochs[$0]) }) else {
            continue
          }
          let problem =
            epochs[twice].map { "epoch \($0) is listed twice" }
            ?? "only one figure can be without an epoch, that of the end of training"
          return (metric.rawValue, .other(problem))
        }
        return nil
      }
    ).codec
  }
}

extension Codec where Value == [PublishedFigure] {
  /// A number, which is the figure for the end of training, or a list of figures.
  fileprivate static func figures(_ range: NumberRange) -> Codec {
    let final = Codec<Double>.double(range).map(
      { (value: Double) -> PublishedFigure? in PublishedFigure(value: value) }, { $0.value })
    let ofEpoch = KeyTable(
      "A figure of an epoch.", blank: PublishedFigure(epoch: 1, value: 0),
      [
        .required("at", \.epoch, .epoch, "The epoch, counted from 1."),
        .required("value", \.value, .double(range), "The figure."),
      ])
    let entry = Codec<PublishedFigure>.either(final, ofEpoch.codec) {
      $0.epoch == nil ? final.write($0) : ofEpoch.write($0)
    }
    let list = Codec<[PublishedFigure]>.list(of: entry, minimum: 1)
    return .either(
      final.map(
        { (figure: PublishedFigure) -> [PublishedFigure]? in [figure] },
        { $0.first ?? PublishedFigure(value: 0) }), list
    ) { figures in
      if let only = figures.first, figures.count == 1, only.epoch == nil { return final.write(only) }
      return list.write(figures)
    }
  }
}

extension Codec where Value == Int? {
  /// The number of an epoch. The end of training has none and is never written as one.
  fileprivate static var epoch: Codec {
    Codec<Int>.size.map({ (epoch: Int) -> Int?? in .some(epoch) }, { $0 ?? 1 })
  }
}
