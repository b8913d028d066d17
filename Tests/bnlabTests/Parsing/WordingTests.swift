import Testing

@testable import CommandLineTool
@testable import bnlab

@Suite struct WordingTests {
  /// `run, compare and check`
  private static var commands: String {
    let names = CommandNode.root.subcommands.map(\.name)
    return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }

  static let cases: [(line: String, wording: String)] = [
    ("comqare A", "Unknown subcommand 'comqare'. Did you mean 'compare'?"),
    (
      "xyz",
      "Unknown subcommand 'xyz'. There are \(commands)."
    ),
    ("--fresh run", "'--fresh' belongs after a subcommand: 'bnlab run --fresh'."),
    (
      "reproduce --settle --quick",
      "'--settle' and '--quick' exclude each other."
    ),
    ("reproduce --budget 2h", "'--budget' has no effect without '--settle'."),
    (
      "reproduce --settle --budget 30",
      "The value '30' is invalid for '--budget <time>': it must be a whole number with s, m or h, such as 90s, 30m or 2h."
    ),
    ("run A --jobs", "Missing value for '--jobs <n>'."),
    (
      "run A --jobs 0", "The value '0' is invalid for '--jobs <n>': it must be a whole number from 1 to 1024."
    ),
    (
      "bench --seconds 1e3",
      "The value '1e3' is invalid for '--seconds <s>': it must be a number from 0.0001 to 60."
    ),
    (
      "run A --format jason",
      "The value 'jason' is invalid for '--format <format>': it must be table, markdown, csv or json. "
        + "Did you mean 'json'?"
    ),
    (
      "compare A --at epoch=0",
      "The value 'epoch=0' is invalid for '--at <epoch>': it must be final, best or epoch=N."
    ),
    (
      "compare A --until test_acuracy=1",
      "The value 'test_acuracy=1' is invalid for '--until <metric=value>': it must be train_loss, train_accuracy, "
        + "train_eval_loss, train_eval_accuracy, test_loss, test_accuracy, validation_loss or validation_accuracy. Did you mean 'test_accuracy'?"
    ),
    (
      "compare A --until test_accuracy",
      "The value 'test_accuracy' is invalid for '--until <metric=value>': it must be METRIC=VALUE, such as "
        + "test_accuracy=0.8, with a metric of train_loss, train_accuracy, train_eval_loss, train_eval_accuracy, "
        + "test_loss, test_accuracy, validation_loss or validation_accuracy."
    ),
    (
      "compare A --confidence 1",
      "The value '1' is invalid for '--confidence <share>': it must be a number from 0.5 to 0.9999, such as 0.95."
    ),
    (
      "run A --format junit",
      "The value 'junit' is invalid for '--format <format>': it must be table, markdown, csv or json."
    ),
    ("run A --quiet=1", "The flag '--quiet' takes no value, but '1' was given."),
    ("run", "Missing expected argument '<experiment> ...'."),
    ("data export A", "Missing expected option '--out <dir>'."),
    ("data fetch cifar", "The value 'cifar' is invalid for '<dataset>': it must be mnist or fashion_mnist."),
    ("list A", "Unexpected argument 'A'."),
    ("run A --seed 1 --seeds 2", "'--seed' and '--seeds' exclude each other."),
    ("run A --data-dir=", "The value '' is invalid for '--data-dir <dir>': it must not be empty."),
    (
      "run A --set epochs",
      "The value 'epochs' is invalid for '--set <key=value>': it must be key=value, such as "
        + "training.batch_size=64."
    ),
    (
      "run A --set a..b=1",
      "The value 'a..b=1' is invalid for '--set <key=value>': 'a..b' is not a dotted path, such as "
        + "optimizer.sgd.learning_rate."
    ),
    (
      "run A --seeds 1...3",
      "The value '1...3' is invalid for '--seeds <list>': '1...3' is not a seed (a whole number from 0 to "
        + "18446744073709551615) or a range of seeds; write 1..10, 1,2,5 or 1..3,8."
    ),
    (
      "run A --seeds 3..1",
      "The value '3..1' is invalid for '--seeds <list>': the range 3..1 runs backwards; write 1..3."
    ),
    ("run A --seeds 1,1", "The value '1,1' is invalid for '--seeds <list>': seed 1 is listed twice."),
    (
      "run A --seeds 1..99999",
      "The value '1..99999' is invalid for '--seeds <list>': it names more than 10000 seeds."
    ),
  ]

  @Test(arguments: cases)
  func wording(line: String, wording: String) {
    #expect(problem(line)?.wording == wording)
  }
}
