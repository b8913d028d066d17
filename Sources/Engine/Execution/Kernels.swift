import CKernels

/// The compute kernels (CKernels) for one SIMD level of the processor.
public struct Kernels: @unchecked Sendable {
  /// A constant table of the C target.
  let table: UnsafePointer<bnk_kernels>

  /// The best level of this processor.
  public static var best: Kernels {
    guard let table = bnk_kernels_best() else { preconditionFailure("CKernels always has its plain level") }
    return Kernels(table: table)
  }

  /// Nil if the name is unknown or the processor lacks the level.
  public init?(named name: String) {
    guard let table = bnk_kernels_named(name) else { return nil }
    self.table = table
  }

  private init(table: UnsafePointer<bnk_kernels>) {
    self.table = table
  }

  /// All levels that this processor can run, from the plainest to the best.
  public static var available: [Kernels] {
    var levels: [Kernels] = []
    while let table = bnk_kernels_at(levels.count) { levels.append(Kernels(table: table)) }
    return levels
  }

  /// The level's name: `base`, `avx2`, `avx512` or `neon`.
  public var name: String { String(cString: table.pointee.name) }
  /// Whether a multiplication and an addition are rounded once together; other levels may differ in the last bits.
  public var hasFusedMultiplyAdd: Bool { table.pointee.fused }
}
