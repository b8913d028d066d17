import System
import Testing

@Suite struct InterruptionTests {
  @Test func onceRequestedItStays() {
    let interruption = Interruption()
    #expect(!interruption.isRequested)
    interruption.request()
    interruption.request()
    #expect(interruption.isRequested)
    #expect(!Interruption().isRequested, "each one is its own")
  }
}
