import System
import TestSupport
import Testing

@Suite struct FolderLockTests {
  @Test func isHeldByOneAtATime() throws {
    let folder = try TemporaryFolder()
    guard let lock = try FolderLock(folder.path, isCancelled: { false }, onWait: {}) else {
      Issue.record("nobody has cancelled")
      return
    }
    var waits = 0
    if (try FolderLock(folder.path, isCancelled: { waits > 0 }, onWait: { waits += 1 })) != nil {
      Issue.record("two have the lock")
    }
    #expect(waits == 1)
    _ = consume lock
    // Free again; programs that other tests start may hold a copy for the moment until they run.
    _ = try FolderLock(folder.path, isCancelled: { false }, onWait: {})
  }

  @Test func aFileIsMadeWhereAskedFor() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/.lock"
    #expect(throws: FileError(.lock, path, code: 2)) {
      _ = try FolderLock(path, isCancelled: { false }, onWait: {})
    }
    _ = try FolderLock(path, createsFile: true, isCancelled: { false }, onWait: {})
    #expect(try folder.names() == [".lock"])
  }
}
