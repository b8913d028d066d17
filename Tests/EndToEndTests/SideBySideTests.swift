import Foundation
import Testing

@Suite struct SideBySideTests {
  /// Several processes want the same runs at the same time. One trains each, the others wait and take it, and the bytes are
  /// those of a process alone.
  @Test func processesShareTheirRuns() throws {
    try BnlabProcess.withBnlab { bnlab in
      let names = ["circles-baseline", "circles-after-activation"]
      func arguments(_ names: [String], _ folder: String) -> [String] {
        ["compare"] + names + ["--seeds", "1,2", "--epochs", "2", "--runs-dir", folder, "--quiet"]
      }
      let alone = try bnlab.run(arguments(names, "alone"))
      #expect(alone.status == 0)
      // In both orders, so that they meet.
      let together = try bnlab.runTogether(
        [names, names.reversed(), names, names.reversed()].map { arguments($0, "shared") })
      #expect(together == [0, 0, 0, 0])
      let files = try FileManager.default.subpathsOfDirectory(
        atPath: bnlab.directory.appendingPathComponent("alone").path
      ).sorted()
      #expect(files.contains { $0.hasSuffix("seed-2/weights.safetensors") })
      #expect(
        try FileManager.default.subpathsOfDirectory(
          atPath: bnlab.directory.appendingPathComponent("shared").path
        ).sorted() == files)
      for file in files where file.hasSuffix(".csv") || file.hasSuffix(".safetensors") {
        #expect(try bnlab.data("shared/" + file) == bnlab.data("alone/" + file), "\(file)")
      }
    }
  }
}
