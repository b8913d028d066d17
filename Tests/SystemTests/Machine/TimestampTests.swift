import Testing

@testable import System

@Suite struct TimestampTests {
  /// The seconds are those of `date -u -d TEXT +%s`.
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (951_868_799, "2000-02-29T23:59:59Z"), (1_735_689_599, "2024-12-31T23:59:59Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (-2_203_891_200, "1900-03-01T00:00:00Z"),
  ])
  func isWrittenAndRead(_ seconds: Int, _ text: String) {
    #expect(Timestamp(seconds: seconds).text == text)
    #expect(Timestamp(text: text)?.seconds == seconds)
  }

  @Test(arguments: [
    "", "2026-11-28", "2026-11-28T16:22:38", "2026-11-28 16:22:38Z", "2026-13-01T00:00:00Z",
    "2026-02-29T00:00:00Z", "2026-06-31T00:00:00Z", "2026-00-01T00:00:00Z",
    "2026-11-28T24:00:00Z", "2026-11-28T16:60:00Z", "2026-11-28T16:22:38+", "+026-11-28T16:22:38Z",
  ])
  func otherTextsAreRefused(_ text: String) {
    #expect(Timestamp(text: text) == nil)
  }

  @Test func nowIsNow() {
    #expect(Timestamp.now > Timestamp(seconds: 1_700_000_000))
    #expect(Timestamp(seconds: 951_782_400).localText.utf8.count == "2000-02-29 00:00".utf8.count)
  }

  /// A file's date may be anything. The year of the last one does not fit into 32 bits.
  @Test(arguments: [67_768_036_191_676_799, Int.max, Int.min]) func noDateEndsTheProgram(_ seconds: Int) {
    let timestamp = Timestamp(seconds: seconds)
    #expect(timestamp.text.hasSuffix("Z") && !timestamp.localText.isEmpty)
  }
}
