/// One of MNIST's four files. Only the digest decides whether a file is the right one; how it was compressed does not
/// matter.
public struct MNISTFile: Equatable, Sendable {
  /// The name without `.gz`.
  public var name: String
  /// The size of the uncompressed content.
  public var byteCount: Int
  /// The size of the `.gz` file that the mirrors have.
  public var compressedByteCount: Int
  /// The digest of the uncompressed content.
  public var digest: SHA256.Digest

  /// How many bytes a download may have: somewhat more than the mirrors' file, as another compression may need.
  var downloadLimit: Int { compressedByteCount + compressedByteCount / 4 + 65_536 }

  public init(name: String, byteCount: Int, compressedByteCount: Int, digest: SHA256.Digest) {
    self.name = name
    self.byteCount = byteCount
    self.compressedByteCount = compressedByteCount
    self.digest = digest
  }
}

/// The files of the data set and the web folders from which they can be downloaded.
public struct MNISTManifest: Equatable, Sendable {
  public var trainImages: MNISTFile
  public var trainLabels: MNISTFile
  public var testImages: MNISTFile
  public var testLabels: MNISTFile
  /// Folders on the web that hold NAME.gz for each file, in the order in which they are tried.
  public var mirrors: [String]
  /// The number of training images.
  public var trainCount: Int
  /// The number of test images.
  public var testCount: Int
  /// Height and width of an image in pixels.
  public var imageSide: Int

  public init(
    trainImages: MNISTFile, trainLabels: MNISTFile, testImages: MNISTFile, testLabels: MNISTFile,
    mirrors: [String], trainCount: Int, testCount: Int, imageSide: Int
  ) {
    self.trainImages = trainImages
    self.trainLabels = trainLabels
    self.testImages = testImages
    self.testLabels = testLabels
    self.mirrors = mirrors
    self.trainCount = trainCount
    self.testCount = testCount
    self.imageSide = imageSide
  }

  /// All four files, in the order in which they are listed and fetched.
  public var files: [MNISTFile] { [trainImages, trainLabels, testImages, testLabels] }

  /// The files of LeCun, Cortes and Burges, as the mirrors have them.
  public static let official = MNISTManifest(
    trainImages: MNISTFile(
      name: "train-images-idx3-ubyte", byteCount: 47_040_016, compressedByteCount: 9_912_422,
      digest: .init(hex: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db")),
    trainLabels: MNISTFile(
      name: "train-labels-idx1-ubyte", byteCount: 60_008, compressedByteCount: 28_881,
      digest: .init(hex: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")),
    testImages: MNISTFile(
      name: "t10k-images-idx3-ubyte", byteCount: 7_840_016, compressedByteCount: 1_648_877,
      digest: .init(hex: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7")),
    testLabels: MNISTFile(
      name: "t10k-labels-idx1-ubyte", byteCount: 10_008, compressedByteCount: 4_542,
      digest: .init(hex: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ],
    trainCount: 60_000, testCount: 10_000, imageSide: 28)
}
