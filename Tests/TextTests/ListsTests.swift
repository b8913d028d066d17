import Testing

@testable import Text

@Suite struct ListsTests {
  /// Groups stand in the order of their first elements, and elements in their own.
  @Test func groupsKeepTheOrder() {
    let groups = [5, 2, 7, 4, 2].grouped { $0 % 3 }
    #expect(groups.map(\.key) == [2, 1] && groups.map(\.elements) == [[5, 2, 2], [7, 4]])
    #expect([Int]().grouped { $0 }.isEmpty)
  }
}
