import Scalars
import Testing

@testable import KernelIR

@Suite("Minimal filtering") struct WinogradTests {

  /// A convolution in two dimensions.
  struct Convolution: CustomTestStringConvertible, Sendable {

    var batch = 1
    var channels = 3
    var features = 5
    var height = 9
    var width = 10
    var padding = 1
    var stride = 1
    var dilation = 1
    var taps = 3
    var isChannelMinor = false
    var type = ElementType.f64

    var testDescription: String {
      "\(batch)×\(channels)×\(height)×\(width), \(features) features, padding \(padding), "
        + "stride \(stride), dilation \(dilation), \(taps) taps"
        + (isChannelMinor ? ", channels last" : "")
    }

    private func resultSize(_ n: Int) -> Int {
      (n + 2 * padding - dilation * (taps - 1) - 1) / stride + 1
    }

    var imageCount: Int { batch * channels * height * width }
    var weightCount: Int { features * channels * taps * taps }
    var resultCount: Int { batch * features * resultSize(height) * resultSize(width) }

    private func place(_ indices: [IndexExpression], in shape: [Int]) -> IndexExpression {
      var result = IndexExpression(0)
      for (i, n) in zip(indices, shape) { result = result * n + i }
      return result
    }

    /// The kernel, with a bias, and the result and its absolute value as outputs.
    func kernel() throws -> Kernel {
      var b = KernelBuilder()
      let image = b.buffer(type, count: imageCount, .read)
      let weights = b.buffer(type, count: weightCount, .read)
      let bias = b.buffer(type, count: features, .read)
      let outputs = (0..<2).map { _ in b.buffer(type, count: resultCount, .write) }
      let (h, w) = (resultSize(height), resultSize(width))
      let extents = isChannelMinor ? [batch, h, w, features] : [batch, features, h, w]
      let loops = extents.map { IndexExpression(b.openLoop(extent: $0)) }
      let (n, o) = (loops[0], isChannelMinor ? loops[3] : loops[1])
      let (y, x) = isChannelMinor ? (loops[1], loops[2]) : (loops[2], loops[3])
      let terms = b.openReduction(extents: [channels, taps, taps]).map { IndexExpression($0) }
      let row = y * stride + terms[1] * dilation + -padding
      let column = x * stride + terms[2] * dilation + -padding
      let isInside = b.binary(.and, b.inside(row, 0, height), b.inside(column, 0, width))
      let pixel =
        isChannelMinor
        ? place([n, row, column, terms[0]], in: [batch, height, width, channels])
        : place([n, terms[0], row, column], in: [batch, channels, height, width])
      let tap =
        isChannelMinor
        ? place([terms[1], terms[2], terms[0], o], in: [taps, taps, channels, features])
        : place([o, terms[0], terms[1], terms[2]], in: [features, channels, taps, taps])
      let product = b.binary(
        .mul, b.load(image, pixel, guard: isInside), b.load(weights, tap))
      let sum = b.closeReduction(
        .add, contracted: true, initial: b.constant(Scalar(type, 0)), element: product)
      let result = b.binary(.add, sum, b.load(bias, o))
      let at = place(loops, in: extents)
      b.store(result, to: outputs[0], at: at)
      b.store(b.unary(.abs, result), to: outputs[1], at: at)
      for _ in loops { b.closeLoop() }
      return try b.finish()
    }

  }

  @Test(arguments: [2, 3, 4]) func matricesFilter(outputCount: Int) {
    let t = WinogradTransform(outputCount: outputCount, tapCount: 3)
    func product(_ m: [[Double]], _ x: [Double]) -> [Double] {
      m.map { zip($0, x).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let taps = [0.5, -3, 1.25]
    let inputs = (0..<t.count).map { Double($0 * $0 % 7) - 2.5 }
    let products = zip(product(t.weights, taps), product(t.input, inputs)).map { $0 * $1 }
    let outputs = product(t.output, products)
    for i in 0..<outputCount {
      let expected = (0..<3).reduce(0) { $0 + taps[$1] * inputs[i + $1] }
      #expect(abs(outputs[i] - expected) < 1e-12)
    }
    #expect(outputs.count == outputCount)
  }

  @Test func productsWithConstantMatricesShareTerms() throws {
    // Rows that differ in signs, columns that differ in signs, zeros, ones, and neither.
    for matrix in [
      [[4.0, 2, 1], [4, -2, 1], [0, 0, 1], [0, -3, 0]], [[1, 1, 0], [1, -1, 0], [-1, -1, 2]],
      [[0.5, 3, 7]],
    ] {
      var b = KernelBuilder()
      let x = b.buffer(.f64, count: 3, .read)
      let y = b.buffer(.f64, count: matrix.count, .write)
      let values = (0..<3).map { b.load(x, IndexExpression($0)) }
      let results = ConstantProduct(matrix)(values, fused: true, in: &b)
      for (i, r) in results.enumerated() { b.store(r, to: y, at: IndexExpression(i)) }
      let kernel = try b.finish()
      var memory = ByteMemory()
      let (input, output) = (memory.add(byteCount: 24), memory.add(byteCount: 8 * matrix.count))
      let elements = [3.0, 5, -7]
      for (i, e) in elements.enumerated() { memory[input, i, .f64] = Scalar(.f64, e) }
      try KernelInterpreter.run(kernel, on: [input, output], in: &memory)
      for (i, row) in matrix.enumerated() {
        let expected = zip(row, elements).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(memory[output, i, .f64] == Scalar(.f64, expected))
      }
    }
  }

  // MARK: Kernels

  private static let convolutions = [
    Convolution(),
    Convolution(isChannelMinor: true),
    Convolution(batch: 2, channels: 4, features: 2, height: 7, width: 13),
    Convolution(batch: 3, channels: 2, features: 4, height: 6, width: 5, isChannelMinor: true),
    Convolution(height: 12, width: 8, padding: 0),
    Convolution(height: 11, width: 6, padding: 0, isChannelMinor: true),
    Convolution(height: 5, width: 3, padding: 2),
  ]

  /// Returns what `sequence` stores in the two outputs of `convolution`, for whole numbers, each
  /// kernel as `schedule` makes it.
  private func results(
    of sequence: KernelSequence, for convolution: Convolution,
    schedule: (Kernel) throws -> Kernel = { $0 }
  ) throws -> [[Double]] {
    var memory = ByteMemory()
    let counts = [convolution.imageCount, convolution.weightCount, convolution.features]
    var places = counts.enumerated().map { (k, n) in
      let place = memory.add(byteCount: 8 * n)
      for i in 0..<n { memory[place, i, .f64] = Scalar(.f64, Double((i * (7 + k)) % 11 - 5)) }
      return place
    }
    for _ in 0..<2 { places.append(memory.add(byteCount: 8 * convolution.resultCount)) }
    let temporaries = sequence.temporaries.map { memory.add(byteCount: 8 * $0.count) }
    for l in sequence.launches {
      let kernel = try schedule(l.kernel)
      #expect(KernelVerifier.verify(kernel).all.map(\.message) == [])
      let arguments = l.arguments.map { (a) in
        switch a {
        case .parameter(let i): places[i]
        case .temporary(let i): temporaries[i]
        }
      }
      try KernelInterpreter.run(kernel, on: arguments, in: &memory)
    }
    return places[3...].map { (p) in
      (0..<convolution.resultCount).map { memory[p, $0, .f64].doubleValue }
    }
  }

  @Test(arguments: convolutions, [2, 4])
  func kernelsDoWhatTheConvolutionDoes(convolution: Convolution, tileSize: Int) throws {
    let kernel = try convolution.kernel()
    let expected = try results(of: KernelSequence(kernel), for: convolution)
    let target = KernelTarget(vectorByteWidth: 64, vectorRegisterCount: 32)
    let algorithm = try #require(
      WinogradConvolution(kernel, tileSize: tileSize, on: target))
    let sequence = try #require(algorithm.sequence())
    #expect(sequence.launches.count == 4)
    for actual in [
      try results(of: sequence, for: convolution),
      try results(of: sequence, for: convolution) { try KernelPipeline.run($0, for: target) },
    ] {
      for (x, y) in zip(expected.joined(), actual.joined()) {
        #expect(abs(x - y) <= 1e-8)
      }
    }
  }

  @Test(arguments: [
    Convolution(stride: 2), Convolution(dilation: 2), Convolution(taps: 5),
  ])
  func othersAreLeftAlone(convolution: Convolution) throws {
    #expect(
      WinogradConvolution(try convolution.kernel(), tileSize: 4, on: KernelTarget()) == nil)
  }

  @Test func costsDecide() throws {
    let target = KernelTarget(vectorByteWidth: 64, vectorRegisterCount: 32)
    let large = try Convolution(
      channels: 64, features: 64, height: 56, width: 56, type: .f32
    ).kernel()
    #expect(WinogradConvolution.sequence(for: large, on: target) != nil)
    var without = target
    without.usesWinograd = false
    #expect(WinogradConvolution.sequence(for: large, on: without) == nil)
    // One channel has too few products to save, and so have small images with many weights.
    for small in [
      Convolution(channels: 1, features: 64, height: 56, width: 56, type: .f32),
      Convolution(channels: 512, features: 512, height: 7, width: 7, type: .f32),
    ] {
      #expect(WinogradConvolution.sequence(for: try small.kernel(), on: target) == nil)
    }
  }

}
