import Experiments

extension Fixture {
  /// Experiments a and b, and a study of both with two seeds; b is shortened and has a seed of its own.
  static let studyFiles = [
    "/work/experiments/a.json": circles(),
    "/work/experiments/b.json": circles(batchNorm: false),
    "/work/experiments/studies/both.json": """
    {
      "seeds": [1, 2],
      "quick": { "seeds": [2], "set": ["training.epochs=1"] },
      "experiments": [
        { "name": "short", "experiment": "b", "set": ["training.epochs=3"], "seeds": [2, 5] }
      ],
      "claims": [
        { "name": "one", "says": "It is so.", "figure": { "experiment": "a", "metric": "test_loss" }, "is": { "between": { "low": 0, "high": 9 } } },
        { "name": "two", "says": "It is so.", "figure": { "experiment": "short", "metric": "test_loss" }, "is": { "between": { "low": 0, "high": 9 } } }
      ]
    }
    """,
  ]

  static func studies(_ texts: [String: String] = studyFiles) -> StudyLibrary {
    StudyLibrary(builtIns: [], experiments: library(texts))
  }
}
