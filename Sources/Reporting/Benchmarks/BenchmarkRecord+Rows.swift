import Experiments
import Schema

/// The measurements for machines: one row for each line and number of threads, in CSV and in JSON.
extension BenchmarkRecord {
  private static let columns: [Table.Column] = [
    .init("kind"), .init("name"), .init("threads", .right), .init("seconds", .right),
    .init("fastest_seconds", .right), .init("overall_seconds", .right), .init("gflops", .right),
    .init("share_of_peak", .right), .init("gigabytes_per_second", .right), .init("share_of_copy", .right),
    .init("samples_per_second", .right), .init("forward_seconds", .right),
    .init("backward_seconds", .right), .init("share_of_step", .right),
  ]

  var recordTable: Table {
    var rows: [[String: Cell]] = []
    for line in [peak, copy].compactMap({ $0 }) {
      rows += self.rows(of: line, kind: "machine", rates: line.fastestRates)
    }
    for line in kernels { rows += self.rows(of: line, kind: "kernel", rates: line.rates) }
    for network in networks { rows += self.rows(of: network) }
    return Table(Self.columns, rows: rows)
  }

  var json: JSON {
    .object([
      .init("format", .integer(Report.jsonFormat(of: "benchmark"))), .init("kind", .string("benchmark")),
      .init("machine", .string(machine)), .init("simd", .string(simd)), .init("version", .string(version)),
      .init("threads", .array(threadCounts.map { .integer($0) })),
      .init("seconds_per_measurement", .double(secondsPerMeasurement)),
      .init("measurements", recordTable.json),
      .init(
        "networks",
        .array(
          networks.map { network in
            .object([
              .init("name", .string(network.name)), .init("batch_size", .integer(network.batchSize)),
              .init("default_threads", .integer(network.defaultThreads)),
              .init(
                "suitable_threads",
                network.suitableThreadIndex.map { .integer(threadCounts[$0]) } ?? .null),
            ])
          })),
    ])
  }

  private func rows(of line: Line, kind: String, rates: [Double]) -> [[String: Cell]] {
    threadCounts.indices.map { index in
      var row = start(kind, line.name, index, line.timings[index])
      let rate = rates[index]
      switch line.amount {
      case .operations:
        row["gflops"] = .exact(rate / 1e9)
        row["share_of_peak"] = .exact(peak.map { rate / $0.fastestRates[index] })
      case .bytes:
        row["gigabytes_per_second"] = .exact(rate / 1e9)
        row["share_of_copy"] = .exact(copy.map { rate / $0.fastestRates[index] })
      }
      return row
    }
  }

  private func rows(of network: Network) -> [[String: Cell]] {
    var rows: [[String: Cell]] = []
    for (kind, timings, rates) in [
      ("training", network.training, network.trainingRates),
      ("evaluation", network.evaluation, network.evaluationRates),
    ] {
      for index in timings.indices {
        var row = start(kind, "\(network.name)/\(kind)", index, timings[index])
        row["samples_per_second"] = .exact(rates[index])
        rows.append(row)
      }
    }
    for part in network.parts {
      for index in part.times.indices {
        let time = part.times[index]
        var row = start("layer", "\(network.name)/layers/\(part.name)", index, nil)
        row["seconds"] = .exact(time.total)
        row["forward_seconds"] = time.backward == nil ? .blank : .exact(time.forward)
        row["backward_seconds"] = .exact(time.backward)
        row["share_of_step"] = .exact(network.share(of: part, at: index))
        rows.append(row)
      }
    }
    return rows
  }

  private func start(_ kind: String, _ name: String, _ index: Int, _ timing: Timing?) -> [String: Cell] {
    [
      "kind": .text(kind), "name": .text(name), "threads": .integer(threadCounts[index]),
      "seconds": .exact(timing?.median), "fastest_seconds": .exact(timing?.fastest),
      "overall_seconds": .exact(timing?.overall),
    ]
  }
}
