import Testing

@testable import Engine

struct TensorTests {
  @Test func startsWithZerosOrTheGivenElements() {
    #expect(Tensor(shape: [2, 3]).elements == [0, 0, 0, 0, 0, 0])
    #expect(Tensor(shape: [3], repeating: 1.5).elements == [1.5, 1.5, 1.5])
    let tensor = Tensor(shape: [2, 2], elements: [1, 2, 3, 4])
    #expect(tensor.shape == [2, 2] && tensor.count == 4)
    #expect(tensor[2] == 3)
    #expect(Tensor(shape: []).count == 1)
    #expect(Tensor(shape: [0, 5]).elements == [])
  }

  /// Kernels run over whole vectors in aligned memory, and the floats after the elements are zero.
  @Test(arguments: [1, 15, 16, 17, 100])
  func memoryIsAlignedAndPaddedWithZeros(count: Int) {
    let tensor = Tensor(shape: [count], repeating: 7)
    #expect(Int(bitPattern: tensor.pointer) % 64 == 0)
    #expect(tensor.paddedCount % 16 == 0 && tensor.paddedCount - count < 16)
    #expect((count..<tensor.paddedCount).allSatisfy { tensor.pointer[$0] == 0 })
  }

  @Test func copiesAreIndependent() {
    let original = Tensor(shape: [2], elements: [1, 2])
    var copy = original
    copy[0] = 9
    #expect(original.elements == [1, 2])
    #expect(copy.elements == [9, 2])
    copy.withUnsafeMutableBufferPointer { $0[1] = 8 }
    #expect(original.elements == [1, 2])
    #expect(copy.withUnsafeBufferPointer(Array.init) == [9, 8])
  }

  @Test func writingToTheOnlyCopyMovesNothing() {
    var tensor = Tensor(shape: [100])
    let place = tensor.pointer
    tensor[5] = 1
    #expect(UnsafePointer(tensor.mutablePointer) == place)
  }

  @Test func equalityIsOfShapesAndBits() {
    #expect(Tensor(shape: [2], elements: [1, .nan]) == Tensor(shape: [2], elements: [1, .nan]))
    #expect(Tensor(shape: [1], elements: [0.0]) != Tensor(shape: [1], elements: [-0.0]))
    #expect(Tensor(shape: [2, 1]) != Tensor(shape: [1, 2]))
    #expect(Tensor(shape: [2], elements: [1, 2]) != Tensor(shape: [2], elements: [1, 3]))
  }
}
