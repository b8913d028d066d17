import Schema
import TestSupport
import Testing

@testable import Datasets

struct BlobsTests {
  private static func numbers(_ text: String) -> [Double] {
    text.split(separator: " ").compactMap { Double($0) }
  }

  @Test func equalsScikitLearnToTheBit() throws {
    for row in try fixtureRows("blobs.csv") {
      let (samples, state) = try (#require(Int(row[0])), #require(UInt32(row[5])))
      let (spread, box) = (Self.numbers(row[3]), Self.numbers(row[4]))
      let blobs = Blobs(
        samples: samples,
        centers: Int(row[1]).map(Blobs.Centers.drawn)
          ?? .given(row[1].split(separator: ";").map { Self.numbers(String($0)) }),
        features: Int(row[2]), spread: spread.count == 1 ? .same(spread[0]) : .each(spread),
        centerBox: Blobs.Box(box[0], box[1]), randomState: state)
      let all = blobs.generate()
      #expect(all.values.withUnsafeBytes { SHA256.digest(of: $0) }.hex == row[6], "\(row)")
      #expect(all.classes.withUnsafeBytes { SHA256.digest(of: $0) }.hex == row[7], "\(row)")
    }
  }

  /// Without spread each point is its center; 7 points of 3 classes are 3, 2 and 2.
  @Test func pointsLieAtTheirCenters() throws {
    let places = [[1.0, 2], [3, 4], [5, 6]]
    let data = try Blobs(samples: 7, centers: .given(places), spread: .same(0), trainSamples: 6).load(
      .classes)
    guard case .classes(let train) = data.trainY, case .classes(let test) = data.testY else {
      Issue.record("not classes")
      return
    }
    let labels = train + test
    #expect((0...2).map { label in labels.count { $0 == Int32(label) } } == [3, 2, 2])
    #expect(data.trainX.shape == [6, 2])
    #expect(data.trainX.values + data.testX.values == labels.flatMap { places[Int($0)].map { Float($0) } })
  }

  @Test func readsAndWritesEveryForm() throws {
    for text in [
      #"{"samples":9,"centers":3,"features":4,"cluster_std":0.5,"center_box":[0,1],"random_state":2,"train_samples":3}"#,
      #"{"samples":9,"centers":[[1,2],[3,4]],"cluster_std":[1,2],"center_box":[-10,10],"random_state":1}"#,
    ] {
      let blobs = try #require(Blobs.keys.read(located(text)))
      #expect(blobs.json.compact == text)
    }
  }

  @Test(arguments: [
    (Blobs(centers: .given([[1, 2], [3]])), "centers"),
    (Blobs(centers: .given([[1, 2], [3, 4]]), features: 3), "features"),
    (Blobs(centers: .drawn(2), spread: .each([1])), "cluster_std"), (Blobs(samples: 1), "samples"),
    (Blobs(trainSamples: 1000), "train_samples"),
  ])
  func refusesOptionsThatDoNotFit(_ blobs: Blobs, _ name: String) {
    #expect { try blobs.load(.classes) } throws: { error in
      guard case .badOption(name, _, _) = error as? DatasetError else { return false }
      return true
    }
  }

  @Test func refusesCoordinatesBeyondSinglePrecision() {
    #expect { try Blobs(centers: .given([[3e38], [3e38]]), spread: .same(1e38)).load(.classes) } throws: {
      guard case .notFinite = $0 as? DatasetError else { return false }
      return true
    }
  }
}
