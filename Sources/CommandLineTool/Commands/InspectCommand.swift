/// `bnlab inspect EXPERIMENT...`
public struct InspectCommand: CommandPayload, Equatable, Sendable {
  /// Names or paths, at least one.
  public var experiments: [String] = []
  /// Of the test set, counted from 0.
  public var sample = 0
  /// Instead of a test sample, so many training samples.
  public var batch: Int?
  /// Ascending, 0 for the initial weights; nil: the end of the training.
  public var epochs: [Int]?
  /// A file for the maps of the hidden layers' activations.
  public var mapsFile: String?
  /// A file for the histograms of the training data.
  public var histogramsFile: String?
  public var settings: [Setting] = []
  public var training = TrainingOptions()
  /// A file for the result; standard output has the table then.
  public var outputFile: String?
  public var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "inspect", abstract: "Look at the layers' outputs, gradients and statistics, and draw them.",
      discussion: """
        One test sample goes through the network as in evaluation (moving statistics, no dropout), or with --batch \
        the first training samples as in training (the batch's statistics, dropout). The weights are those of the \
        finished run, which is trained first where it is missing; with --epochs the training is repeated in memory, \
        to the bit, and nothing is written.

        For each layer of the model: mean, sd (divided by n), the shares of zeros and of saturated values, least \
        and greatest value, percentiles 15, 50 and 85 (linear between neighbours, as NumPy's default), and the \
        Euclidean norm of the mean loss's gradient by the layer's output. Saturated are: of relu, 0; of tanh and \
        lstm, what is beyond ±0.99; of sigmoid, below 0.01 or above 0.99; of elu and selu, within 1 % of the lower \
        bound; of softplus, below 0.01. Other layers have no such share. For each parameter: the norms of its value \
        and of its gradient, regularizers included.

        For each batch_norm: the moving mean and variance beside those of the first training samples (a batch of \
        the spec's size, or --batch), as averages over the channels; the root mean square of their differences; the \
        means' differences in the batch's deviations; and the geometric mean of the ratio of the deviations, 1 \
        where they agree. With the initial weights or forgotten updates these are far apart.

        CSV has rows of the kinds state, layer, parameter, batch_norm and data.
        """,
      argument: .experiments(\.experiments),
      options: [
        .option(
          "--sample", "n", \.sample, .wholeNumber(0...Int(Int32.max)), default: "0", excludes: "--batch",
          help: "Look at this sample of the test set, counted from 0."),
        .option(
          "--batch", "n", \.batch, .wholeNumber(1...Int(Int32.max)),
          help: "Look at the first n samples of the training set, in training mode."),
        .option(
          "--epochs", "list", \.epochs, .epochList, default: "the end of the training",
          help: "Look at the weights after these epochs, 0 for the initial ones: 0,1,5 or 0..5."),
        .option(
          "--svg", "file", \.mapsFile, .text,
          help: """
            Draw the activations of the hidden layers for the test sample into this file, experiments and epochs \
            side by side.
            """),
        .option(
          "--histograms", "file", \.histogramsFile, .text,
          help: """
            Draw the training data into this file: raw, min-max and z-score normalised, each with one minimum, \
            maximum, mean and deviation for the whole array.
            """),
        .repeated(
          "--set", "key=value", \.settings, .setting,
          help: "Replace a value of the spec. May be given several times."),
        .option(
          "--seed", "n", \.training.seeds, .seed, default: nil,
          help: "Take this seed's run instead of the spec's."),
        .dataDirectory(\.training.dataDirectory),
        .option(
          "--runs-dir", "dir", \.training.runsDirectory, .text, default: "BNLAB_RUNS_DIR or runs",
          help: "Look for the run folders here, and keep new ones here."),
        .option(
          "--threads", "n", \.training.threads, .wholeNumber(1...1024), default: "what suits the network",
          help: "Threads inside one run."),
        .quiet(\.training.quiet),
        .option(
          "--output", "file", \.outputFile, .text,
          help: """
            Write the result to this file, in the format; standard output has the table then. - is standard \
            output.
            """),
      ] + OutputOptions.options.map { $0.within(\.output) })
  }
}
