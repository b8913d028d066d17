import Experiments
import Reporting
import Text

/// The part of a page about one study, or about experiments side by side.
struct SubjectSection {
  let subject: PageSubject
  let id: String
  private(set) var anchors: Anchors

  init(_ subject: PageSubject, anchors: Anchors) {
    self.subject = subject
    self.anchors = anchors
    id = self.anchors.id(subject.name)
  }

  /// A heading with what stands below it.
  private struct Part {
    let title: String
    let content: [HTML]
  }

  var html: HTML {
    mutating get {
      let parts = [
        verdicts, claims, curves, figures, pictures, layers, choices, data, machine, repetition,
      ].compactMap { $0 }.map { part in (part, anchors.id("\(subject.name) \(part.title)")) }
      let contents = tag(
        "nav", ["class": "parts", "aria-label": "Parts of \(subject.name)"],
        tag(
          "ul", [:],
          all: parts.map { part, id in
            tag("li", [:], tag("a", ["href": "#\(id)"], .text(part.title)))
          }))
      return tag(
        "article", ["id": id, "aria-labelledby": "\(id)--heading"],
        all: [
          tag(
            "h2", ["id": "\(id)--heading"], .text(subject.name),
            .text(subject.title.map { ": \($0)" } ?? ""))
        ] + source + subject.remarks.map { tag("p", ["class": "remark"], .text($0)) } + [contents]
          + parts.map { part, id in
            tag(
              "section", ["id": id, "aria-labelledby": "\(id)--heading"],
              all: [tag("h3", ["id": "\(id)--heading"], .text(part.title))] + part.content)
          })
    }
  }

  private var source: [HTML] {
    guard let source = subject.source else { return [] }
    let place = source.place.map { ", “\($0)”" } ?? ""
    return [
      tag("p", [:], "Source: ", link(source.url, source.tutorial), .text(place))
    ]
  }

  // MARK: Verdicts

  private var claimIDs: [String] {
    subject.findings.map { findings in findings.findings.map { "\(id)--claim-\($0.claim.name.idPart)" } }
      ?? []
  }

  private var verdicts: Part? {
    mutating get {
      guard let findings = subject.findings else { return nil }
      let ids = claimIDs
      let table = findings.verdictTable
      let verdictColumn = table.columns.firstIndex { $0.key == "verdict" }
      var content: [HTML] = [
        tag("p", ["class": "tally"], .text([findings].tally)),
        table.html(caption: "\(subject.name): claims and verdicts", className: "verdicts") { row, column in
          let finding = findings.findings[row]
          if column == 0 { return [tag("a", ["href": "#\(ids[row])"], .text(finding.claim.name))] }
          return column == verdictColumn ? [finding.verdict.html(finding.verdictText)] : nil
        },
      ]
      content += findings.remarks.map { tag("p", ["class": "remark"], .text($0)) }
      if let forest = subject.forest {
        content.append(forest.html(id: anchors.id("\(subject.name) forest plot"), className: "forest"))
      }
      return Part(title: "Verdicts", content: content)
    }
  }

  /// What each claim says and what was found.
  private var claims: Part? {
    guard let findings = subject.findings else { return nil }
    let items = zip(findings.findings, claimIDs).map { finding, id in
      let claim = finding.claim
      let owner = tag("span", ["class": "owner"], .text(" (\(claim.ownerText(in: findings.study)))"))
      return tag(
        "li", ["id": id],
        all: [
          tag(
            "p", ["class": "claim"], tag("strong", [:], .text(claim.name)), " ",
            finding.verdict.html(finding.verdictText)),
          tag("p", [:], .text("“\(claim.says)”"), owner),
          tag("p", [:], .text(finding.sentence)),
        ] + (claim.note.map { [tag("p", ["class": "note"], .text($0))] } ?? []))
    }
    return Part(title: "Claims", content: [tag("ol", ["class": "claims"], all: items)])
  }

  // MARK: Figures

  private var curves: Part? {
    mutating get {
      if subject.curves.isEmpty { return nil }
      let figures = subject.curves.map { curves in
        let values = CurveValues(curves)
        let caption = "\(curves.figure.chart.title): \(curves.metric.rawValue) by epoch"
        let thinned = values.isThinned ? ", some epochs left out" : ""
        return curves.figure.html(
          id: anchors.id("\(subject.name) \(curves.figure.name)"), className: "curves",
          after: [
            HTML.details(
              "Values: \(curves.metric.rawValue) by epoch, means with their 95 % confidence intervals\(thinned)",
              className: "values", [values.table.html(caption: caption, className: "values")])
          ])
      }
      return Part(title: "Curves", content: figures)
    }
  }

  private var figures: Part? {
    let content =
      (subject.comparison.blocks.isEmpty ? [] : subject.comparison.html(level: 4, subject: subject.name))
      + subject.failures.html(level: 4, subject: subject.name)
    return content.isEmpty ? nil : Part(title: "Figures", content: content)
  }

  private var pictures: Part? {
    mutating get {
      if subject.pictures.isEmpty { return nil }
      return Part(
        title: "Pictures",
        content: subject.pictures.map { $0.htmlOfPicture(id: anchors.id("\(subject.name) \($0.name)")) })
    }
  }

  private var layers: Part? {
    if subject.networks.isEmpty { return nil }
    return Part(
      title: "Layers",
      content: subject.networks.map { network in
        let names = listed(network.names, "and")
        return HTML.details(names, network.layers.html(level: 4, subject: "Layers of \(names)"))
      })
  }

  // MARK: Where it comes from

  private var choices: Part? {
    var content: [HTML] = []
    if !subject.notes.isEmpty { content.append(.list(subject.notes)) }
    if !subject.choices.isEmpty {
      var table = Table([
        .init("choice"), .init("values"), .init("says", title: "what the article leaves open"),
      ])
      for choice in subject.choices {
        table.append([
          .text(choice.name), .text(choice.values.map(\.name).joined(separator: ", ")),
          choice.says.map(Cell.text) ?? .blank,
        ])
      }
      content.append(table.html(caption: "\(subject.name): what the article leaves open", className: "prose"))
    }
    content += subject.experimentNotes.map { names, notes in
      HTML.details("Notes on \(listed(names, "and"))", [.list(notes)])
    }
    return content.isEmpty ? nil : Part(title: "Choices and reasons", content: content)
  }

  private var data: Part? {
    if subject.data.isEmpty { return nil }
    var sizes = Table([
      .init("data", .right), .init("experiments"), .init("train", title: "training samples", .right),
      .init("test", title: "test samples", .right), .init("shape", title: "shape of a sample"),
      .init("spec", title: "dataset"),
    ])
    var checksums = Table([.init("data", .right), .init("array"), .init("sha256", title: "SHA-256")])
    for (index, set) in subject.data.enumerated() {
      sizes.append([
        .integer(index + 1), .text(set.experiments.joined(separator: ", ")), .count(set.trainCount),
        .count(set.testCount), .text(set.shape), .text(set.spec),
      ])
      for (array, hash) in set.checksums.sorted(by: { $0.key < $1.key }) {
        checksums.append([.integer(index + 1), .text(array), .text(hash)])
      }
    }
    return Part(
      title: "Data",
      content: [
        sizes.html(caption: "\(subject.name): data sets and their sizes", className: "prose") { row, column in
          column == 5 ? [tag("code", [:], .text(subject.data[row].spec))] : nil
        },
        HTML.details(
          "Checksums of the arrays as the networks see them",
          [
            checksums.html(caption: "\(subject.name): checksums of the data") { row, column in
              column == 2 ? [tag("code", [:], .text(checksums.rows[row][2].shown))] : nil
            }
          ]),
      ])
  }

  private var machine: Part? {
    let table = RunOrigin.table(of: subject.runs)
    return table.rows.isEmpty
      ? nil
      : Part(title: "Machine and version", content: [table.html(caption: "\(subject.name): machines")])
  }

  private var repetition: Part? {
    subject.commands.isEmpty
      ? nil
      : Part(title: "Commands that repeat it", content: [HTML.code(subject.commands.joined(separator: "\n"))])
  }
}

extension String {
  /// The text as part of an id. Different names of claims give different parts: other characters become their numbers.
  fileprivate var idPart: String {
    unicodeScalars.map { scalar in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar || scalar == "-")
      return isPlain ? String(scalar) : "_\(scalar.value)_"
    }.joined()
  }
}
