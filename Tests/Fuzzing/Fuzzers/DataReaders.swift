import Foundation
import System

@testable import Datasets

/// The files of data sets.
enum DataReaders {
  /// Holds the input, because these readers take a path.
  private static let path = NSTemporaryDirectory() + "bnlab-fuzz-\(ProcessInfo.processInfo.processIdentifier)"

  private static func write(_ bytes: [UInt8]) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    } catch {
      fatalError("\(error)")
    }
  }

  private static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

  /// Both readings of the labels agree on the samples, and each value has its place.
  static func csv(_ bytes: [UInt8]) {
    write(bytes)
    for labels in [[CSVColumn.index(-1)], [.name("label")], [.index(0), .index(-1)]] {
      for kind in labels.count == 1 ? [LabelKind.classes, .values] : [.values] {
        guard let file = try? CSVFile(path: path, labels: labels, kind: kind) else { continue }
        require(
          file.columns.roles.count == file.columns.featureCount + labels.count && file.sampleCount > 0,
          "lost columns")
        let names = (try? CSVLabelTexts.classNames([(path, file.labelTexts)])) ?? nil
        guard let (samples, targets) = try? file.load(classNames: names, what: "train_x") else { continue }
        require(samples.shape == [file.sampleCount, file.columns.featureCount], "other shape")
        require(targets.count == file.sampleCount && targets.columns == labels.count, "lost labels")
        require(samples.values.allSatisfy(\.isFinite), "a value that is not finite")
      }
    }
  }

  /// The bytes of an accepted array are exactly those that its shape needs.
  static func npy(_ bytes: [UInt8]) {
    write(bytes)
    guard let header = try? NPYHeader.read(path: path) else { return }
    func check(_ count: Int) {
      require(count == header.shape.reduce(1, *), "other size")
      require(
        isGzip(bytes) || header.dataOffset + count * header.dataType.size == bytes.count, "other bytes")
    }
    if let samples = try? NPYReader(path: path, name: "train_x").samples() {
      require(samples.shape == header.shape && samples.values.allSatisfy(\.isFinite), "other samples")
      check(samples.count)
    }
    for kind in [LabelKind.classes, .values] {
      guard let labels = try? NPYReader(path: path, name: "train_y").labels(as: kind) else { continue }
      check(labels.count * labels.columns)
      if case .classes(let classes) = labels { require(classes.allSatisfy { $0 >= 0 }, "a negative class") }
    }
  }

  /// The bytes of accepted images and labels are exactly those that the header announces.
  static func idx(_ bytes: [UInt8]) {
    write(bytes)
    guard let header = try? IDXHeader.read(path: path) else { return }
    func check(_ count: Int) {
      require(count == header.shape.reduce(1, *), "other size")
      require(isGzip(bytes) || header.byteCount + count == bytes.count, "other bytes")
    }
    if let labels = try? IDXReader(path: path).labels() { check(labels.count) }
    do {
      let images = try IDXReader(path: path).images()
      check(images.pixels.count)
      require(images.histogram(ofFirst: .max).reduce(0, +) == images.pixels.count, "lost pixels")
    } catch {}
  }

  /// The content does not depend on the size of the pieces in which it is read, and is never much longer than allowed.
  static func gzip(_ bytes: [UInt8]) {
    write(bytes)
    let limit = 1 << 20
    func content(pieces size: Int) -> (bytes: [UInt8], error: String?) {
      var content: [UInt8] = []
      do {
        let reader = try ByteReader(path: path, limit: limit)
        while true {
          let piece = try reader.read(size)
          content += piece
          if piece.isEmpty { return (content, nil) }
        }
      } catch {
        return (content, "\(error)")
      }
    }
    let whole = content(pieces: 1 << 16)
    require(whole.bytes.count <= limit, "more than the limit")
    let small = content(pieces: 97)
    require((whole.error == nil) == (small.error == nil), "the pieces decide whether it is an error")
    if whole.error == nil { require(whole.bytes == small.bytes, "the pieces change the content") }
    if !isGzip(bytes), bytes.count <= limit { require(whole.bytes == bytes, "a plain file changes") }
  }
}
