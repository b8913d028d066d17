import Schema

extension ClaimSpec {
  static let codec = ClaimDraft.keys.codec.map(
    { (draft: ClaimDraft) -> ClaimSpec? in
      draft.statement.map { statement in
        var claim = draft.claim
        claim.statement = statement
        return claim
      }
    }, { ClaimDraft($0) })
}

/// The keys of a claim as the file has them.
private struct ClaimDraft: Sendable {
  /// All but the statement, which is not used.
  var claim: ClaimSpec
  var figure: FigureSpec?
  var relation: RelationSpec?
  var text: String?

  init(_ claim: ClaimSpec) {
    self.claim = claim
    switch claim.statement {
    case .relation(let figure, let relation): (self.figure, self.relation) = (figure, relation)
    case .assertion(let assertion): text = assertion.text
    }
  }

  /// Nil if keys are missing or wrong.
  var statement: ClaimStatement? {
    if let text { return (try? Assertion(parsing: text)).map(ClaimStatement.assertion) }
    guard let figure, let relation else { return nil }
    return .relation(figure, relation)
  }

  private static let blank: ClaimDraft = {
    var draft = ClaimDraft(
      ClaimSpec(
        name: "", says: "", figure: FigureSpec(experiment: "", metric: .testAccuracy),
        relation: .between(low: nil, high: nil)))
    (draft.figure, draft.relation) = (nil, nil)
    return draft
  }()

  static let keys = KeyTable(
    "A sentence of an article that runs can support or refute.", blank: blank,
    [
      .required("name", \.claim.name, .text, "A short name, unique in the study."),
      .optional(
        "of", \.claim.origin, .word,
        "Who makes the claim: the article, or bnlab itself. The latter is an extension, which is counted separately and does not affect the exit status."
      ),
      .optional(
        "conditional", \.claim.isConditional, .boolean,
        "Whether the verdict depends on what the article leaves open. Such a claim is counted separately and does not affect the exit status."
      ),
      .required("says", \.claim.says, .text, "What the article says, in your own words."),
      .optional(
        "where", \.claim.place, .nullable(.text), "Where the article says it: a section, a figure, a table."),
      .optional(
        "note", \.claim.note, .nullable(.text), "What a reader must know to understand the verdict."),
      .optional("figure", \.figure, .nullable(FigureSpec.codec), "The figure that the claim is about."),
      .optional("is", \.relation, .nullable(RelationSpec.codec), "What is claimed about it."),
      .optional(
        "assert", \.text, .nullable(.text),
        "Instead of figure and is: what is claimed, as compare --assert takes it."),
      .optional(
        "confidence", \.claim.confidence, .nullable(.confidence),
        "The confidence of the interval that decides; null for that of the study."),
    ], rule: { $0.problem })

  /// Why the keys do not say what is claimed; nil if they do.
  private var problem: KeyProblem? {
    if let text {
      if figure != nil { return ("assert", .study(.excludeEachOther("figure", "assert"))) }
      if relation != nil { return ("assert", .study(.excludeEachOther("is", "assert"))) }
      do {
        let isCount = try Assertion(parsing: text).figures.contains { $0.quantity == .diverged }
        return isCount ? ("assert", .study(.countInClaim)) : nil
      } catch {
        return ("assert", .study(.assertion(error)))
      }
    }
    guard let figure else {
      return ("figure", .missingKey("figure", expected: "an object, or assert instead of figure and is"))
    }
    guard let relation else {
      return ("is", .missingKey("is", expected: RelationSpec.codec.shape.expectation))
    }
    return relation.problem(with: figure).map { ("is", .study($0)) }
  }
}

extension RelationSpec {
  /// Why a figure cannot be compared with the other one; nil if it can, or if there is none.
  fileprivate func problem(with figure: FigureSpec) -> StudyProblem? {
    guard let reference else { return nil }
    let other = reference.completed(from: figure)
    if !reference.base.fits(figure.base) || reference.minus?.fits(other.base) == false {
      return .layerAndMetric
    }
    if other == figure { return .sameFigure }
    if let problem = figure.base.quantity.problem(minus: other.base.quantity) { return problem }
    return other.problem
  }
}
