import Plotting
import Reporting

/// The values of learning curves as a table: a row for each epoch, a column for each experiment. It says the same as the
/// figure to readers who cannot see it, and the script reads from it what it shows at a point of a curve.
struct CurveValues {
  /// More rows than this are thinned out.
  private static let rowLimit = 100

  let table: Table
  /// Whether epochs are left out.
  let isThinned: Bool

  /// - Parameter curves: the data of the figure have a row for each experiment, metric and epoch.
  init(_ curves: PageSubject.Curves) {
    let data = curves.figure.data
    func column(_ key: String) -> Int { data.columns.firstIndex { $0.key == key } ?? 0 }
    let (experiment, epoch) = (column("experiment"), column("epoch"))
    let own = data.rows.filter { $0[column("metric")].shown == curves.metric.rawValue }
    var values: [Int: [String: Cell]] = [:]
    for row in own {
      guard case .integer(let number) = row[epoch].value else { continue }
      let (mean, low, high) = (row[column("mean")], row[column("ci_low")], row[column("ci_high")])
      let interval = low.shown.isEmpty ? "" : " (\(low.shown) to \(high.shown))"
      values[number, default: [:]][row[experiment].shown] = Cell(mean.value, shown: mean.shown + interval)
    }
    let epochs = values.keys.sorted()
    let step = (epochs.count + Self.rowLimit - 1) / Self.rowLimit
    isThinned = step > 1
    var table = Table(
      [.init("epoch", .right)] + curves.experiments.map { .init($0, title: curves.names.shown($0), .right) })
    for (index, epoch) in epochs.enumerated() where (epochs.count - 1 - index).isMultiple(of: max(step, 1)) {
      table.append([.integer(epoch)] + curves.experiments.map { values[epoch]?[$0] ?? .blank })
    }
    self.table = table
  }
}
