import Schema

extension JSONSchema {
  /// The content of `experiments/experiment.schema.json`.
  public static let experiment = document(
    title: "bnlab experiment", ExperimentSpec.keys.shape,
    ownKeys: [
      "$schema": schemaKeyDoc,
      "extends":
        "The experiment that this one extends, by name or by a path relative to this file. Objects are merged key by key; lists and plain values replace those of the other experiment.",
    ], inheritingKey: "extends")

  /// The description of the key that names the schema.
  static let schemaKeyDoc = "The path of this schema, for editors. bnlab ignores it."
}
