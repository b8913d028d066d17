import Foundation
import Testing

/// Labels that are texts, and data that is probably not what was meant, from the table to records and pictures.
@Suite struct LabelTests {
  private static let spec = """
    {
      "dataset": { "csv": { "train": "train.csv", "test": "test.csv", "label": "kind" } },
      "model": [{ "dense": { "units": 3 } }, "softmax"],
      "loss": "categorical_crossentropy", "optimizer": { "sgd": { "learning_rate": 0.1 } },
      "training": { "epochs": 2, "batch_size": 2 },
    }
    """

  @Test func namesOfClassesAreKept() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.spec, to: "plants.jsonc")
      try bnlab.write("a,b,kind\n1,2,rose\n0,1,fern\n2,1,rose\n", to: "train.csv")
      try bnlab.write("a,b,kind\n1,1,fern\n0,2,oak\n", to: "test.csv")
      let run = try bnlab.run(["run", "plants.jsonc", "--quiet"])
      try #require(run.status == 0, "\(run.errors)")
      #expect(
        run.errors.contains("test.csv: 1 test sample has the class 'oak', which no training sample has"))
      let record = try bnlab.read("runs/plants/seed-1/run.json").filter { !$0.isWhitespace }
      #expect(record.contains(#""class_names":["fern","oak","rose"]"#))
      #expect(try bnlab.run(["show", "plants.jsonc"]).output.contains("Classes: 0 fern, 1 oak, 2 rose"))
      #expect(
        try bnlab.run(["check", "plants.jsonc"]).output
          == "plants.jsonc: ok (classes: 0 fern, 1 oak, 2 rose)\n")
      let inspection = try bnlab.run(["inspect", "plants.jsonc"])
      #expect(inspection.output.contains("Test sample 0, of class 0, fern, in inference mode"))
      let plot = try bnlab.run(["plot", "plants.jsonc", "--figure", "data", "--csv", "points.csv"])
      #expect(plot.status == 0 && plot.output.contains("rose"), "\(plot)")
      let points = try bnlab.read("points.csv")
      #expect(points.contains("train,rose,1,2") && points.contains("test,oak,0,2"), "\(points)")
      // Numbers as labels have no names.
      try bnlab.write("a,b,kind\n1,2,0\n0,1,1.0\n2,1,2\n", to: "train.csv")
      try bnlab.write("a,b,kind\n1,1,0\n", to: "test.csv")
      let numbers = try bnlab.run(["run", "plants.jsonc", "--quiet"])
      #expect(numbers.status == 0)
      #expect(try !bnlab.read("runs/plants/seed-1/run.json").contains("class_names"))
    }
  }

  @Test func anIndexIsWarnedOfAtItsPlace() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.spec, to: "plants.jsonc")
      try bnlab.write(",a,b,kind\n0,1,2,0\n1,0,1,1\n2,2,1,2\n", to: "train.csv")
      try bnlab.write(",a,b,kind\n0,1,2,0\n", to: "test.csv")
      let check = try bnlab.run(["check", "plants.jsonc"])
      #expect(check.status == 0)
      #expect(check.errors.contains("plants.jsonc:2:14: dataset: "))
      #expect(check.errors.contains("it is most likely an index"))
      let dropped = try bnlab.run(["run", "plants.jsonc", "--set", "dataset.csv.drop=0", "--quiet"])
      #expect(dropped.status == 0 && !dropped.errors.contains("index"), "\(dropped.errors)")
    }
  }
}
