import Schema
import System

/// All experiments that have names: the built-in ones and those in the folder `experiments` below the current folder,
/// which replace built-in ones of the same name.
public struct ExperimentLibrary: Sendable {
  public let fileSystem: FileSystem
  /// The built-in specs by name.
  let builtIns: [String: BuiltInSpec]
  /// The folder of runs whose names count, too, as `recordedDocument` tells; nil: none does.
  let runsDirectory: String?
  /// The names of the built-in studies, which some take for experiments.
  let builtInStudies: [String]

  public init(
    builtIns: [BuiltInSpec], fileSystem: FileSystem, runsDirectory: String? = nil,
    builtInStudies: [BuiltInSpec] = []
  ) {
    self.builtInStudies = builtInStudies.map { Self.name(ofFile: $0.fileName) }
    self.fileSystem = fileSystem
    self.runsDirectory = runsDirectory
    self.builtIns = Dictionary(
      builtIns.map { (Self.name(ofFile: $0.fileName), $0) }, uniquingKeysWith: { $1 })
  }

  /// The experiment with inheritance, overrides and defaults applied.
  /// - Parameters:
  ///   - experiment: a path if it holds a `/` or ends in `.json` or `.jsonc`, otherwise a name. The name of a variant, as
  ///     `Variant.name` makes it and tables print it, holds overrides of its own, which come first. A name that is neither
  ///     may be that of a folder of runs, whose spec it then means.
  ///   - overrides: in any order.
  /// - Throws: `SpecError` with everything that is wrong. It is of kind `missingInput` for an unknown name or file.
  public func resolve(_ experiment: String, overrides: [Override] = []) throws(SpecError)
    -> ResolvedExperiment
  {
    try resolve(experiment, overrides: overrides, entry: nil)
  }

  /// - Parameter entry: where a study defines the experiment, for messages.
  func resolve(
    _ experiment: String, overrides: [Override], entry: StudyEntry?
  ) throws(SpecError) -> ResolvedExperiment {
    let (document, named) = try document(experiment)
    let overrides = named + overrides
    let chain = try chain(from: document)
    return try ResolvedExperiment(name: document.name, chain: chain, overrides: overrides, entry: entry)
  }

  /// The experiment whose spec file or built-in spec has this name; nil if there is none.
  /// - Throws: `SpecError` if it cannot be used.
  public func experiment(ofSpecNamed name: String) throws(SpecError) -> ResolvedExperiment? {
    guard let document = try document(named: name, at: nil) else { return nil }
    return try ResolvedExperiment(name: document.name, chain: chain(from: document), overrides: [])
  }

  /// The name of the experiment with these overrides, even if it cannot be resolved.
  /// - Parameter experiment: a path or a name, as for `resolve`.
  public func variantName(of experiment: String, overrides: [Override]) -> String {
    let (experiment, named) = variant(experiment)
    return Variant.name(of: Self.name(ofPath: experiment), overrides: named + overrides)
  }

  /// The experiment without the overrides that its name holds, and these.
  func variant(_ experiment: String) -> (base: String, overrides: [Override]) {
    guard !Self.isPath(experiment),
      let variant = Variant.parsed(experiment, currentDirectory: fileSystem.currentDirectory)
    else { return (experiment, []) }
    return variant
  }

  /// All experiments, sorted by name, including those with errors.
  /// - Throws: `SpecError` if the local folder cannot be listed.
  public func entries() throws(SpecError) -> [Entry] {
    let local = try localFiles()
    return Set(local.keys).union(builtIns.keys).sorted().map { name in
      let paths = (local[name] ?? []).map(fileSystem.shown)
      do throws(SpecError) {
        return Entry(
          name: name, paths: paths, isCopy: isCopy(name, local[name]), experiment: .success(try resolve(name))
        )
      } catch {
        return Entry(name: name, paths: paths, isCopy: false, experiment: .failure(error))
      }
    }
  }

  /// Whether the local file is the same as the built-in one that it replaces, as in a checkout of bnlab.
  private func isCopy(_ name: String, _ paths: [String]?) -> Bool {
    guard let path = paths?.first, let builtIn = builtIns[name] else { return false }
    return (try? fileSystem.read(path, Self.maximumFileSize)) == builtIn.bytes
  }

  /// The path of the local file that replaces a built-in experiment by another one; nil if there is none, if it cannot be
  /// used, or if it is the same experiment.
  func replacement(ofBuiltIn name: String) -> String? {
    guard builtIns[name] != nil, let path = try? localFiles()[name]?.first, !isCopy(name, [path]),
      let local = try? resolve(name), let document = try? builtInDocument(named: name),
      let chain = try? self.chain(from: document),
      let builtIn = try? ResolvedExperiment(name: name, chain: chain, overrides: [])
    else { return nil }
    return local.json == builtIn.json ? nil : fileSystem.shown(path)
  }

  /// An experiment in `bnlab list`.
  public struct Entry: Sendable {
    public let name: String
    /// The local files with this name: none for a built-in experiment. More than one is an error.
    public let paths: [String]
    /// Whether the local file is the same as the built-in one that it replaces.
    public let isCopy: Bool
    /// The experiment, or what is wrong with it.
    public let experiment: Result<ResolvedExperiment, SpecError>

    public var isBuiltIn: Bool { paths.isEmpty }
    public var title: String? { (try? experiment.get())?.spec.title }
  }
}
