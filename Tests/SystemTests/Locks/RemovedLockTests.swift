import System
import TestSupport
import Testing

@Suite struct RemovedLockTests {
  /// Who waits for a lock whose file its owner removes, with the folder, locks a new file in a new folder.
  @Test func theFileIsMadeAgain() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/inner/.lock"
    var owner = try FolderLock(path, createsFile: true, isCancelled: { false }, onWait: {})
    var isRemoved = false
    let next = try FolderLock(
      path, createsFile: true,
      isCancelled: {
        if !isRemoved {
          try? File.remove(path)
          _ = Folder.removeIfEmpty("\(folder.path)/inner")
          isRemoved = true
          owner = nil
        }
        return false
      }, onWait: {})
    let isTaken = FolderLock.isTaken(path)
    if next == nil || owner != nil { Issue.record("the lock was not handed over") }
    #expect(isRemoved && isTaken)
  }
}
