import Schema

extension JSONSchema {
  /// The content of `experiments/experiment.schema.json`.
  public static let experiment = document(
    title: "bnlab experiment", ExperimentSpec.keys.shape,
    ownKeys: [
      "$schema": schemaKeyDoc,
      "extends":
        "Another experiment, by name or by a path that counts from this file: objects merge key by key, lists and plain values replace.",
    ], inheritingKey: "extends")

  /// The description of the key that names the schema.
  static let schemaKeyDoc = "This schema, for editors; not minded otherwise."
}
