/// The taps of a bilinear resize along one axis: output pixel n mixes source pixels `near[n]` and `far[n]`.
///
/// As torch.nn.functional.interpolate(mode="bilinear", align_corners=False): a pixel's centre lies at n + ½,
/// sources left of the first centre repeat it, and there is no smoothing when the image shrinks.
struct ResizeTaps {
  var near: [Int] = []
  var far: [Int] = []
  var nearWeight: [Float] = []
  var farWeight: [Float] = []

  init(from sourceLength: Int, to targetLength: Int) {
    let scale = Float(sourceLength) / Float(targetLength)
    for target in 0..<targetLength {
      // scale · (n + ½) − ½ rounded once, as the fused multiply-add there does: both factors have 24 bits, so
      // the double product is exact.
      let place = max(Float(Double(scale) * (Double(target) + 0.5) - 0.5), 0)
      let first = min(Int(place), sourceLength - 1)
      let farther = min(place - Float(first), 1)
      near.append(first)
      far.append(min(first + 1, sourceLength - 1))
      farWeight.append(farther)
      nearWeight.append(1 - farther)
    }
  }
}

extension ByteImages {
  /// The first `limit` images as samples: bytes through the table, then resized where `resize` is set.
  ///
  /// Each output is w₀₁·x₀₁, then + w₀₀·x₀₀, + w₁₀·x₁₀ and + w₁₁·x₁₁ (first index: row), each step rounded to
  /// float32 once, with w = row weight · column weight in float32: the order of PyTorch's kernel for
  /// processors with fused multiply-add. A step is a product, exact in double, and a sum in double, so the
  /// result is the same on every machine. It equals the fused step except where rounding to double first goes
  /// the other way, less than once in 10⁸ steps, and never where the weights have few digits, as from 28 to
  /// 32 pixels.
  func samples(
    limit: Int, table: PixelTable, resize: Int?, layout: SampleLayout, what: String
  ) throws(DatasetError) -> DataArray {
    let used = min(limit, count)
    let (h, w) = (resize ?? height, resize ?? width)
    // Scratch for one image in double. A header may announce an image that is too large for any machine.
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

  private func map(through table: [Float], into output: UnsafeMutableBufferPointer<Float>) {
    table.withUnsafeBufferPointer { table in
      for i in 0..<output.count { output[i] = table[Int(pixels[i])] }
    }
  }

  private func resize(
    through table: [Float], height h: Int, width w: Int, count: Int,
    into output: UnsafeMutableBufferPointer<Float>
  ) {
    let rows = ResizeTaps(from: height, to: h)
    let columns = ResizeTaps(from: width, to: w)
    // Everything that the inner loop multiplies is a float32, held as a double.
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
        var place = index * h * w
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
            output[place] = sum
            place &+= 1
          }
        }
      }
    }
  }
}
