import Foundation
import Testing

/// Data of the user's own: what the keys of `npy` and `csv` do, and what `check` finds in the files.
@Suite struct OwnDataTests {
  private let classifier = """
    "model": [{ "conv2d": { "filters": 2, "kernel_size": 3, "padding": "same" } }, "batch_norm", "relu", "flatten",
      { "dense": { "units": 3 } }, "softmax"],
    "loss": "categorical_crossentropy", "optimizer": "sgd", "training": { "epochs": 1 }
    """

  private func writeImages(_ shape: [Int], _ bnlab: BnlabProcess, _ keys: String = "") throws {
    try bnlab.writeSamples(shape, to: "x.npy")
    try bnlab.writeLabels((0..<Int64(shape[0])).map { $0 % 3 }, to: "y.npy")
    try bnlab.write(
      """
      {
        "dataset": { "npy": { "train_x": "x.npy", "train_y": "y.npy", "test_fraction": 0.25\(keys) } },
        \(classifier)
      }
      """, to: "images.jsonc")
  }

  /// [20, 8, 8, 3] is read as 8 channels of 8×3 pixels, which works and is wrong.
  @Test func channelsLastIsWarnedOf() throws {
    try BnlabProcess.withBnlab { bnlab in
      try writeImages([20, 8, 8, 3], bnlab)
      for command in ["check", "run", "show"] {
        let result = try bnlab.run([command, "images.jsonc"])
        #expect(result.status == 0)
        #expect(
          result.errors.contains(
            "images.jsonc:2:23: dataset.npy: samples of the shape [8, 8, 3] are taken as")
            && result.errors.contains(#"state "layout": "channels_last""#), "\(result.errors)")
      }
      try writeImages([20, 8, 8, 3], bnlab, #", "layout": "channels_last""#)
      let result = try bnlab.run(["run", "images.jsonc"])
      #expect(result.status == 0 && !result.errors.contains("layout"), "\(result.errors)")
      #expect(try bnlab.run(["show", "images.jsonc"]).output.contains("Input of a sample: (3, 8, 8)"))
      try writeImages([20, 8, 8, 3], bnlab, #", "layout": "channels_first""#)
      #expect(try bnlab.run(["check", "images.jsonc"]).errors == "")
    }
  }

  /// Nine rows in three blocks of a class: the last three are the test set, and the last of the others validate.
  @Test func samplesSortedByClassAreWarnedOf() throws {
    try BnlabProcess.withBnlab { bnlab in
      func write(_ keys: String) throws {
        let rows = (0..<9).map { "\($0 * $0 % 7),\($0 / 3)\n" }.joined()
        try bnlab.write(rows, to: "d.csv")
        try bnlab.write(
          """
          { "dataset": { "csv": { "train": "d.csv", "test_fraction": 0.3\(keys) } },
            "model": [{ "dense": { "units": 3 } }, "softmax"], "loss": "categorical_crossentropy",
            "optimizer": "sgd", "training": { "epochs": 1, "validation_split": 0.3 } }
          """, to: "sorted.jsonc")
      }
      let test =
        "d.csv): the test set has 1 of the 3 classes; the samples are sorted by class: use split_seed"
      let validation =
        "d.csv), has 1 of the 2 classes; the samples are sorted by class: shuffle the file"
      try write("")
      for command in [["check"], ["run", "--seeds", "1..2"]] {
        let result = try bnlab.run(command + ["sorted.jsonc"])
        #expect(result.status == 0)
        for message in [test, validation] {
          #expect(result.errors.ranges(of: message).count == 1, "\(message): \(result.errors)")
        }
      }
      try write(", \"split_seed\": 1")
      #expect(try !bnlab.run(["check", "sorted.jsonc"]).errors.contains("the test set has"))
    }
  }

  @Test func unscaledBytesAreWarnedOf() throws {
    try BnlabProcess.withBnlab { bnlab in
      try writeImages([20, 3, 8, 8], bnlab)
      #expect(try bnlab.run(["check", "images.jsonc"]).errors == "")
      let file = bnlab.directory.appendingPathComponent("x.npy")
      try npyBytes([20, 3, 8, 8], [UInt8](repeating: 7, count: 3840), type: "|u1").write(to: file)
      let result = try bnlab.run(["check", "images.jsonc"])
      #expect(
        result.status == 0
          && result.errors.contains("x.npy: the network gets the bytes of the images as they are"))
    }
  }

  /// A layer that does not fit says what the samples probably are.
  @Test func greyImagesAreNoSequences() throws {
    try BnlabProcess.withBnlab { bnlab in
      try writeImages([20, 8, 8], bnlab)
      let result = try bnlab.run(["run", "images.jsonc"])
      #expect(
        result.status == 65 && result.errors.contains("images.jsonc:3:13: model[0]: conv2d needs an image")
          && result.errors.contains(#"state dataset.npy.layout "channels_last""#), "\(result.errors)")
      try writeImages([20, 8, 8], bnlab, #", "layout": "channels_last""#)
      #expect(try bnlab.run(["run", "images.jsonc"]).status == 0)
      try writeImages([20, 8], bnlab, #", "layout": "channels_last""#)
      let table = try bnlab.run(["check", "images.jsonc"])
      #expect(
        table.status == 65 && table.errors.contains("images.jsonc:2:98: dataset.npy.layout: ")
          && table.errors.contains("x.npy: channels_last is for images of the shape"), "\(table.errors)")
    }
  }

  /// The network gets what `data export` writes. The training rows are 1, 2, 3: mean 2, variance 2/3.
  @Test func exportWritesWhatTheNetworkSees() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write("1,0\n2,1\n3,0\n4,1\n", to: "d.csv")
      try bnlab.write(
        """
        { "extends": "circles-baseline", "training": { "epochs": 1 },
          "dataset": { "csv": { "train": "d.csv", "test_fraction": 0.25, "standardize": true } } }
        """, to: "own.jsonc")
      #expect(try bnlab.run(["data", "export", "own.jsonc", "--out", "out"]).status == 0)
      func floats(_ name: String) throws -> [Float] {
        let bytes = try bnlab.data("out/\(name).npy").dropFirst(128)
        return stride(from: 0, to: bytes.count, by: 4).map { offset in
          Array(bytes.dropFirst(offset).prefix(4)).withUnsafeBytes { $0.loadUnaligned(as: Float.self) }
        }
      }
      let deviation = (2.0 / 3).squareRoot()
      #expect(try floats("train_x") == [-1, 0, 1].map { Float($0 / deviation) })
      #expect(try floats("test_x") == [Float(2 / deviation)])
      #expect(try bnlab.run(["run", "own.jsonc"]).status == 0)
      let record = try bnlab.read("runs/own/seed-1/run.json")
      #expect(record.contains("\"test_fraction\": 0.25") && record.contains("\"train_x\""))
    }
  }

  /// What `run` would refuse before it trains, `check` refuses in the same words.
  @Test func checkReadsWhatRunReads() throws {
    try BnlabProcess.withBnlab { bnlab in
      let table = #""csv": { "train": "d.csv", "test_fraction": 0.5 }"#
      func spec(_ dataset: String, _ more: String = "") -> String {
        """
        { "extends": "circles-baseline",
          "dataset": { \(dataset) }\(more) }
        """
      }
      try bnlab.write("1,2,0\n3,x,1\n5,6,0\n7,8,1\n", to: "text.csv")
      try bnlab.write("1,2,0\n3,4,1\n5,6,0\n7,8,2\n", to: "label.csv")
      try bnlab.write("1,2,0\n3,4,1\n", to: "d.csv")
      try bnlab.write("1,2,0\n", to: "one.csv")
      try bnlab.write("no weights", to: "w.safetensors")
      for (text, status, expected) in [
        (
          spec(table.replacing("d.csv", with: "text.csv")), 65,
          "text.csv:2:3: 3 of 4 values of the column 1 (counted from 0) are numbers; 'x' is not"
        ),
        (
          spec(table.replacing("d.csv", with: "label.csv")), 65,
          "test_y (a share of DIR/label.csv) has the label 2 for sample 1 (counted from 0)"
        ),
        (
          spec(table.replacing("d.csv", with: "none.csv")), 66,
          "own.jsonc:2:14: dataset: cannot read DIR/none.csv"
        ),
        (
          spec(table.replacing("d.csv", with: "one.csv")), 65,
          "own.jsonc:2:62: dataset.csv.test_fraction: DIR/one.csv has only 1 sample"
        ),
        (
          spec(table, #", "initial_weights": "w.safetensors""#), 65,
          "own.jsonc:2:88: initial_weights: DIR/w.safetensors"
        ),
        (spec(table, #", "initial_weights": "none.safetensors""#), 66, "cannot read DIR/none.safetensors"),
        (
          #"{ "extends": "circles-baseline", "initial_weights": "none.safetensors" }"#, 66,
          "cannot read DIR/none.safetensors"
        ),
        (
          #"{ "extends": "circles-baseline", "initial_weights": "w.safetensors" }"#, 65, "DIR/w.safetensors"
        ),
        (
          #"{ "extends": "lenet5", "dataset": { "glyphs": { "train_samples": 50, "test_samples": 50 } }, "edit_model": ["11+={ \"dense\": { \"units\": 5 } }", "11-"] }"#,
          65, "but the model has 5 outputs; labels go up to 9, so use 10"
        ),
      ] {
        try bnlab.write(text, to: "own.jsonc")
        let check = try bnlab.run(["check", "own.jsonc"])
        let run = try bnlab.run(["run", "own.jsonc"])
        let path = bnlab.directory.resolvingSymlinksInPath().path
        let message = check.errors.replacing(path, with: "DIR")
        #expect(check.status == status && run.status == check.status, "\(expected): \(check) \(run)")
        #expect(message.contains(expected), "\(message)")
        #expect(run.errors.contains(check.errors.split(separator: "\n").last ?? "?"), "\(run.errors)")
      }
      try bnlab.write(spec(table), to: "own.jsonc")
      #expect(try bnlab.run(["check", "own.jsonc"]).output == "own.jsonc: ok\n")
    }
  }

  /// Data that is not there yet is not a fault of a spec.
  @Test func missingMNISTIsANote() throws {
    try BnlabProcess.withBnlab { bnlab in
      let home = ["HOME": bnlab.directory.path, "XDG_CACHE_HOME": ""]
      let result = try bnlab.run(["check", "A", "lenet5"], environment: home)
      #expect(result.status == 0 && result.output.contains("A: ok\n"))
      #expect(result.errors.contains("MNIST is not on this machine; the first run downloads it"), "\(result)")
      #expect(try bnlab.run(["check", "circles-baseline"], environment: home).errors == "")
      try bnlab.write(
        #"{ "extends": "A", "edit_model": ["6-", "6+={\"dense\": {\"units\": 5}}"] }"#, to: "five.jsonc")
      let five = try bnlab.run(["check", "five.jsonc"], environment: home)
      #expect(five.status == 0 && five.errors.contains("its labels are not checked"), "\(five)")
    }
  }
}
