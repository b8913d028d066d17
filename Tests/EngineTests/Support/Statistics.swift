func mean(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(values.count)
}

/// The mean square of the deviations from the mean.
func variance(_ values: [Double]) -> Double {
  let centre = mean(values)
  return mean(values.map { ($0 - centre) * ($0 - centre) })
}
