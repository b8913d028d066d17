import Schema

extension JSONSchema {
  /// The content of `experiments/experiment.schema.json`.
  public static let experiment = document(
    title: "bnlab experiment", ExperimentSpec.keys.shape,
    ownKeys: SpecDocument.ownKeys, inheritingKey: "extends")

  /// The key that names the schema.
  static let schemaKey = ObjectShape.Key(
    name: "$schema", shape: .text, defaultValue: nil,
    doc: "The path of this schema, for editors. bnlab ignores it.")
}
