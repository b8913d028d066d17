import Drawing
import Experiments
import Reporting
import Text

/// A forest plot of a study's claims: the value with its interval, and the region that the claim allows. Claims about figures
/// of one kind share a panel and its axis.
public struct VerdictsFigure {
  public let title: String
  /// At least one study.
  public let studies: [StudyFindings]

  public init(title: String, studies: [StudyFindings]) {
    self.title = title
    self.studies = studies
  }

  public func plotted(name: String) -> PlottedFigure {
    let drawn = studies.map { $0.findings.filter { $0.judgement.value?.isFinite == true } }
    let all = drawn.flatMap { $0 }
    let missing = studies.reduce(0) { $0 + $1.findings.count } - all.count
    let panels = zip(studies, drawn).flatMap { study, findings in
      let kinds = findings.map { Self.kind($0) }.distinct
      return kinds.map { kind in
        panel(
          studies.count > 1 ? "\(study.study.name): \(kind)" : kind, findings.filter { Self.kind($0) == kind }
        )
      }
    }
    return PlottedFigure(
      name: name,
      chart: Chart(
        title: title, description: description, panels: panels,
        key: Self.shown(all) + [
          KeyEntry(.line(Stroke(.ink), nil), "confidence interval"), KeyEntry(.area(.ink), "claimed region"),
        ],
        notes: missing == 0 ? [] : ["\(missing) claims have no finite value and are not drawn."]),
      data: table)
  }

  private func panel(_ title: String, _ findings: [ClaimFinding]) -> Panel {
    let values = findings.flatMap { finding -> [Double] in
      let (judgement, region) = (finding.judgement, finding.judgement.region)
      let ends = [judgement.value, judgement.interval?.low, judgement.interval?.high]
      return ends.compactMap { $0 } + [region.low, region.high]
    }
    let isDifference = findings.contains(where: \.isDifference)
    let scale = Scale(fitting: values + (isDifference ? [0] : []))
    let marks = findings.enumerated().flatMap { row, finding in Self.marks(finding, row: Double(row)) }
    return Panel(
      title: title, x: Axis(isDifference ? "difference" : "value", scale),
      y: Axis("", .categories(findings.map(\.claim.name)), isDownward: true),
      marks: (isDifference ? [.rule(.vertical, at: 0, Stroke(.faint, isThin: true))] : []) + marks)
  }

  private static func marks(_ finding: ClaimFinding, row: Double) -> [Mark] {
    guard let value = finding.judgement.value else { return [] }
    let region = finding.judgement.region
    let (tone, symbol) = style(finding.verdict)
    var marks: [Mark] = []
    if region.low < region.high {
      marks.append(.patch(Area(x: region.low...region.high, y: row - 0.32...row + 0.32), .ink))
    }
    if let interval = finding.judgement.interval, interval.low.isFinite, interval.high.isFinite {
      marks.append(.line([Place(interval.low, row), Place(interval.high, row)], Stroke(tone)))
    }
    return marks + [.points([Place(value, row)], symbol, tone)]
  }

  /// A colour and a shape for each verdict.
  private static func style(_ verdict: Verdict) -> (tone: Tone, symbol: Symbol) {
    switch verdict {
    case .holds: (.good, .circle)
    case .fails: (.bad, .cross)
    case .undecided: (.open, .ring)
    case .notJudged: (.open, .diamond)
    }
  }

  private static func shown(_ findings: [ClaimFinding]) -> [KeyEntry] {
    Verdict.allCases.compactMap { verdict in
      let count = findings.count { $0.verdict == verdict }
      let (tone, symbol) = style(verdict)
      return count == 0 ? nil : KeyEntry(.symbol(symbol, tone), "\(verdict.claimTitle) (\(count))")
    }
  }

  /// What a claim is about. Claims of the same kind have the same unit, and are all about values or all about differences.
  private static func kind(_ finding: ClaimFinding) -> String {
    let unit =
      switch finding.figure {
      case .metric(let metric, _), .lastEpochs(let metric, _):
        metric.higherIsBetter ? "accuracy" : "loss"
      case .worstStep(let metric):
        "largest \(metric.higherIsBetter ? "fall of accuracy" : "rise of loss") in an epoch"
      case .layer(let layer): "layers: \(layer.statistic.rawValue)"
      case .epochsUntil: "epochs until a figure is reached"
      case .trainSeconds: "seconds of training"
      case .diverged: "runs that diverged"
      case .divergedShare: "share of runs that diverged"
      }
    return finding.isDifference ? "difference of \(unit)" : unit
  }

  private var description: String {
    studies.flatMap(\.findings).map { finding in
      "\(finding.claim.name): \(finding.verdict.claimTitle)"
        + (finding.judgement.value.map { ", \($0.brief)" } ?? "")
    }.joined(separator: "; ")
  }

  private var table: Table {
    var table = Table(
      ["study", "claim", "verdict", "value", "ci_low", "ci_high", "region_low", "region_high"].map {
        Table.Column($0)
      }
    )
    for (study, finding) in studies.flatMap({ study in study.findings.map { (study.study.name, $0) } }) {
      let (judgement, region) = (finding.judgement, finding.judgement.region)
      table.append([
        .text(study), .text(finding.claim.name), .text(finding.verdict.claimTitle), .figure(judgement.value),
        .figure(judgement.interval?.low), .figure(judgement.interval?.high), .figure(region.low),
        .figure(region.high),
      ])
    }
    return table
  }
}
