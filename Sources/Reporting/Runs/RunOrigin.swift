import Experiments
import Text

/// The machine and the program that computed a run.
public struct RunOrigin: Hashable, Sendable {
  /// The processor and the system.
  public var machine: String
  /// `base`, `avx2`, `avx512` or `neon`.
  public var simd: String
  /// Whether multiply-adds were fused. Only then are the same bytes guaranteed on every machine.
  public var fusedMultiplyAdd: Bool
  /// The version of bnlab.
  public var version: String
  public var resultsVersion: Int

  init(_ record: RunRecord) {
    machine = record.machine
    simd = record.simd
    fusedMultiplyAdd = record.fusedMultiplyAdd
    version = record.version
    resultsVersion = record.resultsVersion
  }
}

extension RunOrigin {
  /// A row for each machine and version, with the number of its runs.
  public static func table(of runs: [RunSummary]) -> Table {
    var table = Table([
      .init("machine"), .init("simd", title: "SIMD level"), .init("fused", title: "fused multiply-add"),
      .init("version", title: "bnlab"), .init("results_version", title: "results version", .right),
      .init("runs", .right), .init("train_seconds", title: "training", .right),
    ])
    let known = runs.compactMap(\.origin).distinct
    for origin in known {
      let own = runs.filter { $0.origin == origin }
      table.append([
        .text(origin.machine), .text(origin.simd), .boolean(origin.fusedMultiplyAdd), .text(origin.version),
        .integer(origin.resultsVersion), .integer(own.count),
        .duration(seconds: own.reduce(0) { $0 + $1.trainSeconds }),
      ])
    }
    return table
  }
}
