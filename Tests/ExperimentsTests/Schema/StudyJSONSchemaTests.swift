import Foundation
import TestSupport
import Testing

@testable import Experiments
@testable import Schema

/// Its name ends as that of the other schema's tests, so that one filter renews both.
@Suite struct StudyJSONSchemaTests {
  @Test func theCommittedStudyFileIsUpToDate() throws {
    let text = JSONSchema.study.pretty + "\n"
    if ProcessInfo.processInfo.environment["BNLAB_RENEW_SCHEMA"] != nil {
      try Data(text.utf8).write(to: Checkout.studySchemaFile)
    }
    #expect(
      try String(contentsOf: Checkout.studySchemaFile, encoding: .utf8) == text,
      "renew it: BNLAB_RENEW_SCHEMA=1 swift test --filter JSONSchemaTests")
  }

  @Test func theStudySchemaAgreesWithTheParser() throws {
    let evaluator = SchemaEvaluator(root: JSONSchema.study)
    for study in BuiltInSpec.studies {
      let value = try located(String(decoding: study.bytes, as: UTF8.self)).json
      #expect(try evaluator.accepts(value), "\(study.fileName)")
    }
    for name in try Checkout.studies.names() {
      #expect(try evaluator.accepts(try Checkout.studies.resolve(name).spec.json), "\(name)")
    }
    for text in [
      study(), study(["seeds": "[3]", "quick": "null"]),
      study(["experiments": #"["x", { "name": "y", "experiment": "x", "set": [] }]"#]),
      study(["claims": "[\(claim(#""experiment": "x", "metric": "test_loss", "at": 1"#))]"]),
      study(["claims": "[\(claim(rest: #", "of": "bnlab""#))]"]),
    ] {
      #expect(throws: Never.self) { try resolveStudy(text) }
      #expect(try evaluator.accepts(try located(text).json), "\(text)")
    }
    for text in [
      "{}", "[]", study(["claims": "[]"]), study(["seeds": "0"]), study(["seeds": "[]"]),
      study(["confidence": "1"]), study(["experiments": "[3]"]),
      study(["experiments": #"[{ "name": "y" }]"#]),
      study(["claims": "[\(claim(rest: #", "of": "me""#))]"]),
      study(["claims": "[\(claim(#""experiment": "x", "metric": "accuracy""#))]"]),
      study(["claims": "[\(claim(is: #""less": {}"#))]"]),
      study(["claims": "[\(claim(is: #""near": { "value": 1 }"#))]"]),
      study(["claims": "[\(claim(is: #""between": { "high": 1 }, "near": { "value": 1, "within": 1 }"#))]"]),
    ] {
      #expect(throws: SpecError.self) { try resolveStudy(text) }
      #expect(try !evaluator.accepts(try located(text).json), "\(text)")
    }
    // The parser alone knows which keys belong to metrics and which to layers.
    for figure in [#""experiment": "x""#, #""experiment": "x", "metric": "test_loss", "at": 0"#] {
      let text = study(["claims": "[\(claim(figure))]"])
      #expect(throws: SpecError.self) { try resolveStudy(text) }
      #expect(try evaluator.accepts(try located(text).json), "\(text)")
    }
  }
}
