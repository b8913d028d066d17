/// What a comparison is held against.
public struct CheckOptions: Equatable, Sendable {
  /// `--assert`, as written.
  public var assertions: [String] = []
  /// A study's file or name whose claims are judged on the runs that are compared.
  public var claims: String?

  static var options: [OptionDefinition<Self>] {
    [
      .repeated(
        "--assert", "check", \.assertions, .text,
        help: """
          Fail with status 1 unless this holds for the means over seeds: 'B.test_accuracy >= C.test_accuracy + \
          0.005'. May be given several times.
          """),
      .option(
        "--claims", "study", \.claims, .text,
        help: "Judge the claims of this study on the runs compared; one that is not reproduced: status 1."),
    ]
  }
}
