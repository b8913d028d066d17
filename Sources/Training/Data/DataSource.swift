import Datasets
import Engine
import Experiments

/// A spec's data set as the thing that can describe and load it.
enum DataSource {
  case circles(Circles)
  case mnist(MNIST, ImagePreparation)
  case glyphs(Glyphs, ImagePreparation)
  case idx(IDXDataset)
  case npy(NPYDataset)
  case csv(CSVDataset)

  init(_ spec: ExperimentSpec, places: DataPlaces) {
    self =
      switch spec.dataset {
      case .circles(let circles):
        .circles(
          Circles(
            samples: circles.samples, noise: circles.noise, factor: circles.factor,
            randomState: circles.randomState, trainSamples: circles.trainSamples))
      case .mnist(let mnist):
        .mnist(MNIST(places: places), ImagePreparation(mnist.images, firstLayers: spec.model))
      case .glyphs(let glyphs):
        .glyphs(
          Glyphs(
            trainSamples: glyphs.trainSamples, testSamples: glyphs.testSamples,
            randomState: glyphs.randomState),
          ImagePreparation(glyphs.images, firstLayers: spec.model))
      case .idx(let files):
        .idx(
          IDXDataset(
            files: FileSet(files),
            preparation: ImagePreparation(files.images ?? ImageOptions(), firstLayers: spec.model)))
      case .npy(let files): .npy(NPYDataset(files: FileSet(files)))
      case .csv(let csv):
        .csv(CSVDataset(train: csv.train, test: csv.test, labels: csv.label.map(CSVLabelColumn.init)))
      }
  }

  /// How images reach the network; nil for samples that are none.
  var layout: SampleLayout? {
    switch self {
    case .mnist(_, let preparation), .glyphs(_, let preparation): preparation.layout
    case .idx(let idx): idx.preparation.layout
    case .circles, .npy, .csv: nil
    }
  }

  /// The shape of the samples and how many there are, as far as that can be told without reading them.
  func outline(labels: LabelKind) throws(DatasetError) -> DatasetOutline {
    switch self {
    case .circles(let circles): try circles.outline()
    case .mnist(let mnist, let preparation): try mnist.outline(preparation)
    case .glyphs(let glyphs, let preparation): try glyphs.outline(preparation)
    case .idx(let idx): try idx.outline()
    case .npy(let npy): try npy.outline(labels: labels)
    case .csv(let csv): try csv.outline(labels: labels)
    }
  }

  func load(labels: LabelKind) throws(DatasetError) -> Dataset {
    switch self {
    case .circles(let circles): try circles.load(labels: labels)
    case .mnist(let mnist, let preparation): try mnist.load(preparation, labels: labels)
    case .glyphs(let glyphs, let preparation): try glyphs.load(preparation, labels: labels)
    case .idx(let idx): try idx.load(labels: labels)
    case .npy(let npy): try npy.load(labels: labels)
    case .csv(let csv): try csv.load(labels: labels)
    }
  }
}

extension Loss {
  /// What the loss compares outputs with.
  var labelKind: LabelKind { hasAccuracy ? .classes : .values }
}

extension FileSet {
  init(_ spec: FileSetSpec) {
    self.init(trainX: spec.trainX, trainY: spec.trainY, testX: spec.testX, testY: spec.testY)
  }
}

extension CSVLabelColumn {
  init(_ column: CSVColumn) {
    self =
      switch column {
      case .name(let name): .name(name)
      case .index(let index): .index(index)
      }
  }
}

extension ImagePreparation {
  /// - Parameters:
  ///   - firstLayers: the model, whose first layer that cares decides how images reach it unless the options do.
  init(_ options: ImageOptions, firstLayers model: [LayerSpec]) {
    let scaling: PixelScaling =
      switch options.pixels {
      case .zeroToOne: .zeroToOne
      case .zeroTo255: .zeroTo255
      case .zScore: .zScore
      case .minMax: .minMax
      }
    let layout: SampleLayout =
      switch options.layout {
      case .image: .image
      case .flat: .flat
      case .rows: .rows
      case nil: model.lazy.compactMap(\.wantedLayout).first ?? .flat
      }
    self.init(
      scaling: scaling, resize: options.resize, trainLimit: options.trainLimit, testLimit: options.testLimit,
      layout: layout)
  }
}

extension LayerSpec {
  /// How this layer needs images; nil where it takes them in any shape.
  fileprivate var wantedLayout: SampleLayout? {
    switch configuration.wantedInput {
    case .features: .flat
    case .sequence: .rows
    case .image: .image
    case nil: nil
    }
  }
}
