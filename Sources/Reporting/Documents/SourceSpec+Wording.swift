import Experiments
import Schema

extension SourceSpec {
  /// `Title, “Section”, https://...`
  var text: String {
    [tutorial, place.map { "“\($0)”" }, url].compactMap { $0 }.joined(separator: ", ")
  }

  /// `Source: Title, “Section”, https://...`
  /// - Parameter names: the experiments that come from it, if there are others beside them.
  func remark(of names: [String] = []) -> String {
    (names.isEmpty ? "Source" : "Source of \(names.listed)") + ": " + text
  }
}

extension JSON {
  /// The article with all members, or null if there is none.
  static func source(_ source: SourceSpec?) -> JSON {
    source.map {
      .object([
        .init("tutorial", .string($0.tutorial)), .init("url", .string($0.url)),
        .init("where", .string($0.place)),
      ])
    } ?? .null
  }
}
