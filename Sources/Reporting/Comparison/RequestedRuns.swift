import Text

/// The runs that were asked for, and why some of them have no result.
public struct RequestedRuns: Equatable, Sendable {
  public let count: Int
  /// Number of those that are there and cannot be used.
  public let damaged: Int
  /// Number of those that could not be trained.
  public let failed: Int

  public init(_ count: Int, damaged: Int = 0, failed: Int = 0) {
    (self.count, self.damaged, self.failed) = (count, damaged, failed)
  }

  /// `Partial: 19 of 32 runs; 12 are missing, 1 is damaged.`
  /// - Parameter found: the number of runs that have a result, fewer than `count`.
  func remark(found: Int) -> String {
    let missing = max(count - found - damaged - failed, 0)
    let parts = [
      Self.counted(missing, "missing"), Self.counted(damaged, "damaged"),
      failed == 0 ? nil : "\(failed) failed",
    ].compactMap { $0 }
    return "Partial: \(found) of \(count) runs; \(parts.joined(separator: ", "))."
  }

  private static func counted(_ count: Int, _ state: String) -> String? {
    count == 0 ? nil : "\(count) \(count == 1 ? "is" : "are") \(state)"
  }
}
