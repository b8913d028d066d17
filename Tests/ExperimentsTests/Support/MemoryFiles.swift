@testable import Experiments
@testable import Schema

/// A file system of texts, with the current folder /work.
func memoryFiles(_ files: [String: String], currentDirectory: String = "/work") -> FileSystem {
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

/// A library of texts: built-in specs by file name, local files by absolute path.
func library(builtIns: [String: String] = [:], files: [String: String] = [:]) -> ExperimentLibrary {
  ExperimentLibrary(
    builtIns: builtIns.map { BuiltInSpec(fileName: $0.key, bytes: Array($0.value.utf8)) },
    fileSystem: memoryFiles(files))
}

/// The messages of what `body` throws, a line each; nothing where it throws nothing.
func messages<Value>(_ body: () throws -> Value) -> [String] {
  do {
    _ = try body()
    return []
  } catch let error as ExperimentError {
    return error.problems.map(\.description)
  } catch {
    return ["\(error)"]
  }
}

/// A spec of the two circles that is right as it stands, with some members replaced.
func spec(_ replaced: [String: String] = [:]) -> String {
  var members = [
    "dataset": #""circles""#, "model": #"[{ "dense": { "units": 1 } }, "sigmoid"]"#,
    "loss": #""binary_crossentropy""#, "optimizer": #""sgd""#, "training": #"{ "epochs": 3 }"#,
  ]
  members.merge(replaced) { $1 }
  return "{"
    + members.sorted { $0.key < $1.key }.map { #""\#($0.key)": \#($0.value)"# }.joined(separator: ", ")
    + "}"
}

/// The spec of a text, as the file /work/x.json.
func resolve(_ text: String, set: [String] = []) throws -> ResolvedExperiment {
  try library(files: ["/work/x.json": text]).resolve(
    "x.json", overrides: set.map { try Override(parsing: $0, currentDirectory: "/work") })
}
