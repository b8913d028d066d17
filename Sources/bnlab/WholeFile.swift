import CommandLineTool
import Training

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file that a command leaves beside what it prints.
enum WholeFile {
  /// Finds out before any work whether the file can be written.
  static func check(_ path: String) throws {
    var isFolder = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
      throw Failure("cannot write \(path): it is a folder", status: .ioError)
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
    guard FileManager.default.isWritableFile(atPath: folder.isEmpty ? "/" : folder) else {
      throw Failure(
        "cannot write \(path): there is no folder \(folder) that can be written to", status: .ioError)
    }
  }

  /// Writes the file as a whole: nobody ever reads half of it.
  static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Failure("cannot write \(path): \(error)", status: .ioError)
    }
  }
}
