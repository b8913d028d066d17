import TestSupport
import Testing

@testable import Datasets

struct DataSurveyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func survey(_ text: String, labels: [String] = []) throws -> DataSurvey {
    try DataSurvey(csv: folder.write(text, to: "d.csv"), test: nil, labels: labels)
  }

  private func message(_ text: String, labels: [String] = []) -> String {
    do {
      _ = try survey(text, labels: labels)
      return "none"
    } catch {
      return "\(error)".replacing("\(folder.path)/", with: "")
    }
  }

  private func columns(_ survey: DataSurvey) -> (labels: [CSVColumn], dropped: [CSVColumn]) {
    if case .csv(_, _, let labels, let dropped) = survey.source { (labels, dropped) } else { ([], []) }
  }

  /// As Kaggle's Titanic: an index, texts, and missing ages. The label is found by its name.
  @Test func unusableColumnsAreLeftOut() throws {
    let found = try survey(
      """
      PassengerId,Survived,Pclass,Name,Age
      1,0,3,"Braund, Mr. Owen",22
      2,1,1,"Cumings, Mrs. John",
      3,1,3,"Heikkinen, Miss. Laina",26

      """)
    #expect(columns(found).labels == [.name("Survived")])
    #expect(columns(found).dropped == [.name("PassengerId"), .name("Name"), .name("Age")])
    #expect(
      found.omissions == [
        .init(column: "PassengerId", reason: .index),
        .init(column: "Name", reason: .texts("Braund, Mr. Owen", line: 2)),
        .init(column: "Age", reason: .missing(1, line: 3)),
      ])
    #expect(found.sampleShape == [1] && found.count == 3 && found.labelReason == "for its name")
    #expect(found.labels == .classes(counts: [1, 2], names: nil))
  }

  @Test func tablesWithoutNamesAndWithAnIndex() throws {
    let iris = try survey("5.1,3.5,setosa\n4.9,3,setosa\n7,3.2,virginica\n")
    #expect(columns(iris).labels == [.index(2)] && iris.count == 3)
    #expect(iris.labels == .classes(counts: [2, 1], names: ["setosa", "virginica"]))
    let pandas = try survey(",0,1,target\n0,5.1,3,0.5\n1,5,3,1.5\n")
    #expect(columns(pandas).labels == [.name("target")] && columns(pandas).dropped == [.index(0)])
    #expect(pandas.labels == .numbers(columns: 1, minimum: 0.5, maximum: 1.5))
    let several = try survey("a,p,q\n1,0,1\n2,1,1\n", labels: ["p", "-1"])
    #expect(columns(several).labels == [.name("p"), .name("q")])
    #expect(several.labels == .severalLabels(ones: [1, 2]))
  }

  @Test func otherTablesAreNamed() {
    #expect(message("a;b;y\n1,5;2;0\n").contains("not by ';', and numbers need a decimal point"))
    #expect(message("a,y\n\"1,5\",0\n").hasPrefix("d.csv:2:1: '1,5' in the column 'a' has a decimal comma"))
    #expect(message("a,y\n1,0\n2,\n").hasPrefix("d.csv:3:3: an empty field in the column 'y'"))
    #expect(message("a,y\n1,0\n", labels: ["z"]).contains("no column is named 'z'; the columns are a, y"))
    #expect(message("a,y\nx,0\nz,1\n").contains("all columns are labels or left out"))
    #expect(message("a,y\n1,0\n2,cat\n").contains("the label 'cat' is a text, but '0' on line 2 is a number"))
  }

  /// 2 of 3 values are numbers; booleans are numbers among themselves alone.
  @Test func slipsAndBooleans() throws {
    let found = try survey("a,b,flag,mixed,y\n1,2,True,1,True\n3,4x,False,2,False\n5,6,True,True,True\n")
    #expect(
      found.omissions == [
        .init(column: "b", reason: .oddText("4x", line: 3, numbers: 2, of: 3)),
        .init(column: "mixed", reason: .oddText("True", line: 4, numbers: 2, of: 3)),
      ])
    #expect(found.sampleShape == [2] && found.labels == .classes(counts: [1, 2], names: ["False", "True"]))
    let several = try survey("a,p,q\n1,True,False\n2,True,True\n", labels: ["p", "q"])
    #expect(several.labels == .severalLabels(ones: [2, 1]))
  }

  @Test func labelsThatCannotBe() {
    let rows = "a,y\n1,0\n2,1\n"
    #expect(message(rows, labels: ["99"]).contains("there is no column 99: the columns are 0 to 1"))
    #expect(message(rows, labels: ["Y"]).contains("no column is named 'Y'; did you mean 'y'?"))
    #expect(message("y,a,y\n1,2,0\n2,3,1\n", labels: ["y"]).contains("two columns are named 'y' (0 and 2, "))
    #expect(
      message("a,y\n1,x\n2,x\n") == "d.csv:1:1: the column 'y' has the one value 'x': nothing to learn")
    #expect(message("a,y\n1,7\n2,7\n").contains("the column 'y' has the one value '7': nothing to learn"))
    #expect(message("sep=,\na,y\n1,0\n").contains("the first line tells Excel the separator"))
  }

  @Test func arraysAreImagesOrSequencesByTheirShape() throws {
    func survey(_ shape: [Int], _ element: String = "<f4") throws -> DataSurvey {
      let width = element == "|u1" ? 1 : 4
      let x = try folder.write(
        NPYWriter.header(descr: element, shape: shape)
          + [UInt8](repeating: 0, count: shape.reduce(width, *)), to: "x.npy")
      let y = try folder.write(NPYWriter.header(descr: "|u1", shape: [shape[0]]) + [0, 1, 1, 0], to: "y.npy")
      return try DataSurvey(npy: x, y, testX: nil, testY: nil)
    }
    let keras = try survey([4, 8, 9, 3])
    #expect(keras.channelOrder == .channelsLast && keras.sampleShape == [3, 8, 9])
    #expect(keras.labels == .classes(counts: [2, 2], names: nil))
    let deep = try survey([4, 7, 7, 64])
    #expect(deep.channelOrder == .channelsLast && deep.sampleShape == [64, 7, 7])
    let torch = try survey([4, 3, 8, 8])
    #expect(torch.channelOrder == .channelsFirst && torch.sampleShape == [3, 8, 8])
    let grey = try survey([4, 28, 20], "|u1")
    #expect(grey.channelOrder == .channelsLast && grey.sampleShape == [1, 28, 20])
    let steps = try survey([4, 20, 3])
    #expect(steps.channelOrder == nil && steps.sampleShape == [20, 3])
  }

  private func arrays(_ x: [Int], _ y: [Int], _ labels: [UInt8]) throws -> DataSurvey {
    func file(_ name: String, _ descr: String, _ shape: [Int], _ values: [UInt8]) throws -> String {
      try folder.write(NPYWriter.header(descr: descr, shape: shape) + values, to: name)
    }
    let samples = [UInt8](repeating: 0, count: x.reduce(1, *))
    return try DataSurvey(
      npy: file("x.npy", "|u1", x, samples), file("y.npy", "|i1", y, labels), testX: nil, testY: nil)
  }

  @Test func swappedArraysAreAskedAbout() throws {
    #expect(try arrays([2, 1], [2, 3], [1, 2, 3, 4, 5, 6]).doubts == [.swapped])
    #expect(try arrays([2, 3], [2, 1], [1, 2]).doubts.isEmpty)
    for (x, y) in [([2], [2, 3]), ([2, 1], [2, 1, 3])] {
      let error = #expect(throws: DatasetError.self) { try arrays(x, y, [1, 2, 3, 4, 5, 6]) }
      #expect("\(error, default: "")".contains("X and Y swapped?"), "\(x) \(y)")
    }
  }

  /// 255 is the byte of −1.
  @Test func labelsThatMayBeMeantOtherwise() throws {
    #expect(try arrays([4, 2], [4], [255, 1, 1, 255]).doubts == [.negativeClasses([-1, 1])])
    #expect(try arrays([4, 2], [4], [255, 1, 2, 3]).doubts.isEmpty)
    #expect(try arrays([4, 2], [4], [0, 1, 1, 0]).doubts.isEmpty)
    #expect(try arrays([3, 2], [3], [7, 7, 7]).doubts == [.equalLabels(7)])
    let rows = (0..<10).map { "\($0 * $0),id\($0)\n" }.joined()
    #expect(try survey("a,name\n" + rows).doubts == [.identifier(column: "name", texts: 10)])
    let pairs = (0..<10).map { "\($0 * $0),id\($0 / 2)\n" }.joined()
    #expect(try survey("a,name\n" + pairs).doubts.isEmpty)
  }
}
