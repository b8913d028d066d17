import Schema

/// Who makes a claim.
public enum ClaimOrigin: String, CaseIterable, Sendable {
  case article
  /// An extension: it answers what an article leaves open, or explains a verdict on it.
  case bnlab
}

/// Claims that are counted together.
public enum ClaimGroup: CaseIterable, Sendable {
  /// Claims of the article: they decide the exit status.
  case article
  /// Claims of the article whose verdicts depend on what it leaves open.
  case conditional
  /// Extensions.
  case bnlab
}

/// A sentence of an article that runs can support or refute.
public struct ClaimSpec: Equatable, Sendable {
  /// A short name, unique in the study, for tables and JUnit.
  public var name: String
  /// Extensions are counted separately and do not affect the exit status: what an article does not claim cannot make it
  /// wrong.
  public var origin: ClaimOrigin
  /// Whether the verdict depends on what the article leaves open, so that it is also one on the study's choices. Such claims
  /// are counted separately and do not affect the exit status.
  public var isConditional: Bool
  /// The article's sentence, paraphrased.
  public var says: String
  /// Where the article says it.
  public var place: String?
  /// What a reader must know to understand the verdict.
  public var note: String?
  public var figure: FigureSpec
  public var relation: RelationSpec
  /// The confidence of the interval that decides; nil for that of the study.
  public var confidence: Double?

  public init(
    name: String, origin: ClaimOrigin = .article, isConditional: Bool = false, says: String,
    place: String? = nil, note: String? = nil,
    figure: FigureSpec,
    relation: RelationSpec, confidence: Double? = nil
  ) {
    self.name = name
    self.origin = origin
    self.isConditional = isConditional
    self.says = says
    self.place = place
    self.note = note
    self.figure = figure
    self.relation = relation
    self.confidence = confidence
  }

  /// The claims that are counted together.
  public var group: ClaimGroup {
    switch origin {
    case .article: isConditional ? .conditional : .article
    case .bnlab: .bnlab
    }
  }

  /// Whether the claim says how large a difference is, or which figure is larger, not how large a figure is.
  public var isDifference: Bool { otherFigure != nil || figure.minus != nil }

  /// The figure that `figure` is compared with; nil if it is compared with numbers.
  public var otherFigure: FigureSpec? { relation.reference?.completed(from: figure) }

  /// Every figure that the claim needs, each of one experiment's runs.
  public var runFigures: [RunFigure] { figure.runFigures + (otherFigure?.runFigures ?? []) }
}

extension ClaimSpec {
  static let keys = KeyTable(
    "A sentence of an article that runs can support or refute.",
    blank: ClaimSpec(
      name: "", says: "", figure: FigureSpec(experiment: "", metric: .testAccuracy),
      relation: .between(low: nil, high: nil)),
    [
      .required("name", \.name, .text, "A short name, unique in the study."),
      .optional(
        "of", \.origin, .word,
        "Who makes the claim: the article, or bnlab itself. The latter is an extension, which is counted separately and does not affect the exit status."
      ),
      .optional(
        "conditional", \.isConditional, .boolean,
        "Whether the verdict depends on what the article leaves open. Such a claim is counted separately and does not affect the exit status."
      ),
      .required("says", \.says, .text, "What the article says, in your own words."),
      .optional(
        "where", \.place, .nullable(.text), "Where the article says it: a section, a figure, a table."),
      .optional("note", \.note, .nullable(.text), "What a reader must know to understand the verdict."),
      .required("figure", \.figure, FigureSpec.codec, "The figure that the claim is about."),
      .required("is", \.relation, RelationSpec.codec, "What is claimed about it."),
      .optional(
        "confidence", \.confidence, .nullable(.confidence),
        "The confidence of the interval that decides; null for that of the study."),
    ],
    rule: { claim in claim.problem.map { ("is", .study($0)) } })

  /// Why the figure cannot be compared with the other one; nil if it can, or if there is none.
  private var problem: StudyProblem? {
    guard let reference = relation.reference, let other = otherFigure else { return nil }
    if !reference.base.fits(figure.base) || reference.minus?.fits(other.base) == false {
      return .layerAndMetric
    }
    if other == figure { return .sameFigure }
    if let problem = figure.base.quantity.problem(minus: other.base.quantity) { return problem }
    if figure.minus != nil, other.base.quantity.kind == .epochs { return .differenceOfEpochs }
    return other.problem
  }
}

extension Codec where Value == Double {
  /// Strictly between 0 and 1.
  static var confidence: Codec {
    number(
      NumberRange(
        lower: NumberRange.Bound(value: 0, isInside: false),
        upper: NumberRange.Bound(value: 1, isInside: false)))
  }
}
