import Testing

@testable import Engine

/// The known answers of philox4x32-10 in Random123's tests/kat_vectors (https://github.com/DEShawResearch/random123).
struct PhiloxTests {
  struct KnownAnswer: Sendable {
    let counter: [UInt32]
    let key: UInt64
    let words: [UInt32]
  }

  static let knownAnswers = [
    KnownAnswer(
      counter: [0, 0, 0, 0], key: 0,
      words: [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
    KnownAnswer(
      counter: [.max, .max, .max, .max], key: .max,
      words: [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
    // The digits of π; the key's first word is the low half.
    KnownAnswer(
      counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], key: 0x299f_31d0_a409_3822,
      words: [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]),
  ]

  @Test(arguments: knownAnswers)
  func givesTheKnownAnswers(_ known: KnownAnswer) {
    let counter = known.counter
    let words = Philox4x32(key: known.key).block((counter[0], counter[1], counter[2], counter[3]))
    #expect([words.0, words.1, words.2, words.3] == known.words)
  }
}
