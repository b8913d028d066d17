import Experiments
import Foundation
import Testing
import Training

@testable import Runs

@Test func archivesTellWhichSeedsThereAre() throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("archive-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  for name in ["seed-10", "seed-2", "seed-x", ".replaced", "seed-1"] {
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("A/\(name)"), withIntermediateDirectories: true)
  }
  let archive = RunArchive(runsDirectory: folder.path)
  #expect(try archive.seeds(of: "A") == [1, 2, 10])
  #expect(try archive.seeds(of: "B") == [])
  // Without run.json it is not finished.
  #expect(try archive.run("A", seed: 1)?.folder == nil)
  try Data("{".utf8).write(to: folder.appendingPathComponent("A/seed-2/run.json"))
  try Data("epoch\n".utf8).write(to: folder.appendingPathComponent("A/seed-2/metrics.csv"))
  let broken = #expect(throws: RunDamage.self) { try archive.run("A", seed: 2) }
  let record = folder.path + "/A/seed-2/run.json"
  #expect(broken?.message.hasPrefix("\(record):1:2: ") == true, "\(broken?.message ?? "")")
}
