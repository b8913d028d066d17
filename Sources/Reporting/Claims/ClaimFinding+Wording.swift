import Experiments
import Text

extension ClaimSpec {
  /// Who makes the claim, for people: `article`, `article (conditional)`, `bnlab`; `study` where the study names no article.
  func owner(in study: StudySpec) -> String {
    let maker = origin == .article && study.source == nil ? "study" : origin.rawValue
    return maker + (group == .conditional ? " (conditional)" : "")
  }

  /// Who makes the claim and where: `article, “Section”`.
  public func ownerText(in study: StudySpec) -> String {
    owner(in: study) + (place.map { ", “\($0)”" } ?? "")
  }
}

extension ClaimFinding {
  /// `test_accuracy of after`, `test_accuracy of after − baseline`, `(test_accuracy of D − C) − (B − A)`.
  var subject: String {
    guard let other = otherObservations else { return observations.subject }
    if observations.isOneFigure, other.isOneFigure { return observations.base.subject(minus: other.base) }
    if let minus = observations.minus, let otherMinus = other.minus,
      minus.experiment == observations.base.experiment, otherMinus.experiment == other.base.experiment,
      other.base.figure == figure, otherMinus.figure == minus.figure
    {
      // The same difference within each of two experiments.
      return "(\(figure.phrase) − \(minus.figure.phrase)) of \(minus.experiment) − \(otherMinus.experiment)"
    }
    let isOneFigure = (observations.all + other.all).allSatisfy { $0.figure == figure }
    return "\(observations.bracketed(observations.subject)) − "
      + other.bracketed(
        isOneFigure && other.isPlain
          ? other.all.map(\.experiment).joined(separator: " − ") : other.subject)
  }

  /// The verdict in the table.
  public var verdictText: String {
    switch verdict {
    case .holds, .fails, .undecided: verdict.claimTitle
    case .notJudged: verdict.claimTitle + (obstacle?.shortText.map { ": \($0)" } ?? "")
    }
  }

  var valueText: String {
    judgement.value.map { figure.text($0, isDifference: isDifference, among: foundNumbers) } ?? "–"
  }

  var intervalText: String {
    judgement.interval.map { figure.text($0, isDifference: isDifference, among: foundNumbers) } ?? ""
  }

  /// The value and its interval, which have the same decimals.
  private var foundNumbers: [Double] {
    [judgement.value, judgement.interval?.low, judgement.interval?.high].compactMap { $0 }
  }

  var regionText: String { judgement.region.text(figure, isDifference: isDifference) }

  /// ` at look 2 with 12 seeds`; empty if there is only one look.
  private var lookText: String { look.map { " at look \($0.number) with \($0.seedCount) seeds" } ?? "" }

  /// What was found and what follows, in a sentence, and what to know about the two sides.
  public var sentence: String {
    let range = judgement.interval == nil ? "" : " (\(confidence.percentText) CI \(intervalText))"
    var clauses = ["\(subject) is \(valueText)\(range), claimed \(regionText)"]
    if judgement.value == nil { clauses = ["\(subject), claimed \(regionText)"] }
    clauses += (observations.all + (otherObservations?.all ?? [])).remarks
    if let certainty, obstacle == nil { clauses.append(certainty.text) }
    let reason = obstacle.map {
      "; " + $0.claimText(isDifference: isDifference, advice: seedAdvice)
    }
    return
      "\(judgement.verdict.claimTitle.capitalizedFirst)\(lookText): \(clauses.joined(separator: "; "))\(reason ?? "")."
      + caveats.map { " " + $0 }.joined()
  }
}

extension SumObservations {
  var subject: String {
    minus.map(base.subject)
      ?? terms.enumerated().map { index, term in term.text(isFirst: index == 0) }.joined(separator: " ")
  }

  /// Whether this is a figure or the difference of two, without other factors.
  fileprivate var isPlain: Bool { isOneFigure || minus != nil }

  /// The text in brackets if this is a sum or difference, from which or which something is subtracted.
  fileprivate func bracketed(_ text: String) -> String {
    terms.count == 1 && terms[0].factor > 0 ? text : "(\(text))"
  }
}

extension SumObservations.Term {
  /// `test_accuracy of A` at the beginning, later `+ 0.5 × test_accuracy of A`.
  fileprivate func text(isFirst: Bool) -> String {
    start(isFirst: isFirst) + "\(figure.figure.phrase) of \(figure.experiment)"
  }

  /// `A` at the beginning, later `+ 0.5 × A`.
  func experiment(isFirst: Bool) -> String { start(isFirst: isFirst) + figure.experiment }

  /// The sign and the factor.
  private func start(isFirst: Bool) -> String {
    let sign = factor < 0 ? (isFirst ? "−" : "− ") : isFirst ? "" : "+ "
    return sign + (factor.magnitude == 1 ? "" : "\(factor.magnitude.exact) × ")
  }
}

extension FigureObservations {
  /// What both have in common is said once.
  fileprivate func subject(minus other: FigureObservations) -> String {
    let (phrase, otherPhrase) = (figure.phrase, other.figure.phrase)
    if other.experiment == experiment { return "\(phrase) − \(otherPhrase) of \(experiment)" }
    return "\(phrase) of \(experiment) − "
      + (otherPhrase == phrase ? other.experiment : "\(otherPhrase) of \(other.experiment)")
  }
}

extension [FigureObservations] {
  /// What there is to say about the runs of each experiment, once.
  fileprivate var remarks: [String] {
    compactMap(\.remark).distinct
  }
}
