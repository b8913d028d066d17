import CommandLineTool
import Experiments
import Reporting
import Runs
import Testing

@testable import bnlab

@Suite struct OptionValueTests {
  @Test func settingsAreKeyAndValue() throws {
    let reader = ValueReader<Setting>.setting
    #expect(
      try reader.read(#"dataset={"glyphs":{}}"#) == Setting(key: "dataset", value: #"{"glyphs":{}}"#))
    #expect(try reader.read("model.0.dense.units=64") == Setting(key: "model.0.dense.units", value: "64"))
    #expect(try reader.read("model.1+=relu") == Setting(key: "model.1+", value: "relu"))
    #expect(try reader.read("model.3-") == Setting(key: "model.3-", value: nil))
    #expect(throws: ValueProblem.other("it must be key=value, such as training.batch_size=64.")) {
      try reader.read("training.epochs")
    }
    for key in ["", ".", "a.", ".a", "a..b", "a b"] {
      #expect(
        throws: ValueProblem.other(
          "'\(key)' is not a dotted path, such as optimizer.sgd.learning_rate.")
      ) { try reader.read(key + "=1") }
    }
  }

  @Test func theSingleSeed() throws {
    let reader = ValueReader<SeedSelection>.seed
    #expect(try reader.read("18446744073709551615") == .these([.max]))
    for text in ["-1", "1.5", "+1", "", " 1", "18446744073709551616", "1..3"] {
      #expect(throws: ValueProblem.notAWholeNumber(from: "0", to: "18446744073709551615")) {
        try reader.read(text)
      }
    }
  }

  @Test func epochsAreFinalBestOrNumbered() throws {
    let reader = ValueReader<EpochChoice>.epoch
    #expect(try reader.read("final") == .final)
    #expect(try reader.read("best") == .best)
    #expect(try reader.read("epoch=12") == .epoch(12))
    for text in ["epoch=0", "epoch=+1", "epoch=", "12", "last"] {
      #expect(throws: ValueProblem.other("it must be final, best or epoch=N.")) { try reader.read(text) }
    }
  }

  @Test func thresholdsAreAMetricAndAFiniteValue() throws {
    let reader = ValueReader<Threshold>.threshold
    #expect(try reader.read("test_loss=-0.5") == Threshold(metric: .testLoss, value: -0.5))
    for text in ["test_loss", "test_loss=inf", "test_loss=1=2", "tset_loss=1"] {
      #expect(throws: ValueProblem.self) { try reader.read(text) }
    }
  }

  @Test func confidencesLieBetweenOneHalfAndAlmostOne() throws {
    let reader = ValueReader<Confidence>.confidence
    #expect(try reader.read("0.9") == Confidence(0.9))
    for text in ["0.49", "1", "0.99999", "x", "nan"] {
      #expect(throws: ValueProblem.self) { try reader.read(text) }
    }
  }

  @Test func agesHaveAUnit() throws {
    let reader = ValueReader<Int>.age
    #expect(try reader.read("0s") == 0 && reader.read("90m") == 5400 && reader.read("2h") == 7200)
    #expect(try reader.read("30d") == 2_592_000 && reader.read("1w") == 604_800)
    for text in ["", "30", "d", "-1d", "+1d", "1.5d", "1D", "1000001d"] {
      #expect(throws: ValueProblem.self) { try reader.read(text) }
    }
  }

  @Test func namesOfRunsAreThoseOfFolders() throws {
    let reader = ValueReader<String>.runName
    for name in ["quick", "größer 2", "a.b", String(repeating: "a", count: 100)] {
      #expect(try reader.read(name) == name)
    }
    for name in [
      "", ".a", "-a", "a/b", "a+b", "a\n", "a.json", "a.jsonc", String(repeating: "a", count: 101),
    ] {
      #expect(throws: ValueProblem.self) { try reader.read(name) }
    }
  }
}
