import System
import Testing

@testable import Datasets

struct DatasetErrorTests {
  @Test func kindsDecideTheExitStatus() {
    #expect(DatasetError.file(FileError(.read, "x", .system(.noSuchFile))).kind == .inputMissing)
    #expect(DatasetError.noFetchFolder.kind == .inputMissing)
    #expect(DatasetError.badNPY(path: "x", .notNPY).kind == .badContent)
    #expect(DatasetError.notEnoughMemory(what: "x", needed: 2, available: 1).kind == .badContent)
    #expect(DatasetError.file(FileError(.read, "x", code: 13)).kind == .inputOutput)
    #expect(DatasetError.interrupted.kind == .interrupted)
  }

  @Test func showsNoControlCharacters() {
    let text = "\u{1b}[2J" + String(repeating: "x", count: 200)
    let error = DatasetError.badCSV(path: "a.csv", line: 2, column: 3, .badLabel(text))
    #expect(
      "\(error)" == "a.csv:2:3: '\\u{1B}[2J" + String(repeating: "x", count: 76)
        + "...' is not a class; the labels of a classification are whole numbers from 0, or texts"
        + " (numbers to predict need the loss mean_squared_error)")
  }

  @Test func saysWhatIsWrongAndWhatIsAllowed() {
    #expect(
      "\(DatasetError.file(FileError(.read, "a/b", .system(.noSuchFile))))"
        == "cannot read a/b: there is no such file")
    #expect(
      "\(DatasetError.file(FileError(.write, "a", code: 28)))" == "cannot write a: No space left on device")
    #expect(
      "\(DatasetError.badOption("factor", "1.0", allowed: "0 or more and less than 1"))"
        == "factor cannot be 1.0; allowed: 0 or more and less than 1")
    #expect(
      "\(DatasetError.countMismatch("train_x", 3, labels: "train_y", 2))"
        == "train_x has 3 samples, but train_y has 2 labels")
    #expect(
      "\(DatasetError.badNPY(path: "y.npy", .notLabels([3])))"
        == "y.npy: labels need the shape (samples,), or (samples, columns) for one-hot rows, several labels or several"
        + " numbers, but the shape is (3,)")
    #expect(
      "\(DatasetError.badLabel("train_y", .notWhole("0.5", sample: 3)))"
        == "train_y: the label of sample 3 is 0.5; a class is a whole number from 0"
        + " (numbers to predict need the loss mean_squared_error)")
    #expect(
      "\(DatasetError.badLabel("train_y", .row(.ones(2), sample: 3)))"
        == "train_y: the row of sample 3 has 2 ones; a one-hot row has one"
        + " (several labels need the loss binary_crossentropy)")
  }
}
