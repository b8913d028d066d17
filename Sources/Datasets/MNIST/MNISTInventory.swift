import System

/// One copy of one of the files on this machine.
public struct MNISTCopy: Equatable, Sendable {
  public enum State: Equatable, Sendable {
    /// Not looked into.
    case unchecked
    /// The content has the right digest.
    case right
    /// The content is intact but another one.
    case wrong(SHA256.Digest)
    /// It cannot be read to its end.
    case faulty(DatasetError)
  }

  public var file: MNISTFile
  public var path: String
  public var origin: DataPlaces.Origin
  /// As it lies there, compressed or not.
  public var byteCount: Int
  public var state: State
}

extension MNIST {
  /// Every copy in every place, in the order in which a run would take them, for `bnlab data list` and, with
  /// the content checked, `bnlab data verify` (about 0.3 s a copy of the whole set).
  public func copies(checkingContent: Bool) -> [MNISTCopy] {
    manifest.files.flatMap { file in
      places.places.flatMap { place in
        DataPlaces.candidates(for: file, in: place.folder).compactMap { path in
          File.byteCount(path).map { byteCount in
            MNISTCopy(
              file: file, path: path, origin: place.origin, byteCount: byteCount,
              state: checkingContent ? Self.state(of: file, at: path) : .unchecked)
          }
        }
      }
    }
  }

  /// Reads the copy to its end and compares the digest of the uncompressed content.
  static func state(of file: MNISTFile, at path: String) -> MNISTCopy.State {
    do throws(DatasetError) {
      let reader = try ByteReader(path: path, hashing: true)
      _ = try reader.skipToEnd()
      guard let digest = reader.digest, digest != file.digest else { return .right }
      return .wrong(digest)
    } catch {
      return .faulty(error)
    }
  }

  /// Why the data set cannot be had from this machine.
  func searchReport() -> MNISTSearchReport {
    let copies = copies(checkingContent: true)
    let unusable = manifest.files.filter { file in
      !copies.contains { $0.file == file && $0.state == .right }
    }
    return MNISTSearchReport(
      missing: unusable, rejected: copies.filter { unusable.contains($0.file) }, places: places.places)
  }
}
