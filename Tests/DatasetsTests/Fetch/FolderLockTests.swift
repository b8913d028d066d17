import Testing

@testable import Datasets

struct FolderLockTests {
  @Test func isHeldByOneAtATime() throws {
    let folder = try TemporaryFolder()
    let lock = try FolderLock(folder.path, isCancelled: { false }, onWait: {})
    var waits = 0
    #expect(throws: DatasetError.interrupted) {
      _ = try FolderLock(folder.path, isCancelled: { waits > 0 }, onWait: { waits += 1 })
    }
    #expect(waits == 1)
    _ = consume lock
    // Free again; programs that other tests start may hold a copy for the moment until they run.
    _ = try FolderLock(folder.path, isCancelled: { false }, onWait: {})
  }
}
