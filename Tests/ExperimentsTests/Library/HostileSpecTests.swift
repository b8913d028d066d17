import System
import TestSupport
import Testing

@testable import Experiments
@testable import Schema

/// Specs with random changes are either refused or read, and never crash the program. A spec that was read can be written
/// and read again.
@Suite struct HostileSpecTests {
  private static let pieces = [
    "{", "}", "[", "]", ",", ":", "\"", "null", "true", "1e999", "-1", "0", "1e308", "-0", "0.5", "[1, 2]",
    "{}", "\"\"",
    "99999999999999999999999999999999999999999999", "9223372036854775808", "\\u", "\\uD800", "//", "/*",
    "\u{0}", "é",
    "\"relu\"", "{ \"dense\": {} }", "\"extends\": \"A\",", "\u{FEFF}",
  ].map { Array($0.utf8) }

  private static let options = [
    "training.epochs=3", "model.0.dense.units=20", "model.2=relu", "optimizer=adam", "model=[]", "a.b.c=1",
    "optimizer.adam.epsilon=1", "dataset.mnist.resize=3", "model.0.conv2d.kernel_size.1=3", "notes.0=x",
    "model.0.conv2d.kernel_size=[1,2]", "published.test_loss=1", "training=null", "model.0.0.0=1",
    "source.url=x",
  ]

  @Test(arguments: 0..<10)
  func changedSpecsNeverCrash(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<30 {
      var bytes = BuiltInSpec.experiments[random.below(BuiltInSpec.experiments.count)].bytes
      for _ in 0...random.below(3) {
        let start = random.below(bytes.count)
        let piece = Self.pieces[random.below(Self.pieces.count)]
        switch random.below(4) {
        case 0: bytes[start] = UInt8(random.below(256))
        case 1: bytes.insert(contentsOf: piece, at: start)
        case 2: bytes.removeSubrange(start..<min(start + random.below(30), bytes.count - 1))
        default:
          let end = bytes[start...].firstIndex { ",:}] \n".utf8.contains($0) } ?? bytes.count
          bytes.replaceSubrange(start..<end, with: piece)
        }
      }
      let option = Self.options[random.below(Self.options.count)]
      check(
        bytes,
        overrides: random.below(2) == 0 ? [] : [try Override(parsing: option, currentDirectory: "/work")])
    }
  }

  private func check(_ bytes: [UInt8], overrides: [Override]) {
    let files = FileSystem(
      currentDirectory: "/work",
      read: { (_: String, _: Int) throws(FileSystem.Failure) -> [UInt8] in bytes },
      list: { (path: String) throws(FileSystem.Failure) -> [FileSystem.Entry] in
        throw FileSystem.Failure(path: path, reason: .notFound)
      })
    let library = ExperimentLibrary(builtIns: Array(Checkout.library.builtIns.values), fileSystem: files)
    do throws(SpecError) {
      let resolved = try library.resolve("x.json", overrides: overrides)
      var again = (try? located(resolved.json.pretty)).flatMap(ExperimentSpec.codec.read)
      again?.name = resolved.spec.name
      #expect(again == resolved.spec)
    } catch {
      #expect(!error.problems.isEmpty)
      #expect(!error.problems.contains { $0.reason == .unreadable }, "\(error)")
    }
  }
}
