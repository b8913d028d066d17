import TestSupport
import Testing

@testable import Experiments
@testable import Schema

@Suite struct MergeTests {
  private func merged(_ child: String, over parent: String) throws -> String {
    try located(child).merged(over: try located(parent), SpecDocument.shape).json.canonical
  }

  @Test(arguments: [
    // Objects merge key by key.
    (
      #"{"training":{"epochs":1,"shuffle":false}}"#, #"{"training":{"epochs":9,"seed":3}}"#,
      #"{"training":{"epochs":1,"seed":3,"shuffle":false}}"#
    ),
    (
      #"{"published":{"test_loss":1}}"#, #"{"published":{"test_accuracy":1}}"#,
      #"{"published":{"test_accuracy":1,"test_loss":1}}"#
    ),
    (#"{"title":"x"}"#, #"{"notes":["y"]}"#, #"{"notes":["y"],"title":"x"}"#),
    // Lists and plain values are replaced as a whole, including objects inside lists.
    (#"{"notes":[]}"#, #"{"notes":["y"]}"#, #"{"notes":[]}"#),
    (#"{"title":null}"#, #"{"title":"y"}"#, #"{"title":null}"#),
    (
      #"{"model":[{"dense":{"units":1}}]}"#, #"{"model":[{"dense":{"use_bias":false}},"relu"]}"#,
      #"{"model":[{"dense":{"units":1}}]}"#
    ),
    // Choices with the same key are merged.
    (
      #"{"optimizer":{"sgd":{"momentum":1}}}"#, #"{"optimizer":{"sgd":{"learning_rate":2}}}"#,
      #"{"optimizer":{"sgd":{"learning_rate":2,"momentum":1}}}"#
    ),
    (
      #"{"dataset":{"mnist":{"resize":3}}}"#, #"{"dataset":{"mnist":{"pixels":"0-1"}}}"#,
      #"{"dataset":{"mnist":{"pixels":"0-1","resize":3}}}"#
    ),
    // A choice with another key replaces the old one.
    (
      #"{"optimizer":{"adam":{}}}"#, #"{"optimizer":{"sgd":{"learning_rate":2}}}"#,
      #"{"optimizer":{"adam":{}}}"#
    ),
    (#"{"optimizer":"adam"}"#, #"{"optimizer":{"sgd":{"learning_rate":2}}}"#, #"{"optimizer":"adam"}"#),
    // A bare string counts as a key without options, in the child and in the parent.
    (
      #"{"optimizer":{"sgd":{"momentum":1}}}"#, #"{"optimizer":"sgd"}"#,
      #"{"optimizer":{"sgd":{"momentum":1}}}"#
    ),
    (
      #"{"optimizer":"sgd"}"#, #"{"optimizer":{"sgd":{"momentum":1}}}"#,
      #"{"optimizer":{"sgd":{"momentum":1}}}"#
    ),
    (
      #"{"loss":{"binary_crossentropy":{"from_logits":true}}}"#, #"{"loss":"binary_crossentropy"}"#,
      #"{"loss":{"binary_crossentropy":{"from_logits":true}}}"#
    ),
    // Values that do not fit the shape are merged if they are objects, and replaced otherwise.
    (#"{"optimizer":{"sgd":{},"adam":{}}}"#, #"{"optimizer":"sgd"}"#, #"{"optimizer":{"adam":{},"sgd":{}}}"#),
    (#"{"training":3}"#, #"{"training":{"epochs":1}}"#, #"{"training":3}"#),
    (#"{"odd":{"a":1}}"#, #"{"odd":{"b":2}}"#, #"{"odd":{"a":1,"b":2}}"#),
  ])
  func merges(child: String, parent: String, result: String) throws {
    #expect(try merged(child, over: parent) == result)
  }

  @Test func keepsTheLocationsOfBoth() throws {
    let child = try JSONParser.parse(
      Array(#"{"training": {"epochs": 0}}"#.utf8), source: SpecSource(name: "child", directory: "/"))
    let parent = try JSONParser.parse(
      Array(#"{"training": {"epochs": 1, "seed": -1}}"#.utf8),
      source: SpecSource(name: "parent", directory: "/"))
    let training = try #require(child.merged(over: parent, SpecDocument.shape)["training"])
    #expect(training["epochs"]?.location.description == "child:1:25")
    #expect(training["seed"]?.location.description == "parent:1:36")
  }
}
