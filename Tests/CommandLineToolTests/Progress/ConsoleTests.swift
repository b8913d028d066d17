import Synchronization
import Testing

@testable import CommandLineTool

/// A clock that a test sets.
private final class TestClock: Sendable {
  private let time = Mutex(0.0)
  var now: Double {
    get { time.withLock { $0 } }
    set { time.withLock { $0 = newValue } }
  }
}

@Suite struct ConsoleTests {
  private let clock = TestClock()

  private func console(_ pipe: borrowing Pipe, _ mode: Console.Mode, color: Bool = false) -> Console {
    let terminal = Terminal(
      isTerminal: mode == .live, environment: Environment { _ in nil }, noColor: !color,
      measuredWidth: { 80 })
    let clock = clock
    return Console(
      output: TextOutput(fileDescriptor: pipe.input, name: "a pipe"), terminal: terminal,
      isQuiet: mode == .quiet, clock: { clock.now })
  }

  private func report(_ label: String, _ epoch: Int) -> ProgressReport {
    .epochs(EpochProgress(label: label, epoch: epoch, epochCount: 4, figures: [], secondsLeft: nil))
  }

  @Test func aLogHasAtMostOneMilestonePerSecond() {
    let pipe = Pipe()
    let console = console(pipe, .plain)
    let task = console.begin()
    console.update(task, isMilestone: false) {
      Issue.record("nobody reads it")
      return report("A", 0)
    }
    func soon() -> ProgressReport {
      Issue.record("too soon after the last line")
      return report("A", 0)
    }
    clock.now = 0.9
    console.update(task, isMilestone: true, soon)
    clock.now = 1
    console.update(task, isMilestone: true) { report("A", 1) }
    console.note("a note")
    clock.now = 1.9
    console.update(task, isMilestone: true, soon)
    clock.now = 2.5
    console.update(task, isMilestone: true) { report("A", 3) }
    console.end(task)
    #expect(pipe.read() == "A: epoch 1/4\na note\nA: epoch 3/4\n")
  }

  @Test func aQuietConsoleOnlyWarns() {
    let pipe = Pipe()
    let console = console(pipe, .quiet)
    let task = console.begin()
    console.update(task, isMilestone: true) { report("A", 1) }
    console.note("a note")
    console.warning("diverged")
    console.error("broken\nin two ways\n")
    console.end(task)
    #expect(pipe.read() == "Warning: diverged\nError: broken\nin two ways\n")
  }

  @Test func aTerminalIsDrawnAtMostTenTimesASecond() {
    let pipe = Pipe()
    let console = console(pipe, .live)
    let task = console.begin()
    console.update(task, isMilestone: true) { report("A", 1) }
    #expect(pipe.read() == "", "a task that is over at once draws nothing")
    clock.now = 0.25
    console.update(task, isMilestone: false) { report("A", 2) }
    #expect(pipe.read() == "A  2/4 [########--------]")
    clock.now = 0.3
    console.update(task, isMilestone: true) { report("A", 3) }
    #expect(pipe.read() == "")
    clock.now = 0.375
    console.update(task, isMilestone: true) { report("A", 3) }
    #expect(pipe.read() == "\r\u{1B}[JA  3/4 [############----]")
    console.end(task)
    #expect(pipe.read() == "\r\u{1B}[J")
  }

  @Test func severalRunsHaveALineEach() {
    let pipe = Pipe()
    let console = console(pipe, .live)
    let one = console.begin()
    let other = console.begin()
    clock.now = 1
    console.update(other, isMilestone: true) { report("B", 2) }
    console.update(one, isMilestone: true) { report("A", 1) }
    #expect(
      pipe.read() == "B  2/4 [########--------]\r\u{1B}[JA  1/4 [####------------]\nB  2/4 [########--------]"
    )
    console.note("a note")
    #expect(
      pipe.read()
        == "\r\u{1B}[1A\u{1B}[Ja note\nA  1/4 [####------------]\nB  2/4 [########--------]")
    console.end(one)
    #expect(pipe.read() == "\r\u{1B}[1A\u{1B}[JB  2/4 [########--------]")
    console.update(one, isMilestone: true) { report("A", 2) }
    #expect(pipe.read() == "", "it has ended")
  }

  @Test func manyRunsAreSummedUp() {
    let pipe = Pipe()
    let console = console(pipe, .live)
    let tasks = (0..<10).map { _ in console.begin() }
    clock.now = 1
    for task in tasks { console.update(task, isMilestone: true) { report("A", 1) } }
    _ = pipe.read()
    console.note("a note")
    let lines = pipe.read().split(separator: "\n")
    #expect(lines.count == 1 + Console.liveLineLimit + 1)
    #expect(lines.last == "and 2 more")
  }

  @Test func coloursMarkWarningsAndErrors() {
    let pipe = Pipe()
    let console = console(pipe, .live, color: true)
    console.warning("w")
    console.error("e")
    #expect(pipe.read() == "\u{1B}[33mWarning:\u{1B}[0m w\n\u{1B}[31mError:\u{1B}[0m e\n")
  }

  @Test func aNameFromAFileCannotControlTheTerminal() {
    let pipe = Pipe()
    let console = console(pipe, .plain)
    console.note("title \u{1B}]0;x\u{7}\r\nnext")
    #expect(pipe.read() == "title \u{FFFD}]0;x\u{FFFD}\nnext\n")
  }

  @Test func messagesOfManyThreadsStayWhole() async {
    let pipe = Pipe()
    let console = console(pipe, .plain)
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<8 {
        group.addTask { for _ in 0..<20 { console.note("message of worker \(worker)") } }
      }
    }
    let lines = pipe.read().split(separator: "\n")
    #expect(lines.count == 160)
    for worker in 0..<8 {
      #expect(lines.count { $0 == "message of worker \(worker)" } == 20)
    }
  }
}
