import Experiments

/// A file system in memory.
/// - Parameters:
///   - files: texts by absolute path.
public func memoryFiles(_ files: [String: String], currentDirectory: String = "/work") -> FileSystem {
  FileSystem(
    currentDirectory: currentDirectory,
    read: { (path: String, limit: Int) throws(FileSystem.Failure) -> [UInt8] in
      guard let text = files[path] else { throw FileSystem.Failure(path: path, reason: .notFound) }
      return Array(text.utf8.prefix(limit + 1))
    },
    list: { (path: String) throws(FileSystem.Failure) -> [FileSystem.Entry] in
      let inside = files.keys.filter { $0.hasPrefix(path + "/") }.map { $0.dropFirst(path.count + 1) }
      if inside.isEmpty { throw FileSystem.Failure(path: path, reason: .notFound) }
      return Array(
        Set(
          inside.map { file in
            FileSystem.Entry(
              name: String(file.prefix { $0 != "/" }), isFolder: file.contains("/"))
          }))
    })
}

/// A library of experiments in memory.
/// - Parameters:
///   - builtIns: texts of built-in specs by file name.
///   - files: texts of local files by absolute path; the current folder is /work.
public func library(builtIns: [String: String] = [:], files: [String: String] = [:]) -> ExperimentLibrary {
  ExperimentLibrary(
    builtIns: builtIns.map { BuiltInSpec(fileName: $0.key, bytes: Array($0.value.utf8)) },
    fileSystem: memoryFiles(files))
}
