import Foundation
import Testing

/// Insertions and removals of layers, as a shell sees them.
@Suite struct ModelEditCommandTests {
  /// The n-th dense layer's initial weights do not depend on the layers between, so an inserted layer makes the same run
  /// as a spec that has it.
  @Test func anInsertedLayerGivesTheBytesOfTheSpecWithIt() throws {
    try BnlabProcess.withBnlab { bnlab in
      let epochs = ["--epochs", "3", "--quiet"]
      let edited = try bnlab.run(["run", "circles-baseline", "--set", "model.2+=batch_norm"] + epochs)
      try #require(edited.status == 0, "\(edited.errors)")
      #expect(try bnlab.run(["run", "circles-after-activation"] + epochs).status == 0)
      let removed = try bnlab.run(["run", "circles-after-activation", "--set", "model.2-"] + epochs)
      try #require(removed.status == 0, "\(removed.errors)")
      #expect(try bnlab.run(["run", "circles-baseline"] + epochs).status == 0)
      for file in ["metrics.csv", "weights.safetensors"] {
        #expect(
          try bnlab.data("runs/circles-baseline+model.2%2B=batch_norm+training.epochs=3/seed-1/\(file)")
            == bnlab.data("runs/circles-after-activation+training.epochs=3/seed-1/\(file)"))
        #expect(
          try bnlab.data("runs/circles-after-activation+model.2-+training.epochs=3/seed-1/\(file)")
            == bnlab.data("runs/circles-baseline+training.epochs=3/seed-1/\(file)"))
      }
      let record = try bnlab.read(
        "runs/circles-baseline+model.2%2B=batch_norm+training.epochs=3/seed-1/run.json")
      #expect(record.contains(#""batch_norm""#) && !record.contains("edit_model"))
    }
  }

  @Test func placesCanBeCompared() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(
        #"{ "extends": "circles-baseline", "edit_model": ["3-", "3+=sigmoid"] }"#,
        to: "experiments/mine.jsonc")
      #expect(try bnlab.run(["check", "experiments/mine.jsonc"]).output == "experiments/mine.jsonc: ok\n")
      let compare = [
        "compare", "mine", "--epochs", "2", "--seeds", "1..2", "--grid", #"model.1+=["batch_norm", null]"#,
      ]
      let plan = try bnlab.run(compare + ["--dry-run"])
      #expect(
        plan.output == """
          mine+model.1%2B=batch_norm+training.epochs=2, seed 1 has not been run
          mine+model.1%2B=batch_norm+training.epochs=2, seed 2 has not been run
          mine+training.epochs=2, seed 1 has not been run
          mine+training.epochs=2, seed 2 has not been run

          """)
      let result = try bnlab.run(compare)
      #expect(result.status == 0, "\(result.errors)")
      // The better cell is the reference.
      #expect(
        result.output.contains("mine+model.1+=batch_norm − mine")
          || result.output.contains("mine − mine+model.1+=batch_norm"))
      let inspection = try bnlab.run(["inspect", "mine", "--set", "model.1+=batch_norm", "--epochs", "0"])
      #expect(inspection.status == 0 && inspection.output.contains("1  batch_norm"))
      let shown = try bnlab.run(["show", "mine", "--set", "model.1-", "--format", "json"])
      #expect(shown.status == 0 && !shown.output.contains("relu") && !shown.output.contains("edit_model"))
    }
  }

  @Test func mistakesAreLocated() throws {
    try BnlabProcess.withBnlab { bnlab in
      // The layer fits no image: an error that only the plan finds, at the edit.
      try bnlab.write(
        "{\n  \"extends\": \"circles-baseline\",\n  \"edit_model\": [\"1+=average_pool2d\"]\n}",
        to: "experiments/mine.jsonc")
      let check = try bnlab.run(["check", "experiments/mine.jsonc"])
      #expect(check.status == 65)
      #expect(
        check.errors.contains(
          "experiments/mine.jsonc:3:18: edit_model[0]: after this edit model[1]: average_pool2d needs an image"
        ))
      let option = try bnlab.run(["run", "circles-baseline", "--set", "model.9-"])
      #expect(option.status == 65)
      #expect(
        option.errors
          == "Error: --set model.9-: there is no entry 9 to remove; the entries are 0 dense, 1 relu, 2 dense, 3 sigmoid\n"
      )
      #expect(try bnlab.run(["run", "circles-baseline", "--set", "training.epochs+=1"]).status == 64)
    }
  }
}
