import Schema

/// The article that an experiment or the claims of a study come from.
public struct SourceSpec: Hashable, Sendable {
  /// The title of the article.
  public var tutorial: String
  /// The address of the article.
  public var url: String?
  /// The section of the article.
  public var place: String?

  public init(tutorial: String, url: String? = nil, place: String? = nil) {
    self.tutorial = tutorial
    self.url = url
    self.place = place
  }

  /// The article as a whole, without the section.
  public var article: SourceSpec { SourceSpec(tutorial: tutorial, url: url) }
}

extension SourceSpec {
  static let keys = KeyTable(
    "The article that an experiment or the claims of a study come from.", blank: SourceSpec(tutorial: ""),
    [
      .required("tutorial", \.tutorial, .text, "The title of the article."),
      .optional("url", \.url, .nullable(.text), "The address of the article."),
      .optional("where", \.place, .nullable(.text), "The section of the article."),
    ],
    rule: { source in
      guard source.tutorial.allSatisfy(\.isWhitespace) else { return nil }
      return (
        "tutorial",
        .other(#"expected the title of the article, not an empty text; without an article, "source" is null"#)
      )
    })
}
