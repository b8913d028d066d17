import Schema

public struct PoolSpec: Equatable, Sendable {
  public var poolSize: Size2D
  /// Nil: the pool size.
  public var strides: Size2D?

  public init(poolSize: Size2D = Size2D(height: 2, width: 2), strides: Size2D? = nil) {
    self.poolSize = poolSize
    self.strides = strides
  }
}

extension PoolSpec {
  static func keys(_ doc: String) -> KeyTable<PoolSpec> {
    KeyTable(
      doc, blank: PoolSpec(),
      [
        .optional("pool_size", \.poolSize, .size2D, "The window, as one number or as [height, width]."),
        .optional(
          "strides", \.strides, .nullable(.size2D),
          "The window's steps, as one number or as [height, width]; null: the pool size."),
      ])
  }
}
