import CKernels

/// A batch of any layout, sixteen samples at a time as a block of images has them: value by value, the sample being the
/// lane. Images are in blocks already; rows are copied there and back.
extension Batch {
  private static var lanes: Int { FloatStorage.lanes }

  /// The floats of a block.
  var blockSize: Int { shape.count * Self.lanes }

  func samplesOfBlock(_ block: Int) -> Int { min(samples - block * Self.lanes, Self.lanes) }

  /// Where a block's values go: into the batch itself, or into `memory`, from where `write` brings them to the rows.
  func room(forBlock block: Int, in memory: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
    switch shape {
    case .image: pointer + block * blockSize
    case .features, .sequence: memory
    }
  }

  /// A block's values: of the batch itself, or copied to `memory`.
  func read(
    block: Int, copyingTo memory: UnsafeMutablePointer<Float>, kernels: UnsafePointer<bnk_kernels>
  ) -> UnsafeMutablePointer<Float> {
    forEachStep(ofBlock: block) { step in
      kernels.pointee.gather_blocks(
        samplesOfBlock(block), step.features, pointer + step.row, step.stride, nil, memory + step.value)
    }
    return room(forBlock: block, in: memory)
  }

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
    /// Where the first sample's row starts, and how far it is to the next sample's.
    let row: Int
    let stride: Int
    /// Where the step's values stand in the block.
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
