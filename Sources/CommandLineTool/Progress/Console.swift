import Synchronization
import System

/// Messages and progress for people, on standard error, from any number of runs at once.
///
/// On a terminal each task has a line at the bottom that rewrites itself, and messages scroll above those lines; in a
/// log there are plain lines only. Whatever is written, is written whole. End all tasks before anything is written to
/// standard output, which may be the same terminal.
public final class Console: Sendable {
  public enum Mode: Equatable, Sendable {
    /// Warnings and errors only.
    case quiet
    /// A line for a milestone.
    case plain
    /// Lines that rewrite themselves.
    case live
  }

  /// A task whose progress is shown, from `begin` to `end`.
  public struct Task: Equatable, Sendable {
    fileprivate let number: Int
  }

  private struct Entry {
    let task: Task
    /// What is shown; nothing at first, so that a short task never flickers.
    var report: ProgressReport?
    var lastDraw: Double
  }

  private struct State {
    var nextNumber = 0
    /// In the order in which they began.
    var entries: [Entry] = []
    var lines = LiveLines()
  }

  /// Seconds between two drawings of a task: fast enough to look alive, slow enough to cost nothing.
  static let drawInterval = 0.1
  /// Seconds between two lines of a task in a log, which nobody wants to be longer than what it tells of.
  static let lineInterval = 1.0
  /// More lines would push everything else off the screen.
  static let liveLineLimit = 8

  public let mode: Mode
  public let terminal: Terminal
  private let output: TextOutput
  private let clock: @Sendable () -> Double
  private let state = Mutex(State())

  /// `terminal` is what `output` writes to; `clock` gives seconds since any moment and never runs backwards.
  public init(
    output: TextOutput, terminal: Terminal, isQuiet: Bool,
    clock: @escaping @Sendable () -> Double = monotonicSeconds
  ) {
    self.output = output
    self.terminal = terminal
    self.clock = clock
    mode = isQuiet ? .quiet : terminal.isInteractive ? .live : .plain
  }

  // MARK: Messages

  /// Something that a quiet program does not say.
  public func note(_ text: String) {
    if mode != .quiet { write(text) }
  }

  public func warning(_ text: String) {
    write(text, prefix: TextStyle.yellow.applied(to: "Warning:", on: terminal) + " ")
  }

  public func error(_ text: String) {
    write(text, prefix: TextStyle.red.applied(to: "Error:", on: terminal) + " ")
  }

  /// A text from a spec or a file's name may hold control characters: only its line ends are kept.
  private func write(_ text: String, prefix: String = "") {
    let text = text.last?.isNewline == true ? text.dropLast() : text[...]
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { String($0).singleLine }
    state.withLock { draw(&$0, above: prefix + lines.joined(separator: "\n") + "\n") }
  }

  // MARK: Tasks

  public func begin() -> Task {
    let now = clock()
    return state.withLock { state in
      let task = Task(number: state.nextNumber)
      state.nextNumber += 1
      state.entries.append(Entry(task: task, report: nil, lastDraw: now))
      return task
    }
  }

  /// Tells how far a task is. `report` is only called where its result is shown, so this may be called for every
  /// batch. In a log a milestone, such as an epoch's end, is a line, but once a second at most; on a terminal a task is
  /// drawn ten times a second at most.
  public func update(_ task: Task, isMilestone: Bool, _ report: () -> ProgressReport) {
    switch mode {
    case .quiet:
      return
    case .plain:
      if isMilestone, isDue(task, after: Self.lineInterval) { write(report().plainLine) }
    case .live:
      guard isDue(task, after: Self.drawInterval) else { return }
      let report = report()
      state.withLock { state in
        guard let index = state.entries.firstIndex(where: { $0.task == task }) else { return }
        state.entries[index].report = report
        draw(&state, above: "")
      }
    }
  }

  /// Whether so many seconds have passed since the task was last shown, or began; then it counts as shown now.
  private func isDue(_ task: Task, after interval: Double) -> Bool {
    let now = clock()
    return state.withLock { state in
      guard let index = state.entries.firstIndex(where: { $0.task == task }) else { return false }
      if now - state.entries[index].lastDraw < interval { return false }
      state.entries[index].lastDraw = now
      return true
    }
  }

  /// Takes the task's line away.
  public func end(_ task: Task) {
    state.withLock { state in
      state.entries.removeAll { $0.task == task }
      draw(&state, above: "")
    }
  }

  private func draw(_ state: inout State, above: String) {
    switch mode {
    case .quiet, .plain:
      output.write(above)
    case .live:
      let width = terminal.width
      let reports = state.entries.compactMap(\.report)
      var lines = reports.prefix(Self.liveLineLimit).map { $0.liveLine(width: width) }
      if reports.count > lines.count { lines.append("and \(reports.count - lines.count) more") }
      output.write(state.lines.update(lines, above: above, width: width))
    }
    output.flush()
  }
}
