import Schema

/// The value that a JSON text stands for, with its places; the text counts as the file `t` in the folder `/work`.
public func located(_ text: String) throws -> LocatedJSON {
  try JSONParser.parse(Array(text.utf8), source: SpecSource(name: "t", directory: "/work"))
}
