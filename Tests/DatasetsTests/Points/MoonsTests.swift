import Testing

@testable import Datasets

struct MoonsTests {
  @Test func equalsScikitLearnToTheBit() throws {
    for row in try fixtureRows("moons.csv") {
      let (samples, state) = try (#require(Int(row[0])), #require(UInt32(row[2])))
      let all = Moons.generate(samples: samples, noise: Double(row[1]), randomState: state)
      #expect(all.values.withUnsafeBytes { SHA256.digest(of: $0) }.hex == row[3], "\(row)")
      #expect(all.classes.withUnsafeBytes { SHA256.digest(of: $0) }.hex == row[4], "\(row)")
    }
  }

  /// Without noise a point lies on its half circle of radius 1: around (0, 0) above the axis, or around (1, 0.5) below
  /// y = 0.5.
  @Test func pointsLieOnTheirHalfCircles() throws {
    let all = Moons.generate(samples: 101, noise: nil, randomState: 4)
    #expect(all.classes.count { $0 == 0 } == 50)
    for (index, label) in all.classes.enumerated() {
      let isUpper = label == 0
      let x = all.values[2 * index] - (isUpper ? 0 : 1)
      let y = all.values[2 * index + 1] - (isUpper ? 0 : 0.5)
      #expect(abs((x * x + y * y).squareRoot() - 1) < 1e-6)
      #expect(isUpper ? y > -1e-6 : y < 1e-6)
    }
  }

  @Test func firstSamplesAreTheTrainingSet() throws {
    let all = Moons.generate(samples: 10, noise: 0.1, randomState: 1)
    let data = try Moons(samples: 10, trainSamples: 7).load(.classes)
    #expect(data.trainX.shape == [7, 2])
    #expect(data.trainX.values + data.testX.values == all.values)
    #expect(data.trainY == .classes(Array(all.classes[..<7])))
    #expect(data.testY == .classes(Array(all.classes[7...])))
    #expect(
      try Moons().outline(.classes) == DatasetOutline(featureShape: [2], trainCount: 500, testCount: 500))
  }

  @Test(arguments: [
    (Moons(samples: 1), "samples"), (Moons(noise: -0.1), "noise"), (Moons(noise: .nan), "noise"),
    (Moons(trainSamples: 0), "train_samples"), (Moons(trainSamples: 1000), "train_samples"),
  ])
  func refusesOptionsOutOfRange(_ moons: Moons, _ name: String) {
    #expect { try moons.load(.classes) } throws: { error in
      guard case .badOption(name, _, _) = error as? DatasetError else { return false }
      return true
    }
  }
}
