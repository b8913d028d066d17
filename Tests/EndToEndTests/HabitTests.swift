import Foundation
import Testing

/// What people write out of habit is answered with what bnlab calls it.
@Suite struct HabitTests {
  @Test(arguments: [
    ("run circles-baseline --set epochs=3", 65, [#"unknown key "epochs"; did you mean "training.epochs"?"#]),
    ("run circles-baseline --set lr=0.1", 65, [#"did you mean "optimizer.sgd.learning_rate"?"#]),
    ("run circles-baseline --set optimizer.lr=0.1", 65, [#"did you mean "optimizer.sgd.learning_rate"?"#]),
    (
      "run circles-baseline --set optimizer.sgd.lr=0.1", 65,
      [#"unknown key "lr"; it is "learning_rate" here"#]
    ),
    ("run circles-baseline --set loss=mse", 65, [#"it is "mean_squared_error" here"#]),
    ("run circles-baseline --lr 0.1", 64, ["--set optimizer.sgd.learning_rate=VALUE"]),
    ("run circles-baseline --batch-size 8", 64, ["--set training.batch_size=VALUE"]),
    ("run circles-baseline --epoch 8", 64, ["'--epochs'"]),
    ("run circles-baseline --grid lr=0.1,0.01", 64, ["--grid 'optimizer.sgd.learning_rate=[0.1,0.01]'"]),
    ("run circles", 66, [#""circles" is a study"#, "bnlab reproduce circles"]),
    ("reproduce A", 66, [#""A" is an experiment"#, "bnlab run A"]),
    ("run circles-baseline epochs=3", 66, ["did you mean --set epochs=3?"]),
    ("run circles-baseline --steps 3", 64, ["--set training.steps=VALUE"]),
    ("run circles-baseline --LR 3", 64, ["--set optimizer.sgd.learning_rate=VALUE"]),
    (
      "run circles-baseline --set model.1={\"activation\":\"relu\"}", 65,
      ["the activation itself is the layer"]
    ),
    ("compare circles-baseline mnist-mlp", 66, ["bnlab reproduce mnist-mlp"]),
    ("run circles-aftr", 66, [#"did you mean "#, #""circles-after-activation""#, "('bnlab list' shows all"]),
  ])
  func areAnswered(_ line: String, _ status: Int32, _ parts: [String]) throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(line.split(separator: " ").map(String.init))
      #expect(result.status == status, "\(result.errors)")
      for part in parts { #expect(result.errors.contains(part), "\(result.errors)") }
      #expect(result.errors.count < 700)
    }
  }

  /// An activation is a layer of its own, and nothing follows from the first mistake.
  @Test func activationsAreLayers() throws {
    try BnlabProcess.withBnlab { bnlab in
      try Data(
        """
        { "dataset": { "circles": {} },
          "model": [{ "dense": { "units": 5, "activation": "relu" } }, { "dense": { "units": 1, "activation": "sigmoid" } }],
          "loss": "binary_crossentropy", "optimizer": { "sgd": { "learning_rate": 0.1, "decay": 1e-4 } },
          "training": { "epochs": 1 } }
        """.utf8
      ).write(to: bnlab.directory.appendingPathComponent("habit.json"))
      let result = try bnlab.run(["check", "habit.json"])
      #expect(result.status == 65)
      let lines = result.errors.split(separator: "\n")
      #expect(lines.count == 3, "\(result.errors)")
      #expect(lines.prefix(2).allSatisfy { $0.contains("an activation is a layer of its own") })
      let last = lines.last.map(String.init) ?? ""
      #expect(last.contains("exponential_decay") && last.contains("weight_decay"))
    }
  }

  @Test(arguments: [
    ("w.pt", [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9], "a pickle"),
    ("w.pth", [0x50, 0x4b, 0x03, 0x04, 0, 0, 8, 8, 0, 0], "a zip archive"),
    ("w.h5", [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0], "an HDF5 file"),
  ])
  func foreignWeightsAreNamed(_ name: String, _ bytes: [UInt8], _ what: String) throws {
    try BnlabProcess.withBnlab { bnlab in
      try Data(bytes).write(to: bnlab.directory.appendingPathComponent(name))
      let result = try bnlab.run([
        "run", "circles-baseline", "--epochs", "1", "--set", "initial_weights=\(name)",
      ])
      #expect(result.status == 65)
      #expect(result.errors.contains(what) && result.errors.contains("safetensors"), "\(result.errors)")
    }
  }
}
