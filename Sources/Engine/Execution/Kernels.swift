import CKernels

/// The kernels of one SIMD level.
public struct Kernels: @unchecked Sendable {
  /// A constant table of the C target.
  let table: UnsafePointer<bnk_kernels>

  /// The best level of this processor.
  public static var best: Kernels {
    guard let table = bnk_kernels_best() else { preconditionFailure("CKernels always has its plain level") }
    return Kernels(table: table)
  }

  /// Nil where the name is unknown or the processor lacks the level.
  public init?(named name: String) {
    guard let table = bnk_kernels_named(name) else { return nil }
    self.table = table
  }

  private init(table: UnsafePointer<bnk_kernels>) {
    self.table = table
  }

  /// All levels that this processor can run, the plainest first.
  public static var available: [Kernels] {
    var levels: [Kernels] = []
    while let table = bnk_kernels_at(levels.count) { levels.append(Kernels(table: table)) }
    return levels
  }

  /// `base`, `avx2`, `avx512` or `neon`.
  public var name: String { String(cString: table.pointee.name) }
  public var hasFusedMultiplyAdd: Bool { table.pointee.fused }
}
