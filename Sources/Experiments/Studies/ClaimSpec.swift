import Schema

/// Whose claim it is.
public enum ClaimOrigin: String, CaseIterable, Sendable {
  case article
  /// An extension: what an article leaves open, or what explains a verdict on it.
  case bnlab
}

/// A sentence of an article that runs can bear out or not.
public struct ClaimSpec: Equatable, Sendable {
  /// Unique in its study; for tables, JUnit and the like.
  public var name: String
  /// What an article does not claim cannot make it wrong: extensions are counted apart and decide no exit status.
  public var origin: ClaimOrigin
  /// The article's sentence, paraphrased.
  public var says: String
  /// Where the article says it.
  public var place: String?
  /// What one has to know to read the verdict.
  public var note: String?
  public var figure: FigureSpec
  public var relation: RelationSpec
  /// Of the interval that decides; nil: the study's.
  public var confidence: Double?

  public init(
    name: String, origin: ClaimOrigin = .article, says: String, place: String? = nil, note: String? = nil,
    figure: FigureSpec,
    relation: RelationSpec, confidence: Double? = nil
  ) {
    self.name = name
    self.origin = origin
    self.says = says
    self.place = place
    self.note = note
    self.figure = figure
    self.relation = relation
    self.confidence = confidence
  }

  public var isExtension: Bool { origin == .bnlab }

  /// The figure that this one is compared with; nil where it is held against numbers.
  public var otherFigure: FigureSpec? { relation.reference?.completed(from: figure) }
}

extension ClaimSpec {
  static let keys = KeyTable(
    "A sentence of an article that runs can bear out or not.",
    blank: ClaimSpec(
      name: "", says: "", figure: FigureSpec(experiment: "", metric: .testAccuracy),
      relation: .between(low: nil, high: nil)),
    [
      .required("name", \.name, .text, "A short name, unique in the study."),
      .optional(
        "of", \.origin, .word,
        "Whose claim it is: the article's, or one of bnlab's own, an extension, which is counted apart and decides no exit status."
      ),
      .required("says", \.says, .text, "What the article says, in words of one's own."),
      .optional("where", \.place, .nullable(.text), "Where it says so: a section, a figure, a table."),
      .optional("note", \.note, .nullable(.text), "What one has to know to read the verdict."),
      .required("figure", \.figure, FigureSpec.codec, "The figure that the claim is about."),
      .required("is", \.relation, RelationSpec.codec, "What is claimed of it."),
      .optional(
        "confidence", \.confidence, .nullable(.confidence),
        "The confidence of the interval that decides; null: the study's."),
    ],
    rule: { claim in
      guard let other = claim.otherFigure else { return nil }
      if other == claim.figure { return ("is", .study(.sameFigure)) }
      let (one, two) = (claim.figure.kind, other.kind)
      return one == two ? nil : ("is", .study(.differentKinds(one.rawValue, two.rawValue)))
    })
}

extension FigureSpec {
  /// Figures of one kind can be told apart by a difference.
  enum Kind: String {
    case accuracy = "an accuracy"
    case loss = "a loss"
    case epochs = "a number of epochs"
  }

  var kind: Kind {
    switch reading {
    case .epochsUntil: .epochs
    case .final, .best, .epoch: metric.higherIsBetter ? .accuracy : .loss
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
