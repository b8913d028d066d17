import CommandLineTool
import Testing

@Suite struct ExitStatusTests {
  /// Scripts rely on these numbers.
  @Test func numbers() {
    #expect(ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 64, 65, 66, 74, 130])
  }
}
