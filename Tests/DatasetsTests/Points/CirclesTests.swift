import Testing

@testable import Datasets

struct CirclesTests {
  @Test func equalsScikitLearnToTheBit() throws {
    for row in try fixtureRows("circles.csv") {
      let (samples, state) = try (#require(Int(row[0])), #require(UInt32(row[3])))
      let all = Circles.generate(
        samples: samples, noise: Double(row[1]), factor: try #require(Double(row[2])), randomState: state)
      #expect(all.values.withUnsafeBytes { SHA256.digest(of: $0) }.hex == row[4], "\(row)")
      #expect(all.classes.withUnsafeBytes { SHA256.digest(of: $0) }.hex == row[5], "\(row)")
    }
  }

  /// Without noise a point lies on its circle: radius 1 for label 0, the factor for label 1.
  @Test func pointsLieOnTheirCircles() throws {
    let all = Circles.generate(samples: 101, noise: nil, factor: 0.5, randomState: 4)
    #expect(all.classes.count { $0 == 0 } == 50)
    for (index, label) in all.classes.enumerated() {
      let (x, y) = (all.values[2 * index], all.values[2 * index + 1])
      #expect(abs((x * x + y * y).squareRoot() - (label == 0 ? 1 : 0.5)) < 1e-6)
    }
  }

  @Test func firstSamplesAreTheTrainingSet() throws {
    let all = Circles.generate(samples: 10, noise: 0.1, factor: 0.8, randomState: 1)
    let data = try Circles(samples: 10, trainSamples: 7).load(.classes)
    #expect(data.trainX.shape == [7, 2])
    #expect(data.trainX.values == Array(all.values[..<14]))
    #expect(data.testX.values == Array(all.values[14...]))
    #expect(data.trainY == .classes(Array(all.classes[..<7])))
    #expect(data.testY == .classes(Array(all.classes[7...])))
    #expect(try Circles(samples: 11).load(.values).trainY.count == 5)
    #expect(
      try Circles().outline(.classes) == DatasetOutline(featureShape: [2], trainCount: 500, testCount: 500))
  }

  @Test(arguments: [
    (Circles(samples: 1), "samples"), (Circles(samples: Int.min), "samples"),
    (Circles(noise: -0.1), "noise"), (Circles(noise: .nan), "noise"), (Circles(noise: .infinity), "noise"),
    (Circles(factor: 1), "factor"), (Circles(factor: -0.1), "factor"), (Circles(factor: .nan), "factor"),
    (Circles(trainSamples: 0), "train_samples"), (Circles(trainSamples: 1000), "train_samples"),
  ])
  func refusesOptionsOutOfRange(_ circles: Circles, _ name: String) {
    #expect { try circles.load(.classes) } throws: { error in
      guard case .badOption(name, _, _) = error as? DatasetError else { return false }
      return true
    }
  }

  @Test(arguments: [Int.max, 1 << 58, 1 << 46])
  func refusesMoreThanFitsIntoMemory(_ samples: Int) {
    #expect(throws: DatasetError.self) { try Circles(samples: samples, trainSamples: 1).load(.classes) }
  }
}
