import Experiments
import Text

/// The tables for people.
extension BenchmarkRecord {
  private var threadTitles: [String] { threadCounts.map { counted($0, "thread") } }
  private var hasThreads: Bool { threadCounts.count > 1 }

  var machineTable: Table {
    var table = Table(
      [.init("name")] + threadTitles.map { .init($0, .right) } + [
        .init("speed_up", title: "speed-up", .right, omissionRank: 8)
      ])
    for (line, unit) in [(peak, "GFLOP/s"), (copy, "GB/s")] {
      guard let line else { continue }
      table.append(
        [.text(line.name)]
          + line.fastestRates.map { Cell(.number($0), shown: "\($0.giga.fixed(1)) \(unit)") }
          + [speedUp(line.fastestRates)])
    }
    return table.withoutBlankColumns
  }

  var arithmeticTable: Table {
    var table = rateTable(share: "of peak")
    for line in kernels {
      guard case .operations = line.amount else { continue }
      table.append([.text(line.name)] + rateCells(line.rates, reference: peak))
    }
    return table.withoutBlankColumns
  }

  var memoryTable: Table {
    var table = rateTable(share: "of copy")
    for line in kernels {
      guard case .bytes = line.amount else { continue }
      table.append([.text(line.name)] + rateCells(line.rates, reference: copy))
    }
    return table.withoutBlankColumns
  }

  private func rateTable(share: String) -> Table {
    let columns = threadTitles.flatMap { title -> [Table.Column] in
      [.init(title, .right), .init("\(title), share", title: share, .right, omissionRank: 9)]
    }
    return Table(
      [.init("kernel")] + columns + [.init("speed_up", title: "speed-up", .right, omissionRank: 8)])
  }

  private func rateCells(_ rates: [Double], reference: Line?) -> [Cell] {
    rates.enumerated().flatMap { index, rate -> [Cell] in
      [
        Cell(.number(rate), shown: rate.giga.fixed(1)),
        reference.map { .percent(rate / $0.fastestRates[index]) } ?? .blank,
      ]
    } + [speedUp(rates)]
  }

  /// The rate of the most threads divided by that of the fewest; blank if only one number of threads was measured.
  private func speedUp(_ rates: [Double]) -> Cell {
    guard hasThreads, let first = rates.first, let last = rates.last else { return .blank }
    return .ratio(last / first)
  }

  var networkTable: Table {
    var table = Table([
      .init("network"), .init("batch", .right), .init("threads", .right),
      .init("step", title: "training step", .right), .init("training", title: "samples/s", .right),
      .init("evaluation", title: "evaluated samples/s", .right, omissionRank: 9),
    ])
    for network in networks {
      for (index, threads) in threadCounts.enumerated() {
        table.append([
          .text(network.name), .integer(network.batchSize), .integer(threads),
          network.training.isEmpty ? .blank : .shortTime(network.training[index].median),
          network.training.isEmpty ? .blank : .rounded(network.trainingRates[index]),
          network.evaluation.isEmpty ? .blank : .rounded(network.evaluationRates[index]),
        ])
      }
    }
    return table.withoutBlankColumns
  }

  func partTable(_ network: Network) -> Table {
    let columns = threadTitles.flatMap { title -> [Table.Column] in
      [
        .init("\(title), forward", title: hasThreads ? "forward, \(title)" : "forward", .right),
        .init("\(title), backward", title: "backward", .right),
        .init("\(title), share", title: "share", .right, omissionRank: 9),
      ]
    }
    var table = Table([.init("part")] + columns)
    for part in network.parts {
      table.append(
        [.text(part.name)]
          + part.times.enumerated().flatMap { index, time -> [Cell] in
            [
              .shortTime(time.forward), time.backward.map(Cell.shortTime) ?? .blank,
              .percent(network.share(of: part, at: index)),
            ]
          })
    }
    return table
  }
}

extension Double {
  fileprivate var giga: Double { self / 1e9 }
}

extension Cell {
  static func ratio(_ ratio: Double) -> Cell { Cell(.number(ratio), shown: ratio.fixed(2)) }

  /// A time in microseconds, milliseconds or longer units.
  static func shortTime(_ seconds: Double) -> Cell {
    let shown =
      if seconds < 0.9995e-3 {
        "\((seconds * 1e6).fixed(seconds < 9.95e-6 ? 2 : 1)) µs"
      } else if seconds < 0.0995 {
        "\((seconds * 1e3).fixed(2)) ms"
      } else {
        durationText(seconds: seconds)
      }
    return Cell(.number(seconds), shown: shown)
  }

  /// A count rounded to four digits: `1,235,000`.
  static func rounded(_ value: Double) -> Cell {
    guard value.isFinite, value.magnitude < 1e15 else { return .figure(value) }
    var unit = 1.0
    while value.magnitude / unit >= 10_000 { unit *= 10 }
    return Cell(.number(value), shown: Cell.count(Int((value / unit).rounded() * unit)).shown)
  }
}
