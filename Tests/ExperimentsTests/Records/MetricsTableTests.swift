import Testing

@testable import Experiments

@Suite struct MetricsTableTests {
  private let records = [
    EpochRecord(
      epoch: 1,
      values: [
        .trainLoss: 0.1 + 0.2, .trainAccuracy: 0.5, .trainEvalLoss: 1e-7, .trainEvalAccuracy: 1,
        .testLoss: 123,
        .testAccuracy: 0,
      ]), EpochRecord(epoch: 2, values: [.trainLoss: .infinity, .testLoss: -.infinity, .testAccuracy: 0.25]),
  ]
  private let text = """
    epoch,train_loss,train_accuracy,train_eval_loss,train_eval_accuracy,test_loss,test_accuracy
    1,0.30000000000000004,0.5,0.0000001,1,123,0
    2,inf,,,,-inf,0.25

    """

  @Test func writesRows() {
    #expect(MetricsTable.text(records) == text)
    #expect(MetricsTable.header + records.map(MetricsTable.row).joined() == text)
    #expect(MetricsTable.row(EpochRecord(epoch: 3, values: [.trainLoss: -.nan])) == "3,nan,,,,,\n")
    #expect(!text.utf8.contains(13))
  }

  @Test func readsWhatItWrites() throws {
    #expect(try MetricsTable.parse(text, path: "m.csv") == records)
    #expect(try MetricsTable.parse(text.replacing("\n", with: "\r\n"), path: "m.csv") == records)
    #expect(try MetricsTable.parse(MetricsTable.header, path: "m.csv").isEmpty)
    let nan = try MetricsTable.parse("epoch,test_loss\n1,nan\n", path: "m.csv")
    #expect(nan[0].values[.testLoss]?.isNaN == true)
  }

  @Test func readsOtherColumns() throws {
    #expect(
      try MetricsTable.parse("epoch,test_accuracy,train_loss\n1,0.5,2.5e-3\n", path: "m.csv")
        == [EpochRecord(epoch: 1, values: [.testAccuracy: 0.5, .trainLoss: 0.0025])])
  }

  /// The columns of the validation set stand at the end, where a run has one.
  @Test func theValidationSetHasItsOwnColumns() throws {
    let records = [EpochRecord(epoch: 1, values: [.testLoss: 0.5, .validationLoss: 0.25])]
    let text = MetricsTable.text(records)
    #expect(
      text
        == "epoch,train_loss,train_accuracy,train_eval_loss,train_eval_accuracy,test_loss,test_accuracy,validation_loss,validation_accuracy\n1,,,,,0.5,,0.25,\n"
    )
    #expect(try MetricsTable.parse(text, path: "m.csv") == records)
    #expect(TrainingSpec(epochs: 1).columns == Metric.allCases.dropLast(2))
    #expect(TrainingSpec(epochs: 1, validationSplit: 0.5).columns == Metric.allCases)
  }

  @Test(arguments: [
    ("", "m.csv:1:1: expected a header line that starts with epoch"),
    ("epoch,test_loss", "m.csv:1:1: the last line has no end; the file is cut off"),
    ("\n", "m.csv:1:1: expected a header line that starts with epoch"),
    ("1,2\n", "m.csv:1:1: expected a header line that starts with epoch"),
    (
      "epoch,loss\n",
      "m.csv:1:1: unknown column loss; allowed: train_loss, train_accuracy, train_eval_loss, train_eval_accuracy, test_loss, test_accuracy, validation_loss, validation_accuracy"
    ),
    ("epoch,test_loss,test_loss\n", "m.csv:1:1: the column test_loss is listed twice"),
    ("epoch,epoch\n", "m.csv:1:1: the column epoch is listed twice"),
    ("epoch,test_loss\n1\n", "m.csv:2:1: expected 2 fields, not 1"),
    ("epoch,test_loss\n\n", "m.csv:2:1: expected 2 fields, not 1"),
    ("epoch,test_loss\n1,2\n3,4\n", "m.csv:3:1: expected epoch 2, not 3"),
    ("epoch,test_loss\n1,x\n", "m.csv:2:1: x is not a number (column test_loss)"),
    ("epoch,test_loss\n1,1e999\n", "m.csv:2:1: 1e999 is not a number (column test_loss)"),
    ("epoch,test_loss\n1,2\n2,0.", "m.csv:3:1: the last line has no end; the file is cut off"),
  ])
  func refusesOtherTexts(text: String, message: String) {
    #expect(messages { try MetricsTable.parse(text, path: "m.csv") } == [message])
  }
}
