import Drawing
import Experiments
import Reporting

/// Histograms of lists of numbers: raw, min-max normalised and z-score normalised, side by side.
public struct HistogramsFigure {
  /// The vertical axis is logarithmic if the fullest bin holds more than this multiple of the median bin, which a linear
  /// axis would hide.
  private static let maximumLinearRatio = 20.0

  public let title: String
  public let summaries: [DataSummary]

  /// - Parameter summaries: a row of panels for each; `experiments` names it.
  public init(title: String, summaries: [DataSummary]) {
    self.title = title
    self.summaries = summaries
  }

  /// The number of bins that suits a number of values: 2·∛n by the rule of Rice University, at most those of a summary.
  public static func binCount(_ count: Int) -> Int {
    var root = 1
    while root * root * root < count { root += 1 }
    return min(2 * root, DataSummary.binLimit)
  }

  public func plotted(name: String) -> PlottedFigure {
    var table = Table(["data", "scaling", "bin_low", "bin_high", "count", "share"].map { Table.Column($0) })
    var panels: [Panel] = []
    for summary in summaries {
      for scaling in DataSummary.Scaling.allCases {
        guard let panel = panel(summary, scaling) else { continue }
        panels.append(panel)
        for (bar, count) in zip(Self.bars(summary, scaling), summary.bins) {
          table.append([
            .text(summary.experiments.joined(separator: " ")), .text(scaling.rawValue), .figure(bar.from),
            .figure(bar.to), .integer(count), .figure(bar.height),
          ])
        }
      }
    }
    return PlottedFigure(
      name: name,
      chart: Chart(
        title: title,
        description: panels.map { "\($0.title): \($0.subtitle)" }.joined(separator: "; "), panels: panels,
        columns: 3, key: [KeyEntry(.area(.series(1)), "one standard deviation around the mean")]),
      data: table)
  }

  /// Nil if all values are the same and cannot be normalised.
  private func panel(_ data: DataSummary, _ scaling: DataSummary.Scaling) -> Panel? {
    guard let mean = data.scaled(data.mean, scaling), let deviation = data.scaledDeviation(scaling) else {
      return nil
    }
    let bars = Self.bars(data, scaling)
    let filled = bars.map(\.height).filter { $0 > 0 }.sorted()
    let isLogarithmic =
      filled.last.map { $0 > Self.maximumLinearRatio * filled[filled.count / 2] } ?? false
    let shares: Scale
    if isLogarithmic, let least = filled.first, let greatest = filled.last {
      // The smallest bar has a height too, and labels have room above the greatest.
      shares = .logarithmic(least / 2, greatest * 3)
    } else {
      shares = .linear(0, 1.15 * (filled.last ?? 1))
    }
    let (name, axis) =
      switch scaling {
      case .raw: ("raw", "x")
      case .minMax: ("min-max", "(x − min) / (max − min)")
      case .zScore: ("z-score", "(x − mean) / deviation")
      }
    let source = summaries.count > 1 ? data.experiments.joined(separator: ", ") + ", " : ""
    return Panel(
      title: source + name,
      subtitle: "mean \(mean.brief), sd \(deviation.brief)",
      x: Axis(axis, Scale(fitting: [bars.first?.from ?? 0, bars.last?.to ?? 1], isTight: true)),
      y: Axis("share of the values" + (isLogarithmic ? ", log scale" : ""), shares),
      marks: [
        .span(.vertical, from: mean - deviation, to: mean + deviation, .series(1)), .bars(bars, .series(0)),
        .rule(.vertical, at: mean, Stroke(.series(1), .dashed), label: "mean"),
      ])
  }

  private static func bars(_ data: DataSummary, _ scaling: DataSummary.Scaling) -> [Mark.Bar] {
    let total = Double(max(data.count, 1))
    return data.bins.enumerated().compactMap { index, count in
      // The bin of a single value has no width.
      let start = data.binWidth > 0 ? data.firstEdge + Double(index) * data.binWidth : data.minimum - 0.5
      let end = data.binWidth > 0 ? start + data.binWidth : data.minimum + 0.5
      guard let from = data.scaled(start, scaling), let to = data.scaled(end, scaling) else { return nil }
      return Mark.Bar(from: from, to: to, height: Double(count) / total)
    }
  }
}
