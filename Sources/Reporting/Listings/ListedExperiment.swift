import Experiments

/// An experiment or a study as `bnlab list` shows it.
public struct ListedExperiment: Equatable, Sendable {
  public var name: String
  public var title: String?
  /// The article that it comes from.
  public var source: SourceSpec?
  /// The path of the spec file; nil if it is built in.
  public var path: String?
  public var origin: Origin
  /// Whether it is a study or an experiment of one.
  public var isInStudy: Bool

  public enum Origin: Equatable, Sendable {
    case builtIn
    /// The user's own, also if it replaces a built-in one.
    case local
  }

  public init(
    name: String, title: String? = nil, source: SourceSpec? = nil, path: String? = nil,
    origin: Origin = .builtIn, isInStudy: Bool = true
  ) {
    self.name = name
    self.title = title
    self.source = source
    self.path = path
    self.origin = origin
    self.isInStudy = isInStudy
  }

  /// The part of the list that it belongs to.
  enum Group: Hashable {
    case article(SourceSpec)
    /// bnlab's own, about no article.
    case bnlab
    /// Built-in experiments of no study.
    case example
    case local

    var key: String {
      switch self {
      case .article: "article"
      case .bnlab: "bnlab"
      case .example: "example"
      case .local: "local"
      }
    }
  }

  var group: Group {
    switch origin {
    case .local: .local
    case .builtIn where !isInStudy: .example
    case .builtIn: source.map { .article($0.article) } ?? .bnlab
    }
  }
}
