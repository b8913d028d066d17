import Experiments
import System

/// Why a run stays that was to be removed.
public enum RunRemovalProblem: Error, Equatable, Sendable {
  case isTrained(String)
  /// It was not finished when it was chosen, and has been since.
  case wasFinished(String)
  /// Its folder holds files that bnlab did not write. The others are gone.
  case holdsOthers(String, files: [String])
  case file(FileError)
}

extension RunRemovalProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .isTrained(let path): "\(path) stays: another process is training it"
    case .wasFinished(let path): "\(path) stays: it has been finished in the meantime"
    case .holdsOthers(let path, let files):
      "\(path) stays with what bnlab did not write: \(files.joined(separator: ", "))"
    case .file(let error): error.description
    }
  }
}

extension FoundRun {
  /// Removes the run's files and its folder. The folders around it go if they are empty then.
  ///
  /// The record goes first, so that what a killed removal leaves is an unfinished run, which starts over.
  /// - Returns: the number of bytes that were removed.
  /// - Precondition: it is neither foreign nor in training.
  public func remove() throws(RunRemovalProblem) -> Int {
    let experimentPath = Path.parent(of: path)
    guard state != .replaced, let seed else {
      let byteCount = try removeFiles()
      _ = Folder.removeIfEmpty(experimentPath)
      _ = Folder.removeIfEmpty(Path.parent(of: experimentPath))
      return byteCount
    }
    let folder = RunFolder(experimentPath: experimentPath, seed: seed)
    let lock: FolderLock?
    do throws(FileError) {
      lock = try FolderLock(folder.lockPath, createsFile: true, isCancelled: { true }, onWait: {})
    } catch {
      throw .file(error)
    }
    guard let lock else { throw .isTrained(path) }
    if case .interrupted = state, File.exists(folder.recordPath) { throw .wasFinished(path) }
    let byteCount = try removeFiles()
    // While the lock is held: whoever waits for it makes a new file.
    try? File.remove(folder.lockPath)
    _ = Folder.removeIfEmpty(experimentPath)
    _ = consume lock
    return byteCount
  }

  /// Removes the files that bnlab wrote, in the order in which they count, and the folder.
  private func removeFiles() throws(RunRemovalProblem) -> Int {
    var byteCount = 0
    let others: [String]
    do throws(FileError) {
      let members = RunFolder.divided(try Folder.members(of: path))
      others = members.other
      for name in members.own {
        let file = path + "/" + name
        let size = File.byteCount(file) ?? 0
        try File.remove(file)
        byteCount += size
      }
    } catch {
      throw .file(error)
    }
    guard others.isEmpty else { throw .holdsOthers(path, files: others) }
    do throws(FileError) {
      try Folder.remove(path)
    } catch {
      throw .file(error)
    }
    return byteCount
  }
}
