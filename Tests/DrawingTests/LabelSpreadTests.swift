import Testing

@testable import Drawing

@Suite struct LabelSpreadTests {
  @Test func labelsWithRoomStay() {
    #expect(LabelSpread.spread([10, 50, 30], distance: 15, in: 0...100) == [10, 50, 30])
  }

  /// Three labels at 50 with a distance of 10 are centred: 40, 50, 60, in their order.
  @Test func equalOnesAreCentred() {
    #expect(LabelSpread.spread([50, 50, 50], distance: 10, in: 0...100) == [40, 50, 60])
  }

  /// At the end of the range they are moved inwards, and push the one before: 100, 100 → 90, 100; 89 → 80.
  @Test func theRangeIsKept() {
    #expect(LabelSpread.spread([100, 100, 89], distance: 10, in: 0...100) == [90, 100, 80])
  }

  @Test func noneOverlap() {
    let wanted = (0..<12).map { 100 * Double(($0 * 7919) % 101) / 101 }
    let placed = LabelSpread.spread(wanted, distance: 8, in: 0...100).sorted()
    for (one, next) in zip(placed, placed.dropFirst()) { #expect(next - one >= 8 - 1e-9) }
    #expect((placed.first ?? -1) >= 0 && (placed.last ?? 101) <= 100)
  }
}
