import Testing

@testable import Experiments
@testable import Schema

private func cells(_ texts: [String]) throws -> [String] {
  try Grid.cells(texts.map { try Grid(parsing: $0, currentDirectory: "/work") })
    .map { Variant.name(of: "A", overrides: $0) }
}

@Test func aGridHasAVariantForEachCombination() throws {
  #expect(try cells([]) == ["A"])
  #expect(
    try cells(["optimizer.sgd.learning_rate=[0.01,0.1,1]"]) == [
      "A+optimizer.sgd.learning_rate=0.01", "A+optimizer.sgd.learning_rate=0.1",
      "A+optimizer.sgd.learning_rate=1",
    ])
  #expect(
    try cells(["b=[1,2]", "a=[3,4]"]) == ["A+a=3+b=1", "A+a=4+b=1", "A+a=3+b=2", "A+a=4+b=2"])
}

/// Each combination gives the same variant as `--set`.
@Test func valuesAreReadAsWithSet() throws {
  #expect(try cells(["p=[0-1, z_score]"]) == ["A+p=0-1", "A+p=z_score"])
  #expect(try cells([#"p=["0-1"]"#]) == ["A+p=0-1"])
  #expect(
    try cells([#"o=["adam",{"sgd":{}}]"#]) == [
      "A+o=adam", "A+o=%7B%22sgd%22:%7B%7D%7D".replacing(":", with: "%3A"),
    ])
}

/// A word without quotes may stand beside any JSON value. Only commas between values separate them.
@Test func wordsMayStandBesideJSON() throws {
  let momentum = #"{"batch_norm":{"momentum":0.5,"axis":1}}"#
  #expect(
    try cells(["model.1+=[batch_norm,\(momentum), null]"])
      == cells([#"model.1+=["batch_norm",\#(momentum),null]"#]))
  #expect(try cells([#"k=[a , "b,c]\"d", [1,[2,3]] ,4]"#]) == cells([#"k=["a","b,c]\"d",[1,[2,3]],4]"#]))
}

/// The message is that of the value, as with `--set`.
@Test func aMalformedValueIsLocated() {
  let found = messages {
    try Grid(parsing: "model.1+=[batch_norm,{batch_norm:{}}]", currentDirectory: "/work")
  }
  #expect(
    found == [#"--grid model.1+={batch_norm:{}}: a key needs double quotes: "batch_norm""#], "\(found)")
}

/// Null inserts nothing: the cell is the experiment itself.
@Test func insertionsCanBeVaried() throws {
  #expect(
    try cells(["model.1+=[batch_norm,null]", "model.2+=[\"batch_norm\",null]"]) == [
      "A+model.1%2B=batch_norm+model.2%2B=batch_norm", "A+model.1%2B=batch_norm", "A+model.2%2B=batch_norm",
      "A",
    ])
}

@Test(arguments: [
  "model.1-=[1]", "a", "a=", "a=1", "a=[]", "a=[1", "a=[1,]x", "a=[[1,2]", "a=[x,,y]", "=[1]", "a..b=[1]",
  "a=[", "a=[x]]", "a=[x,{]", "a=[x,\"y]", "a=[x,y{}]",
])
func aValueThatIsNotAListIsAUsageError(text: String) {
  let error = #expect(throws: SpecError.self) { try Grid(parsing: text, currentDirectory: "/work") }
  #expect(error?.kind == .usage)
}

@Test func hugeGridsAreRefused() throws {
  let values = "[" + (1...100).map(String.init).joined(separator: ",") + "]"
  let error = #expect(throws: SpecError.self) { try cells(["a=\(values)", "b=\(values)"]) }
  #expect(error?.description == "the grid has more than 1000 combinations")
  #expect(error?.kind == .usage)
}
