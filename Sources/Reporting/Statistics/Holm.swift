/// p-values that take their number into account: Holm (1979), "A simple sequentially rejective multiple test procedure",
/// Scandinavian Journal of Statistics 6, 65–70.
///
/// The k-th smallest of m p-values is multiplied by m − k + 1. No result is smaller than that of a smaller p-value, and
/// none exceeds 1. Of all results below α, the probability that even one is false is at most α, however the tests depend on
/// each other.
/// - Returns: one for each p-value, in their order.
func holmAdjusted(_ values: [Double]) -> [Double] {
  var adjusted = values
  var largest = 0.0
  for (rank, index) in values.indices.sorted(by: { (values[$0], $0) < (values[$1], $1) }).enumerated() {
    largest = max(largest, min(1, values[index] * Double(values.count - rank)))
    adjusted[index] = largest
  }
  return adjusted
}
