import Schema

/// Parses a JSON text into a value with positions. In messages, the text is the file `t` in the folder `/work`.
/// - Throws: the parser's error if the text is not valid.
public func located(_ text: String) throws -> LocatedJSON {
  try JSONParser.parse(Array(text.utf8), source: SpecSource(name: "t", directory: "/work"))
}
