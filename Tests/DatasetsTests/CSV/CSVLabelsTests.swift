import TestSupport
import Testing

@testable import Datasets

/// What labels of a CSV file may be, and what is said of those that are not.
struct CSVLabelsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func set(
    _ train: String, _ test: String, labels: [CSVColumn] = [.index(-1)], dropped: [CSVColumn]? = nil
  ) throws -> CSVFiles {
    CSVFiles(
      train: try folder.write(train, to: "train.csv"), test: try folder.write(test, to: "test.csv"),
      labels: labels, dropped: dropped)
  }

  private func message(
    _ train: String, _ test: String? = nil, labels: [CSVColumn] = [.index(-1)], dropped: [CSVColumn]? = nil,
    as context: DatasetContext = .classes
  ) -> String {
    do {
      _ = try set(train, test ?? train, labels: labels, dropped: dropped).load(context)
      return "none"
    } catch {
      return "\(error)".replacing("\(folder.path)/", with: "")
    }
  }

  /// As pandas and numpy.savetxt write them.
  @Test func wholeNumberedFloatsAreClasses() throws {
    let set = try set("a,b,y\n0.5,1,1.0\n1,2,0.000000000000000000e+00\n", "a,b,y\n1,1,2.0\n")
    let data = try set.load(.classes)
    #expect(data.trainY == .classes([1, 0]) && data.testY == .classes([2]))
    #expect(data.classNames == nil)
  }

  /// Sorted by the bytes of UTF-8, as Python's sorted does: capitals come before small letters, and "é" after "z".
  @Test func textsAreClassesInTheirOrderOverBothFiles() throws {
    let set = try set("a,b,y\n1,2,zebra\n3,4,Ape\n5,6, zebra\n", "a,b,y\n7,8,ant\n9,0,é\n")
    #expect(try set.outline(.classes).classNames == ["Ape", "ant", "zebra", "é"])
    let data = try set.load(.classes)
    #expect(data.classNames == ["Ape", "ant", "zebra", "é"])
    #expect(data.trainY == .classes([2, 0, 2]) && data.testY == .classes([1, 3]))
    #expect(
      data.unseenClasses(name: "test.csv")
        == .unseenClasses(["ant", "é"], samples: 2, name: "test.csv"))
  }

  /// The classic iris.data has no row of names: its first row is a sample although it has a text.
  @Test func aFirstRowWithATextOnlyAsItsLabelIsASample() throws {
    let rows = "5.1,3.5,setosa\n4.9,3.0,setosa\n7.0,3.2,versicolor\n"
    let data = try set(rows, rows).load(.classes)
    #expect(data.trainX.values == [5.1, 3.5, 4.9, 3, 7, 3.2])
    #expect(data.trainY == .classes([0, 0, 1]))
    // Columns named 0 and 1, as pandas names those of an array.
    let named = try set("0,1,species\n" + rows, "0,1,species\n" + rows).load(.classes)
    #expect(named.trainX.values == data.trainX.values && named.trainY == data.trainY)
    // Labels that are numbers below a name.
    let numbers = try set("7,8,y\n1,2,0\n", "7,8,y\n1,2,1\n").load(.classes)
    #expect(numbers.trainX.values == [1, 2])
  }

  @Test func textsAndNumbersDoNotMix() {
    #expect(
      message("a,y\n1,0\n2,cat\n3,1\n")
        == "train.csv:3:3: the label 'cat' is a text, but '0' on line 2 is a number; the labels of a column must be"
        + " all numbers or all texts")
    #expect(
      message("a,y\n1,cat\n2,\"0\"\n").hasPrefix(
        "train.csv:3:3: the label '0' is a number, but 'cat' on line 2 is a text"))
    #expect(
      message("a,y\n1,0\n", "a,y\n1,cat\n").hasPrefix(
        "test.csv:2:3: the label 'cat' is a text, but '0' in train.csv:2 is a number"))
    #expect(message("a,y\n1,cat\n2,\n").hasPrefix("train.csv:3:3: an empty field in the column 'y'"))
    #expect(
      message("a,y\n1,cat\n", as: .values).hasPrefix(
        "train.csv:2:3: 'cat' in the label column 'y' is not a number"))
  }

  @Test func severalColumnsMayBeOneHotOrSeveralLabels() throws {
    let rows = "a,p,q,r\n1,0,0,1\n2,1,0,0\n"
    let labels = [CSVColumn.name("p"), .name("q"), .name("r")]
    let set = try set(rows, rows, labels: labels)
    #expect(try set.outline(.classes).labelColumns == 3)
    #expect(try set.load(.classes).trainY == .classes([2, 0]))
    #expect(try set.load(.binary).trainY == .values([0, 0, 1, 1, 0, 0], columns: 3))
    #expect(
      message("a,p,q\n1,0,1\n2,1,1\n", labels: [.name("p"), .name("q")]).hasPrefix(
        "train.csv:3:3: the row has 2 ones; a one-hot row has one"))
    #expect(
      message("a,p,q\n1,0,1\n2,1,3\n", labels: [.name("p"), .name("q")], as: .binary).hasPrefix(
        "train.csv:3:5: the row has 3.0 in label column 1"))
  }

  @Test func columnsCanBeLeftOut() throws {
    let rows = ",a,name,y\n0,1,Ann,1\n1,2,Bob,0\n"
    let data = try set(rows, rows, labels: [.name("y")], dropped: [.index(0), .name("name")]).load(.classes)
    #expect(data.trainX.shape == [2, 1] && data.trainX.values == [1, 2])
    #expect(
      message(rows, dropped: [.name("y")])
        == "train.csv:1:1: the column y is a label, so \"drop\" cannot leave it out")
    #expect(
      message("a,b,y\n1,2,0\n", dropped: [.index(0), .index(1)])
        == "train.csv:1:1: all columns are labels or left out; at least one must be a feature")
    #expect(message("a,b,y\n1,2,0\n", dropped: [.name("c")]).contains("no column is named 'c'"))
  }

  /// As pandas and R write them: 1 and 0 as features and as several labels, and two classes as the label.
  @Test func booleansAreOneAndZero() throws {
    let rows = "a,flag,y\n1,True,True\n2,False,False\n3,TRUE,True\n"
    let data = try set(rows, rows).load(.classes)
    #expect(data.trainX.values == [1, 1, 2, 0, 3, 1])
    #expect(data.classNames == ["False", "True"] && data.trainY == .classes([1, 0, 1]))
    let labels = [CSVColumn.name("flag"), .name("y")]
    #expect(
      try set(rows, rows, labels: labels).load(.binary).trainY == .values([1, 1, 0, 0, 1, 1], columns: 2))
    // A first row with a boolean is a sample, not a row of names.
    let bare = try set("1,true,0\n2,false,1\n", "1,true,0\n").load(.classes)
    #expect(bare.trainX.values == [1, 1, 2, 0])
    for odd in ["a,b,y\n1,True,0\n2,0,1\n", "a,b,y\n1,0,0\n2,True,1\n"] {
      #expect(message(odd).contains("in the column 'b', which has both numbers and True or False"))
      #expect(message(odd).hasPrefix("train.csv:3:3: "))
    }
  }

  /// One text among numbers is a slip, not a column of texts.
  @Test func aTextAmongNumbersIsCalledASlip() {
    #expect(
      message("a,b,y\n1,2,0\n3,4x,1\n5,6,1\n")
        == "train.csv:3:3: 2 of 3 values of the column 'b' are numbers; '4x' is not: correct it or leave its row out"
    )
    #expect(
      message("a,y\n1,2\n3,4\n5,x\n", as: .values).hasPrefix(
        "train.csv:4:3: 2 of 3 values of the column 'y' are numbers; 'x' is not"))
    // Half is not most.
    #expect(message("a,b,y\n1,2,0\n3,4x,1\n").contains("'4x' in the column 'b' is not a number; encode"))
  }

  @Test func aNameOfSeveralColumnsIsRefused() throws {
    let rows = "a,y,b,y\n1,0,2,1\n2,1,3,0\n"
    #expect(
      message(rows, labels: [.name("y")])
        == "train.csv:1:1: two columns are named 'y' (1 and 3, counted from 0); use a number")
    #expect(message(rows, dropped: [.name("y")]).contains("two columns are named 'y'"))
    #expect(
      try set(rows, rows, labels: [.index(3)], dropped: [.index(1)]).load(.classes).trainX.values == [
        1, 2, 2, 3,
      ])
  }

  @Test func anUnknownNameGetsTheNearest() {
    let rows = ",a,species\n0,1,x\n1,2,y\n"
    #expect(
      message(rows, labels: [.name("Species")])
        == "train.csv:1:1: no column is named 'Species'; did you mean 'species'? the columns are (unnamed, 0), a,"
        + " species")
    #expect(
      message(rows, dropped: [.name("Unnamed: 0")]).hasSuffix(
        "the column without a name, which pandas shows so, is 0: use the number"))
  }

  @Test func oneClassIsNothingToLearn() throws {
    let rows = "a,species\n1,x\n2,x\n"
    let text = "train.csv:1:1: the column 'species' has the one value 'x': nothing to learn"
    #expect(message(rows) == text)
    // Known before the samples are read, so that the model is not blamed for a lack of outputs.
    #expect(throws: DatasetError.self) { try set(rows, rows).outline(.classes) }
    #expect(message(rows, "a,species\n1,y\n") == "none")
  }

  // MARK: Warnings

  private func warnings(_ train: String, labels: [CSVColumn] = [.index(-1)], dropped: [CSVColumn]? = nil)
    throws
    -> [String]
  {
    try set(train, train, labels: labels, dropped: dropped).outline(.classes).warnings.map {
      "\($0)".replacing("\(folder.path)/", with: "")
    }
  }

  @Test func aCountingFirstColumnIsMostLikelyAnIndex() throws {
    let warning = try warnings(",a,y\n0,5,0\n1,6,1\n2,5,0\n")
    #expect(
      warning == [
        "train.csv: the first column has no name and counts 0, 1, 2, ...: it is most likely an index, from which a"
          + " network should not learn; leave it out with \"drop\": 0 (or write the file with"
          + " df.to_csv(FILE, index=False))"
      ])
    #expect(try warnings("Unnamed: 0,a,y\n1,5,0\n2,6,1\n").first?.contains("counts 1, 2, 3, ...") == true)
    // After a random split.
    #expect(try warnings(",a,y\n17,5,0\n3,6,1\n9,6,1\n").first?.contains("numbers the rows") == true)
    #expect(
      try warnings("0,5,7,0\n1,6,7,1\n2,5,7,0\n").first?.contains("first column counts 0, 1, 2") == true)
    #expect(try warnings("Id,a,y\n1,5,0\n2,6,1\n").first?.contains("named 'Id'") == true)
    for none in [
      "a,b,y\n0,5,0\n1,6,1\n", ",a,y\n0,5,0\n0,6,1\n", ",a,y\n0.5,5,0\n1.5,6,1\n", "0,0\n1,1\n2,0\n",
    ] { #expect(try warnings(none) == []) }
    #expect(try warnings(",a,y\n0,5,0\n1,6,1\n", dropped: [.index(0)]) == [])
    #expect(try warnings("id,a,y\n0,5,0\n1,6,1\n", labels: [.index(0)]) == [])
  }

  // MARK: Tables of other kinds

  @Test func missingValuesAreNamed() {
    for text in ["", "NA", "NaN", "null", "?"] {
      let message = message("a,b,y\n1,2,0\n3,\(text),1\n")
      #expect(message.hasPrefix("train.csv:3:3: a") && message.contains("in the column 'b'; fill it in"))
    }
  }

  @Test func otherSeparatorsAndDecimalCommasAreNamed() {
    #expect(
      message("a;b;y\n1,5;2;0\n")
        == "train.csv:1:1: only one column; fields must be separated by commas, not by ';', and numbers need a decimal"
        + " point instead of a comma (in pandas: pd.read_csv(FILE, sep=\";\", decimal=\",\").to_csv(FILE, index=False))"
    )
    #expect(
      message("1,5;2,5;0\n").hasPrefix("train.csv:1:3: '5;2' is not a number; fields must be separated"))
    #expect(message("a b y\n1 2 0\n").contains("not by spaces"))
    #expect(
      message("a,b,y\n\"1,5\",2,0\n").hasPrefix("train.csv:2:1: '1,5' in the column 'a' has a decimal comma;")
    )
    #expect(message("a,b,y\n1,5,2,0\n").contains("4 fields instead of 3; a comma inside a number"))
  }
}
