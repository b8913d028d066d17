import Experiments
import Text

extension Comparison {
  private var names: ExperimentNames {
    ExperimentNames(experiments.map(\.name), labels: options.labels)
  }

  func shownName(_ name: String) -> String { names.shown(name) }

  func shown(_ pair: ExperimentPair) -> ExperimentPair {
    let names = names
    return ExperimentPair(names.shown(pair.experiment), minus: names.shown(pair.other))
  }

  /// Why published figures are missing; nil if none are.
  var publishedRemark: String? {
    experiments.contains(where: \.lacksPublished) ? ExperimentSummary.publishedRemark : nil
  }

  /// The articles that the experiments come from, a sentence for each article or section.
  var sourceRemarks: [String] {
    experiments.compactMap(\.source).distinct.map { source in
      let names = experiments.filter { $0.source == source }.map { shownName($0.name) }
      return source.remark(of: names.count == experiments.count ? [] : names)
    }
  }

  /// Names the common overrides, which the shown names omit; nil if there are none.
  var variantRemark: String? {
    if !options.commonOverrides.isEmpty {
      return "All with \(options.commonOverrides.joined(separator: ", "))."
    }
    let overrides = Variant.assignments(in: names.commonVariant)
    return overrides.isEmpty ? nil : "All with \(overrides.joined(separator: ", "))."
  }
}
