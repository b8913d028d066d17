import Experiments

/// Run folders for people: a line for each experiment, its seeds in ranges.
enum FolderRanges {
  /// `runs/A/seed-1 … seed-30, seed-35`. A path that is not one of a run folder has its own line.
  static func texts(_ folders: [String]) -> [String] {
    var lines: [Line] = []
    for folder in folders {
      guard let slash = folder.lastIndex(of: "/"),
        let seed = RunFolderName.seed(of: String(folder[folder.index(after: slash)...]))
      else {
        lines.append(Line(start: folder, seeds: []))
        continue
      }
      let start = String(folder[...slash])
      if let place = lines.firstIndex(where: { $0.start == start }) {
        lines[place].seeds.append(seed)
      } else {
        lines.append(Line(start: start, seeds: [seed]))
      }
    }
    return lines.map(\.text)
  }

  private struct Line {
    /// The path up to the last slash, or all of it if there are no seeds.
    let start: String
    var seeds: [UInt64]

    var text: String {
      start
        + seeds.ranges.map { range in
          let ends = Set([range.lowerBound, range.upperBound]).sorted().map(RunFolderName.ofSeed)
          return ends.joined(separator: range.upperBound - range.lowerBound > 1 ? " … " : ", ")
        }.joined(separator: ", ")
    }
  }
}
