/// Which source pixels a bilinear resize mixes along one axis: output pixel n is the sum of the source pixels `near[n]`
/// and `far[n]` with the weights `nearWeight[n]` and `farWeight[n]`.
///
/// This is torch.nn.functional.interpolate(mode="bilinear", align_corners=False): the centre of pixel n is at n + ½,
/// the outermost pixels are repeated beyond the image, and nothing is smoothed when the image shrinks.
struct ResizeTaps {
  var near: [Int] = []
  var far: [Int] = []
  var nearWeight: [Float] = []
  var farWeight: [Float] = []

  init(from sourceLength: Int, to targetLength: Int) {
    let scale = Float(sourceLength) / Float(targetLength)
    for target in 0..<targetLength {
      // scale · (n + ½) − ½, rounded to float32 only once, like PyTorch's fused multiply-add. Both factors have 24
      // bits, so their product is exact in double.
      let position = max(Float(Double(scale) * (Double(target) + 0.5) - 0.5), 0)
      let nearIndex = min(Int(position), sourceLength - 1)
      let weight = min(position - Float(nearIndex), 1)
      near.append(nearIndex)
      far.append(min(nearIndex + 1, sourceLength - 1))
      farWeight.append(weight)
      nearWeight.append(1 - weight)
    }
  }
}

extension ByteImages {
  /// The first `limit` images as samples. The table turns each byte into a number; then the images are resized if
  /// `resize` is set, to that many pixels in height and width. Throws `tooLarge` or `notEnoughMemory`.
  ///
  /// Each output is computed in the order of PyTorch's kernel for processors with fused multiply-add: w₀₁·x₀₁, then
  /// + w₀₀·x₀₀, + w₁₀·x₁₀ and + w₁₁·x₁₁. The first index is the row, and w = row weight · column weight in float32.
  /// Each step is rounded to float32. Here a step is a product, which is exact in double, and a sum in double, so the
  /// result is the same on every machine. It differs from PyTorch's fused step only if the rounding to double changes
  /// the rounding to float32. That happens less than once in 10⁸ steps, and never if the weights have few digits, as
  /// from 28 to 32 pixels.
  func samples(
    limit: Int, table: PixelTable, resize: Int?, layout: SampleLayout, what: String
  ) throws(DatasetError) -> DataArray {
    let used = min(limit, count)
    let (h, w) = (resize ?? height, resize ?? width)
    // The scratch memory for one image in double. A wrong header may announce an image larger than any memory.
    _ = try MemoryBudget.bytes(for: [height, width], elementSize: 8, what: what)
    let shape = [used] + layout.shape(height: h, width: w)
    return try DataArray(shape: shape, what: what) { output throws(DatasetError) in
      guard used * height * width > 0 else { return }
      if h == height && w == width {
        map(through: table.values, into: output)
      } else {
        self.resize(through: table.values, height: h, width: w, count: used, into: output)
      }
    }
  }

  /// Replaces each byte by its number in the table.
  private func map(through table: [Float], into output: UnsafeMutableBufferPointer<Float>) {
    table.withUnsafeBufferPointer { table in
      for i in 0..<output.count { output[i] = table[Int(pixels[i])] }
    }
  }

  /// Replaces each byte by its number in the table and resizes the images to h × w pixels.
  private func resize(
    through table: [Float], height h: Int, width w: Int, count: Int,
    into output: UnsafeMutableBufferPointer<Float>
  ) {
    let rows = ResizeTaps(from: height, to: h)
    let columns = ResizeTaps(from: width, to: w)
    // Weights and pixels are float32 numbers stored as double, because the inner loop computes in double.
    let doubles = table.map(Double.init)
    var weights: [SIMD4<Double>] = []
    for y in 0..<h {
      for x in 0..<w {
        weights.append(
          SIMD4(
            Double(rows.nearWeight[y] * columns.farWeight[x]),
            Double(rows.nearWeight[y] * columns.nearWeight[x]),
            Double(rows.farWeight[y] * columns.nearWeight[x]),
            Double(rows.farWeight[y] * columns.farWeight[x])))
      }
    }
    let size = height * width
    withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { image in
      for index in 0..<count {
        let source = pixels.baseAddress! + index * size
        for i in 0..<size { image[i] = doubles[Int(source[i])] }
        var outputIndex = index * h * w
        for y in 0..<h {
          let upper = image.baseAddress! + rows.near[y] * width
          let lower = image.baseAddress! + rows.far[y] * width
          for x in 0..<w {
            let (near, far) = (columns.near[x], columns.far[x])
            let weight = weights[y &* w &+ x]
            var sum = Float(weight[0] * upper[far])
            sum = Float(weight[1] * upper[near] + Double(sum))
            sum = Float(weight[2] * lower[near] + Double(sum))
            sum = Float(weight[3] * lower[far] + Double(sum))
            output[outputIndex] = sum
            outputIndex &+= 1
          }
        }
      }
    }
  }
}
