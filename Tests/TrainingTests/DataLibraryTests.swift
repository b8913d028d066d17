import Datasets
import Experiments
import TestSupport
import Testing

@testable import Engine
@testable import Training

@Suite struct DataLibraryTests {
  private let library = DataLibrary(places: DataPlaces(dataDir: nil, environment: [:]), environment: [:])

  private func spec(_ dataset: DataSource, firstLayer: LayerSpec, loss: Loss? = nil) -> ExperimentSpec {
    ExperimentSpec(
      name: "probe", dataset: dataset, model: [firstLayer, .activation(.sigmoid)],
      loss: loss ?? .binaryCrossentropy(fromLogits: false),
      optimizer: .sgd(learningRate: 0.1, momentum: 0, nesterov: false), training: TrainingSpec(epochs: 1))
  }

  private let dense = LayerSpec.dense(Dense.Configuration(units: 1))
  private let lstm = LayerSpec.lstm(LSTM.Configuration(units: 1))

  @Test func samplesThatAreNotImagesAreSharedByAllModels() throws {
    let circles = DataSource.circles(Circles(samples: 10))
    let data = try library.load(spec(circles, firstLayer: dense))
    #expect(try library.load(spec(circles, firstLayer: lstm)) === data)
    #expect(try library.load(spec(.circles(Circles(samples: 12)), firstLayer: dense)) !== data)
    let loss = Loss.meanSquaredError
    #expect(try library.load(spec(circles, firstLayer: dense, loss: loss)) !== data)
  }

  @Test func theFirstLayerDeterminesTheLayoutOfImagesUnlessTheDataSetDoes() throws {
    var glyphs = Glyphs(trainSamples: 3, testSamples: 2)
    let dropout = LayerSpec.dropout(Dropout.Configuration(rate: 0.5))
    let flat = try library.load(spec(.glyphs(glyphs), firstLayer: dense))
    #expect(flat.train.shape == .features(784))
    #expect(try library.load(spec(.glyphs(glyphs), firstLayer: dropout)) === flat)
    let rows = try library.load(spec(.glyphs(glyphs), firstLayer: lstm))
    #expect(rows.train.shape == .sequence(steps: 28, features: 28))

    glyphs.images.layout = .image
    let image = try library.load(spec(.glyphs(glyphs), firstLayer: dense))
    #expect(image.train.shape == .image(channels: 1, height: 28, width: 28))
    #expect(try library.load(spec(.glyphs(glyphs), firstLayer: lstm)) === image)
    #expect(try library.outline(of: spec(.glyphs(glyphs), firstLayer: lstm)).featureShape == [1, 28, 28])
  }

  @Test func checksumsAreNamedByPart() throws {
    let glyphs = Glyphs(trainSamples: 3, testSamples: 2)
    let sums = try library.checksums(of: spec(.glyphs(glyphs), firstLayer: dense))
    #expect(sums.keys.sorted() == ["test_x", "test_y", "train_x", "train_y"])
    #expect(try sums["train_x"] == glyphs.checksums()?[.trainX]?.hex)
  }

  @Test func checksumsOfCirclesAreThoseOfTheirSamplesAndClasses() throws {
    let circles = DataSource.circles(Circles(samples: 10))
    let context = DatasetContext(places: library.places, layout: .flat, labels: .classes)
    let drawn = try circles.configuration.load(context).checksums()
    for loss in [Loss.binaryCrossentropy(fromLogits: false), .meanSquaredError] {
      // A library remembers checksums, so each loss gets its own library.
      let library = DataLibrary(places: library.places, environment: [:])
      let sums = try library.checksums(of: spec(circles, firstLayer: dense, loss: loss))
      #expect(
        sums
          == [
            "train_x": drawn[.trainX]?.hex, "train_y": drawn[.trainY]?.hex,
            "test_x": drawn[.testX]?.hex, "test_y": drawn[.testY]?.hex,
          ].compactMapValues { $0 })
    }
  }
}
