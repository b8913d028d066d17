import Testing

@testable import CommandLineTool
@testable import bnlab

@Suite struct HelpTextTests {
  private func help(_ line: String, width: Int = 80) throws -> String {
    let arguments = line.split(separator: " ").map(String.init)
    guard case .help(let text) = try CommandLineParser(.root, width: width).parse(arguments) else {
      return ""
    }
    return text
  }

  @Test func theProgram() throws {
    #expect(
      try help("") == """
        OVERVIEW: Reproduce the comparisons of five batch-normalization tutorials.

        An experiment is given by its name, as 'bnlab list' shows it, or as the path of
        a spec file. Results go to standard output, progress and messages to standard
        error.

        USAGE: bnlab <subcommand>

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        SUBCOMMANDS:
          run                     Train experiments and print their final figures beside
                                  the published ones.
          compare                 Run what has not been run yet, then compare the
                                  experiments.
          reproduce               Run whole studies and judge each of their claims.
          list                    List the experiments and studies there are.
          show                    Show an experiment: its resolved spec, its layers and
                                  its sources.
          check                   Validate specs and studies without running them.
          init                    Write an experiment for data of one's own, which runs
                                  at once.
          inspect                 Look at the layers' outputs, gradients and statistics.
          plot                    Draw learning curves and other figures, in the
                                  terminal or as SVG.
          report                  Write one HTML page with verdicts, figures and tables.
          runs                    List and remove what is in the folder of runs.
          data                    Fetch, verify, list and export the data sets.
          batch                   Print a script that spreads a command's runs over many
                                  machines.
          bench                   Measure this machine, the kernels and the networks'
                                  training steps.
          completions             Print what makes a shell complete commands, options
                                  and names.
          man                     Print the manual page.
          schema                  Print the JSON Schema of spec files or study files.

          See 'bnlab help <subcommand>' for detailed help.

        """)
  }

  @Test func aCommandWithManyOptions() throws {
    #expect(
      try help("help run") == """
        OVERVIEW: Train experiments and print their final figures beside the published
        ones.

        Each run leaves a folder with metrics.csv, run.json and weights.safetensors. A
        finished run is not trained again; an interrupted run is continued.

        USAGE: bnlab run [<options>] <experiment> ...

        ARGUMENTS:
          <experiment>            The experiments' names or spec files.

        OPTIONS:
          --epochs <n>            Train for this many epochs instead of the spec's.
          --set <key=value>       Replace a value of the spec: a dotted path, and JSON
                                  or a bare word, as in optimizer.sgd.learning_rate=0.1.
                                  model.1+=batch_norm inserts a layer before entry 1,
                                  model.3- removes entry 3; all numbers count in the
                                  model before any edit. May be given several times.
          --grid <key=list>       Make a variant for each value of a list, as in
                                  training.batch_size=[16,64] or
                                  model.1+=[batch_norm,null], where null inserts
                                  nothing. If given several times: for each combination.
          --name <name>           The name of the variant and of its run folder.
                                  Commands know it as they know an experiment's name.
                                  (default: made of the overrides)
          --seed <n>              Train with this seed instead of the spec's.
          --seeds <list>          Train once with each of these seeds: 1..10, 1,2,5 or
                                  1..3,8.
          --data-dir <dir>        Keep and look for data sets here, before
                                  BNLAB_DATA_DIR, ./data and the user's cache.
          --runs-dir <dir>        Keep the run folders here. (default: BNLAB_RUNS_DIR or
                                  runs)
          --threads <n>           Threads inside one run. (default: 1 for several runs,
                                  else what suits the network)
          --jobs <n>              Runs at the same time. (default: the number of
                                  processors)
          --fresh                 Ignore earlier runs and train again.
          --dry-run               Only say what would run, and why.
          --shard <i/n>           Train only this share of the runs, such as 2/8 for the
                                  second of eight, and print a line for each. Every run
                                  is in exactly one share, the same on every machine.
          --plot <file>           Draw the learning curves into this SVG file, as bnlab
                                  plot does.
          --quiet                 Print results, warnings and errors only.
          --format <format>       How results are printed. (values: table, markdown,
                                  csv, json; default: table)
          --no-color              Never colour anything, as with NO_COLOR in the
                                  environment.
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  @Test func aNestedCommand() throws {
    #expect(
      try help("data export --help") == """
        OVERVIEW: Write an experiment's data as .npy files, exactly as the network sees
        them.

        USAGE: bnlab data export --out <dir> [--set <key=value> ...] [--data-dir <dir>]
               [--quiet] [--no-color] <experiment>

        ARGUMENTS:
          <experiment>            The experiment's name or spec file.

        OPTIONS:
          --out <dir>             The folder for train_x.npy, train_y.npy, test_x.npy
                                  and test_y.npy.
          --set <key=value>       Replace a value of the spec. May be given several
                                  times.
          --data-dir <dir>        Keep and look for data sets here, before
                                  BNLAB_DATA_DIR, ./data and the user's cache.
          --quiet                 Print results, warnings and errors only.
          --no-color              Never colour anything, as with NO_COLOR in the
                                  environment.
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  @Test func aGroup() throws {
    let text = try help("data")
    #expect(
      text.contains("\n  list                    List the data sets and where they are on this machine.\n"))
    #expect(text.hasSuffix("\n\n  See 'bnlab help data <subcommand>' for detailed help.\n"))
  }

  @Test func aCommandThatSpreadsAnother() throws {
    #expect(
      try help("batch slurm --help") == """
        OVERVIEW: Print a script for Slurm: an array of tasks, then a job that gathers.

        Save the script where the command would run, and start it with bash: it submits
        both jobs and returns at once. Options that it is given go to sbatch. Run it
        again whenever something failed: what is finished is not trained again, what was
        interrupted goes on. bnlab and the current folder must be there on all machines.

        USAGE: bnlab batch slurm [--tasks <n>] [--cpus <n>] [--time <time>]
               [--at-once <n>] [--no-color] <command> ...

        ARGUMENTS:
          <command>               run, compare or reproduce, with its arguments and
                                  options.

        OPTIONS:
          --tasks <n>             Spread the runs over this many tasks. There are no
                                  more tasks than runs. (default: 8, or fewer for fewer
                                  runs)
          --cpus <n>              Processors of a task, which trains as many runs at
                                  once. (default: 1)
          --time <time>           The time that a task may take: hours:minutes:seconds,
                                  30m or 2h. (default: 01:00:00)
          --at-once <n>           No more tasks than this at the same time. (default:
                                  all)
          --no-color              Never colour anything, as with NO_COLOR in the
                                  environment.
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  /// No page is wider than asked, from the narrowest layout up; a single unbreakable word is narrower than that.
  @Test(arguments: [-1, 0, 50, 60, 80, 100, 200])
  func everyPageFits(width: Int) throws {
    for line in [
      "", "run", "compare", "reproduce", "list", "show", "check", "init", "inspect", "plot", "data",
      "data fetch",
      "data export", "batch", "batch slurm", "batch parallel", "batch github", "bench",
      "runs", "runs list", "runs remove",
    ] {
      for row in try help(line + " --help", width: width).split(separator: "\n") {
        #expect(String(row).count <= max(width, 58), "\(line): \(row)")
      }
    }
  }

  @Test func everyCommandExplainsItselfInOneSentence() {
    func check(_ node: CommandNode<any bnlab.Command>) {
      #expect(node.abstract.hasSuffix(".") && node.abstract.count <= 90, "\(node.name)")
      for argument in node.options + [node.argument].compactMap(\.self) {
        #expect(argument.help.hasSuffix("."), "\(node.name) \(argument.name)")
      }
      node.subcommands.forEach(check)
    }
    check(.root)
  }
}
