import Engine

/// Adds up the time of each part of the training steps of a network, in seconds.
struct StepStopwatch: StepProbe {
  /// By the index of the layer's entry in the network.
  private(set) var forward: [Double]
  private(set) var backward: [Double]
  private(set) var gathering = 0.0
  private(set) var loss = 0.0
  private(set) var update = 0.0
  private let clock: () -> Double
  private var last: Double

  init(layers: Int, clock: @escaping () -> Double) {
    forward = Array(repeating: 0, count: layers)
    backward = forward
    self.clock = clock
    last = clock()
  }

  mutating func ended(_ part: StepPart) {
    let now = clock()
    let time = now - last
    switch part {
    case .gathering: gathering += time
    case .forward(let layer): forward[layer] += time
    case .loss: loss += time
    case .backward(let layer): backward[layer] += time
    case .update: update += time
    }
    last = now
  }

  /// Does not count the time since the end of the last part.
  mutating func skip() { last = clock() }
}
