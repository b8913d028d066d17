/// Where the parts of a figure lie in its SVG, in pixels.
struct ChartLayout {
  static let margin = 20.0
  static let titleSize = 16.0
  static let titleLine = 21.0
  static let keyLine = 19.0
  static let noteLine = 15.0
  static let noteSize = 11.0
  private static let gap = 26.0
  private static let rowGap = 18.0
  static let endLabelLine = 15.0
  /// From the end of a line to its label, with a symbol between them.
  static let endLabelGap = 25.0
  /// The narrowest panel that stands beside another one.
  private static let minimumPanel = 210.0
  /// The share of the width that labels at the ends of lines may take.
  private static let endLabelShare = 0.36

  let width: Double
  let height: Double
  let titleLines: [String]
  let hasEndLabels: Bool
  /// The entries of the legend, row by row.
  let keyRows: [[KeyEntry]]
  let keyTop: Double
  let panels: [PanelLayout]
  let noteLines: [String]
  let notesTop: Double
  /// Whether the figure is part of a page, which shows its title.
  let isInPage: Bool

  /// - Parameters:
  ///   - width: of the whole figure.
  ///   - height: of the whole figure, if its panels can have it; nil: what suits the width.
  ///   - isInPage: whether the figure is part of a page, which shows its title.
  init(_ figure: Chart, width: Double, height: Double?, isInPage: Bool = false) {
    let inner = width - 2 * Self.margin
    self.width = width
    self.isInPage = isInPage
    titleLines =
      isInPage ? [] : TextMeasure.wrapped(figure.title, width: inner, size: Self.titleSize, isBold: true)
    noteLines = figure.notes.flatMap { TextMeasure.wrapped($0, width: inner, size: Self.noteSize) }

    let fitting = max(Int((inner + Self.gap) / (Self.minimumPanel + Self.gap)), 1)
    let columns = max(min(figure.columns, figure.panels.count, fitting), 1)
    let cell = (inner - Self.gap * Double(columns - 1)) / Double(columns)
    let labels = figure.panels.map(\.endLabels)
    let labelWidth = labels.joined().map { TextMeasure.width($0.text) }.max() ?? 0
    hasEndLabels =
      columns == 1 && labelWidth <= Self.endLabelShare * inner
      && labels.allSatisfy { Double($0.count) * Self.endLabelLine <= PanelLayout.usualHeight(inner) }
    let endRoom = hasEndLabels && labelWidth > 0 ? labelWidth + Self.endLabelGap : 0
    keyRows = KeyLayout.rows(figure.entries(hasEndLabels: hasEndLabels), width: inner)

    keyTop = Self.margin + Double(titleLines.count) * Self.titleLine + 6
    let top = keyTop + Double(keyRows.count) * Self.keyLine + (keyRows.isEmpty ? 0 : 6)
    let foot = noteLines.isEmpty ? 0 : Double(noteLines.count) * Self.noteLine + 8
    let rowCount = (figure.panels.count + columns - 1) / columns
    let room = height.map {
      ($0 - top - foot - Self.margin - Self.rowGap * Double(rowCount - 1)) / Double(max(rowCount, 1))
    }
    let axisRoom = figure.panels.map { PanelLayout.axisRoom($0, width: cell) }.max() ?? 0
    var laid: [PanelLayout] = []
    var y = top
    for row in 0..<rowCount {
      let members = figure.panels[row * columns..<min((row + 1) * columns, figure.panels.count)]
      let head = members.map(PanelLayout.headHeight).max() ?? 0
      let rowPanels = members.enumerated().map { column, panel in
        PanelLayout(
          panel, x: Self.margin + Double(column) * (cell + Self.gap), y: y, width: cell, height: room,
          axisRoom: axisRoom, endRoom: endRoom, head: head)
      }
      laid += rowPanels
      y = (rowPanels.map(\.bottom).max() ?? y) + Self.rowGap
    }
    panels = laid
    notesTop = y - (figure.panels.isEmpty ? 0 : Self.rowGap) + 8
    self.height = notesTop + foot + Self.margin - 8
  }
}

/// The rows of a legend.
enum KeyLayout {
  static let sampleWidth = 26.0
  static let entryGap = 18.0

  static func width(_ entry: KeyEntry) -> Double { sampleWidth + 6 + TextMeasure.width(entry.text) }

  static func rows(_ entries: [KeyEntry], width: Double) -> [[KeyEntry]] {
    entries.map { entry in
      KeyEntry(entry.sample, TextMeasure.fitted(entry.text, width: width - sampleWidth - 6))
    }.filled(width: width, gap: entryGap, of: self.width)
  }
}
