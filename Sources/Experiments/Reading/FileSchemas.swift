import Schema

/// The JSON Schemas of the files that people write.
extension JSONSchema {
  /// The content of `experiments/experiment.schema.json`.
  public static let experiment = document(
    title: "bnlab experiment", ExperimentSpec.keys.shape,
    ownKeys: [
      "$schema": ownKeyDoc,
      "extends":
        "Another experiment, by name or by a path that counts from this file: objects merge key by key, lists and plain values replace.",
    ], inheritingKey: "extends")

  /// The content of `experiments/study.schema.json`.
  public static let study = document(
    title: "bnlab study", StudySpec.keys.shape, ownKeys: ["$schema": ownKeyDoc])

  private static let ownKeyDoc = "This schema, for editors; not minded otherwise."
}
