import Testing

@testable import Datasets

struct ByteImagesTests {
  @Test func countsTheBytesOfTheFirstImages() throws {
    // 3 images of 5 pixels, because the pixels are counted four at a time, then the remaining ones.
    let images = try images(3, 1, 5, [1, 1, 2, 255, 1, 0, 0, 0, 0, 2, 9, 9, 9, 9, 9])
    let two = images.histogram(ofFirst: 2)
    #expect([two[0], two[1], two[2], two[255], two[9]] == [4, 3, 2, 1, 0])
    #expect(two.reduce(0, +) == 10)
    #expect(images.histogram(ofFirst: 100)[9] == 5)
  }

  @Test func refusesAbsurdSizes() {
    #expect(throws: DatasetError.tooLarge(what: "x", shape: [1 << 31, 1 << 31, 1 << 31])) {
      _ = try ByteImages(count: 1 << 31, height: 1 << 31, width: 1 << 31, what: "x")
    }
  }
}
