import Experiments
import Schema
import Text

extension Report {
  /// What `bnlab show` prints about an experiment: its source, published figures and notes, its layers, and the resolved
  /// spec.
  /// - Parameters:
  ///   - inputShape: the shape of one sample.
  ///   - files: the spec file, followed by those that it extends.
  public static func experiment(
    name: String, layers: [LayerRow], inputShape: String, classNames: [String]? = nil, spec: ExperimentSpec,
    files: [String]
  ) -> Report {
    let table = Report.layers(layers)
    var blocks: [Document.Block] = [.heading([name, spec.title].compactMap { $0 }.joined(separator: ": "))]
    var remarks: [String] = []
    if let source = spec.source { remarks.append(source.remark()) }
    if !spec.published.isEmpty { remarks.append("Published: " + spec.published.text) }
    remarks += spec.notes
    remarks.append("Files: " + files.joined(separator: " extends "))
    blocks.append(.list(remarks))
    blocks.append(.paragraph("Input of a sample: \(inputShape)"))
    if let classNames { blocks.append(.paragraph("Classes: \(classNames.numberedClasses)")) }
    blocks += table.document.blocks
    blocks.append(.heading("Resolved spec, every default written out"))
    blocks.append(.code(spec.json.pretty))
    return Report(
      document: Document(blocks), records: table.records,
      json: .object(
        [
          .init("format", .integer(jsonFormat(of: "experiment"))), .init("kind", .string("experiment")),
          .init("name", .string(name)),
          .init("files", .array(files.map { .string($0) })), .init("input_shape", .string(inputShape)),
        ] + (classNames.map { [.init("class_names", .array($0.map { .string($0) }))] } ?? []) + [
          .init("layers", table.records.json), .init("spec", spec.json),
        ]))
  }
}

extension [String] {
  /// The names of classes with their numbers: `0 setosa, 1 versicolor`. Of many only the first.
  public var numberedClasses: String {
    let shown = prefix(12).enumerated().map { "\($0.offset) \($0.element.singleLine)" }
    return (shown + (count > 12 ? ["and so on, \(count) in all"] : [])).joined(separator: ", ")
  }
}

extension PublishedFigures {
  /// `test_loss 0.1826; test_accuracy 0.93 after epoch 1, 0.98 at the end`
  fileprivate var text: String {
    Metric.allCases.compactMap { metric in
      let epochs = epochs(of: metric).compactMap { epoch in
        self[metric, epoch: epoch].map { "\(PlainDecimal.text($0)) after epoch \(epoch)" }
      }
      let final = self[metric].map { PlainDecimal.text($0) + (epochs.isEmpty ? "" : " at the end") }
      let figures = epochs + [final].compactMap { $0 }
      return figures.isEmpty ? nil : "\(metric.rawValue) \(figures.joined(separator: ", "))"
    }.joined(separator: "; ")
  }
}
