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
  public var statement: ClaimStatement
  /// The confidence of the interval that decides; nil for that of the study.
  public var confidence: Double?

  public init(
    name: String, origin: ClaimOrigin = .article, isConditional: Bool = false, says: String,
    place: String? = nil, note: String? = nil, statement: ClaimStatement, confidence: Double? = nil
  ) {
    self.name = name
    self.origin = origin
    self.isConditional = isConditional
    self.says = says
    self.place = place
    self.note = note
    self.statement = statement
    self.confidence = confidence
  }

  public init(
    name: String, origin: ClaimOrigin = .article, isConditional: Bool = false, says: String,
    place: String? = nil, note: String? = nil, figure: FigureSpec, relation: RelationSpec,
    confidence: Double? = nil
  ) {
    self.init(
      name: name, origin: origin, isConditional: isConditional, says: says, place: place, note: note,
      statement: .relation(figure, relation), confidence: confidence)
  }

  /// The claims that are counted together.
  public var group: ClaimGroup {
    switch origin {
    case .article: isConditional ? .conditional : .article
    case .bnlab: .bnlab
    }
  }

  /// What the claim says, however it is written.
  public var condition: FigureCondition { statement.condition }

  /// Whether the claim says how large a difference is, or which figure is larger, not how large a figure is.
  public var isDifference: Bool { condition.isDifference }

  /// The figure, or the difference of two figures, that the claim is about; nil if it is about another sum, or compares
  /// with one.
  public var figure: FigureSpec? { isOfPlainFigures ? condition.left.figure : nil }

  /// What `figure` is compared with; nil if it is compared with numbers.
  public var otherFigure: FigureSpec? { isOfPlainFigures ? condition.right.figure : nil }

  private var isOfPlainFigures: Bool {
    condition.left.figure != nil && (condition.right.terms.isEmpty || condition.right.figure != nil)
  }

  /// Every figure that the claim needs, each of one experiment's runs.
  public var runFigures: [RunFigure] { condition.figures }
}

/// How a claim is written.
public enum ClaimStatement: Equatable, Sendable {
  /// The claim has the keys `figure` and `is`.
  case relation(FigureSpec, RelationSpec)
  /// The claim has the key `assert`.
  case assertion(Assertion)

  /// The text of `assert`; nil if there is none.
  public var text: String? {
    switch self {
    case .relation: nil
    case .assertion(let assertion): assertion.text
    }
  }

  var condition: FigureCondition {
    switch self {
    case .relation(let figure, let relation):
      FigureCondition(
        figure, minus: relation.reference?.completed(from: figure), in: AllowedRegion(relation))
    case .assertion(let assertion): FigureCondition(assertion)
    }
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
