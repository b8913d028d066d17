import Synchronization
import System

/// Messages and progress for people, on standard error, from any number of runs at once.
///
/// On a terminal each task has a line at the bottom that is rewritten in place, and messages scroll above these lines.
/// In a log there are plain lines only. Lines are always written whole. End all tasks before anything is written to
/// standard output, which may be the same terminal.
public final class Console: Sendable {
  public enum Mode: Equatable, Sendable {
    /// Warnings and errors only.
    case quiet
    /// A line for a milestone.
    case plain
    /// Lines that are rewritten in place.
    case live
  }

  /// A task whose progress is shown, from `begin` to `end`.
  public struct Task: Equatable, Sendable {
    fileprivate let number: Int
  }

  private struct Entry {
    let task: Task
    /// The text that is shown; nil at first, so that a short task is never shown and does not flicker.
    var report: ProgressReport?
    var lastDraw: Double
  }

  private struct State {
    var nextNumber = 0
    /// In the order in which they began.
    var entries: [Entry] = []
    var lines = LiveLines()
  }

  /// Minimum seconds between two drawings of a task: fast enough to look alive, slow enough to cost nothing.
  static let drawInterval = 0.1
  /// Minimum seconds between two log lines of a task.
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

  /// Writes a message that is left out in quiet mode.
  public func note(_ text: String) {
    if mode != .quiet { write(text) }
  }

  public func warning(_ text: String) {
    write(text, prefix: TextStyle.yellow.applied(to: "Warning:", on: terminal) + " ")
  }

  public func error(_ text: String) {
    write(text, prefix: TextStyle.red.applied(to: "Error:", on: terminal) + " ")
  }

  /// A text from a spec or a file's name may contain control characters: only its line ends are kept.
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

  /// Tells how far a task is. `report` is only called if its result is shown, so this may be called for every batch.
  /// In a log each milestone, such as the end of an epoch, is a line, at most one a second. On a terminal a task is
  /// drawn at most ten times a second.
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

  /// Whether this many seconds have passed since the task began or was last shown. If so, it counts as shown now.
  private func isDue(_ task: Task, after interval: Double) -> Bool {
    let now = clock()
    return state.withLock { state in
      guard let index = state.entries.firstIndex(where: { $0.task == task }) else { return false }
      if now - state.entries[index].lastDraw < interval { return false }
      state.entries[index].lastDraw = now
      return true
    }
  }

  /// Removes the task's line.
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
