import Experiments
import System

extension [Double] {
  /// The middle value, or the mean of the two in the middle; NaN if there are no values.
  var median: Double {
    if isEmpty { return .nan }
    let ordered = sorted()
    let middle = ordered.count / 2
    return ordered.count % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2
  }

  /// The geometric mean, computed with logarithms because the product of many rates would overflow; NaN if there are no
  /// values.
  var geometricMean: Double {
    isEmpty ? .nan : exp(map { log($0) }.reduce(0, +) / Double(count))
  }
}

extension BenchmarkRecord.Line {
  /// The geometric mean of lines that count operations. The rate of the new line is the geometric mean of their rates,
  /// because the geometric mean of quotients is the quotient of the geometric means.
  init(name: String, meanOf lines: [Self], threadCounts: Int) {
    let operations = lines.map { line in
      switch line.amount {
      case .operations(let count), .bytes(let count): count
      }
    }
    self.init(
      name: name, amount: .operations(operations.geometricMean),
      timings: (0..<threadCounts).map { index in
        .init(
          median: lines.map { $0.timings[index].median }.geometricMean,
          fastest: lines.map { $0.timings[index].fastest }.geometricMean,
          overall: lines.map { $0.timings[index].overall }.geometricMean)
      })
  }
}
