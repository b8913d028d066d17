import Testing

@testable import Experiments

@Suite struct VariantTests {
  private func name(_ base: String, _ set: [String]) throws -> String {
    Variant.name(of: base, overrides: try set.map { try Override(parsing: $0, currentDirectory: "/") })
  }

  @Test(arguments: [
    ([], "A"), (["training.epochs=20"], "A+training.epochs=20"),
    (
      ["training.epochs=3", "dataset.mnist.train_limit=100"],
      "A+dataset.mnist.train_limit=100+training.epochs=3"
    ),
    (
      ["dataset.mnist.train_limit=100", "training.epochs=3"],
      "A+dataset.mnist.train_limit=100+training.epochs=3"
    ),
    (["x=1", "x=2"], "A+x=2"), (["model[0].dense.units=5"], "A+model.0.dense.units=5"),
    // Equal numbers have equal names.
    (["x=1e1"], "A+x=10"), (["x=10.0"], "A+x=10"), (["x=0.10"], "A+x=0.1"), (["x=0.00001"], "A+x=1e-05"),
    // Bytes that are not safe in file names everywhere, and the + that begins the next override.
    (["x=a b/c:é+%"], "A+x=a%20b%2Fc%3A%C3%A9%2B%25"), (["x=1e+30"], "A+x=1e%2B30"),
    (["x=a,b=c_d-e.f"], "A+x=a,b=c_d-e.f"),
    (["dataset={ \"glyphs\": { } }"], "A+dataset=%7B%22glyphs%22%3A%7B%7D%7D"),
    // The order of the members of an object does not matter.
    ([#"x={"b":1,"a":2}"#], "A+x=%7B%22a%22%3A2%2C%22b%22%3A1%7D".replacing("%2C", with: ",")),
    // A string keeps its quotes if it would be read as something else without them.
    ([#"x="3""#], "A+x=%223%22"), (["x=3"], "A+x=3"), ([#"x="true""#], "A+x=%22true%22"),
    ([#"x="word""#], "A+x=word"),
    (["x=null"], "A+x=null"), (["x="], "A+x="),
    // Edits of the model: the plus of an insertion is not that which begins an override.
    (["model.1+=batch_norm"], "A+model.1%2B=batch_norm"), (["model.3-"], "A+model.3-"),
    (["x=1", "model.3-", "model.1+=relu"], "A+model.1%2B=relu+model.3-+x=1"),
    // Two insertions at one place are two, in their order.
    (["model.1+=relu", "model.1+=tanh"], "A+model.1%2B=relu+model.1%2B=tanh"),
    (["model.1+=tanh", "model.1+=relu"], "A+model.1%2B=tanh+model.1%2B=relu"),
    // An insertion of null is none.
    (["model.1+=null"], "A"),
  ])
  func hasTheOverrides(set: [String], expected: String) throws {
    #expect(try name("A", set) == expected)
    // A name is read as it is written.
    let parsed = Variant.parsed(expected, currentDirectory: "/")
    #expect(parsed?.base == (expected == "A" ? nil : "A"))
    #expect(parsed.map { Variant.name(of: $0.base, overrides: $0.overrides) } ?? "A" == expected)
  }

  @Test(arguments: ["A", "A+", "A+x", "A+b=1+a=1", "A+x=10.0", "A+x=a b", "A+0123456789abcdef"])
  func otherNamesAreNotThoseOfVariants(name: String) {
    #expect(Variant.parsed(name, currentDirectory: "/") == nil)
  }

  /// The published test vectors of FNV-1a.
  @Test func hashesAsPublished() {
    #expect(Variant.fnv1a("".utf8) == 0xcbf2_9ce4_8422_2325)
    #expect(Variant.fnv1a("a".utf8) == 0xaf63_dc4c_8601_ec8c)
    #expect(Variant.fnv1a("foobar".utf8) == 0x8594_4171_f739_67e8)
  }

  @Test func namesTellTheirOverrides() throws {
    let set = ["model.1+=batch_norm", "model.3-", "training.epochs=2"]
    #expect(try Variant.assignments(in: name("A", set)) == set)
    #expect(try Variant.isAltered(name("A", ["model.3-"])) && Variant.isAltered(name("A", ["model.1+=relu"])))
    #expect(try !Variant.isAltered(name("A", ["training.evaluate_train=false"])))
    // A file name with a plus.
    #expect(!Variant.isAltered("A+b-"))
    #expect(
      try Variant.isAltered(name("A", ["source=null"])) && !Variant.isAltered(name("A", ["source.where=x"])))
  }

  @Test func shortensLongNames() throws {
    // "A" and "+x=" and 96 letters are exactly 100 bytes.
    #expect(try name("A", ["x=" + String(repeating: "v", count: 96)]).count == 100)
    let long = try name("A", ["a=1", "x=" + String(repeating: "v", count: 97)])
    #expect(long.hasPrefix("A+a=1+"))
    #expect(long.count == "A+a=1+".count + 16)
    // Names that differ only in the part that is left out have different hashes.
    #expect(try name("A", ["a=1", "x=" + String(repeating: "w", count: 97)]) != long)
    #expect(try name("A", ["x=" + String(repeating: "v", count: 97), "a=1"]) == long)
  }

  @Test func onlyTheNameOfTheSpecMayExceedTheLimit() throws {
    let base = String(repeating: "b", count: 95)
    #expect(try name(base, ["training.epochs=3"]).count == 95 + 17)
    #expect(try name(base, []) == base)
    for count in stride(from: 0, to: 200, by: 7) {
      let set = (0..<5).map { "key\($0)=" + String(repeating: "v", count: count) }
      #expect(try name("A", set).count <= 100)
    }
  }
}
