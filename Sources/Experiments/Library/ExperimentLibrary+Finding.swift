import Schema
import System

/// How names and paths lead to spec files.
extension ExperimentLibrary {
  private static let folder = "experiments"
  /// Files there are no experiments.
  private static let studies = "studies"
  /// Deeper folders are not looked into.
  private static let deepestFolder = 16
  static let largestFile = 1 << 20

  /// Whether an experiment is given by a path, not by its name.
  static func isPath(_ text: String) -> Bool {
    text.contains("/") || text.hasSuffix(".json") || text.hasSuffix(".jsonc")
  }

  /// Of a path, the file's name without its ending; a name itself.
  public static func name(ofPath path: String) -> String {
    isPath(path) ? name(ofFile: Path.fileName(path)) : path
  }

  /// A file's name without its ending.
  static func name(ofFile fileName: String) -> String {
    for ending in [".jsonc", ".json"] where fileName.hasSuffix(ending) {
      return String(fileName.dropLast(ending.count))
    }
    return fileName
  }

  /// A path's or a name's document.
  func document(_ experiment: String) throws(ExperimentError) -> SpecDocument {
    if Self.isPath(experiment) {
      return try document(file: fileSystem.absolute(experiment)) { SpecProblem(at: nil, .library(.file($0))) }
    }
    guard let document = try document(named: experiment, at: nil) else {
      throw ExperimentError(
        SpecProblem(at: nil, .library(.unknownExperiment(experiment, known: try names()))))
    }
    return document
  }

  /// The local or built-in document of a name; nil where there is none.
  /// - Parameter location: what asks for it.
  func document(named name: String, at location: SpecLocation?) throws(ExperimentError) -> SpecDocument? {
    let paths = try localFiles()[name] ?? []
    if paths.count > 1 {
      throw ExperimentError(
        SpecProblem(at: location, .library(.ambiguousName(name, paths: paths.map(fileSystem.shown)))))
    }
    guard let path = paths.first else { return try builtInDocument(named: name) }
    return try document(file: path) { SpecProblem(at: location, .library(.file($0))) }
  }

  func builtInDocument(named name: String) throws(ExperimentError) -> SpecDocument? {
    guard let builtIn = builtIns[name] else { return nil }
    let source = SpecSource(
      name: "<built-in>/\(builtIn.fileName)", directory: fileSystem.currentDirectory)
    return try SpecDocument(name: name, bytes: builtIn.bytes, source: source, isBuiltIn: true)
  }

  /// - Parameter problem: what to say where the file cannot be read.
  func document(
    file path: String, _ problem: (FileSystem.Failure) -> SpecProblem
  ) throws(ExperimentError) -> SpecDocument {
    let name = Self.name(ofFile: Path.fileName(path))
    let bytes: [UInt8]
    do throws(FileSystem.Failure) {
      bytes = try fileSystem.read(path, Self.largestFile)
    } catch {
      throw ExperimentError(
        problem(FileSystem.Failure(path: fileSystem.shown(error.path), reason: error.reason)))
    }
    let source = SpecSource(name: fileSystem.shown(path), directory: Path.directory(of: path))
    guard Self.isUsable(name) else {
      throw ExperimentError(
        SpecProblem(at: SpecLocation(source: source, line: 1, column: 1), .library(.unusableName(name))))
    }
    return try SpecDocument(name: name, bytes: bytes, source: source, isBuiltIn: false)
  }

  /// Whether a name can be a run folder's: it stays inside the runs folder, is not hidden, and is no variant's.
  private static func isUsable(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".")
      && !name.unicodeScalars.contains { $0 == "+" || $0 == "/" || $0.value < 0x20 || $0.value == 0x7F }
  }

  public func names() throws(ExperimentError) -> [String] {
    Set(try localFiles().keys).union(builtIns.keys).sorted()
  }

  /// The absolute paths of the local spec files, by experiment.
  func localFiles() throws(ExperimentError) -> [String: [String]] {
    var files: [String: [String]] = [:]
    do throws(FileSystem.Failure) {
      try collect(fileSystem.absolute(Self.folder), depth: 0, into: &files)
    } catch {
      // No folder, no experiments.
      if error.reason == .notFound { return [:] }
      let shown = FileSystem.Failure(path: fileSystem.shown(error.path), reason: error.reason)
      throw ExperimentError(SpecProblem(at: nil, .library(.file(shown))))
    }
    return files
  }

  private func collect(
    _ folder: String, depth: Int, into files: inout [String: [String]]
  ) throws(FileSystem.Failure) {
    for entry in try fileSystem.list(folder).sorted(by: { $0.name < $1.name })
    where !entry.name.hasPrefix(".") {
      let path = folder + "/" + entry.name
      if entry.isFolder {
        if entry.name != Self.studies, depth < Self.deepestFolder {
          try collect(path, depth: depth + 1, into: &files)
        }
      } else if entry.name.hasSuffix(".json") || entry.name.hasSuffix(".jsonc"),
        !entry.name.hasSuffix(".schema.json")
      {
        files[Self.name(ofFile: entry.name), default: []].append(path)
      }
    }
  }
}
