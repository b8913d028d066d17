import Synchronization
import TestSupport
import Testing

@testable import System

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct FileWriterTests {
  @Test func replacesTheFileOnlyWhenComplete() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("old", to: "file")
    do {
      let file = try FileWriter(replacing: path)
      try [1, 2, 3].withUnsafeBytes { bytes in try file.write(bytes) }
      #expect(try bytes(ofFile: path) == Array("old".utf8))
    }
    // The writer was destroyed without `finish`, so its temporary file is gone.
    #expect(try folder.names() == ["file"])
    let file = try FileWriter(replacing: path)
    try Array("new".utf8).withUnsafeBytes { bytes in try file.write(bytes) }
    try file.finish()
    #expect(try bytes(ofFile: path) == Array("new".utf8))
    #expect(try folder.names() == ["file"])
  }

  /// The system writes at most three bytes per call, and every other call is interrupted.
  @Test func shortWritesAreContinued() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/file"
    let contents = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let calls = Mutex(0)
    let file = try FileWriter(replacing: path, mode: nil) { descriptor, bytes in
      let call = calls.withLock {
        $0 += 1
        return $0
      }
      if call.isMultiple(of: 2) { return .failure(SystemError(code: EINTR)) }
      return systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(3)))
    }
    try contents.withUnsafeBytes { bytes in try file.write(bytes) }
    try file.finish()
    #expect(try bytes(ofFile: path) == contents)
    #expect(calls.withLock { $0 } > 600)
  }

  @Test(arguments: [Result<Int, SystemError>.failure(SystemError(code: ENOSPC)), .success(0)])
  func aFailureLeavesTheOldFile(_ result: Result<Int, SystemError>) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("old", to: "file")
    let code = if case .failure(let error) = result { error.code } else { EIO }
    #expect(throws: FileError(.write, path, code: code)) {
      let file = try FileWriter(replacing: path, mode: nil) { descriptor, bytes in
        // The first half is written.
        if bytes.count == 10 {
          systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(5)))
        } else {
          result
        }
      }
      try [UInt8](repeating: 1, count: 10).withUnsafeBytes { bytes in try file.write(bytes) }
      try file.finish()
    }
    #expect(try bytes(ofFile: path) == Array("old".utf8))
    #expect(try folder.names() == ["file"])
  }

  /// A killed process leaves a temporary file that no process has open.
  @Test func theNextWriterRemovesTheFileOfAKilledOne() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/file"
    let leftover = FileWriter.temporaryPath(of: path)
    #expect(leftover == "\(folder.path)/.file.bnlab-tmp")
    try folder.write("the beginning of something long", to: ".file.bnlab-tmp")
    try FileWriter.write("new", to: path)
    #expect(try File.text(of: path) == "new")
    #expect(try folder.names() == ["file"])
    try folder.write("more", to: ".file.bnlab-tmp")
    try FileWriter.removeLeftover(of: path)
    try FileWriter.removeLeftover(of: path)
    #expect(try folder.names() == ["file"])
    // If the temporary path is a symbolic link, its target is not written.
    try folder.write("keep", to: "target")
    symlink("target", leftover)
    try FileWriter.write("newer", to: path)
    #expect(try File.text(of: "\(folder.path)/target") == "keep")
    #expect(try folder.names() == ["file", "target"])
  }

  /// A second writer of the same path waits for the first one, and the file is always complete.
  @Test func writersOfOnePathWaitForEachOther() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/file"
    let first = try FileWriter(replacing: path)
    let failure = Mutex<FileError?>(nil)
    let thread = WorkerThread.start {
      do throws(FileError) {
        try FileWriter.write("second", to: path)
      } catch {
        failure.withLock { $0 = error }
      }
    }
    let second = try #require(thread)
    try Array("first".utf8).withUnsafeBytes { bytes in try first.write(bytes) }
    try first.finish()
    second.join()
    #expect(failure.withLock { $0 } == nil)
    #expect(["first", "second"].contains(try File.text(of: path)))
    #expect(try folder.names() == ["file"])
  }

  @Test func manyWritersOfOnePathGiveOneWholeFile() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/file"
    let number = Mutex(UInt8(0))
    let failures = Mutex<[FileError]>([])
    WorkerThread.run(count: 4) {
      for _ in 0..<5 {
        let mine = number.withLock { value in
          value += 1
          return value
        }
        do throws(FileError) {
          try FileWriter.write([UInt8](repeating: mine, count: 5000), to: path)
        } catch {
          failures.withLock { $0.append(error) }
        }
      }
    }
    #expect(failures.withLock { $0 } == [])
    let contents = try bytes(ofFile: path)
    #expect(contents.count == 5000 && Set(contents).count == 1)
    #expect(try folder.names() == ["file"])
  }

  @Test func throwsForAMissingFolder() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/none/file"
    #expect(throws: FileError(.write, path, code: ENOENT)) { try FileWriter.write("x", to: path) }
  }

  /// A name may have 255 bytes, and the temporary file's name is longer than the file's.
  @Test func longNamesAreWritten() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "é", count: 127)
    try FileWriter.write("x", to: "\(folder.path)/\(name)")
    #expect(try folder.names() == [name])
  }
}
