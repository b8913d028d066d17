import Testing

@testable import Datasets

struct DataPlacesTests {
  private func list(_ places: DataPlaces) -> [String] { places.places.map { "\($0.origin): \($0.folder)" } }

  @Test func searchesInOrder() {
    let places = DataPlaces(
      dataDir: "/a", environment: ["BNLAB_DATA_DIR": "b", "XDG_CACHE_HOME": "/c/", "HOME": "/home/me"])
    #expect(
      list(places) == [
        "--data-dir: /a", "BNLAB_DATA_DIR: b", "the current folder's data: ./data", "cache: /c/bnlab",
      ])
    #expect(places.fetchFolder == "/a")
  }

  @Test func fallsBackToTheHomeFoldersCache() {
    let home = DataPlaces(dataDir: nil, environment: ["HOME": "/home/me"], workingDirectory: "/w")
    #expect(list(home) == ["the current folder's data: /w/data", "cache: /home/me/.cache/bnlab"])
    #expect(home.fetchFolder == "/home/me/.cache/bnlab")
    // A relative XDG_CACHE_HOME and an empty variable count as not set.
    let odd = DataPlaces(
      dataDir: nil, environment: ["XDG_CACHE_HOME": "cache", "HOME": "/h", "BNLAB_DATA_DIR": ""])
    #expect(list(odd) == ["the current folder's data: ./data", "cache: /h/.cache/bnlab"])
    #expect(DataPlaces(dataDir: nil, environment: [:]).fetchFolder == nil)
  }

  @Test func aFolderIsSearchedOnce() {
    let places = DataPlaces(dataDir: "./data", environment: ["BNLAB_DATA_DIR": "./data"])
    #expect(list(places) == ["--data-dir: ./data"])
  }

  @Test func filesMayBeInTheFolderOrInItsSubfolderMNIST() {
    let file = MNISTManifest.official.testLabels
    #expect(
      MNISTFamily.mnist.candidates(for: file, inDataFolder: "d") == [
        "d/mnist/t10k-labels-idx1-ubyte", "d/mnist/t10k-labels-idx1-ubyte.gz",
        "d/t10k-labels-idx1-ubyte", "d/t10k-labels-idx1-ubyte.gz",
      ])
  }
}
