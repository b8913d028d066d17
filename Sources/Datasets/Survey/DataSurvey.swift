/// What is seen at a glance in data of one's own: enough to write a spec for it.
public struct DataSurvey: Equatable, Sendable {
  public enum Source: Equatable, Sendable {
    /// `dropped`: the columns that are left out, as the spec names them.
    case csv(train: String, test: String?, labels: [CSVColumn], dropped: [CSVColumn])
    case npy(trainX: String, trainY: String, testX: String?, testY: String?)
  }

  /// A column that cannot be a feature, or should not be one.
  public struct Omission: Equatable, Sendable {
    public enum Reason: Equatable, Sendable {
      /// It numbers the rows.
      case index
      /// Some of its fields are texts: one of them, and its line.
      case texts(String, line: Int)
      /// Fields without a value: their number, and the line of the first.
      case missing(Int, line: Int)
      /// Most of its fields are numbers: a field that is not, its line, how many are, and the number of rows.
      case oddText(String, line: Int, numbers: Int, of: Int)
    }

    /// The name in the first row, or else the number, counted from 0.
    public var column: String
    public var reason: Reason
  }

  public var source: Source
  /// The number of samples in the training file.
  public var count: Int
  /// The number of samples in the test file; nil if there is none.
  public var testCount: Int?
  /// The shape of a sample, as the network takes it: images have the channels first.
  public var sampleShape: [Int]
  /// How the axes of images are ordered in the file; nil for other samples.
  public var channelOrder: ChannelOrder?
  public var labels: SurveyedLabels
  /// The label columns by name or number; empty for arrays.
  public var labelNames: [String] = []
  /// Why the label column is taken for one; nil if the user said so, and for arrays.
  public var labelReason: String?
  public var omissions: [Omission] = []
  public var doubts: [SurveyDoubt] = []

  /// The number of samples that are trained with.
  /// - Parameter testFraction: the share of the samples that becomes the test set if there is none.
  public func trainCount(testFraction: Double) -> Int {
    testCount == nil ? count - TestSplit.testCount(of: count, fraction: testFraction) : count
  }

  public init(
    source: Source, count: Int, testCount: Int?, sampleShape: [Int], channelOrder: ChannelOrder? = nil,
    labels: SurveyedLabels
  ) {
    self.source = source
    self.count = count
    self.testCount = testCount
    self.sampleShape = sampleShape
    self.channelOrder = channelOrder
    self.labels = labels
  }
}
