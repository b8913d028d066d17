/// Names for people: the overrides that all experiments have in common tell none of them apart and are stated once.
extension Comparison {
  /// `+key=value…` of each experiment where there are several and theirs are the same; empty otherwise.
  var commonVariant: String {
    let variants = Set(experiments.map(\.name.variant))
    guard experiments.count > 1, variants.count == 1, let variant = variants.first else { return "" }
    return variant
  }

  func shownName(_ name: String) -> String {
    let variant = commonVariant
    return name.hasSuffix(variant) ? String(name.dropLast(variant.count)) : name
  }

  func shown(_ pair: ExperimentPair) -> ExperimentPair {
    ExperimentPair(shownName(pair.first), shownName(pair.second))
  }

  var variantRemark: String? {
    let overrides = commonVariant.split(separator: "+")
    return overrides.isEmpty ? nil : "All with \(overrides.joined(separator: ", "))."
  }
}
