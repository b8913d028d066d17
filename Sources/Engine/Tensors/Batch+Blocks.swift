import CKernels

/// Access to a batch of any layout in blocks of sixteen samples, in the layout of images: value by value, with one
/// sample per lane. Images are stored in blocks already; rows are copied to a block and back.
extension Batch {
  private static var lanes: Int { FloatStorage.lanes }

  /// The floats of a block.
  var blockSize: Int { shape.count * Self.lanes }

  /// Number of samples in a block; the last one may have fewer than sixteen.
  func samplesOfBlock(_ block: Int) -> Int { min(samples - block * Self.lanes, Self.lanes) }

  /// The place for a block's new values: the batch itself, or `memory`, from which `write` copies them to the rows.
  func room(forBlock block: Int, in memory: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
    switch shape {
    case .image: pointer + block * blockSize
    case .features, .sequence: memory
    }
  }

  /// A block's values: those of the batch itself, or a copy in `memory`.
  func read(
    block: Int, copyingTo memory: UnsafeMutablePointer<Float>, kernels: UnsafePointer<bnk_kernels>
  ) -> UnsafeMutablePointer<Float> {
    forEachStep(ofBlock: block) { step in
      kernels.pointee.gather_blocks(
        samplesOfBlock(block), step.features, pointer + step.row, step.stride, nil, memory + step.value)
    }
    return room(forBlock: block, in: memory)
  }

  /// Copies a block's values from `memory` to the rows; does nothing for images, which are written in place.
  func write(
    block: Int, from memory: UnsafeMutablePointer<Float>, kernels: UnsafePointer<bnk_kernels>
  ) {
    forEachStep(ofBlock: block) { step in
      kernels.pointee.unpack_blocks(
        samplesOfBlock(block), step.features, memory + step.value, pointer + step.row, step.stride)
    }
  }

  /// The rows of one step of a block's samples; features are a single step.
  private struct Step {
    let features: Int
    /// The place of the first sample's row, in floats from the batch's first.
    let row: Int
    /// The floats from one sample's row to the next sample's.
    let stride: Int
    /// The place of the step's values in the block.
    let value: Int
  }

  private func forEachStep(ofBlock block: Int, _ body: (Step) -> Void) {
    let start = block * Self.lanes
    switch shape {
    case .image: return
    case .features(let features):
      body(Step(features: features, row: self.start(of: start), stride: stride, value: 0))
    case .sequence(let steps, let features):
      for step in 0..<steps {
        body(
          Step(
            features: features, row: self.start(of: start) + step * stride, stride: steps * stride,
            value: step * features * Self.lanes))
      }
    }
  }
}
