import Foundation
import Testing

/// What a user sees while runs are trained.
@Suite struct ProgressTests {
  private static let run = ["run", "circles-baseline", "--runs-dir", "runs"]
  /// A checkpoint after every epoch makes the short run last a little longer, so that it is drawn.
  private static let slow = ["BNLAB_CHECKPOINT_SECONDS": "0"]

  private func output(
    _ arguments: [String] = Self.run, _ variables: [String: String] = [:], columns: Int = 80,
    interruptedWhen file: String? = nil
  ) throws -> String {
    try BnlabProcess.withBnlab { bnlab in
      try PseudoTerminal.output(
        of: bnlab, arguments, environment: Self.slow.merging(variables) { $1 }, columns: columns,
        interruptedWhen: file)
    }
  }

  /// What is drawn from one line end or carriage return to the next, without the control sequences.
  private func drawn(_ output: String) -> [String] {
    output.replacing(/\x1B\[[0-9]*[A-Za-z]/, with: "").split(whereSeparator: \.isNewline).map(
      String.init)
  }

  @Test func aTerminalHasALineThatIsRewrittenAndKeepsTheLast() throws {
    let output = try output()
    #expect(output.contains("\r\u{1B}[K"))
    let lines = drawn(output)
    #expect(
      lines.contains { $0.hasPrefix("circles-baseline, seed 1") && $0.contains("━") && $0.contains(" left") })
    #expect(
      lines.contains { $0.contains("100/100 ━━━━━━━━") && $0.contains("  in ") && $0.contains("acc 0.8") })
  }

  @Test(arguments: [30, 50, 80, 200] as [Int]) func noLineOfProgressWraps(columns: Int) throws {
    let lines = drawn(try output(columns: columns)).filter { $0.contains("/100") }
    #expect(!lines.isEmpty && lines.allSatisfy { $0.count <= columns })
  }

  /// The window of a terminal without a cursor has a width, too.
  @Test func tablesFitADumbTerminal() throws {
    let arguments = [
      "compare", "circles-baseline", "circles-after-activation", "--epochs", "2", "--seeds", "1..3",
    ]
    let lines = drawn(try output(arguments, ["TERM": "dumb"], columns: 60))
      // Addresses are never broken, and progress is as in a log.
      .filter { !$0.contains("http") && !$0.contains("seed ") }
    #expect(lines.contains { $0.contains("circles-baseline") })
    #expect(lines.allSatisfy { $0.count <= 60 }, "\(lines.filter { $0.count > 60 })")
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"], ["LC_ALL": "C"]])
  func otherTerminalsHavePlainLines(variables: [String: String]) throws {
    let output = try output(Self.run, variables)
    #expect(!output.unicodeScalars.contains { $0 != "\r" && $0 != "\n" && $0.value < 0x20 })
    let lines = drawn(output).filter { $0.contains("/100") }
    #expect(
      lines.count == 1 && lines.allSatisfy { $0.hasPrefix("circles-baseline, seed 1: epoch 100/100  ") })
  }

  @Test func theFlagIsLikeTheVariable() throws {
    #expect(try !output(Self.run + ["--no-color"]).contains("\u{1B}"))
  }

  @Test func anInterruptionLeavesNothingOfTheLines() throws {
    let output = try output(
      Self.run + ["--epochs", "100000"],
      interruptedWhen: "runs/circles-baseline+training.epochs=100000/seed-1/checkpoint.safetensors")
    let rest = output.split(separator: "\u{1B}[K").last ?? ""
    #expect(!rest.contains("━") && !rest.contains("─"))
    #expect(rest.contains("interrupted") && rest.last?.isNewline == true)
  }

  /// More runs than have room are summed up.
  @Test func manyRunsHaveOneLine() throws {
    let lines = drawn(try output(Self.run + ["--seeds", "1..20", "--epochs", "20", "--jobs", "1"]))
    #expect(lines.contains { $0.hasPrefix("20 runs trained in ") })
    #expect(!lines.contains { $0.hasPrefix("circles") && $0.contains("  in ") })
  }
}
