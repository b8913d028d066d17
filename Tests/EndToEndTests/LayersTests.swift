import Engine
import Foundation
import Testing

/// Recurrent layers, dropout, schedules and regressions, from the spec file to the run folder.
@Suite struct LayersTests {
  private static let digits = #""dataset": { "glyphs": { "train_samples": 120, "test_samples": 40 } }"#

  /// A spec with recurrent layers, dropout, a schedule, weight decay, clipping and precise statistics. Its results must
  /// not depend on threads and interruptions.
  private static let everything = """
    {
      \(digits),
      "model": [
        { "lstm": { "units": 6, "return_sequences": true, "recurrent_regularizer": "l2" } },
        { "batch_norm": { "momentum": "cumulative" } }, { "dropout": { "rate": 0.3 } },
        { "lstm": { "units": 5, "kernel_constraint": "max_norm" } },
        { "layer_norm": { "gamma_initializer": { "random_uniform": { "minval": 0.5, "maxval": 1.5 } } } }, "gelu",
        { "dropout": { "rate": 0.2 } }, { "dense": { "units": 10 } }, "softmax",
      ],
      "loss": "categorical_crossentropy",
      "optimizer": { "adam": {
        "learning_rate": { "cosine_decay": { "initial_learning_rate": 0.001, "decay_steps": 30,
                           "warmup_target": 0.01, "warmup_steps": 3 } },
        "global_clipnorm": 1, "weight_decay": { "decay": 0.01, "exempt": ["bias", "gamma", "beta"] } } },
      "training": { "epochs": 60, "precise_batch_norm": 2, "last_batch": "drop" },
    }
    """

  private func files(_ bnlab: BnlabProcess, _ folder: String) throws -> [Data] {
    try ["metrics.csv", "weights.safetensors"].map { try bnlab.data("\(folder)/rows/seed-1/\($0)") }
  }

  @Test func threadsAndInterruptionsChangeNoByte() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.everything, to: "rows.jsonc")
      let arguments = ["run", "rows.jsonc", "--quiet"]
      let whole = try bnlab.run(arguments + ["--runs-dir", "whole", "--threads", "1"])
      try #require(whole.status == 0, "\(whole.errors)")
      let expected = try files(bnlab, "whole")

      let threads = try bnlab.run(arguments + ["--runs-dir", "three", "--threads", "3"])
      try #require(threads.status == 0, "\(threads.errors)")
      #expect(try files(bnlab, "three") == expected)

      let killed = try bnlab.runAndKill(
        arguments + ["--runs-dir", "cut", "--threads", "1"], when: "cut/rows/seed-1/checkpoint.safetensors")
      try #require(killed, "the run was over before it could be killed")
      let rest = try bnlab.run(arguments + ["--runs-dir", "cut"])
      try #require(rest.status == 0, "\(rest.errors)")
      #expect(try files(bnlab, "cut") == expected)
    }
  }

  /// The targets are two columns of a CSV file. No format of the output has an accuracy.
  @Test func regressionsAreRunAndCompared() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write("a,b,sum,difference\n1,2,3,-1\n0,1,1,-1\n2,-1,1,3\n", to: "train.csv")
      try bnlab.write("a,b,sum,difference\n1,1,2,0\n", to: "test.csv")
      let spec = """
        {
          "dataset": { "csv": { "train": "train.csv", "test": "test.csv", "label": ["sum", "difference"] } },
          "model": [{ "dense": { "units": 2 } }],
          "loss": "mean_squared_error", "optimizer": { "sgd": { "learning_rate": 0.1 } },
          "training": { "epochs": 3 }
        }
        """
      for name in ["one", "two"] { try bnlab.write(spec, to: "\(name).json") }
      for format in ["table", "markdown", "csv", "json"] {
        let result = try bnlab.run(["compare", "one.json", "two.json", "--seeds", "1,2", "--format", format])
        try #require(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("test_loss"))
        #expect(!result.output.contains("accuracy"), "\(result.output)")
      }
      let run = try bnlab.run(["run", "one.json"])
      #expect(!run.output.contains("accuracy"))
      let rows = try bnlab.read("runs/one/seed-1/metrics.csv").split(separator: "\n").dropFirst()
      for row in rows {
        let fields = row.split(separator: ",", omittingEmptySubsequences: false)
        #expect(fields.map(\.isEmpty) == [false, false, true, false, true, false, true])
      }
      let exported = try bnlab.run(["data", "export", "one.json", "--out", "out"])
      #expect(exported.status == 0, "\(exported.errors)")
      // A header of 128 bytes and 3 × 2 floats.
      #expect(try bnlab.data("out/train_y.npy").count == 128 + 3 * 2 * 4)

      let wrong = try bnlab.run(["run", "one.json", "--set", "model.0.dense.units=3"])
      #expect(wrong.status == 65)
      #expect(wrong.errors.contains("the target of each sample has 2 numbers, but the model has 3"))
    }
  }

  /// 500 training samples in batches of 499: the last batch has one sample.
  @Test func aLastBatchOfOneSampleGivesAWarning() throws {
    try BnlabProcess.withBnlab { bnlab in
      let setting = ["--set", "training.batch_size=499"]
      let run = ["run", "circles-after-activation", "--dry-run"] + setting
      #expect(try bnlab.run(run).errors.contains("Warning: "))
      #expect(try bnlab.run(run).errors.contains("gets only one value per channel from the last batch"))
      #expect(try bnlab.run(["show", "circles-after-activation"] + setting).errors.contains("Warning: "))
      let drop = try bnlab.run(run + ["--set", "training.last_batch=drop"])
      #expect(drop.status == 0)
      #expect(drop.errors.isEmpty)
    }
  }

  /// Parameter counts and shapes that Keras's `summary` has for the same layers.
  @Test func snippetsHaveTheCountsOfKeras() throws {
    struct Page: Decodable {
      struct Layer: Decodable {
        let layer: String
        let outputShape: String
        let trainable: Int
        let nonTrainable: Int
      }
      let layers: [Layer]
    }
    try BnlabProcess.withBnlab { bnlab in
      func page(_ name: String) throws -> Page {
        let result = try bnlab.run(["show", name, "--format", "json"])
        #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Page.self, from: Data(result.output.utf8))
      }
      // Dense(1) after the pooling, without Flatten: Keras has (12, 12, 1), and 32 weights and a bias.
      let printed = try page("snippet-cnn-bn-no-flatten").layers[6]
      #expect(printed.layer == "dense" && printed.outputShape == "(1, 12, 12)")
      #expect((printed.trainable, printed.nonTrainable) == (33, 0))
      // 4·(32·(28 + 32) + 32) = 7,808, with one bias; 4·32 of the batch normalization; 33·10.
      let recurrent = try page("snippet-lstm-bn")
      #expect((recurrent.layers[0].trainable, recurrent.layers[0].nonTrainable) == (7_808, 0))
      #expect(recurrent.layers.reduce(0) { $0 + $1.trainable + $1.nonTrainable } == 8_266)
      // Keras's count_params(): convolutions 64·(27 + 1) and twice 64·(576 + 1); the dense layer 64·(n + 1), where three
      // convolutions and poolings leave 23·23·64 = 33,856 values of 200 x 200 pixels, 6·6·64 = 2,304 of 64 x 64; the last
      // layer 65. Batch normalization of four times 64 channels adds 4·4·64 = 1,024.
      let counts = [
        "csdn-cnn": 2_243_585, "csdn-cnn-64": 224_257, "csdn-cnn-64-before-activation": 224_257,
        "csdn-cnn-64-bn": 224_257, "csdn-cnn-64-bn-l2": 224_257, "csdn-cnn-64-dropout": 223_233,
        "csdn-cnn-64-l2": 223_233, "csdn-cnn-64-lrn": 223_233, "csdn-cnn-64-none": 223_233,
      ]
      for (name, count) in counts {
        let layers = try page(name).layers
        #expect(layers.reduce(0) { $0 + $1.trainable + $1.nonTrainable } == count, "\(name)")
      }
    }
  }

  /// Only the counts leave out the second bias that is not trained: the weights file has it, as zeros, for PyTorch.
  @Test func theUntrainedBiasIsInTheWeightsFileOnly() throws {
    struct Record: Decodable { let parameters: Int }
    try BnlabProcess.withBnlab { bnlab in
      let spec = """
        {
          "dataset": { "glyphs": { "train_samples": 40, "test_samples": 10 } },
          "model": [{ "lstm": { "units": 2, "recurrent_bias": false } }, { "dense": { "units": 10 } }, "softmax"],
          "loss": "categorical_crossentropy", "optimizer": "adam", "training": { "epochs": 1 }
        }
        """
      try bnlab.write(spec, to: "rows.json")
      let result = try bnlab.run(["run", "rows.json", "--quiet"])
      try #require(result.status == 0, "\(result.errors)")
      let record = try JSONDecoder().decode(Record.self, from: bnlab.data("runs/rows/seed-1/run.json"))
      // 4·(2·(28 + 2) + 2) and 3·10.
      #expect(record.parameters == 248 + 30)
      let weights = try Safetensors.decode([UInt8](bnlab.data("runs/rows/seed-1/weights.safetensors")))
      #expect(weights["0.bias_hh_l0"]?.elements == Array(repeating: 0, count: 8))
    }
  }

  /// An image forgets nothing from the spec to the run folder: local response normalization has no tensors, and the
  /// weights of a dense layer for images have the shape of torch.nn.Linear's.
  @Test func imagesThroughLocalResponsesAndDenseLayers() throws {
    try BnlabProcess.withBnlab { bnlab in
      let spec = """
        {
          \(Self.digits),
          "model": [
            { "conv2d": { "filters": 4, "kernel_size": 5, "strides": 3 } }, "relu", "local_response_norm",
            { "dense": { "units": 3 } }, "relu", "flatten", { "dense": { "units": 10 } }, "softmax",
          ],
          "loss": "categorical_crossentropy", "optimizer": "adam", "training": { "epochs": 2 },
        }
        """
      try bnlab.write(spec, to: "images.jsonc")
      func files(threads: String) throws -> [Data] {
        let result = try bnlab.run(
          ["run", "images.jsonc", "--quiet", "--threads", threads, "--runs-dir", threads])
        try #require(result.status == 0, "\(result.errors)")
        return try ["metrics.csv", "weights.safetensors"].map {
          try bnlab.data("\(threads)/images/seed-1/\($0)")
        }
      }
      let one = try files(threads: "1")
      #expect(try files(threads: "3") == one)
      let weights = try Safetensors.decode([UInt8](one[1]))
      #expect(weights.keys.sorted() == ["0.bias", "0.weight", "3.bias", "3.weight", "6.bias", "6.weight"])
      #expect(weights["3.weight"]?.shape == [3, 4])

      let inspected = try bnlab.run(["inspect", "images.jsonc", "--runs-dir", "1", "--format", "csv"])
      try #require(inspected.status == 0, "\(inspected.errors)")
      #expect(inspected.output.contains("local_response_norm"))

      let forgotten = try bnlab.run(["run", "images.jsonc", "--set", #"model.5={"dropout":{"rate":0}}"#])
      #expect(forgotten.status == 65)
      #expect(forgotten.errors.contains(#"put "flatten" before it"#))
    }
  }

  /// Keras's default axis and PyTorch's momentum are accepted, but not without a word.
  @Test func numbersOfOtherLibrariesGiveWarnings() throws {
    try BnlabProcess.withBnlab { bnlab in
      let setting = #"model.4={"batch_norm":{"axis":-1,"momentum":0.1}}"#
      let result = try bnlab.run(["show", "snippet-cnn-bn", "--set", setting])
      #expect(result.status == 0)
      #expect(
        result.errors.contains("model[4].batch_norm.axis: batch_norm has the axis -1, which is the width"))
      #expect(result.errors.contains("PyTorch's momentum 0.1 is 0.9 here"))
    }
  }

  /// A run with a file of initial weights is up to date until the content of the file changes.
  @Test func initialWeightsAreComparedByContent() throws {
    try BnlabProcess.withBnlab { bnlab in
      _ = try bnlab.run(["run", "circles-baseline", "--epochs", "1"])
      _ = try bnlab.run(["run", "circles-baseline", "--epochs", "2"])
      func weights(_ epochs: Int) throws -> Data {
        try bnlab.data("runs/circles-baseline+training.epochs=\(epochs)/seed-1/weights.safetensors")
      }
      let file = bnlab.directory.appendingPathComponent("start.safetensors")
      try weights(1).write(to: file)
      let arguments = [
        "run", "circles-baseline", "--epochs", "3", "--set", "initial_weights=start.safetensors",
      ]
      try #require(try bnlab.run(arguments).status == 0)
      #expect(try bnlab.run(arguments + ["--dry-run"]).output.contains("is up to date"))
      try weights(2).write(to: file)
      #expect(try bnlab.run(arguments + ["--dry-run"]).output.contains("differs in data"))
    }
  }
}
