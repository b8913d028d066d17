import System
import Testing

@Suite struct InterruptionTests {
  @Test func onceRequestedItStays() {
    let interruption = Interruption()
    #expect(!interruption.isRequested)
    interruption.request()
    interruption.request()
    #expect(interruption.isRequested)
    #expect(!Interruption().isRequested, "another one is independent")
  }
}
