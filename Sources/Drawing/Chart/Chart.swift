import Text

/// A picture of one or several panels, drawn as SVG or with the characters of a terminal.
public struct Chart: Equatable, Sendable {
  public var title: String
  /// What the picture shows, in a sentence or two, for readers who cannot see it.
  public var description: String
  public var panels: [Panel]
  /// The maximum number of panels side by side.
  public var columns: Int
  /// Explains what lines and areas mean in all panels, such as dashes. Labels of marks are added where they have no room.
  public var key: [KeyEntry]
  /// Remarks below the panels.
  public var notes: [String]

  public init(
    title: String, description: String, panels: [Panel], columns: Int = 1, key: [KeyEntry] = [],
    notes: [String] = []
  ) {
    self.title = title
    self.description = description
    self.panels = panels
    self.columns = max(columns, 1)
    self.key = key
    self.notes = notes
  }
}

/// A line of a legend: how something is drawn, and what it means.
public struct KeyEntry: Equatable, Sendable {
  public enum Sample: Equatable, Sendable {
    case line(Stroke, Symbol?)
    case area(Tone)
    case symbol(Symbol, Tone)
  }

  public var sample: Sample
  public var text: String

  public init(_ sample: Sample, _ text: String) {
    self.sample = sample
    self.text = text
  }
}

extension KeyEntry {
  var isThin: Bool {
    switch sample {
    case .line(let stroke, _): stroke.isThin
    case .area, .symbol: false
    }
  }
}

extension [KeyEntry] {
  /// Rows with as many entries as fit.
  /// - Parameters:
  ///   - gap: between the entries of a row.
  ///   - own: the width of an entry.
  func filled(width: Double, gap: Double, of own: (KeyEntry) -> Double) -> [[KeyEntry]] {
    var rows: [[KeyEntry]] = []
    var used = 0.0
    for entry in self {
      let own = own(entry)
      if rows.isEmpty || used + gap + own > width {
        rows.append([entry])
        used = own
      } else {
        rows[rows.count - 1].append(entry)
        used += gap + own
      }
    }
    return rows
  }
}

extension Chart {
  /// The legend: the labels of marks that do not stand at the marks themselves, each once, then what lines mean.
  func entries(hasEndLabels: Bool) -> [KeyEntry] {
    let labels = panels.flatMap(\.marks).compactMap { $0.keyEntry(hasEndLabels: hasEndLabels) }
    return (labels + key).distinct
  }
}
