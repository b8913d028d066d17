import Schema
import System

extension ExperimentLibrary {
  /// The experiments of a starter spec, as if its files were written already.
  /// - Throws: `SpecError` if one of them cannot be used.
  public func resolve(_ starter: StarterSpec) throws(SpecError) -> [ResolvedExperiment] {
    let files = [
      fileSystem.absolute(Self.path(ofNew: starter.name)): starter.text,
      fileSystem.absolute(Self.path(ofNew: starter.baselineName)): starter.baselineText,
    ]
    let disk = fileSystem
    let both = FileSystem(
      currentDirectory: disk.currentDirectory,
      read: { (path: String, limit: Int) throws(FileSystem.Failure) -> [UInt8] in
        if let text = files[path] { return Array(text.utf8) }
        return try disk.read(path, limit)
      }, list: disk.list)
    let library = ExperimentLibrary(builtIns: Array(builtIns.values), fileSystem: both)
    var experiments: [ResolvedExperiment] = []
    for name in [starter.name, starter.baselineName] {
      experiments.append(try library.resolve(Self.path(ofNew: name)))
    }
    return experiments
  }

  /// The path of a new experiment's file, below the current folder.
  public static func path(ofNew name: String) -> String { "\(folder)/\(name).jsonc" }

  /// The path of the file, or `a built-in experiment`, that has this name already; nil if it is free.
  /// - Throws: `SpecError` if the local folder cannot be listed.
  public func owner(ofName name: String) throws(SpecError) -> String? {
    if let path = try localFiles()[name]?.first { return fileSystem.shown(path) }
    return builtIns[name] == nil ? nil : "a built-in experiment"
  }
}
