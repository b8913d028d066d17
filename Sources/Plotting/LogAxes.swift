/// The axes that are logarithmic.
public enum LogAxes: String, CaseIterable, Sendable {
  case x, y, xy

  var includesX: Bool { self == .x || self == .xy }
  var includesY: Bool { self == .y || self == .xy }
}
