import Experiments

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension [Double] {
  /// The middle value, or the mean of the two in the middle; NaN of none.
  var median: Double {
    if isEmpty { return .nan }
    let ordered = sorted()
    let middle = ordered.count / 2
    return ordered.count % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2
  }

  /// Through logarithms, as the product of many rates would overflow; NaN of none.
  var geometricMean: Double {
    isEmpty ? .nan : exp(map { log($0) }.reduce(0, +) / Double(count))
  }
}

extension [BenchmarkRecord.Line] {
  /// The geometric mean of the lines' rates, by number of threads.
  var meanRates: [Double] {
    (first?.rates ?? []).indices.map { index in map { $0.rates[index] }.geometricMean }
  }
}
