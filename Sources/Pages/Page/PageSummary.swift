import Reporting

/// The top of a page: how many claims of each study are reproduced, and links to all studies and experiments.
struct PageSummary {
  let sections: [(subject: PageSubject, id: String)]

  private var findings: [StudyFindings] { sections.compactMap(\.subject.findings) }

  var html: [HTML] {
    let judged = sections.filter { $0.subject.findings != nil }
    var html: [HTML] = []
    if !judged.isEmpty {
      html.append(counts(judged))
      // A single study says so itself.
      if judged.count > 1 { html.append(tag("p", ["class": "tally"], .text(findings.tally))) }
      html.append(legend)
    }
    // Studies are linked in the table.
    if sections.count > 1, judged.count < sections.count {
      html.append(
        tag(
          "nav", ["aria-label": "Contents"],
          tag(
            "ul", [:],
            all: sections.map { section in
              tag(
                "li", [:], tag("a", ["href": "#\(section.id)"], .text(section.subject.name)),
                .text(section.subject.title.map { " \($0)" } ?? ""))
            })))
    }
    return html
  }

  /// What the signs mean.
  private var legend: HTML {
    tag(
      "p", ["class": "legend"],
      Verdict.holds.html("reproduced"), ": the confidence interval lies inside the claimed region. ",
      Verdict.fails.html("not reproduced"), ": it lies outside. ",
      Verdict.undecided.html("inconclusive"), ": it crosses the bound.")
  }

  private func counts(_ judged: [(subject: PageSubject, id: String)]) -> HTML {
    let verdicts = Verdict.allCases.filter { $0 != .notJudged || findings.count($0) > 0 }
    var table = Table(
      [.init("study"), .init("claims", .right)]
        + verdicts.map { .init($0.claimTitle, title: "\($0.sign) \($0.claimTitle)", .right) }
        + [.init("share", title: "shares"), .init("title", title: "about")])
    for (subject, _) in judged {
      guard let own = subject.findings else { continue }
      let total = Verdict.allCases.reduce(0) { $0 + own.count($1) }
      table.append(
        [.text(subject.name), .integer(total)] + verdicts.map { .integer(own.count($0)) }
          + [.blank, subject.title.map(Cell.text) ?? .blank])
    }
    return table.html(caption: "Verdicts on the articles' claims by study", className: "counts prose") {
      row, column in
      let (subject, id) = judged[row]
      if column == 0 { return [tag("a", ["href": "#\(id)"], .text(subject.name))] }
      return column == verdicts.count + 2 ? subject.findings.map { [Self.bar($0)] } : nil
    }
  }

  /// The shares of the verdicts as a bar. It says nothing that the numbers beside it do not.
  private static func bar(_ findings: StudyFindings) -> HTML {
    let counts = Verdict.allCases.map { ($0, findings.count($0)) }
    let total = max(counts.reduce(0) { $0 + $1.1 }, 1)
    var x = 0.0
    let parts = counts.filter { $0.1 > 0 }.map { verdict, count in
      let width = 120 * Double(count) / Double(total)
      defer { x += width }
      return tag(
        "rect",
        [
          "class": verdict.className, "x": "\(x.tenths)", "y": "0", "width": "\(max(width - 1, 0.5).tenths)",
          "height": "10",
        ])
    }
    return tag(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "bar", "width": "120", "height": "10",
        "viewBox": "0 0 120 10", "aria-hidden": "true",
      ], all: parts)
  }
}

extension Double {
  fileprivate var tenths: Double { (self * 10).rounded() / 10 }
}
