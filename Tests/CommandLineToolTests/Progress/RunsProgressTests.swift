import Testing

@testable import CommandLineTool

@Test func runsAreCountedWithTheTimeLeft() {
  let progress = RunsProgress(label: "A, seed 1", count: 8, total: 90, fraction: 0.5, secondsLeft: 61)
  #expect(progress.plainLine == "run  8/90: A, seed 1  1 min 01 s left")
  #expect(progress.liveLine(room: 80).text == "runs  8/90 ━━━━━━━━────────  1 min 01 s left")
}

@Test func theLastRunLeavesNoTime() {
  let progress = RunsProgress(label: "A, seed 1", count: 2, total: 2, fraction: 1, secondsLeft: 0)
  #expect(progress.plainLine == "run 2/2: A, seed 1")
  #expect(progress.liveLine(room: 80).text == "runs 2/2 ━━━━━━━━━━━━━━━━")
}
