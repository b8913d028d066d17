import Testing

@testable import CommandLineTool

@Suite struct TransferProgressTests {
  private let progress = TransferProgress(
    label: "train-images", byteCount: 4_956_211, total: 9_912_422, secondsLeft: 1.24)

  @Test func lines() {
    #expect(progress.plainLine == "train-images: 5.0 MB of 9.9 MB")
    #expect(
      progress.liveLine(room: 80).text == "train-images  ━━━━━━━━────────  5.0 MB of 9.9 MB  1.2 s left")
  }
}
