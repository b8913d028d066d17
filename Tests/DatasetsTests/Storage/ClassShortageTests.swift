import Testing

@testable import Datasets

struct ClassShortageTests {
  private func shortage(_ others: [Int32], _ set: [Int32], areOneFile: Bool = true) -> ClassShortage? {
    ClassShortage(of: .classes(set), after: .classes(others), areOneFile: areOneFile)
  }

  /// Three stretches of three classes, of which the set has the last one.
  @Test func samplesSortedByClass() throws {
    let found = try #require(shortage([0, 0, 1, 1, 2], [2]))
    #expect(found.found == 1 && found.total == 3 && found.isSorted)
    #expect(found.description == "1 of the 3 classes")
    // The last class may be in the set alone.
    #expect(try #require(shortage([2, 2, 0, 0], [1, 1])).isSorted)
    #expect(shortage([0, 0, 1, 1, 2], [2], areOneFile: false) == nil)
  }

  /// Half of the others have class 1: seven random samples lack it with a probability of 1/128, six with one of 1/64.
  @Test func lackingAClassMustBeUnlikely() {
    let mixed: [Int32] = [0, 1, 1, 0, 0, 1]
    #expect(shortage(mixed, [0, 0, 0, 0, 0, 0]) == nil)
    #expect(shortage(mixed, [0, 0, 0, 0, 0, 0, 0])?.isSorted == false)
    #expect(shortage(mixed, [0, 1, 0, 0, 0, 0, 0]) == nil)
    #expect(shortage([0, 0, 0], [1, 1, 1]) != nil)
  }

  @Test func numbersHaveNoClasses() {
    #expect(ClassShortage(of: .values([1]), after: .values([0, 0]), areOneFile: true) == nil)
    #expect(shortage([], [0]) == nil)
  }

  @Test func warningsNameTheRemedy() throws {
    let sorted = try #require(shortage([0, 0, 1, 1, 2], [2]))
    let other = try #require(shortage([0, 1, 1, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0]))
    for (warning, text) in [
      (
        .fewTestClasses(sorted, name: "d.csv", isLast: true),
        "d.csv: the test set has 1 of the 3 classes; the samples are sorted by class: use split_seed"
      ),
      (.fewTestClasses(other, name: "d.csv", isLast: false), "d.csv: the test set has 1 of the 2 classes"),
      (
        .fewValidationClasses(sorted, name: "d.csv"),
        "training.validation_split: the validation set, a share of d.csv, has 1 of the 3 classes; the samples are sorted by class: shuffle the file"
      ),
      (
        .fewValidationClasses(other, name: "d.csv"),
        "training.validation_split: the validation set, a share of d.csv, has 1 of the 2 classes; it is the last samples of the training set: shuffle the file"
      ),
    ] as [(DatasetWarning, String)] { #expect(warning.description == text) }
  }
}
