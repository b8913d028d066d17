import System
import TestSupport
import Testing

@Suite struct FolderLockTests {
  @Test func onlyOneHasTheLock() throws {
    let folder = try TemporaryFolder()
    guard let lock = try FolderLock(folder.path, isCancelled: { false }, onWait: {}) else {
      Issue.record("it was cancelled without a reason")
      return
    }
    var waits = 0
    if (try FolderLock(folder.path, isCancelled: { waits > 0 }, onWait: { waits += 1 })) != nil {
      Issue.record("two have the lock at the same time")
    }
    #expect(waits == 1)
    _ = consume lock
    // The lock is free again, perhaps after a moment: a program that another test is starting may still hold a copy of
    // the descriptor.
    _ = try FolderLock(folder.path, isCancelled: { false }, onWait: {})
  }

  @Test func tellsWhetherTheLockIsTaken() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/.lock"
    #expect(!FolderLock.isTaken(path))
    #expect(try folder.names().isEmpty)
    let lock = try FolderLock(path, createsFile: true, isCancelled: { false }, onWait: {})
    #expect(FolderLock.isTaken(path))
    _ = consume lock
    while FolderLock.isTaken(path) { WorkerThread.yield() }
  }

  @Test func canCreateTheFileToLock() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/.lock"
    #expect(throws: FileError(.lock, path, code: 2)) {
      _ = try FolderLock(path, isCancelled: { false }, onWait: {})
    }
    _ = try FolderLock(path, createsFile: true, isCancelled: { false }, onWait: {})
    #expect(try folder.names() == [".lock"])
  }
}
