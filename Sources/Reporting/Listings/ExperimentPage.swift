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
    name: String, layers: [LayerRow], inputShape: String, spec: ExperimentSpec, files: [String]
  ) -> Report {
    let table = Report.layers(layers)
    var blocks: [Document.Block] = [.heading([name, spec.title].compactMap { $0 }.joined(separator: ": "))]
    var remarks: [String] = []
    if let source = spec.source {
      remarks.append("Source: " + source.tutorial + (source.url.map { ", \($0)" } ?? ""))
    }
    if !spec.published.isEmpty {
      let figures = spec.published.sorted { $0.key < $1.key }.map {
        "\($0.key.rawValue) \(PlainDecimal.text($0.value))"
      }
      remarks.append("Published: " + figures.joined(separator: ", "))
    }
    remarks += spec.notes
    remarks.append("Files: " + files.joined(separator: " extends "))
    blocks.append(.list(remarks))
    blocks.append(.paragraph("Input of a sample: \(inputShape)"))
    blocks += table.document.blocks
    blocks.append(.heading("Resolved spec, every default written out"))
    blocks.append(.code(spec.json.pretty))
    return Report(
      document: Document(blocks), records: table.records,
      json: .object([
        .init("format", .integer(jsonFormat(of: "experiment"))), .init("kind", .string("experiment")),
        .init("name", .string(name)),
        .init("files", .array(files.map { .string($0) })), .init("input_shape", .string(inputShape)),
        .init("layers", table.records.json), .init("spec", spec.json),
      ]))
  }
}
