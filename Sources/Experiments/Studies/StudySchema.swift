import Schema

extension JSONSchema {
  /// The content of `experiments/study.schema.json`.
  public static let study = document(
    title: "bnlab study", StudySpec.keys.shape, ownKeys: [schemaKey])
}
