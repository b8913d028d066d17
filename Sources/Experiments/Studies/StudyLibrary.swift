import Schema
import System

/// All studies that have names: the built-in ones and those in the folder `experiments/studies` below the current folder,
/// which replace built-in ones of the same name.
public struct StudyLibrary: Sendable {
  let experiments: ExperimentLibrary
  /// The built-in studies by name.
  private let builtIns: [String: BuiltInSpec]

  private var fileSystem: FileSystem { experiments.fileSystem }

  public init(builtIns: [BuiltInSpec], experiments: ExperimentLibrary) {
    self.experiments = experiments
    self.builtIns = Dictionary(
      builtIns.map { (ExperimentLibrary.name(ofFile: $0.fileName), $0) }, uniquingKeysWith: { $1 })
  }

  /// The names of all studies, sorted.
  /// - Throws: `SpecError` if the local folder cannot be listed.
  public func names() throws(SpecError) -> [String] {
    Set(try experiments.localStudies().keys).union(builtIns.keys).sorted()
  }

  /// The study with its experiments looked up.
  /// - Parameters:
  ///   - study: a path if it holds a `/` or ends in `.json` or `.jsonc`, otherwise a name.
  ///   - isQuick: whether to shorten the study as its `quick` says.
  ///   - overrides: apply to every experiment, after the study's own.
  /// - Throws: `SpecError` with everything that is wrong. It is of kind `missingInput` for an unknown name or file.
  public func resolve(
    _ study: String, isQuick: Bool = false, overrides: [Override] = []
  ) throws(SpecError) -> ResolvedStudy {
    var lookup = StudyLookup(try document(study), experiments.withoutRuns)
    do throws(SpecError) {
      return try ResolvedStudy(&lookup, isQuick: isQuick, overrides: overrides)
    } catch {
      let isRightWithout =
        !overrides.isEmpty && (try? ResolvedStudy(&lookup, isQuick: isQuick, overrides: [])) != nil
      throw isRightWithout ? error.caused(by: overrides) : error
    }
  }

  /// The path of the local file of a study, as messages show it; nil for a built-in study. The file may be broken. Of
  /// several files with this name it is the first.
  public func path(ofStudy name: String) -> String? {
    (try? experiments.localStudies()[name]?.first).map(fileSystem.shown)
  }

  /// Checks that there is an experiment or a study with this name; a path always passes.
  /// - Throws: `SpecError` of kind `missingInput` with the nearest name of both.
  public func requireExperimentOrStudy(_ name: String) throws(SpecError) {
    if ExperimentLibrary.isPath(name) { return }
    let known = Set(try experiments.names()).union(try names()).sorted()
    let base = experiments.variant(name).base
    guard known.contains(base) || experiments.isRecorded(name) || experiments.isRecorded(base) else {
      throw SpecError(SpecProblem(at: nil, .study(.unknownExperimentOrStudy(name, known: known))))
    }
  }

  /// Whether a study is built in, or a local file that is the same as the built-in one that it replaces.
  public func isBuiltIn(_ name: String) -> Bool {
    guard let builtIn = builtIns[name] else { return false }
    guard let path = try? experiments.localStudies()[name]?.first else { return true }
    return (try? fileSystem.read(path, ExperimentLibrary.maximumFileSize)) == builtIn.bytes
  }

  /// Whether a study that cannot be used was meant to be about an article: its file can be parsed and states a
  /// source, or it replaces a built-in study that does.
  public func isAboutArticle(broken name: String) -> Bool {
    let files = ((try? experiments.localStudies()[name]) ?? []).map {
      try? fileSystem.read($0, ExperimentLibrary.maximumFileSize)
    }
    return (files + [builtIns[name]?.bytes]).contains { bytes in
      guard let bytes,
        let value = try? JSONParser.parse(bytes, source: SpecSource(name: name, directory: "/")),
        let source = value["source"]
      else { return false }
      return !source.isNull
    }
  }

  /// Whether the local files of a study that cannot be used are at least JSON.
  public func canBeParsed(broken name: String) -> Bool {
    ((try? experiments.localStudies()[name]) ?? []).allSatisfy { path in
      guard let bytes = try? fileSystem.read(path, ExperimentLibrary.maximumFileSize) else { return false }
      return (try? JSONParser.parse(bytes, source: SpecSource(name: name, directory: "/"))) != nil
    }
  }

  /// Whether the file at a path is a study rather than an experiment: its folder is named `studies`, or it holds claims.
  public func isStudy(_ path: String) -> Bool {
    guard ExperimentLibrary.isPath(path) else { return false }
    let absolute = fileSystem.absolute(path)
    if Path.fileName(Path.directory(of: absolute)) == "studies" { return true }
    guard let bytes = try? fileSystem.read(absolute, ExperimentLibrary.maximumFileSize),
      let value = try? JSONParser.parse(bytes, source: SpecSource(name: path, directory: "/"))
    else { return false }
    return value["claims"] != nil
  }

  // MARK: Finding

  func document(_ study: String) throws(SpecError) -> StudyDocument {
    if ExperimentLibrary.isPath(study) { return try document(file: fileSystem.absolute(study)) }
    let paths = try experiments.localStudies()[study] ?? []
    if paths.count > 1 {
      throw SpecError(
        SpecProblem(at: nil, .library(.ambiguousName(study, paths: paths.map(fileSystem.shown)))))
    }
    if let path = paths.first { return try document(file: path) }
    guard let builtIn = builtIns[study] else {
      if try experiments.names().contains(experiments.variant(study).base) {
        throw SpecError(SpecProblem(at: nil, .study(.experiment(study))))
      }
      throw SpecError(SpecProblem(at: nil, .study(.unknownStudy(study, known: try names()))))
    }
    let source = SpecSource(
      name: "<built-in>/studies/\(builtIn.fileName)", directory: fileSystem.currentDirectory, isBuiltIn: true)
    return try StudyDocument(name: study, bytes: builtIn.bytes, source: source, isBuiltIn: true)
  }

  private func document(file path: String) throws(SpecError) -> StudyDocument {
    let bytes: [UInt8]
    do throws(FileSystem.Failure) {
      bytes = try fileSystem.read(path, ExperimentLibrary.maximumFileSize)
    } catch {
      throw fileSystem.error(error)
    }
    let name = ExperimentLibrary.name(ofFile: Path.fileName(path))
    let source = SpecSource(name: fileSystem.shown(path), directory: Path.directory(of: path))
    guard !name.unicodeScalars.contains(where: \.isControl) else {
      throw SpecError(
        SpecProblem(at: SpecLocation(source: source, line: 1, column: 1), .study(.unusableName(name))))
    }
    return try StudyDocument(
      name: name, bytes: bytes, source: source, isCopy: builtIns[name]?.bytes == bytes)
  }
}

extension SpecError {
  /// The same error of a study that is right without these overrides. Problems at an option itself already name it.
  fileprivate func caused(by overrides: [Override]) -> SpecError {
    let options = overrides.map(\.value.location.source.name).joined(separator: " ")
    return SpecError(
      problems.map { problem in
        guard problem.location?.source.hasLines != false, SpecError(problem).kind == .invalid else {
          return problem
        }
        return SpecProblem(
          at: problem.location, path: problem.path, .other("with \(options): \(problem.message)"))
      })
  }
}

extension FileSystem {
  /// The error for a file that cannot be read, with its path as messages show it.
  func error(_ failure: Failure) -> SpecError {
    SpecError(
      SpecProblem(at: nil, .library(.file(Failure(path: shown(failure.path), reason: failure.reason)))))
  }
}
