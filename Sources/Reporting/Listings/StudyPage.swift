import Experiments
import Schema
import Text

extension Report {
  /// What `bnlab show` prints about a study: its source, its experiments and its claims. Nothing is cut, so that the
  /// claims can be checked against the article.
  /// - Parameter changes: the overrides of the command line, which apply to all experiments.
  public static func study(_ study: ResolvedStudy, changes: [String] = []) -> Report {
    let findings = study.spec.claims.map {
      ClaimFinding($0, [:], confidence: Confidence(study.spec.confidence) ?? .percent95)
    }
    return Report(
      document: Document(study.blocks(findings, changes)), records: records(findings, of: study.spec),
      json: .object([
        .init("format", .integer(jsonFormat(of: "study"))), .init("kind", .string("study")),
        .init("name", .string(study.spec.name)), .init("file", .string(study.file)),
        .init("source", .source(study.spec.source)),
        .init("experiments", .array(study.subjects.map(\.json))), .init("spec", study.spec.json),
      ]))
  }

  private static func records(_ findings: [ClaimFinding], of study: StudySpec) -> Table {
    var claims = Table(
      ["claim", "figure", "claimed", "says", "of", "where", "note", "source", "url"].map { Table.Column($0) })
    for finding in findings {
      let claim = finding.claim
      claims.append([
        .text(claim.name), .text(finding.subject), .text(finding.regionText), .text(claim.says),
        .text(claim.origin.rawValue), claim.place.map(Cell.text) ?? .blank,
        claim.note.map(Cell.text) ?? .blank, study.source.map { .text($0.tutorial) } ?? .blank,
        study.source?.url.map(Cell.text) ?? .blank,
      ])
    }
    return claims
  }
}

extension Report {
  /// Adds the study of the same name to the page of an experiment: for people below it, in JSON as `study`, in CSV in
  /// rows and columns of its own after those of the layers.
  public mutating func add(study: Report) {
    document.blocks += study.document.blocks
    json.append(.init("study", study.json))
    records = records.joined(study.records)
  }
}

// MARK: - For people

extension ResolvedStudy {
  fileprivate func blocks(_ findings: [ClaimFinding], _ changes: [String]) -> [Document.Block] {
    var remarks = [spec.source?.remark()].compactMap { $0 } + spec.notes
    remarks.append("Seeds: \(spec.seeds.rangesText); confidence \(spec.confidence)")
    func note(_ quick: QuickSpec?, with options: String) {
      guard let quick else { return }
      let seeds = quick.seeds.map { [$0.seedsText] } ?? []
      remarks.append("With \(options): \((seeds + quick.settingTexts).joined(separator: ", "))")
    }
    note(spec.quick, with: "--quick")
    for choice in spec.choices {
      let values = choice.values.map { $0.isQuick ? $0.name : "\($0.name) (not with --quick)" }
      let says = choice.says.map { " \($0)" } ?? ""
      remarks.append("With --choices, \(choice.name): \(values.joined(separator: ", ")).\(says)")
    }
    note(spec.quickChoices, with: "--choices --quick")
    if !changes.isEmpty { remarks.append("All experiments with \(changes.joined(separator: ", "))") }
    remarks.append("File: \(file)")
    var blocks: [Document.Block] = [
      .heading([spec.name, spec.title].compactMap { $0 }.joined(separator: ": ")), .list(remarks),
      .heading("Experiments"), .list(subjects.map(sentence)),
    ]
    let ofArticle = spec.source == nil ? "Claims" : "Claims of the article"
    for (origin, title) in [(ClaimOrigin.article, ofArticle), (.bnlab, "Claims of bnlab")] {
      let own = findings.filter { $0.claim.origin == origin }
      guard !own.isEmpty else { continue }
      blocks.append(.heading("\(title) (\(own.count))"))
      blocks += own.map { .fields($0.claim.name, $0.fields(in: spec)) }
    }
    return blocks
  }

  /// `fast: circles-baseline with optimizer.sgd.learning_rate=0.1; seeds 1–10. Two circles, no batch normalization.`
  private func sentence(about subject: Subject) -> String {
    let settings = spec.experiments.first { $0.name == subject.name }?.settings ?? []
    let changed = settings.isEmpty ? "" : " with " + settings.joined(separator: ", ")
    let (name, base) = (subject.name, subject.experiment.baseName)
    let seeds = subject.seeds.seedsText
    let title = subject.experiment.spec.title.map { ". \($0)" } ?? ""
    return "\(name)\(name == base ? "" : ": \(base)")\(changed); \(seeds)\(title)"
  }
}

extension ResolvedStudy.Subject {
  fileprivate var json: JSON {
    .object([
      .init("name", .string(name)), .init("experiment", .string(experiment.spec.name)),
      .init("seeds", .array(seeds.map { .integer($0) })),
    ])
  }
}

extension ClaimFinding {
  fileprivate func fields(in study: StudySpec) -> [Document.Field] {
    let fields: [(label: String, text: String?)] = [
      ("says", claim.says), ("where", claim.place), ("of", claim.owner(in: study)),
      ("assert", claim.statement.text),
      ("figure", subject),
      ("claimed", regionText), ("note", claim.note),
    ]
    return fields.compactMap { field in field.text.map { Document.Field(field.label, $0) } }
  }
}
