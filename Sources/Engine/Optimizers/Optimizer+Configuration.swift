import Schema

extension Optimizer {
  /// How the weights are changed, as a spec describes it: a rule, a learning rate, clipping and weight decay.
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

/// The options of an optimizer in a spec: the options of its rule, and those that every optimizer has.
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
          "learning_rate", \.learningRate, LearningRate.codec,
          "The learning rate: a number, or a schedule by which it changes.")
      ] + Rule.keys.keys.map { $0.inside(\.rule) }
        + GradientClipping.Limits.keys.map { $0.inside(\.clipping) } + [
          .optional(
            "weight_decay", \.weightDecay, .nullable(WeightDecay.codec),
            "Draws weights towards zero in each step without being part of the loss; null: no weight decay.")
        ],
      rule: \.clipping.problem)
  }

  /// The choice of this rule in a spec.
  /// - Parameter makeRule: the case of `Optimizer.Rule` for this rule.
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
