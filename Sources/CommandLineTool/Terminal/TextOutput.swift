import Synchronization
import System

/// Buffered text to a file descriptor, from any thread; what is written in one call stays together.
///
/// If the reader of a pipe has ended (`bnlab list | head -1`), the rest is dropped; that is not an error. After any
/// other failure nothing more is written, and `finish` throws it.
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
  ///   - fileDescriptor: belongs to the caller and is not closed.
  ///   - name: for error messages: `standard output`.
  public init(fileDescriptor: Int32, name: String) {
    self.fileDescriptor = fileDescriptor
    self.name = name
  }

  /// Whether nobody reads the output any more, so that producing more would be useless.
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

  /// Writes the rest of the buffer. Throws the first failure since the beginning.
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
    "Cannot write to \(destination.singleLine): \(reason)."
  }
}
