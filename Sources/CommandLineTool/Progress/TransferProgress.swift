import Text

/// How far a download is.
public struct TransferProgress: Equatable, Sendable {
  /// The file.
  public var label: String
  public var byteCount: Int
  public var total: Int
  public var secondsLeft: Double?

  public init(label: String, byteCount: Int, total: Int, secondsLeft: Double?) {
    self.label = label
    self.byteCount = byteCount
    self.total = total
    self.secondsLeft = secondsLeft
  }

  var plainLine: String {
    "\(label): \(amount)"
  }

  func liveLine(room: Int) -> LiveLine {
    var line = LiveLine(label + "  ")
    line.append(bar: Double(byteCount), of: Double(total))
    line.append([amount], end: secondsLeft.map(timeLeftText), room: room)
    return line
  }

  private var amount: String {
    "\(byteCountText(byteCount)) of \(byteCountText(total))"
  }
}
