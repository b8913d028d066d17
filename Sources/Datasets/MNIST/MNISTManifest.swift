/// One of the four files of a data set. Only the digest decides whether a file is the right one.
public struct MNISTFile: Equatable, Sendable {
  /// The data set to which the file belongs.
  public var family: MNISTFamily
  /// The name without `.gz`.
  public var name: String
  /// The size of the uncompressed content.
  public var byteCount: Int
  /// The size of the `.gz` file that the mirrors have.
  public var compressedByteCount: Int
  public var digest: FileDigest

  /// How many bytes a download may have: somewhat more than the mirrors' file, as another compression may need.
  var downloadLimit: Int { compressedByteCount + compressedByteCount / 4 + 65_536 }

  public init(
    family: MNISTFamily = .mnist, name: String, byteCount: Int, compressedByteCount: Int, digest: FileDigest
  ) {
    self.family = family
    self.name = name
    self.byteCount = byteCount
    self.compressedByteCount = compressedByteCount
    self.digest = digest
  }
}

/// The files of a data set and the web folders from which they can be downloaded.
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
      digest: .content(.init(hex: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"))),
    trainLabels: MNISTFile(
      name: "train-labels-idx1-ubyte", byteCount: 60_008, compressedByteCount: 28_881,
      digest: .content(.init(hex: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"))),
    testImages: MNISTFile(
      name: "t10k-images-idx3-ubyte", byteCount: 7_840_016, compressedByteCount: 1_648_877,
      digest: .content(.init(hex: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"))),
    testLabels: MNISTFile(
      name: "t10k-labels-idx1-ubyte", byteCount: 10_008, compressedByteCount: 4_542,
      digest: .content(.init(hex: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"))),
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ],
    trainCount: 60_000, testCount: 10_000, imageSide: 28)

  /// Zalando's files. Only the MD5 of the gzip files was published
  /// (<https://github.com/zalandoresearch/fashion-mnist>, "Get the Data").
  public static let fashion = MNISTManifest(
    trainImages: MNISTFile(
      family: .fashionMNIST, name: "train-images-idx3-ubyte", byteCount: 47_040_016,
      compressedByteCount: 26_421_880, digest: .gzipFile(.init(hex: "8d4fb7e6c68d591d4c3dfef9ec88bf0d"))),
    trainLabels: MNISTFile(
      family: .fashionMNIST, name: "train-labels-idx1-ubyte", byteCount: 60_008, compressedByteCount: 29_515,
      digest: .gzipFile(.init(hex: "25c81989df183df01b3e8a0aad5dffbe"))),
    testImages: MNISTFile(
      family: .fashionMNIST, name: "t10k-images-idx3-ubyte", byteCount: 7_840_016,
      compressedByteCount: 4_422_102, digest: .gzipFile(.init(hex: "bef4ecab320f06d8554ea6380940ec79"))),
    testLabels: MNISTFile(
      family: .fashionMNIST, name: "t10k-labels-idx1-ubyte", byteCount: 10_008, compressedByteCount: 5_148,
      digest: .gzipFile(.init(hex: "bb300cfdad3c16e7a12a480ee83cd310"))),
    mirrors: ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
    trainCount: 60_000, testCount: 10_000, imageSide: 28)
}
