import Testing

@testable import Experiments

/// Every built-in experiment and study names the right article.
@Suite struct BuiltInSourcesTests {
  /// The five articles, the only place of their titles and addresses in the tests.
  private static let articles = [
    "circles": SourceSpec(
      tutorial: "How to Accelerate Learning of Deep Neural Networks With Batch Normalization",
      url: "https://machinelearningmastery.com/"
        + "how-to-accelerate-learning-of-deep-neural-networks-with-batch-normalization/"),
    // Neither its title nor its address is known.
    "mnist-mlp": SourceSpec(tutorial: "CSDN-BITDDD: batch normalization with networks A to D on MNIST"),
    "tensorflow": SourceSpec(
      tutorial: "Batch Normalization: Theory and How to Use It with Tensorflow",
      url: "https://towardsdatascience.com/"
        + "batch-normalization-theory-and-how-to-use-it-with-tensorflow-1892ca0173ad"),
    "lenet5": SourceSpec(
      tutorial: "Batch Normalization in Convolutional Neural Networks",
      url: "https://blog.paperspace.com/batch-normalization-in-convolutional-neural-networks/"),
    "keras-layer": SourceSpec(
      tutorial: "给神经网络模型加上批量标准化层 (CSDN)",
      url: "https://blog.csdn.net/weixin_44510615/article/details/89384132"),
  ]

  /// What studies beyond the five articles are about. They run only by their names.
  private static let others = [
    "initial-weights": SourceSpec(
      tutorial: "batch_normalization_discussion (NELSONZHAO/zhihu)",
      url: "https://github.com/NELSONZHAO/zhihu/tree/master/batch_normalization_discussion"),
    "ioffe-szegedy": SourceSpec(
      tutorial:
        "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift",
      url: "https://arxiv.org/abs/1502.03167"),
    "fashion-lenet": SourceSpec(
      tutorial: "Dive into Deep Learning, first edition",
      url: "https://d2l.ai/chapter_convolutional-modern/batch-norm.html"),
  ]

  /// Each shows a feature of specs that no article has.
  private static let features: Set = [
    "batch-statistics-at-inference", "clipped-crossentropy", "debiased-moving-statistics", "early-stopping",
    "frozen-layers", "learning-rate-zero", "scaled-initializers", "steps", "torch-initializers",
  ]

  @Test func experimentsComeFromOneOfTheArticles() throws {
    for entry in try Checkout.library.entries() {
      guard let source = try entry.experiment.get().spec.source else {
        #expect(
          entry.name.hasPrefix("frameworks-") || entry.name.hasSuffix("-clipped")
            || entry.name.hasPrefix("small-cnn")
            || Self.features.contains(entry.name), "\(entry.name) has no source")
        continue
      }
      let known = Array(Self.articles.values) + Self.others.values
      #expect(known.contains(source.article), "\(entry.name): \(source)")
      #expect(source.place?.isEmpty == false, "\(entry.name) names no section")
    }
  }

  @Test func forgottenUpdatesAreOfTheTensorFlowArticle() throws {
    for name in ["circles-forgotten-updates", "B-forgotten-updates"] {
      #expect(try Checkout.library.resolve(name).spec.source?.article == Self.articles["tensorflow"])
    }
  }

  @Test func studiesAreAboutTheArticles() throws {
    let specs = try Checkout.studies.names().map { name in try Checkout.studies.resolve(name).spec }
    func sources(_ specs: [StudySpec]) -> [String: SourceSpec] {
      Dictionary(uniqueKeysWithValues: specs.map { ($0.name, $0.source?.article) }).compactMapValues(\.self)
    }
    #expect(sources(specs.filter { !$0.onlyByName }) == Self.articles)
    #expect(sources(specs.filter(\.onlyByName)) == Self.others)
  }

  /// Whoever doubts a claim must find it in the article.
  @Test func claimsOfArticlesNameTheirSection() throws {
    for name in Self.articles.merging(Self.others, uniquingKeysWith: { $1 }).keys.sorted() {
      let claims = try Checkout.studies.resolve(name).spec.claims
      #expect(claims.filter { ($0.place ?? "").isEmpty }.map(\.name) == [], "\(name)")
    }
  }

  /// What no article asks is bnlab's.
  @Test func studiesWithoutASourceMakeNoClaimsOfArticles() throws {
    for name in try Checkout.studies.names() {
      let spec = try Checkout.studies.resolve(name).spec
      guard spec.source == nil else { continue }
      #expect(!spec.claims.contains { $0.origin == .article }, "\(name)")
    }
  }
}
