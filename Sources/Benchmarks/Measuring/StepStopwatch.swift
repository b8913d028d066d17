import Engine

/// Adds up the time of each part of a network's training steps.
struct StepStopwatch: StepProbe {
  /// By the layers' entries.
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

  /// Leaves out the time since the last part's end.
  mutating func skip() { last = clock() }
}
