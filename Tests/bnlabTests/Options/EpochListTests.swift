import CommandLineTool
import Testing

@testable import bnlab

@Suite struct EpochListTests {
  private func epochs(_ list: String) throws -> [Int]? {
    try command("inspect A --epochs \(list)", as: InspectCommand.self)?.epochs
  }

  @Test func epochsAndRangesInAnyOrder() throws {
    #expect(try epochs("0") == [0])
    #expect(try epochs("5,0,1") == [0, 1, 5])
    #expect(try epochs("0..3,2,10") == [0, 1, 2, 3, 10])
  }

  @Test(arguments: ["-1", "+1", "a", "1,", "3..1", "1.2", "1..", "99999999999999999999", "0..9999999"])
  func othersAreRefused(list: String) {
    #expect(throws: CommandLineError.self) { try epochs(list) }
  }
}
