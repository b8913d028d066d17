import Schema
import System

/// How specs extend each other.
extension ExperimentLibrary {
  /// The maximum number of specs that extend each other.
  private static let maximumChainLength = 32

  /// The document, the document that it extends, and so on.
  /// - Throws: `SpecError`, which also holds what is wrong in the documents that were found.
  func chain(from document: SpecDocument) throws(SpecError) -> [SpecDocument] {
    var chain = [document]
    while let current = chain.last, let extends = current.extends {
      do throws(SpecError) {
        let parent = try parent(of: current, extends)
        if let start = chain.firstIndex(where: { $0.source == parent.source }) {
          let circle = (chain[start...] + [parent]).map(\.source.name)
          throw Self.error(extends, .circularExtends(circle))
        }
        if chain.count == Self.maximumChainLength {
          throw Self.error(extends, .extendsTooDeep(limit: Self.maximumChainLength))
        }
        chain.append(parent)
      } catch {
        throw SpecError(error.problems + chain.flatMap(\.partialProblems))
      }
    }
    return chain
  }

  private static func error(_ extends: LocatedJSON, _ problem: LibraryProblem) -> SpecError {
    SpecError(
      SpecProblem(at: extends.location, path: SpecPath([.key("extends")]), .library(problem)))
  }

  /// The document that another document extends.
  ///
  /// A file that extends its own name extends the built-in experiment that it replaces. A built-in experiment extends
  /// only built-in ones, so a local file cannot change it indirectly.
  private func parent(of document: SpecDocument, _ extends: LocatedJSON) throws(SpecError)
    -> SpecDocument
  {
    let name = extends.string ?? ""
    if Self.isPath(name), !document.isBuiltIn {
      return try self.document(file: Path.join(document.source.directory, name)) {
        SpecProblem(at: extends.location, path: SpecPath([.key("extends")]), .library(.parentFile($0)))
      }
    }
    if document.isBuiltIn || name == document.name {
      if let parent = try builtInDocument(named: name) { return parent }
      throw Self.error(
        extends,
        name == document.name ? .noBuiltInParent(name) : .unknownParent(name, known: builtIns.keys.sorted()))
    }
    if let parent = try self.document(named: name, at: extends.location) { return parent }
    throw Self.error(extends, .unknownParent(name, known: try names()))
  }
}
