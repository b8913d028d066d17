import Testing

@testable import Experiments

private let wrongTolerance =
  "'+-' needs '==' on its left and one number of at least 0 on its right, as in 'A.test_accuracy == B.test_accuracy +- 0.005'"

private let mistakes: [(text: String, message: String)] = [
  (
    "B.test_accuracy",
    "it compares nothing (with >=, <=, ==, >, <); write it like 'B.test_accuracy >= C.test_accuracy + 0.005'"
  ),
  ("B.test_loss < 1 < 2", "it compares twice; give each comparison an assertion of its own"),
  ("B.test_loss <", "a side of '<' is empty"), ("B.test_loss + < 1", "a side of '<' is empty"),
  (
    "B.val_accuracy > 1",
    "'B.val_accuracy' is not a figure; test_accuracy is the accuracy on the test set after each epoch, validation_accuracy that on the samples of training.validation_split; Keras calls both val_accuracy"
  ),
  (
    "B.epochs_until(val_loss, 0.5) > 1",
    "'B.epochs_until(val_loss, 0.5)' is not a figure; test_loss is the loss on the test set after each epoch, validation_loss that on the samples of training.validation_split; Keras calls both val_loss"
  ),
  (
    "B.test_acuracy > 1", "'B.test_acuracy' is neither a number nor a figure; did you mean 'B.test_accuracy'?"
  ),
  (
    "test_loss > 1",
    "'test_loss' is neither a number nor a figure (EXPERIMENT.FIGURE, with train_loss, train_accuracy, "
      + "train_eval_loss, train_eval_accuracy, test_loss, test_accuracy, validation_loss, validation_accuracy, train_seconds, diverged, diverged_share, at(METRIC, EPOCH), best(METRIC), "
      + "last_epochs(METRIC, EPOCHS), worst_step(METRIC), epochs_until(METRIC, VALUE), "
      + "layer(LAYER, STATISTIC, SAMPLES), initial_layer(LAYER, STATISTIC, SAMPLES))"
  ),
  (".test_loss > 1", "'.test_loss' needs an experiment before it"),
  ("B.test_loss 2 > 1", "expected + or - between spaces before '2'"),
  ("B.test_loss =< 1", "there is no '=<'; did you mean '<='? (there are: >=, <=, ==, >, <)"),
  ("B.test_loss != 1", "there is no '!=' (there are: >=, <=, ==, >, <)"),
  ("B.test_loss = 1", "there is no '='; did you mean '=='? (there are: >=, <=, ==, >, <)"),
  ("1 < 2", "it compares only numbers; write a figure like 'B.test_accuracy' on one side"),
  (
    "B.test_loss * C.test_loss < 1",
    "'C.test_loss' is multiplied by another figure; a factor must be a number"
  ),
  ("\"B.test_loss < 1", "a '\"' is not closed"), ("B.epochs_until(test_loss < 1", "a '(' is not closed"),
  (
    "B.epochs_until(test_los, 1) < 2",
    "'B.epochs_until(test_los, 1)' needs a metric and a value, as in 'B.epochs_until(test_accuracy, 0.97)'; did you "
      + "mean 'test_loss'?"
  ),
  (
    "",
    "it compares nothing (with >=, <=, ==, >, <); write it like 'B.test_accuracy >= C.test_accuracy + 0.005'"
  ),
]

private let mistakesInFigures: [(text: String, message: String)] = [
  (
    "B.epoch_until(test_loss, 0.5) < 2",
    "'B.epoch_until(test_loss,' is neither a number nor a figure; did you mean 'B.epochs_until(METRIC, VALUE)'?"
  ),
  ("B.at(test_loss) < 1", "'B.at(test_loss)' needs a metric and an epoch, as in 'B.at(test_accuracy, 1)'"),
  (
    "B.at(test_loss, 1.5) < 1",
    "'B.at(test_loss, 1.5)' needs a metric and an epoch, as in 'B.at(test_accuracy, 1)'"
  ),
  ("B.best < 1", "'B.best' needs a metric, as in 'B.best(test_accuracy)'"),
  (
    "B.last_epochs(test_loss, 0) < 1",
    "'B.last_epochs(test_loss, 0)' needs a metric and a number of epochs, as in 'B.last_epochs(test_accuracy, 5)'"
  ),
  (
    "B.layer(3, zero, 128) < 1",
    "'B.layer(3, zero, 128)' needs the index of a layer or 'input', a statistic and a number of samples, as in "
      + "'B.layer(3, zeros, 128)'; did you mean 'zeros'?"
  ),
  (
    "B.initial_layer(inputs, sd, 8) < 1",
    "'B.initial_layer(inputs, sd, 8)' needs the index of a layer or 'input', a statistic and a number of samples, as "
      + "in 'B.initial_layer(3, zeros, 128)'; did you mean 'input'?"
  ),
  ("B.test_loss > C.test_accuracy", "a loss cannot be compared with an accuracy"),
  ("B.test_loss + C.worst_step(test_loss) < 1", "a loss cannot be compared with the worst step of a loss"),
  ("B.layer(1, sd, 8) > B.layer(1, sd, 9)", "a figure over 8 samples cannot be compared with one over 9"),
  ("B.train_seconds > B.diverged", "a time of training cannot be compared with a number of runs"),
  (
    "B.test_loss <= B.test_loss + 1",
    "the figure is compared with itself; give another experiment, metric or epoch"
  ),
  ("B.test_loss >= 1 +- 2", wrongTolerance), ("B.test_loss == 1 +- -2", wrongTolerance),
  ("B.test_loss == 1 +- C.test_loss", wrongTolerance), ("B.test_loss +- 1 == 2", wrongTolerance),
  ("B.test_loss == 1 +- 2 + 3", wrongTolerance), ("B.test_loss == 1 +-", wrongTolerance),
]

@Test(arguments: mistakes + mistakesInFigures)
func mistakesAreShortErrors(text: String, message: String) {
  let error = #expect(throws: AssertionError.self) { try Assertion(parsing: text) }
  #expect(error?.description == message)
}

/// The figures of the text grammar are those of claims.
@Test func figuresHaveTheQuantitiesOfClaims() throws {
  func figures(_ text: String) throws -> [RunFigure] { try Assertion(parsing: text + " < 1").figures }
  func figure(_ quantity: FigureQuantity) -> [RunFigure] { [RunFigure(experiment: "B", quantity: quantity)] }
  #expect(try figures("B.test_loss") == figure(.metric(.testLoss, .final)))
  #expect(try figures("B.at(test_loss, 0)") == figure(.metric(.testLoss, .epoch(0))))
  #expect(try figures("B.best( test_loss )") == figure(.metric(.testLoss, .best)))
  #expect(try figures("B.last_epochs(test_loss,5)") == figure(.metric(.testLoss, .lastEpochs(5))))
  #expect(try figures("B.worst_step(test_loss)") == figure(.metric(.testLoss, .worstStep)))
  #expect(try figures("B.epochs_until(test_loss, 0.5)") == figure(.metric(.testLoss, .epochsUntil(0.5))))
  #expect(
    try figures("B.layer(3, gradient_norm, 128)")
      == figure(.layer(LayerFigure(layer: .index(3), statistic: .gradientNorm, samples: 128))))
  #expect(
    try figures("B.initial_layer(input, sd, 1)")
      == figure(.layer(LayerFigure(layer: .input, statistic: .deviation, samples: 1, reading: .epoch(0)))))
  // Names may hold what calls hold.
  #expect(
    try figures("2*x+o(1).y=0.5.best(test_loss)")
      == [RunFigure(experiment: "x+o(1).y=0.5", quantity: .metric(.testLoss, .best))])
}
