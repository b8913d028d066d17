import Testing

@testable import Engine

struct BatchTests {
  /// Rows are padded to whole vectors: sample 1 of 3 features starts at float 16.
  @Test func featuresStandInPaddedRows() {
    let shape = SampleShape.features(3)
    let buffer = BatchBuffer(shape: shape, samples: 2)
    let batch = buffer.batch(shape: shape, samples: 2)
    batch.setSample(1, to: [1, 2, 3])
    #expect(batch.stride == 16 && batch.count == 32)
    #expect((0..<3).map { batch.pointer[16 + $0] } == [1, 2, 3])
    #expect(batch.sample(0) == [0, 0, 0] && batch.sample(1) == [1, 2, 3])
  }

  /// [block][channel][row][column][16]: of 2×1×2 values, value 3 of sample 18 is in block 1, at (4 + 3)·16 + 2.
  @Test func imagesStandInBlocksOfSixteen() {
    let shape = SampleShape.image(channels: 2, height: 1, width: 2)
    let buffer = BatchBuffer(shape: shape, samples: 19)
    let batch = buffer.batch(shape: shape, samples: 19)
    batch.setSample(18, to: [5, 6, 7, 8])
    #expect(batch.blocks == 2 && batch.count == 128)
    #expect(batch.pointer[(4 + 3) * 16 + 2] == 8)
    #expect(batch.sample(18) == [5, 6, 7, 8] && batch.sample(2) == [0, 0, 0, 0])
  }

  @Test func shapesCountAndDescribeThemselves() {
    let image = SampleShape.image(channels: 6, height: 28, width: 20)
    #expect(image.count == 3360 && image.dimensions == [6, 28, 20] && image.description == "(6, 28, 20)")
    let features = SampleShape.features(50)
    #expect(features.count == 50 && features.dimensions == [50] && features.description == "(50)")
    // 50 features take 64 floats a row; 17 images take two blocks of sixteen.
    #expect(features.bufferCount(samples: 3) == 192)
    #expect(image.bufferCount(samples: 17) == 32 * 3360)
  }
}
