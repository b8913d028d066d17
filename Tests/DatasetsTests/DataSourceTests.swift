import Schema
import System
import TestSupport
import Testing

@testable import Datasets

struct DataSourceTests {
  private let images = ImagePreparation(scaling: .minMax, trainLimit: 3, layout: .rows)
  private let files = FileSet(trainX: "/a", trainY: "/b", testX: "/c", testY: "/d")

  private var sources: [DataSource] {
    [
      .circles(Circles(samples: 6)), .mnist(MNIST(images: images)), .glyphs(Glyphs(images: images)),
      .shapes(Shapes(size: 16)), .idx(IDXFiles(files: files, images: images)), .npy(NPYFiles(files: files)),
      .csv(CSVFiles(train: "/a", test: "/b")), .fashionMNIST(FashionMNIST(images: images)),
      .moons(Moons(samples: 6)), .blobs(Blobs(samples: 6)),
    ]
  }

  @Test func everyNameLeadsToItsConfiguration() throws {
    #expect(sources.map(\.nameAndOptions.name) == DataSource.Name.allCases)
    for source in sources {
      let json = DataSource.codec.write(source)
      #expect(json[source.nameAndOptions.name.rawValue] == source.configuration.json)
      #expect(DataSource.codec.read(try located(json.compact)) == source)
    }
  }

  @Test func imagesArePreparedAsTheConfigurationSays() {
    #expect(
      sources.map { $0.images != nil } == [false, true, true, false, true, false, false, true, false, false])
    for source in sources {
      var unscaled = source
      unscaled.images?.scaling = .zeroTo255
      if source.images == nil {
        #expect(unscaled == source)
      } else {
        #expect(unscaled.images == ImagePreparation(scaling: .zeroTo255, trainLimit: 3, layout: .rows))
        #expect(unscaled.nameAndOptions.name == source.nameAndOptions.name)
      }
    }
  }

  /// Drawn data has the checksums of its values. MNIST's checksums are known without the files.
  @Test func checksumsOfDataWithoutTheUsersFiles() throws {
    #expect(Circles(samples: 6).checksums() == nil)
    #expect(Moons(samples: 6).checksums() == nil && Blobs(samples: 6).checksums() == nil)
    #expect(
      MNIST(images: images).checksums()?[.testX]?.hex
        == "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7")

    // Only the first eight drawn digits of each set count; how their pixels are prepared does not matter.
    let glyphs = try Glyphs(trainSamples: 8, testSamples: 8).checksums()
    #expect(try glyphs == Glyphs(trainSamples: 8, testSamples: 8).load(.classes).checksums())
    #expect(try glyphs == Glyphs(images: images, trainSamples: 9, testSamples: 30).checksums())
    #expect(try glyphs != Glyphs(trainSamples: 8, testSamples: 8, randomState: 2).checksums())

    // The same for shapes; their size and noise do matter.
    let shapes = try Shapes(size: 16, trainSamples: 8, testSamples: 8).checksums()
    #expect(try shapes == Shapes(size: 16, trainSamples: 8, testSamples: 8).load(.classes).checksums())
    #expect(try shapes == Shapes(size: 16, trainSamples: 9, testSamples: 30).checksums())
    #expect(try shapes != Shapes(size: 17, trainSamples: 8, testSamples: 8).checksums())
    #expect(try shapes != Shapes(size: 16, trainSamples: 8, testSamples: 8, noise: 0.2).checksums())
  }

  /// Files have the checksums of their bytes, also if they are compressed.
  @Test func checksumsOfFiles() throws {
    let folder = try TemporaryFolder()
    let gzip = fixture("idx/images.gz")
    let files = FileSet(
      trainX: gzip, trainY: try folder.write("y", to: "y"), testX: try folder.write("", to: "empty"),
      testY: try folder.write([UInt8](repeating: 7, count: 600_000), to: "large"))
    let sums: [DatasetPart: SHA256.Digest] = [
      .trainX: SHA256.digest(of: try bytes(ofFile: gzip)), .trainY: SHA256.digest(of: Array("y".utf8)),
      .testX: SHA256.digest(of: [] as [UInt8]),
      .testY: SHA256.digest(of: [UInt8](repeating: 7, count: 600_000)),
    ]
    #expect(try IDXFiles(files: files).checksums() == sums)
    #expect(try NPYFiles(files: files).checksums() == sums)
    #expect(
      try CSVFiles(train: files.trainX, test: files.trainY).checksums()
        == [.trainX: SHA256.digest(of: try bytes(ofFile: gzip)), .testX: SHA256.digest(of: Array("y".utf8))])
    #expect(throws: DatasetError.file(FileError(.read, "/none", .system(.noSuchFile)))) {
      try CSVFiles(train: "/none", test: files.trainY).checksums()
    }
  }
}
