import TestSupport

@testable import Experiments
@testable import Schema

/// The messages of the error that `body` throws, one for each problem; empty if it does not throw.
func messages<Value>(_ body: () throws -> Value) -> [String] {
  do {
    _ = try body()
    return []
  } catch let error as SpecError {
    return error.problems.map(\.description)
  } catch {
    return ["\(error)"]
  }
}

/// A valid spec on the two circles, with some members replaced.
func spec(_ replaced: [String: String] = [:]) -> String {
  var members = [
    "dataset": #""circles""#, "model": #"[{ "dense": { "units": 1 } }, "sigmoid"]"#,
    "loss": #""binary_crossentropy""#, "optimizer": #""sgd""#, "training": #"{ "epochs": 3 }"#,
  ]
  members.merge(replaced) { $1 }
  return "{"
    + members.sorted { $0.key < $1.key }.map { #""\#($0.key)": \#($0.value)"# }.joined(separator: ", ")
    + "}"
}

/// Resolves the spec of a text, which is in the file /work/x.json.
func resolve(_ text: String, set: [String] = []) throws -> ResolvedExperiment {
  try library(files: ["/work/x.json": text]).resolve(
    "x.json", overrides: set.map { try Override(parsing: $0, currentDirectory: "/work") })
}
