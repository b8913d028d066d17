import Experiments
import Text

/// What a reader of quick studies must know: how they were shortened, and that their verdicts are only a first look.
public struct QuickRemark: Sendable {
  private let studies: [ResolvedStudy]
  private let chosenSeeds: SeedSelection
  private let hasUnjudged: Bool

  /// - Parameters:
  ///   - chosen: seeds that were chosen instead of each study's own.
  ///   - unjudged: for each study the claims that are not judged because runs are shortened, by name.
  public init(_ studies: [ResolvedStudy], seeds chosen: SeedSelection, unjudged: [[String: UnjudgedReason]]) {
    self.studies = studies
    chosenSeeds = chosen
    hasUnjudged = unjudged.contains { $0.values.contains(where: \.isShortened) }
  }

  /// Whether one has fewer seeds or other settings than the whole study.
  public var isShortened: Bool { studies.contains { !shortenings(of: $0).isEmpty } }

  public var text: String {
    // Combinations of a study are shortened in the same way.
    let parts = studies.map { study in
      let own = shortenings(of: study)
      return study.spec.name + (own.isEmpty ? " as it is" : " with \(own.joined(separator: ", "))")
    }.distinct
    return "Quick: \(parts.joined(separator: "; ")). "
      + (isShortened
        ? "Verdicts of shortened runs are a first look, not a result." : "Nothing shortens them.")
      + (hasUnjudged
        ? isVaried
          ? " Only differences are judged on them, after enough steps for the moving statistics to settle."
          : " Claims about numbers, the end of the training or unsettled statistics are not judged on them."
        : "")
  }

  private var isVaried: Bool { studies.contains { $0.combination != nil } }

  private func shortenings(of study: ResolvedStudy) -> [String] {
    let whole = study.spec.seeds.count
    let count = chosenSeeds.seeds(else: study.quick?.seeds ?? study.spec.seeds).count
    return (count < whole ? ["\(count) of \(whole) seeds"] : []) + (study.quick?.settingTexts ?? [])
  }
}
