import CommandLineTool
import Testing

@Suite struct EnvironmentTests {
  private func environment(_ variables: [String: String]) -> Environment {
    Environment { variables[$0] }
  }

  @Test func everyVariable() {
    let environment = environment([
      "BNLAB_DATA_DIR": "/data", "BNLAB_RUNS_DIR": "/runs", "BNLAB_SIMD": "avx2",
      "BNLAB_CHECKPOINT_SECONDS": "0.5", "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100",
      "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": "/repo",
    ])
    #expect(environment.dataDirectory == "/data")
    #expect(environment.runsDirectory == "/runs")
    #expect(environment.simdLevel == "avx2")
    #expect(environment.checkpointSeconds == "0.5")
    #expect(environment.forbidsColor)
    #expect(environment.isDumbTerminal)
    #expect(environment.columns == 100)
    #expect(environment.isGitHubActions && environment.gitHubWorkspace == "/repo")
  }

  @Test func emptyVariablesAreNotSet() {
    let empty = environment([
      "BNLAB_DATA_DIR": "", "BNLAB_RUNS_DIR": "", "BNLAB_SIMD": "",
      "BNLAB_CHECKPOINT_SECONDS": "", "NO_COLOR": "", "TERM": "", "COLUMNS": "",
      "GITHUB_ACTIONS": "", "GITHUB_WORKSPACE": "",
    ])
    #expect(empty == environment([:]))
    #expect(empty.dataDirectory == nil)
    #expect(!empty.forbidsColor)
    #expect(!empty.isDumbTerminal)
  }

  @Test(arguments: ["0", "-5", "wide", "1e3", "99999999999999999999"])
  func columnsAreAPositiveNumber(text: String) {
    #expect(environment(["COLUMNS": text]).columns == nil)
  }
}
