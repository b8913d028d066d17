import Synchronization
import System

/// Buffered text to a file descriptor, from any thread; what is written in one call stays together.
///
/// A reader that went away (`bnlab list | head -1`) is no error: the rest is dropped. Any other failure is kept until
/// `finish` reports it, and nothing is written behind it.
public final class TextOutput: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    var failure: SystemError?
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
    state.withLock { $0.failure == .readerIsGone }
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
    if let failure, failure != .readerIsGone { throw OutputError(destination: name, reason: failure) }
  }

  private func empty(_ state: inout State) {
    defer { state.buffer.removeAll(keepingCapacity: true) }
    guard state.failure == nil else { return }
    do throws(SystemError) {
      try state.buffer.withUnsafeBufferPointer { bytes throws(SystemError) in
        try writeAll(UnsafeRawBufferPointer(bytes), to: fileDescriptor)
      }
    } catch {
      state.failure = error
    }
  }
}

/// Text could not be written: exit status 74.
public struct OutputError: Error, Equatable, Sendable {
  public let destination: String
  public let reason: SystemError

  public var exitStatus: ExitStatus { .ioError }

  public var message: String {
    "Cannot write to \(destination): \(reason)."
  }
}
