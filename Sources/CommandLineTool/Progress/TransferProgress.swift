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

  func liveLine(width: Int) -> String {
    let bar = progressBar(done: Double(byteCount), total: Double(total))
    let left = secondsLeft.map(timeLeftText)
    return fittedLine("\(label)  \(bar)  \(amount)", [], end: left, width: width)
  }

  private var amount: String {
    "\(byteCountText(byteCount)) of \(byteCountText(total))"
  }
}
