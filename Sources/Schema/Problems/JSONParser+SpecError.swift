extension JSONParser {
  /// Reads a whole text, which must hold exactly one value.
  /// - Throws: `SpecError` with the location of the first error.
  public static func parse(
    _ bytes: [UInt8], source: SpecSource, options: Options = Options()
  ) throws(SpecError) -> LocatedJSON {
    do {
      return try read(bytes, source: source, options: options)
    } catch {
      throw SpecError(SpecProblem(at: error.location, .syntax(error.error)))
    }
  }
}
