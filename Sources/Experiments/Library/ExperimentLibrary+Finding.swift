import Schema
import System
import Text

/// How spec files are found by name or path.
extension ExperimentLibrary {
  public static let folder = "experiments"
  /// The subfolder of studies. Its files are not experiments.
  private static let studies = "studies"
  /// The maximum depth of folders that are searched.
  private static let maximumFolderDepth = 16
  /// The maximum size of a spec file, in bytes.
  static let maximumFileSize = 1 << 20

  /// Whether an experiment is given by its path rather than by its name.
  static func isPath(_ text: String) -> Bool {
    text.contains("/") || text.hasSuffix(".json") || text.hasSuffix(".jsonc")
  }

  /// The name of an experiment that is given by name or path. For a path it is the file name without its extension.
  public static func name(ofPath path: String) -> String {
    isPath(path) ? name(ofFile: Path.fileName(path)) : path
  }

  /// A file name without its extension.
  static func name(ofFile fileName: String) -> String {
    for ending in [".jsonc", ".json"] where fileName.hasSuffix(ending) {
      return String(fileName.dropLast(ending.count))
    }
    return fileName
  }

  /// The document with this path or name, and the overrides that the name holds. An experiment comes before a folder of
  /// runs, so that a spec that was changed counts as it is now.
  /// - Throws: `SpecError` if there is none or it cannot be read.
  func document(_ experiment: String) throws(SpecError) -> (document: SpecDocument, overrides: [Override]) {
    let (base, overrides) = variant(experiment)
    if Self.isPath(base) {
      let document = try document(file: fileSystem.absolute(base)) {
        SpecProblem(at: nil, .library(.file($0)))
      }
      return (document, overrides)
    }
    if let document = try document(named: base, at: nil) { return (document, overrides) }
    if let document = try recordedDocument(named: experiment) { return (document, []) }
    if let document = try recordedDocument(named: base) { return (document, overrides) }
    if let unfinished = [experiment, base].first(where: isRecorded) {
      throw SpecError(
        SpecProblem(
          at: nil, .library(.unfinishedRuns(unfinished, folder: fileSystem.shown(folder(ofRuns: unfinished))))
        ))
    }
    let studies = try localStudies()
    if builtInStudies.contains(base) || studies[base] != nil {
      throw SpecError(SpecProblem(at: nil, .library(.study(base))))
    }
    let nearest = nearestName(to: base, among: recordedNames())
    throw SpecError(
      SpecProblem(
        at: nil, .library(.unknownExperiment(base, known: try names() + [nearest].compactMap(\.self)))))
  }

  /// The local or built-in document with this name; nil if there is none.
  /// - Parameter location: where the name is mentioned, for messages.
  func document(named name: String, at location: SpecLocation?) throws(SpecError) -> SpecDocument? {
    let paths = try localFiles()[name] ?? []
    if paths.count > 1 {
      throw SpecError(
        SpecProblem(at: location, .library(.ambiguousName(name, paths: paths.map(fileSystem.shown)))))
    }
    guard let path = paths.first else { return try builtInDocument(named: name) }
    return try document(file: path) { SpecProblem(at: location, .library(.file($0))) }
  }

  func builtInDocument(named name: String) throws(SpecError) -> SpecDocument? {
    guard let builtIn = builtIns[name] else { return nil }
    let source = SpecSource(
      name: "<built-in>/\(builtIn.fileName)", directory: fileSystem.currentDirectory, isBuiltIn: true)
    return try SpecDocument(name: name, bytes: builtIn.bytes, source: source, isBuiltIn: true)
  }

  /// The document of a file.
  /// - Parameters:
  ///   - path: an absolute path.
  ///   - problem: the problem to report if the file cannot be read.
  func document(
    file path: String, _ problem: (FileSystem.Failure) -> SpecProblem
  ) throws(SpecError) -> SpecDocument {
    let name = Self.name(ofFile: Path.fileName(path))
    let bytes: [UInt8]
    do throws(FileSystem.Failure) {
      bytes = try fileSystem.read(path, Self.maximumFileSize)
    } catch {
      throw SpecError(
        problem(FileSystem.Failure(path: fileSystem.shown(error.path), reason: error.reason)))
    }
    let source = SpecSource(name: fileSystem.shown(path), directory: Path.directory(of: path))
    guard Self.isUsable(name) else {
      throw SpecError(
        SpecProblem(at: SpecLocation(source: source, line: 1, column: 1), .library(.unusableName(name))))
    }
    return try SpecDocument(name: name, bytes: bytes, source: source, isBuiltIn: false)
  }

  /// Whether a name can be that of a run folder: it does not lead out of the folder of runs, is not hidden, and cannot be
  /// confused with the name of a variant.
  public static func isUsable(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".")
      && !name.unicodeScalars.contains { $0 == "+" || $0 == "/" || $0.isControl }
  }

  /// The names of all experiments, sorted.
  /// - Throws: `SpecError` if the local folder cannot be listed.
  public func names() throws(SpecError) -> [String] {
    Set(try localFiles().keys).union(builtIns.keys).sorted()
  }

  /// The absolute paths of the local spec files, by the name of the experiment.
  func localFiles() throws(SpecError) -> [String: [String]] {
    var files: [String: [String]] = [:]
    do throws(FileSystem.Failure) {
      try collect(fileSystem.absolute(Self.folder), depth: 0, into: &files)
    } catch {
      // Without the folder there are no local experiments.
      if error.reason == .notFound { return [:] }
      let shown = FileSystem.Failure(path: fileSystem.shown(error.path), reason: error.reason)
      throw SpecError(SpecProblem(at: nil, .library(.file(shown))))
    }
    return files
  }

  /// The absolute paths of the local study files, by the name of the study.
  /// - Throws: `SpecError` if the folder cannot be listed.
  func localStudies() throws(SpecError) -> [String: [String]] {
    let folder = fileSystem.absolute("\(Self.folder)/\(Self.studies)")
    let entries: [FileSystem.Entry]
    do throws(FileSystem.Failure) {
      entries = try fileSystem.list(folder)
    } catch {
      // Without the folder there are no local studies.
      if error.reason == .notFound { return [:] }
      throw fileSystem.error(error)
    }
    let files = entries.filter { !$0.isFolder && !$0.name.hasPrefix(".") && Self.isSpecFile($0.name) }
    return Dictionary(
      grouping: files.map(\.name).sorted().map { folder + "/" + $0 },
      by: { Self.name(ofFile: Path.fileName($0)) })
  }

  private static func isSpecFile(_ name: String) -> Bool {
    (name.hasSuffix(".json") || name.hasSuffix(".jsonc")) && !name.hasSuffix(".schema.json")
  }

  /// Adds the spec files of a folder and its subfolders, except those of studies.
  private func collect(
    _ folder: String, depth: Int, into files: inout [String: [String]]
  ) throws(FileSystem.Failure) {
    for entry in try fileSystem.list(folder).sorted(by: { $0.name < $1.name })
    where !entry.name.hasPrefix(".") {
      let path = folder + "/" + entry.name
      if entry.isFolder {
        if entry.name != Self.studies, depth < Self.maximumFolderDepth {
          try collect(path, depth: depth + 1, into: &files)
        }
      } else if Self.isSpecFile(entry.name) {
        files[Self.name(ofFile: entry.name), default: []].append(path)
      }
    }
  }
}
