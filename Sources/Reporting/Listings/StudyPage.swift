import Experiments

extension Report {
  /// What `bnlab show` prints about a study: its source, its experiments and its claims.
  public static func study(_ study: ResolvedStudy) -> Report {
    let spec = study.spec
    var remarks: [String] = []
    if let source = spec.source {
      remarks.append("Source: " + source.tutorial + (source.url.map { ", \($0)" } ?? ""))
    }
    remarks += spec.notes
    remarks.append("Seeds: \(shown(spec.seeds)); confidence \(spec.confidence)")
    if let quick = spec.quick {
      let seeds = quick.seeds.map { ["seeds \(shown($0))"] } ?? []
      remarks.append("With --quick: \((seeds + quick.settings).joined(separator: ", "))")
    }
    remarks.append("File: \(study.file)")

    var subjects = Table([
      .init("name"), .init("experiment"), .init("seeds"), .init("title", mayBeCut: true),
    ])
    for subject in study.subjects {
      subjects.append([
        .text(subject.name), .text(subject.experiment.spec.name), .text(shown(subject.seeds)),
        subject.experiment.spec.title.map(Cell.text) ?? .blank,
      ])
    }
    var claims = Table([
      .init("claim"), .init("figure"), .init("claimed"),
      .init("says", title: "what is claimed", mayBeCut: true),
    ])
    for claim in spec.claims {
      let finding = ClaimFinding(claim, [:], confidence: Confidence(spec.confidence) ?? .percent95)
      claims.append([
        .text(claim.name), .text(finding.subject), .text(finding.regionText), .text(claim.says),
      ])
    }
    return Report(
      document: Document([
        .heading([spec.name, spec.title].compactMap { $0 }.joined(separator: ": ")), .list(remarks),
        .heading("Experiments"), .table(subjects), .heading("Claims"), .table(claims),
      ]),
      records: claims,
      json: .object([
        .init("format", .integer(jsonFormat(of: "study"))), .init("kind", .string("study")),
        .init("name", .string(spec.name)), .init("file", .string(study.file)),
        .init(
          "experiments",
          .array(
            study.subjects.map { subject in
              .object([
                .init("name", .string(subject.name)),
                .init("experiment", .string(subject.experiment.spec.name)),
                .init("seeds", .array(subject.seeds.map { .integer($0) })),
              ])
            })),
        .init("spec", spec.json),
      ]))
  }

  /// `1–30` for consecutive seeds, a list for others.
  private static func shown(_ seeds: [UInt64]) -> String {
    if let first = seeds.first, let last = seeds.last, seeds.count > 2,
      zip(seeds, seeds.dropFirst()).allSatisfy({ $0 < $1 && $1 - $0 == 1 })
    {
      return "\(first)–\(last)"
    }
    return seeds.map { String($0) }.joined(separator: ", ")
  }
}
