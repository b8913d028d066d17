/// Turns bytes into samples, for `mnist`, `idx` and `glyphs`.
extension ImagePreparation {
  /// Prepares the training images, and returns the table with which the test images must be prepared. The images
  /// are freed on return, before those of the test set are read.
  func trainSamples(
    _ images: consuming ByteImages, wanted: SampleLayout, name: String
  ) throws(DatasetError) -> (samples: DataArray, table: PixelTable) {
    guard !images.pixels.isEmpty else { throw .noSamples(name) }
    let limit = trainLimit ?? images.count
    let table = try PixelTable(scaling, histogram: images.histogram(ofFirst: limit))
    let samples = try images.samples(
      limit: limit, table: table, resize: resize, layout: layout ?? wanted, what: name)
    return (samples, table)
  }

  func testSamples(
    _ images: consuming ByteImages, table: PixelTable, wanted: SampleLayout, name: String
  ) throws(DatasetError) -> DataArray {
    guard !images.pixels.isEmpty else { throw .noSamples(name) }
    return try images.samples(
      limit: testLimit ?? images.count, table: table, resize: resize, layout: layout ?? wanted, what: name)
  }

  func trainLabels(_ labels: [UInt8], as kind: LabelKind) -> Labels {
    Labels(classes: labels.prefix(trainLimit ?? labels.count).map(Int32.init), as: kind)
  }

  func testLabels(_ labels: [UInt8], as kind: LabelKind) -> Labels {
    Labels(classes: labels.prefix(testLimit ?? labels.count).map(Int32.init), as: kind)
  }
}
