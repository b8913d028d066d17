/// A point in the units of a panel's axes.
public struct Place: Equatable, Sendable {
  public var x: Double
  public var y: Double

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A rectangle in the units of a panel's axes.
public struct Area: Equatable, Sendable {
  public var x: ClosedRange<Double>
  public var y: ClosedRange<Double>

  public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.x = x
    self.y = y
  }
}

/// What is drawn in a panel.
public enum Mark: Equatable, Sendable {
  /// A line through points; a point that is not finite interrupts it. The symbol is repeated along it, so that lines can be
  /// told apart without colour.
  case line([Place], Stroke, symbol: Symbol? = nil, label: String? = nil)
  /// The area between two lines.
  case band([Slice], Tone)
  case points([Place], Symbol, Tone, label: String? = nil)
  case bars([Bar], Tone)
  /// A straight line across the panel.
  case rule(Orientation, at: Double, Stroke, label: String? = nil)
  /// The area between two values of one axis, across the panel. An end may be infinite.
  case span(Orientation, from: Double, to: Double, Tone)
  /// A grid of coloured cells.
  case cells(CellGrid, Area, Shading)
  /// The area's signed values from −1 to 1, as shades of the first series where negative and of the second where positive.
  case field(CellGrid, Area)
  /// An area without outline. Its ends may be infinite.
  case patch(Area, Tone)
  /// A box with a text on its left, one on its right, and a smaller one below them where there is room for it.
  case box(Area, Tone, label: String = "", detail: String = "", note: String = "")
  case text(String, Place, Anchor, Tone)

  /// The lower and upper end of a band at one x.
  public struct Slice: Equatable, Sendable {
    public var x: Double
    public var low: Double
    public var high: Double

    public init(x: Double, low: Double, high: Double) {
      self.x = x
      self.low = low
      self.high = high
    }
  }

  /// A bar from the bottom of the panel.
  public struct Bar: Equatable, Sendable {
    public var from: Double
    public var to: Double
    public var height: Double

    public init(from: Double, to: Double, height: Double) {
      self.from = from
      self.to = to
      self.height = height
    }
  }

  /// Where a line across the panel runs: horizontal ones stand for a value of y.
  public enum Orientation: Equatable, Sendable {
    case horizontal, vertical
  }

  /// Which point of a text lies at its place.
  public enum Anchor: String, Equatable, Sendable {
    case start, middle, end
  }
}

extension Mark {
  /// The legend entry of a labelled mark; nil if it has no label, or if the label stands at the mark itself.
  /// - Parameter hasEndLabels: whether the labels of lines stand at their ends.
  func keyEntry(hasEndLabels: Bool) -> KeyEntry? {
    switch self {
    case .line(_, let stroke, let symbol, let label):
      hasEndLabels ? nil : label.map { KeyEntry(.line(stroke, symbol), $0) }
    case .rule(.horizontal, _, let stroke, let label):
      hasEndLabels ? nil : label.map { KeyEntry(.line(stroke, nil), $0) }
    case .points(_, let symbol, let tone, let label): label.map { KeyEntry(.symbol(symbol, tone), $0) }
    case .rule(.vertical, _, _, _), .band, .bars, .span, .cells, .field, .patch, .box, .text: nil
    }
  }
}

extension Mark {
  /// The tone of a mark that may belong to a series; nil of one that has none of its own.
  var seriesTone: Tone? {
    switch self {
    case .line(_, let stroke, _, _), .rule(_, _, let stroke, _): stroke.tone
    case .band(_, let tone), .points(_, _, let tone, _), .bars(_, let tone), .span(_, _, _, let tone): tone
    case .cells, .field, .patch, .box, .text: nil
    }
  }
}

/// The label at the end of a line.
struct EndLabel: Equatable {
  let text: String
  let tone: Tone
  /// The symbol along the line, which stands before the label too.
  let symbol: Symbol?
  /// The last value of the line.
  let y: Double
  /// The value near which the label stands: its own, or for a straight line that of the line before in the same colour, so
  /// that what belongs together stays together.
  let place: Double
}

extension Panel {
  var endLabels: [EndLabel] {
    var labels: [EndLabel] = []
    for mark in marks {
      switch mark {
      case .line(let places, let stroke, let symbol, let label):
        guard let label, let last = places.last(where: { y.scale.position(of: $0.y) != nil }) else {
          continue
        }
        labels.append(EndLabel(text: label, tone: stroke.tone, symbol: symbol, y: last.y, place: last.y))
      case .rule(.horizontal, let value, let stroke, let label):
        guard let label else { continue }
        let before = labels.last { $0.tone == stroke.tone }?.place
        labels.append(
          EndLabel(text: label, tone: stroke.tone, symbol: nil, y: value, place: before ?? value))
      case .rule(.vertical, _, _, _), .band, .points, .bars, .span, .cells, .field, .patch, .box, .text:
        continue
      }
    }
    return labels
  }
}
