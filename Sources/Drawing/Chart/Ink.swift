/// What a colour stands for. Each renderer has a table of the colours.
public enum Tone: Hashable, Sendable {
  /// One of several things side by side, such as an experiment, counted from 0.
  case series(Int)
  /// Text and whatever stands for no series.
  case ink
  case faint
  /// What a claim says is reproduced, is not, or is open.
  case good, bad, open
}

public struct Stroke: Equatable, Sendable {
  public enum Dash: Equatable, Sendable {
    case solid, dashed, dotted
  }

  public var tone: Tone
  public var dash: Dash
  /// Whether the line is drawn thin. Single runs are, so that their mean stands out.
  public var isThin: Bool

  public init(_ tone: Tone, _ dash: Dash = .solid, isThin: Bool = false) {
    self.tone = tone
    self.dash = dash
    self.isThin = isThin
  }
}

/// The shape of a point. Shapes tell series apart in grey.
public enum Symbol: Equatable, CaseIterable, Sendable {
  case circle, triangle, square, diamond, ring, cross

  /// The shape of a series, counted from 0.
  public static func ofSeries(_ index: Int) -> Symbol { allCases[index % allCases.count] }
}
