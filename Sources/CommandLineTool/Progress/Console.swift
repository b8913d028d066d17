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

  /// What `update` tells of.
  public enum Moment: Sendable {
    case progress
    /// Such as the end of an epoch.
    case milestone
    /// The last milestone of a task, which every log has.
    case last
  }

  private struct State {
    var nextNumber = 0
    /// Whether the program ends at once, and nothing more may be drawn.
    var isClosed = false
    /// The warnings and errors that have been written.
    var told: Set<String> = []
    /// In the order in which they began.
    var entries: [Entry] = []
    var lines = LiveLines()
  }

  /// Minimum seconds between two drawings of a task: fast enough to look alive, slow enough to cost nothing.
  static let drawInterval = 0.1
  /// Minimum seconds between two log lines of a task, and the same as a share of the time that the task takes.
  static let lineInterval = 30.0
  static let lineShare = 0.05
  /// More lines would push everything else off the screen.
  static let liveLineLimit = 8

  public let mode: Mode
  public let terminal: Terminal
  private let output: TextOutput
  /// How errors and warnings are written for GitHub Actions; nil elsewhere.
  private let annotations: GitHubAnnotations?
  private let clock: @Sendable () -> Double
  private let state = Mutex(State())

  /// `terminal` is what `output` writes to; `clock` gives seconds since any moment and never runs backwards.
  public init(
    output: TextOutput, terminal: Terminal, environment: Environment, isQuiet: Bool,
    clock: @escaping @Sendable () -> Double = monotonicSeconds
  ) {
    self.output = output
    self.terminal = terminal
    annotations = GitHubAnnotations(environment)
    self.clock = clock
    mode = isQuiet ? .quiet : terminal.rewritesLines ? .live : .plain
  }

  // MARK: Messages

  /// Writes a message that is left out in quiet mode.
  public func note(_ text: String) {
    if mode != .quiet { write(Self.plain(text) + "\n") }
  }

  /// Writes a warning, unless the same one has been written before.
  public func warning(_ text: String) { warning([LocatedMessage(text)]) }

  /// Writes an error, unless the same one has been written before: several parts of a command may meet with it.
  public func error(_ text: String) { error([LocatedMessage(text)]) }

  /// Writes a warning that consists of several messages, a line or more each.
  public func warning(_ messages: [LocatedMessage]) {
    writeOnce(messages, .warning, prefix: TextStyle.yellow.applied(to: "Warning:", on: terminal))
  }

  /// Writes an error that consists of several messages, a line or more each.
  public func error(_ messages: [LocatedMessage]) {
    writeOnce(messages, .error, prefix: TextStyle.red.applied(to: "Error:", on: terminal))
  }

  /// Asks a question on the terminal. Anything but `y` or `yes` means no.
  public func asks(_ question: String) -> Bool {
    state.withLock { draw(&$0, above: question.singleLine + " [y/N] ") }
    output.flush()
    return ["y", "yes"].contains(readLine()?.lowercased())
  }

  /// Shows a message beside its line in GitHub Actions. Elsewhere it is not written: the results say the same.
  public func annotate(_ level: GitHubAnnotations.Level, _ message: LocatedMessage) {
    if annotations != nil { write([message], level, prefix: "") }
  }

  private func writeOnce(_ messages: [LocatedMessage], _ level: GitHubAnnotations.Level, prefix: String) {
    let key = ([prefix] + messages.map(\.text)).joined(separator: "\n")
    if state.withLock({ $0.told.insert(key).inserted }) { write(messages, level, prefix: prefix) }
  }

  private func write(_ messages: [LocatedMessage], _ level: GitHubAnnotations.Level, prefix: String) {
    guard let annotations else {
      return write("\(prefix) \(messages.map { Self.plain($0.text) }.joined(separator: "\n"))\n")
    }
    write(messages.map { annotations.line(level, Self.plain($0.text), at: $0.place) }.joined())
  }

  private func write(_ text: String) { state.withLock { draw(&$0, above: text) } }

  /// A text from a spec or a file's name may contain control characters: only its line ends are kept, except at the end.
  private static func plain(_ text: String) -> String {
    let text = text.last?.isNewline == true ? text.dropLast() : text[...]
    return text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { String($0).singleLine }
      .joined(separator: "\n")
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

  /// Tells how far a task is. `report` is called where its result may be shown, so this may be called for every batch.
  /// In a log each milestone is a line, at most one in 30 seconds or 5 % of the task, whichever is longer, and the last
  /// one always. On a terminal a task is drawn at most ten times a second.
  public func update(_ task: Task, _ moment: Moment, _ report: () -> ProgressReport) {
    switch mode {
    case .quiet:
      return
    case .plain:
      switch moment {
      case .progress: return
      case .milestone:
        ifDue(task, after: Self.lineInterval) { state, _, seconds in
          let report = report()
          guard seconds >= Self.lineShare * report.expectedSeconds else { return false }
          draw(&state, above: report.plainLine.singleLine + "\n")
          return true
        }
      case .last: write(Self.plain(report().plainLine) + "\n")
      }
    case .live:
      ifDue(task, after: Self.drawInterval) { state, index, _ in
        state.entries[index].report = report()
        draw(&state, above: "")
        return true
      }
    }
  }

  /// Calls `body` if the task has not ended, and so many seconds have passed since it began or was last shown.
  /// - Parameter body: takes the task's index among the entries and the seconds that have passed; returns whether the task
  ///   was shown.
  private func ifDue(_ task: Task, after interval: Double, _ body: (inout State, Int, Double) -> Bool) {
    let now = clock()
    state.withLock { state in
      guard let index = state.entries.firstIndex(where: { $0.task == task }) else { return }
      let seconds = now - state.entries[index].lastDraw
      if seconds >= interval, body(&state, index, seconds) { state.entries[index].lastDraw = now }
    }
  }

  /// Removes the task's line.
  /// - Parameter report: stays on a terminal above the lines of other tasks; nil: nothing stays.
  public func end(_ task: Task, leaving report: ProgressReport? = nil) {
    state.withLock { state in
      state.entries.removeAll { $0.task == task }
      let lines = report.map { [$0] } ?? []
      draw(&state, above: mode == .live ? styled(lines).map { $0 + "\n" }.joined() : "")
    }
  }

  /// Erases all lines, since the program ends at once. Does not wait for a thread that is drawing.
  public func close() {
    _ = state.withLockIfAvailable { state in
      state.entries = []
      draw(&state, above: "")
      state.isClosed = true
    }
  }

  private func styled(_ reports: [ProgressReport]) -> [String] {
    let room = LiveLines.room(terminal.width)
    return ProgressReport.liveLines(reports, room: room).map { $0.truncated(to: room).styled }
  }

  private func draw(_ state: inout State, above: String) {
    if state.isClosed { return }
    switch mode {
    case .quiet, .plain:
      output.write(above)
    case .live:
      let width = terminal.width
      let reports = state.entries.compactMap(\.report)
      var lines = ProgressReport.liveLines(
        Array(reports.prefix(Self.liveLineLimit)), room: LiveLines.room(width))
      if reports.count > lines.count { lines.append(LiveLine("and \(reports.count - lines.count) more")) }
      output.write(state.lines.update(lines, above: above, width: width))
    }
    output.flush()
  }
}
