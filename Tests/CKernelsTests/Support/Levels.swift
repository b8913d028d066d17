import CKernels
import Foundation

/// One SIMD level that this processor can run.
struct Level {
  let name: String
  let fused: Bool
  let kernels: bnk_kernels

  init(_ kernels: bnk_kernels) {
    name = String(cString: kernels.name)
    fused = kernels.fused
    self.kernels = kernels
  }

  /// a·b + c as this level computes it.
  func multiplyAdd(_ a: Float, _ b: Float, _ c: Float) -> Float {
    fused ? c.addingProduct(a, b) : a * b + c
  }
}

/// All levels that this processor can run, from the simplest to the best.
func allLevels() -> [Level] {
  var levels: [Level] = []
  while let kernels = bnk_kernels_at(levels.count) { levels.append(Level(kernels.pointee)) }
  return levels
}

let activations = [BNK_LINEAR, BNK_RELU, BNK_TANH, BNK_SIGMOID]

/// activation(x) in double precision.
func reference(_ activation: bnk_activation, _ x: Double) -> Double {
  switch activation {
  case BNK_RELU: x > 0 ? x : 0
  case BNK_TANH: tanh(x)
  case BNK_SIGMOID: x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x))
  default: x
  }
}
