import Engine

extension ExperimentSpec {
  /// Whether runs with different seeds can differ. The seed decides the random initial values, unless weights are loaded;
  /// the order of the samples, if they are shuffled; and what training draws, such as the masks of dropout. The data do
  /// not depend on it.
  public var seedHasEffect: Bool {
    training.shuffle || model.contains { $0.configuration.isRandomInTraining }
      || (initialWeights == nil && model.contains(where: \.hasRandomInitialValues))
  }
}
