import Foundation
import Testing

@testable import Experiments
@testable import Schema

@Suite struct SpecReferenceTests {
  private static let renewal = """
    BNLAB_RENEW_DOCUMENTATION=1 swift test --filter SpecReferenceTests
    """

  static let pages = [
    (
      file: "SpecReference.md",
      text: SpecReference.page(
        introduction("Reference of specs", "spec", "Experiments.md", "Experiments of your own"),
        ExperimentSpec.keys.shape, ownKeys: SpecDocument.ownKeys)
    ),
    (
      file: "StudyReference.md",
      text: SpecReference.page(
        introduction(
          "Reference of studies", "study", "../../../experiments/studies/README.md",
          "Studies, claims and checks"),
        StudySpec.keys.shape, ownKeys: [JSONSchema.schemaKey])
    ),
  ]

  private static func introduction(
    _ title: String, _ kind: String, _ guide: String, _ guideTitle: String
  ) -> String {
    """
    <!-- Made from the tables that read files: \(renewal) -->
    # \(title)

    Every key of a \(kind) file, what is allowed, and the default. [\(guideTitle)](\(guide)) explains how to write one. A file is
    JSON, and may have comments and trailing commas. Where one of several things is chosen, such as a loss, it is an object with
    one key, `{ "sgd": { "momentum": 0.9 } }`, or a bare name, `"sgd"`, with all defaults.
    """
  }

  /// The pages hold what the tables say. The variable in the message writes them again.
  @Test(arguments: pages.indices) func theCommittedPageIsUpToDate(index: Int) throws {
    let (name, text) = Self.pages[index]
    let file = Checkout.root.appendingPathComponent("Sources/bnlab/Documentation/\(name)")
    if ProcessInfo.processInfo.environment["BNLAB_RENEW_DOCUMENTATION"] != nil {
      try Data(text.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text, "renew it: \(Self.renewal)")
  }

  /// Each key of the JSON Schemas is in a row of the page, and each alternative has a heading.
  @Test(arguments: pages.indices) func nothingOfTheSchemaIsMissing(index: Int) {
    let page = Self.pages[index].text
    var keys: Set<String> = []
    Self.collectKeys(of: [JSONSchema.experiment, JSONSchema.study][index], into: &keys)
    #expect(keys.count > 20)
    for key in keys where !page.contains("\n| `\(key)` |") { #expect(page.contains(" `\(key)`\n"), "\(key)") }
  }

  private static func collectKeys(of schema: JSON, into keys: inout Set<String>) {
    switch schema {
    case .object(let members):
      for member in members {
        if member.name == "properties", case .object(let properties) = member.value {
          keys.formUnion(properties.map(\.name))
          for property in properties { collectKeys(of: property.value, into: &keys) }
        } else {
          collectKeys(of: member.value, into: &keys)
        }
      }
    case .array(let elements): for element in elements { collectKeys(of: element, into: &keys) }
    case .null, .boolean, .number, .string: break
    }
  }
}
