import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Buffered text to a file descriptor, from any thread; what is written in one call stays together.
///
/// A reader that went away (`bnlab list | head -1`) is no error: the rest is dropped. Any other failure is kept until
/// `finish` reports it, and nothing is written behind it.
public final class TextOutput: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    var failure: Failure?
  }

  private enum Failure {
    case readerGone
    case code(Int32)
  }

  private static let bufferLimit = 1 << 16
  private let fileDescriptor: Int32
  private let name: String
  private let state = Mutex(State())

  /// - Parameters:
  ///   - fileDescriptor: stays open, and the caller's.
  ///   - name: for error messages: `standard output`.
  public init(fileDescriptor: Int32, name: String) {
    self.fileDescriptor = fileDescriptor
    self.name = name
  }

  /// Whether nobody reads any more, so that there is no point in producing more.
  public var readerIsGone: Bool {
    state.withLock {
      if case .readerGone = $0.failure { true } else { false }
    }
  }

  public func write(_ text: String) {
    state.withLock { state in
      guard state.failure == nil else { return }
      state.buffer.append(contentsOf: text.utf8)
      if state.buffer.count >= Self.bufferLimit { empty(&state) }
    }
  }

  public func flush() {
    state.withLock { empty(&$0) }
  }

  /// Writes what is left, and throws what went wrong since the beginning.
  public func finish() throws(OutputError) {
    let failure = state.withLock { state in
      empty(&state)
      return state.failure
    }
    switch failure {
    case nil, .readerGone: return
    case .code(let code): throw OutputError(destination: name, code: code)
    }
  }

  private func empty(_ state: inout State) {
    defer { state.buffer.removeAll(keepingCapacity: true) }
    guard state.failure == nil else { return }
    var written = 0
    while written < state.buffer.count {
      let count = state.buffer.withUnsafeBytes { bytes in
        systemWrite(fileDescriptor, UnsafeRawBufferPointer(rebasing: bytes[written...]))
      }
      if count >= 0 {
        written += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitUntilWritable()
      case EPIPE: state.failure = .readerGone
      case let code: state.failure = .code(code)
      }
      if state.failure != nil { return }
    }
  }

  /// Standard output may share a non-blocking file with another process.
  private func waitUntilWritable() {
    var poller = pollfd(fd: fileDescriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&poller, 1, -1)
  }
}

/// Text could not be written: exit status 74.
public struct OutputError: Error, Equatable, Sendable {
  public let destination: String
  /// The system's errno.
  public let code: Int32

  public var exitStatus: ExitStatus { .ioError }

  public var message: String {
    "Cannot write to \(destination): \(String(cString: strerror(code)))."
  }
}

private func systemWrite(_ fileDescriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(fileDescriptor, bytes.baseAddress, bytes.count)
}
