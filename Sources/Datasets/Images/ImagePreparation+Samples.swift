/// Turns images of bytes into samples, for the data sets `mnist`, `idx` and `glyphs`.
extension ImagePreparation {
  /// Prepares the training images. Also returns the table with which the test images must be prepared. The images are
  /// freed on return, so that they do not take memory while the test set is read.
  /// - Parameters:
  ///   - wanted: the layout of the samples if the configuration does not set one.
  ///   - name: the part's name in errors.
  /// - Throws: `noSamples`, `uniformPixels`, `tooLarge` or `notEnoughMemory`.
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

  /// Prepares the test images with the table of the training images.
  func testSamples(
    _ images: consuming ByteImages, table: PixelTable, wanted: SampleLayout, name: String
  ) throws(DatasetError) -> DataArray {
    guard !images.pixels.isEmpty else { throw .noSamples(name) }
    return try images.samples(
      limit: testLimit ?? images.count, table: table, resize: resize, layout: layout ?? wanted, what: name)
  }

  /// The labels of the training samples that are used.
  func trainLabels(_ labels: [UInt8], as kind: LabelKind) -> Labels {
    Labels(classes: labels.prefix(trainLimit ?? labels.count).map(Int32.init), as: kind)
  }

  /// The labels of the test samples that are used.
  func testLabels(_ labels: [UInt8], as kind: LabelKind) -> Labels {
    Labels(classes: labels.prefix(testLimit ?? labels.count).map(Int32.init), as: kind)
  }
}
