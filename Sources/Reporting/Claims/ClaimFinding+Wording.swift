import Experiments
import Text

extension ClaimSpec {
  /// Who makes the claim and where: `article, “Section”`.
  var ownerText: String { origin.rawValue + (place.map { ", “\($0)”" } ?? "") }
}

extension ClaimFinding {
  /// `test_accuracy of after`, `test_accuracy of after − baseline`.
  var subject: String {
    let (phrase, experiment) = (observations.figure.phrase, observations.experiment)
    guard let other = otherObservations else { return "\(phrase) of \(experiment)" }
    let otherPhrase = other.figure.phrase
    if other.experiment == experiment { return "\(phrase) − \(otherPhrase) of \(experiment)" }
    return "\(phrase) of \(experiment) − "
      + (otherPhrase == phrase ? other.experiment : "\(otherPhrase) of \(other.experiment)")
  }

  var valueText: String {
    judgement.value.map { observations.figure.text($0, isDifference: isDifference) } ?? "–"
  }

  var intervalText: String {
    judgement.interval.map { observations.figure.text($0, isDifference: isDifference) } ?? ""
  }

  var regionText: String { judgement.region.text(observations.figure, isDifference: isDifference) }

  /// What was found and what follows, in a sentence or two.
  var sentence: String {
    let range = judgement.interval == nil ? "" : " (\(confidence.percentText) CI \(intervalText))"
    var clauses = ["\(subject) is \(valueText)\(range), claimed \(regionText)"]
    if judgement.value == nil { clauses = ["\(subject), claimed \(regionText)"] }
    clauses += [observations, otherObservations].compactMap { $0?.remark }
    let reason = obstacle.map {
      "; " + $0.claimText(isDifference: isDifference, seedsNeeded: seedsNeeded)
    }
    return
      "\(judgement.verdict.claimTitle.capitalizedFirst): \(clauses.joined(separator: "; "))\(reason ?? "")."
  }
}
