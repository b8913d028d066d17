#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs another program with empty input, and collects what it writes to standard error. Its output is dropped.
public enum ChildProcess {
  /// How the program ended.
  public enum Outcome: Equatable {
    /// `errorText` has at most about 64 KiB of what the program wrote to standard error.
    case exited(status: Int32, errorText: String)
    case killed(signal: Int32)
    /// `shouldGoOn` returned false, so the program was sent SIGTERM.
    case cancelled
  }

  /// The signal that Ctrl-C sends in a terminal.
  public static let interruptSignal = SIGINT

  /// Runs a program and waits until it has ended.
  /// - Parameters:
  ///   - executable: the program's path.
  ///   - environment: all variables of the program.
  ///   - handedDown: a file descriptor that stays open in the program, with the same number.
  ///   - shouldGoOn: called about ten times a second, and once at the end. If it returns false, the program is ended.
  /// - Throws: `FileError` if the program cannot be started.
  public static func run(
    _ executable: String, _ arguments: [String], environment: [String: String], handedDown: CInt? = nil,
    shouldGoOn: () -> Bool
  ) throws(FileError) -> Outcome {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .last(.start, executable) }
    let (readEnd, writeEnd) = (ends[0], ends[1])
    defer { close(readEnd) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let started = spawn(executable, arguments, environment, errorOutput: writeEnd, handedDown)
    close(writeEnd)
    let child = try started.get()
    var text: [UInt8] = []
    var isCancelled = false
    while true {
      var event = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
      let ready = poll(&event, 1, 100)
      if ready > 0 {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(readEnd, &buffer, buffer.count)
        // Standard error is closed: the program has ended, or will write nothing more to it.
        if count == 0 { break }
        if count > 0 && text.count < 1 << 16 { text += buffer.prefix(count) }
      }
      if !isCancelled && !shouldGoOn() {
        isCancelled = true
        kill(child, SIGTERM)
      }
    }
    let status = wait(for: child)
    _ = shouldGoOn()
    if isCancelled { return .cancelled }
    // The low seven bits are the signal that ended the program, the next byte its exit status.
    if status & 0x7f != 0 { return .killed(signal: status & 0x7f) }
    return .exited(status: (status >> 8) & 0xff, errorText: String(decoding: text, as: UTF8.self))
  }

  private static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status
  }

  private static func spawn(
    _ executable: String, _ arguments: [String], _ environment: [String: String], errorOutput: CInt,
    _ handedDown: CInt?
  ) -> Result<pid_t, FileError> {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, errorOutput, STDERR_FILENO)
    if let handedDown {
      #if canImport(Darwin)
        posix_spawn_file_actions_addinherit_np(&actions, handedDown)
      #else
        // Duplicating a descriptor onto itself clears its close-on-exec flag, so that it stays open.
        posix_spawn_file_actions_adddup2(&actions, handedDown, handedDown)
      #endif
    }
    // Signals must end the program even if this process ignores or blocks them, so it gets the default behaviour.
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGQUIT, SIGPIPE, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var argumentPointers: [UnsafeMutablePointer<CChar>?] =
      ([executable] + arguments).map { strdup($0) } + [nil]
    var variablePointers: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argumentPointers + variablePointers { free(pointer) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, executable, &actions, &attributes, &argumentPointers, &variablePointers)
    return code == 0 ? .success(child) : .failure(FileError(.start, executable, code: code))
  }
}
