import Testing
import Text

@Suite struct JSONQuotingTests {
  @Test(arguments: [
    ("", #""""#), ("plain ü 😀 /", #""plain ü 😀 /""#), (#"a"b\c"#, #""a\"b\\c""#), ("\n\r\t", #""\n\r\t""#),
    ("\u{0}\u{1F}\u{8}", #""\u0000\u001f\u0008""#), ("\u{7F}", #""\u007f""#),
    // Controls of the direction of writing, with which a text can be shown as another one.
    ("a\u{202E}b\u{2028}", #""a\u202eb\u2028""#),
    // In Swift these two are one character.
    ("\r\n", #""\r\n""#),
  ])
  func escapes(_ text: String, json: String) {
    #expect(text.jsonQuoted == json)
  }
}
