import Schema

/// Height and width in pixels; written as one integer or as `[height, width]`.
public struct Size2D: Equatable, Sendable {
  public var height: Int
  public var width: Int

  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }
}

extension Codec where Value == Size2D {
  static var size2D: Codec {
    let pair = Codec<[Int]>.list(of: .size)
    return .either(
      Codec<Int>.size.map({ Size2D(height: $0, width: $0) }) { $0.height },
      Codec(
        shape: .tuple(of: Codec<Int>.size.shape, count: 2),
        read: { value in
          guard let sizes = pair.read(value), sizes.count == 2 else { return nil }
          return Size2D(height: sizes[0], width: sizes[1])
        }, write: { pair.write([$0.height, $0.width]) })
    ) { size in
      size.height == size.width ? .integer(size.height) : pair.write([size.height, size.width])
    }
  }
}
