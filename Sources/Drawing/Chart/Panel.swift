/// A pair of axes with what is drawn between them.
public struct Panel: Equatable, Sendable {
  public var title: String
  /// A line under the title.
  public var subtitle: String
  public var x: Axis
  public var y: Axis
  /// In the order of drawing: later ones lie above.
  public var marks: [Mark]
  /// Height divided by width, where the shape of the panel means something, as for images; nil: any shape.
  public var aspect: Double?
  /// The colours of cells, explained by a bar below the panel; nil if there is nothing to explain.
  public var shading: Shading?
  /// The height between the axes in pixels where the panel needs a certain one; nil: any.
  public var pixelHeight: Double?
  /// The number of lines that the panel needs in a terminal; nil: any.
  public var textRows: Int?

  public init(
    title: String = "", subtitle: String = "", x: Axis, y: Axis, marks: [Mark], aspect: Double? = nil,
    shading: Shading? = nil, pixelHeight: Double? = nil, textRows: Int? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.x = x
    self.y = y
    self.marks = marks
    self.aspect = aspect
    self.shading = shading
    self.pixelHeight = pixelHeight
    self.textRows = textRows
  }
}

/// One axis of a panel.
public struct Axis: Equatable, Sendable {
  public var label: String
  public var scale: Scale
  /// Whether values grow downwards on a vertical axis, as the rows of an image do.
  public var isDownward: Bool
  /// Whether the axis has neither line nor ticks.
  public var isHidden: Bool
  /// Whether only whole numbers have a meaning, as of epochs.
  public var isWhole: Bool

  public init(
    _ label: String, _ scale: Scale, isDownward: Bool = false, isHidden: Bool = false, isWhole: Bool = false
  ) {
    self.label = label
    self.scale = scale
    self.isDownward = isDownward
    self.isHidden = isHidden
    self.isWhole = isWhole
  }

  /// - Parameter count: the approximate number of ticks.
  func ticks(_ count: Int) -> [AxisTicks.Tick] {
    if isHidden { return [] }
    let ticks = scale.ticks(count)
    return isWhole ? ticks.filter { $0.value == $0.value.rounded() }.map(\.whole) : ticks
  }

  /// All ticks that the axis may get, whatever its length. Room is made for the widest of their labels.
  var possibleTicks: [AxisTicks.Tick] { [3, 4, 6, 8, 10].flatMap(ticks) }

  /// The first of several rooms, from small to large, in which no two tick labels look the same; the last if there is none.
  /// - Parameter cut: a label as it is shown in a room.
  func clearRoom<Room>(of rooms: [Room], _ cut: (String, Room) -> String) -> Room? {
    let labels = Set(possibleTicks.map(\.label))
    return rooms.first { room in Set(labels.map { cut($0, room) }).count == labels.count } ?? rooms.last
  }

  /// An axis without line and ticks, for pictures that have no scale.
  /// - Parameter isDownward: whether values grow downwards.
  public static func hidden(_ low: Double, _ high: Double, isDownward: Bool = false) -> Axis {
    Axis("", .linear(low, high), isDownward: isDownward, isHidden: true)
  }
}
