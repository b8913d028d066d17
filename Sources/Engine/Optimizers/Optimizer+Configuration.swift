import Schema

extension Optimizer {
  /// How the weights are changed, as a spec states it.
  public struct Configuration: Equatable, Sendable {
    public var rule: Rule
    public var learningRate: LearningRate
    public var clipping: GradientClipping?
    public var weightDecay: WeightDecay?

    public init(
      _ rule: Rule, learningRate: LearningRate, clipping: GradientClipping? = nil,
      weightDecay: WeightDecay? = nil
    ) {
      self.rule = rule
      self.learningRate = learningRate
      self.clipping = clipping
      self.weightDecay = weightDecay
    }
  }
}

extension Optimizer.Configuration: OneKeyChoice {
  public static let choiceName = "optimizer"
  public static let choiceDoc = "How the weights are changed."
  public static let codec = Codec.choice(Optimizer.Configuration.self)

  public static func alternative(_ name: Optimizer.Rule.Name) -> Alternative<Optimizer.Configuration> {
    Optimizer.Rule.alternative(name)
  }

  public var nameAndOptions: (name: Optimizer.Rule.Name, options: JSON?) { rule.nameAndOptions(in: self) }
}

/// The options of an optimizer in a spec: those of its rule, and those that every optimizer has.
struct OptimizerOptions<Rule: OptimizerRule>: Sendable {
  var rule = Rule.keys.blank
  var learningRate = LearningRate.constant(Rule.defaultLearningRate)
  var clipping = GradientClipping.Limits()
  var weightDecay: WeightDecay?

  static var keys: KeyTable<OptimizerOptions> {
    KeyTable(
      Rule.keys.doc, blank: OptimizerOptions(),
      [
        .optional(
          "learning_rate", \.learningRate, LearningRate.codec, "The step's size, or how it changes.")
      ] + Rule.keys.keys.map { $0.inside(\.rule) }
        + GradientClipping.Limits.keys.map { $0.inside(\.clipping) } + [
          .optional(
            "weight_decay", \.weightDecay, .nullable(WeightDecay.codec),
            "What draws weights to zero in each step without being a part of the loss; null: nothing.")
        ],
      rule: \.clipping.problem)
  }

  /// - Parameter makeRule: the rule's case in the list of all rules.
  static func alternative(
    _ makeRule: @escaping @Sendable (Rule) -> Optimizer.Rule
  ) -> Alternative<Optimizer.Configuration> {
    Alternative(keys) { options in
      Optimizer.Configuration(
        makeRule(options.rule), learningRate: options.learningRate, clipping: options.clipping.clipping,
        weightDecay: options.weightDecay)
    }
  }

  /// The options of `rule` with every default written out.
  static func json(_ rule: Rule, _ configuration: Optimizer.Configuration) -> JSON {
    keys.write(
      OptimizerOptions(
        rule: rule, learningRate: configuration.learningRate,
        clipping: GradientClipping.Limits(configuration.clipping), weightDecay: configuration.weightDecay))
  }
}
