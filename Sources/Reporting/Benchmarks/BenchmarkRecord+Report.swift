import Experiments

extension BenchmarkRecord {
  /// What `bnlab bench` prints.
  public var report: Report { Report(document: document, records: recordTable, json: json) }

  private var document: Document {
    var blocks: [Document.Block] = [.paragraph("\(machine). SIMD level \(simd), bnlab \(version).")]
    if peak != nil || copy != nil { blocks += [.heading("This machine"), .table(machineTable)] }
    for (heading, table) in [
      ("Kernels by arithmetic, GFLOP/s", arithmeticTable), ("Kernels by memory, GB/s", memoryTable),
    ] where !table.rows.isEmpty {
      blocks += [.heading(heading), .table(table)]
    }
    if !memoryTable.rows.isEmpty { blocks.append(.paragraph(Self.cacheRemark)) }
    if networks.contains(where: { !$0.training.isEmpty || !$0.evaluation.isEmpty }) {
      blocks += [.heading("Networks"), .table(networkTable)]
    }
    let advice = threadCounts.count > 1 ? networks.compactMap(threadAdvice) : []
    if !advice.isEmpty { blocks.append(.list(advice)) }
    for network in networks where !network.parts.isEmpty {
      blocks += [.heading("A training step of \(network.name)"), .table(partTable(network))]
    }
    blocks += noiseRemark.map { [.paragraph($0)] } ?? []
    return Document(blocks)
  }

  private static let cacheRemark =
    "Kernels that find their data in the caches can be faster than a copy within main memory."

  /// A sentence on the number of threads that suits a network; nil if its training was not measured.
  func threadAdvice(_ network: Network) -> String? {
    guard let best = network.suitableThreadIndex, let last = network.training.last else { return nil }
    let ratio = network.training[0].median / last.median
    let suitable = threadCounts[best]
    let comparison =
      "a step on \(threadCounts.last ?? 1) threads takes \(Cell.ratio(1 / ratio).shown) times as long as on 1"
    let choice =
      suitable == network.defaultThreads
      ? "which is what run takes by itself" : "while run by itself takes \(network.defaultThreads)"
    return "\(network.name): --threads \(suitable) suits it, \(choice); \(comparison)."
  }

  /// What it means if repetitions differ much; nil if they agree.
  private var noiseRemark: String? {
    let timings =
      [peak, copy].compactMap { $0 }.flatMap(\.timings) + kernels.flatMap(\.timings)
      + networks.flatMap { $0.training + $0.evaluation }
    let noisy = timings.count { $0.overall > 1.2 * $0.fastest }
    guard 4 * noisy > timings.count else { return nil }
    return "The median repetition took over 20 % longer than the fastest in \(noisy) of \(timings.count) "
      + "measurements: other programs are busy on this machine or on its host, or its clock varies. The figures are "
      + "medians of the quietest repetitions."
  }
}
