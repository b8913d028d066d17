import Experiments
import System
import Text

/// Run folders for people: a line for each experiment, its seeds in ranges.
enum FolderRanges {
  /// `runs/A/seed-1 … seed-30, seed-35`. A path that is not one of a run folder has its own line.
  static func texts(_ folders: [String]) -> [String] {
    folders.map { folder -> (start: String, seed: UInt64?) in
      let name = Path.fileName(folder)
      guard let seed = RunFolderName.seed(of: name), folder.hasSuffix("/" + name) else {
        return (folder, nil)
      }
      return (String(folder.dropLast(name.count)), seed)
    }
    .grouped(by: \.start).map { start, folders in
      start
        + folders.compactMap(\.seed).ranges.map { range in
          let ends = Set([range.lowerBound, range.upperBound]).sorted().map(RunFolderName.ofSeed)
          return ends.joined(separator: range.upperBound - range.lowerBound > 1 ? " … " : ", ")
        }.joined(separator: ", ")
    }
  }
}
