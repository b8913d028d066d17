import System

/// A copy of one of a data set's files on this machine.
public struct MNISTCopy: Equatable, Sendable {
  /// What is known about the content.
  public enum State: Equatable, Sendable {
    /// The content has not been read.
    case unchecked
    /// The file has the right digest.
    case right
    /// The content can be read, but the digest is not that of the data set's file.
    case wrong(FileDigest, MNISTFamily)
    /// The content cannot be read to its end.
    case faulty(DatasetError)
  }

  public var file: MNISTFile
  public var path: String
  public var origin: DataPlaces.Origin
  /// The size of the stored file, compressed or not.
  public var byteCount: Int
  public var state: State
}

extension MNISTFiles {
  /// All copies in all folders, in the order in which a run tries them.
  /// - Parameter checkingContent: whether the files are read and checked, which takes about 0.3 s for one copy of each.
  public func copies(checkingContent: Bool) -> [MNISTCopy] {
    manifest.files.flatMap { file in
      places.places.flatMap { place in
        family.candidates(for: file, inDataFolder: place.folder).compactMap { path in
          File.byteCount(path).map { byteCount in
            MNISTCopy(
              file: file, path: path, origin: place.origin, byteCount: byteCount,
              state: checkingContent ? file.state(at: path) : .unchecked)
          }
        }
      }
    }
  }

  /// Why the data set cannot be read on this machine: all files are checked.
  func searchReport() -> MNISTSearchReport {
    let copies = copies(checkingContent: true)
    let unusable = manifest.files.filter { file in
      !copies.contains { $0.file == file && $0.state == .right }
    }
    return MNISTSearchReport(
      family: family, missing: unusable, rejected: copies.filter { unusable.contains($0.file) },
      places: places.places)
  }
}

extension MNISTFile {
  /// The state of the copy at a path: reads it to its end, or to the known size, and compares the digest.
  func state(at path: String) -> MNISTCopy.State {
    do throws(DatasetError) {
      let reader = try ByteReader(path: path, hashing: digest.kind, limit: byteCount)
      _ = try reader.skipToEnd()
      guard let digest = reader.digest, digest != self.digest else { return .right }
      return .wrong(digest, family)
    } catch {
      return .faulty(error)
    }
  }
}
