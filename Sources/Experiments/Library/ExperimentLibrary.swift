import Schema
import System

/// Every experiment that can be named: the built-in ones and those of the folder `experiments` in the current one, which
/// shadow built-in ones of the same name.
public struct ExperimentLibrary: Sendable {
  public let fileSystem: FileSystem
  /// By name.
  let builtIns: [String: BuiltInSpec]

  public init(builtIns: [BuiltInSpec], fileSystem: FileSystem) {
    self.fileSystem = fileSystem
    self.builtIns = Dictionary(
      builtIns.map { (Self.name(ofFile: $0.fileName), $0) }, uniquingKeysWith: { $1 })
  }

  /// The experiment with inheritance, overrides and defaults worked in.
  /// - Parameter experiment: a path where it holds a `/` or ends in `.json` or `.jsonc`, else a name.
  /// - Throws: `ExperimentError` with everything that is wrong; of kind `missingInput` for an unknown name or file.
  public func resolve(_ experiment: String, overrides: [Override] = []) throws(ExperimentError)
    -> ResolvedExperiment
  {
    let document = try document(experiment)
    let chain = try chain(from: document)
    return try ResolvedExperiment(name: document.name, chain: chain, overrides: overrides)
  }

  /// What the experiment with these overrides is called, even where it cannot be resolved.
  /// - Parameter experiment: a path or a name, as for `resolve`.
  public static func variantName(of experiment: String, overrides: [Override]) -> String {
    let base = isPath(experiment) ? name(ofFile: Path.fileName(experiment)) : experiment
    return Variant.name(of: base, overrides: overrides)
  }

  /// All experiments by name, broken ones included.
  /// - Throws: `ExperimentError` where the local folder cannot be listed.
  public func entries() throws(ExperimentError) -> [Entry] {
    let local = try localFiles()
    return Set(local.keys).union(builtIns.keys).sorted().map { name in
      let paths = (local[name] ?? []).map(fileSystem.shown)
      do throws(ExperimentError) {
        return Entry(name: name, paths: paths, experiment: .success(try resolve(name)))
      } catch {
        return Entry(name: name, paths: paths, experiment: .failure(error))
      }
    }
  }

  /// A line of `bnlab list`.
  public struct Entry: Sendable {
    public let name: String
    /// The local files of this name; none for a built-in experiment, and more than one is an error.
    public let paths: [String]
    /// The experiment, or what is wrong with it.
    public let experiment: Result<ResolvedExperiment, ExperimentError>

    public var isBuiltIn: Bool { paths.isEmpty }
    public var title: String? { (try? experiment.get())?.spec.title }
  }
}
