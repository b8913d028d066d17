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

  private func console(
    _ pipe: borrowing Pipe, _ mode: Console.Mode, color: Bool = true, variables: [String: String] = [:]
  ) -> Console {
    let terminal = Terminal(
      isTerminal: mode == .live, environment: Environment { _ in nil }, noColor: !color,
      measuredWidth: { 80 })
    let clock = clock
    return Console(
      output: TextOutput(fileDescriptor: pipe.input, name: "a pipe"), terminal: terminal,
      environment: Environment { variables[$0] }, isQuiet: mode == .quiet, clock: { clock.now })
  }

  /// - Parameter left: in seconds, of the same time that has passed.
  private func report(_ label: String, _ epoch: Int, left: Double? = nil) -> ProgressReport {
    .epochs(
      EpochProgress(
        title: label, epoch: epoch, epochCount: 4, figures: [], secondsElapsed: left ?? 0, secondsLeft: left))
  }

  /// What a terminal shows of a line that has only a bar, without its colours.
  private func plain(_ text: String) -> String { text.replacing(/\x1B\[[0-9]+m/, with: "") }

  /// A line in 30 seconds, or in 5 % of the task if that is longer; the last one always.
  @Test func aLogHasFewLines() {
    let pipe = Pipe()
    let console = console(pipe, .plain)
    let task = console.begin()
    func soon() -> ProgressReport {
      Issue.record("too soon after the last line")
      return report("A", 0)
    }
    clock.now = 29.9
    console.update(task, .milestone, soon)
    clock.now = 30
    console.update(task, .progress, soon)
    console.update(task, .milestone) { report("A", 1) }
    console.note("a note")
    clock.now = 59.9
    console.update(task, .milestone, soon)
    clock.now = 60
    // 5 % of 400 + 400 seconds are 40.
    console.update(task, .milestone) { report("A", 2, left: 400) }
    clock.now = 70
    console.update(task, .milestone) { report("A", 3, left: 400) }
    clock.now = 71
    console.update(task, .last) { report("A", 4) }
    console.end(task, leaving: report("A", 4))
    #expect(pipe.read() == "A: epoch 1/4\na note\nA: epoch 3/4  6 min 40 s left\nA: epoch 4/4\n")
  }

  @Test func aQuietConsoleOnlyWarns() {
    let pipe = Pipe()
    let console = console(pipe, .quiet)
    let task = console.begin()
    console.update(task, .milestone) { report("A", 1) }
    console.note("a note")
    console.warning("diverged")
    console.error("broken\nin two ways\n")
    console.end(task)
    #expect(pipe.read() == "Warning: diverged\nError: broken\nin two ways\n")
  }

  @Test func theSameErrorIsWrittenOnce() {
    let pipe = Pipe()
    let console = console(pipe, .plain)
    for text in ["no data", "other", "no data"] { console.error(text) }
    console.warning("no data")
    console.note("a note")
    console.note("a note")
    #expect(pipe.read() == "Error: no data\nError: other\nWarning: no data\na note\na note\n")
  }

  @Test func aTerminalIsDrawnAtMostTenTimesASecond() {
    let pipe = Pipe()
    let console = console(pipe, .live)
    let task = console.begin()
    console.update(task, .milestone) { report("A", 1) }
    #expect(pipe.read() == "", "a task that is over at once draws nothing")
    clock.now = 0.25
    console.update(task, .progress) { report("A", 2) }
    #expect(plain(pipe.read()) == "A  2/4 ━━━━━━━━━━──────────")
    clock.now = 0.3
    console.update(task, .milestone) { report("A", 3) }
    #expect(pipe.read() == "")
    clock.now = 0.375
    console.update(task, .milestone) { report("A", 3) }
    #expect(plain(pipe.read()) == "\r\u{1B}[KA  3/4 ━━━━━━━━━━━━━━━─────")
    console.end(task)
    #expect(pipe.read() == "\r\u{1B}[K")
  }

  @Test func severalRunsHaveALineEach() {
    let pipe = Pipe()
    let console = console(pipe, .live)
    let one = console.begin()
    let other = console.begin()
    clock.now = 1
    console.update(other, .milestone) { report("B", 2) }
    console.update(one, .milestone) { report("A", 1) }
    let (lineA, lineB) = ("A  1/4 ━━━━━───────────────", "B  2/4 ━━━━━━━━━━──────────")
    #expect(plain(pipe.read()) == "\(lineB)\r\u{1B}[K\(lineA)\n\(lineB)")
    console.note("a note")
    #expect(plain(pipe.read()) == "\r\u{1B}[K\u{1B}[A\u{1B}[Ka note\n\(lineA)\n\(lineB)")
    // A line of the run stays above.
    console.end(one, leaving: report("A", 4))
    #expect(
      plain(pipe.read())
        == "\r\u{1B}[K\u{1B}[A\u{1B}[KA  4/4 ━━━━━━━━━━━━━━━━━━━━\n\(lineB)")
    console.update(one, .milestone) { report("A", 2) }
    #expect(pipe.read() == "", "it has ended")
    console.close()
    #expect(pipe.read() == "\r\u{1B}[K")
    console.note("too late")
    #expect(pipe.read() == "")
  }

  @Test func manyRunsAreSummedUp() {
    let pipe = Pipe()
    let console = console(pipe, .live)
    let tasks = (0..<10).map { _ in console.begin() }
    clock.now = 1
    for task in tasks { console.update(task, .milestone) { report("A", 1) } }
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

  /// GitHub reads a line with `::`; commas and colons end a property, and a percent sign begins an escape.
  @Test func gitHubActionsGetsAnnotations() {
    let pipe = Pipe()
    let console = console(
      pipe, .plain, variables: ["GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": "/work/repo"])
    let places = [
      FilePlace(file: "/work/repo/a,b:%.json", line: 3, column: 5),
      FilePlace(file: "/work/repository/a.json", line: 1, column: 2),
    ]
    console.error([
      LocatedMessage("50 % is\nwrong: a, b\n", at: places[0]), LocatedMessage("\u{7}", at: places[1]),
      LocatedMessage("nowhere"),
    ])
    #expect(
      pipe.read() == """
        ::error file=a%2Cb%3A%25.json,line=3,col=5::50 %25 is%0Awrong: a, b
        ::error file=/work/repository/a.json,line=1,col=2::\u{FFFD}
        ::error::nowhere

        """)
    console.warning("w")
    console.note("a note")
    console.annotate(.warning, LocatedMessage("claim"))
    #expect(pipe.read() == "::warning::w\na note\n::warning::claim\n")
  }

  /// Several messages are one error in a log, which has no annotations.
  @Test func aLogHasNoAnnotations() {
    let pipe = Pipe()
    let console = console(pipe, .plain, variables: ["GITHUB_ACTIONS": "false"])
    console.error([LocatedMessage("a", at: FilePlace(file: "/x", line: 1, column: 1)), LocatedMessage("b")])
    console.annotate(.error, LocatedMessage("claim"))
    #expect(pipe.read() == "Error: a\nb\n")
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
