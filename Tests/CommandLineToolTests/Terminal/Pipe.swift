#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A pipe from which a test reads what the tested code wrote. The pipe's buffer is large enough for all of it.
struct Pipe: ~Copyable {
  private var reader: Int32
  private var writer: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    reader = ends[0]
    writer = ends[1]
    // If the tested code writes too much, the test fails instead of waiting for ever.
    _ = fcntl(writer, F_SETFL, O_NONBLOCK)
    signal(SIGPIPE, SIG_IGN)
  }

  deinit {
    if reader >= 0 { close(reader) }
    close(writer)
  }

  var input: Int32 { writer }

  /// Everything that was written since the last call.
  func read() -> String {
    _ = fcntl(reader, F_SETFL, O_NONBLOCK)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = systemRead(reader, &chunk)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
    }
  }

  mutating func closeReader() {
    close(reader)
    reader = -1
  }
}

private func systemRead(_ descriptor: Int32, _ bytes: inout [UInt8]) -> Int {
  bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
}
