import GraphIR
import GraphPasses
import KernelIR
import Testing

/// What becomes one kernel after all passes, and what does not.
@Suite("Fusion")
struct FusionTests {

  /// Expects `@main` of `text` to launch `count` kernels after all passes.
  @discardableResult
  private func expectKernels(
    _ count: Int, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [Kernel] {
    let kernels = launches(try program(text))
    #expect(
      kernels.count == count, "\(kernels.map(\.description).joined(separator: "\n"))",
      sourceLocation: sourceLocation)
    return kernels
  }

  /// Returns what the fusion pass says about the operations of `text`.
  private func remarks(_ text: String) throws -> [String] {
    try optimized(try parse(text), [.fusion]).remarks
  }

  // MARK: One kernel

  @Test func elementwiseChain() throws {
    let kernels = try expectKernels(
      1,
      """
      func @main(%x: f32[4194304], %y: f32[4194304]) -> f32[4194304] {
        %product = mul %x, %y
        %shifted = add %product, 1.0
        %tanh = tanh %shifted
        %difference = sub %x, %y
        %logistic = logistic %difference
        %gated = mul %tanh, %logistic
        %positive = max %x, 0.0
        %half = mul %positive, 0.5
        %z = add %gated, %half
        return %z
      }
      """)
    #expect(kernels.first?.parallelLoop != nil)
  }

  @Test func softmax() throws {
    let kernels = try expectKernels(
      1,
      """
      func @main(%x: f32[4096,1024]) -> f32[4096,1024] {
        %m = reduce max %x, dims=[1]
        %l = broadcast %m, dims=[0] : f32[4096,1024]
        %shifted = sub %x, %l
        %e = exp %shifted
        %sum = reduce add %e, dims=[1]
        %s = broadcast %sum, dims=[0] : f32[4096,1024]
        %y = div %e, %s
        return %y
      }
      """)
    // Rows in parallel; a pass over the row in lanes for the maximum, one for the sum that keeps the
    // exponentials, one for the quotients.
    #expect(
      kernels.first?.description == """
        kernel(b0: in f32[4194304], b1: out f32[4194304], b2: scratch f32[1024]) {
          %0 = const -inf : f32
          %1 = const 0.0 : f32
          for %i0 in 0..<4096 grain 19 {
            %3 = reduce max init %0 over %i1 in 0..<1024 vector(8) {
              prefetch b0[%i0*1024 + %i1 + 2048]
              %2 = load b0[%i0*1024 + %i1] : f32
              yield %2
            } : f32
            %7 = reduce add init %1 over %i2 in 0..<1024 vector(8) {
              %4 = load b0[%i0*1024 + %i2] : f32
              %5 = sub %4, %3 : f32
              %6 = exp %5 : f32
              store %6, b2[%i2]
              yield %6
            } : f32
            for %i3 in 0..<1024 vector(8) {
              %8 = load b2[%i3] : f32
              %9 = div %8, %7 : f32
              store %9, b1[%i0*1024 + %i3]
            }
          }
        }

        """)
  }

  /// Softmax as other frameworks write it: axes of size 1 are kept, the maximum is clamped, the input
  /// is in half precision.
  @Test func softmaxWithKeptAxes() throws {
    try expectKernels(
      1,
      """
      func @main(%h: bf16[8,12,128,128], %mask: f32[128,128]) -> bf16[8,12,128,128] {
        %f = convert %h : f32[8,12,128,128]
        %b = broadcast %mask, dims=[2, 3] : f32[8,12,128,128]
        %x = add %f, %b
        %m = reduce max %x, dims=[3]
        %k = max %m, -1e30
        %r = reshape %k : f32[8,12,128,1]
        %l = broadcast %r, dims=[0, 1, 2, 3] : f32[8,12,128,128]
        %shifted = sub %x, %l
        %e = exp %shifted
        %sum = reduce add %e, dims=[3]
        %t = reshape %sum : f32[8,12,128,1]
        %one = const 1.0 : f32[8,12,128,1]
        %inverse = div %one, %t
        %s = broadcast %inverse, dims=[0, 1, 2, 3] : f32[8,12,128,128]
        %y = mul %e, %s
        %z = convert %y : bf16[8,12,128,128]
        return %z
      }
      """)
  }

  @Test func layerNormOfMeanAndCentredSquares() throws {
    try expectKernels(
      1,
      """
      func @main(%x: f32[4096,1024], %gain: f32[1024], %bias: f32[1024]) -> f32[4096,1024] {
        %sum = reduce add %x, dims=[1]
        %mean = div %sum, 1024.0
        %m = broadcast %mean, dims=[0] : f32[4096,1024]
        %c = sub %x, %m
        %cc = mul %c, %c
        %square = reduce add %cc, dims=[1]
        %variance = div %square, 1024.0
        %safe = add %variance, 1e-5
        %scale = rsqrt %safe
        %s = broadcast %scale, dims=[0] : f32[4096,1024]
        %n = mul %c, %s
        %g = broadcast %gain, dims=[1] : f32[4096,1024]
        %b = broadcast %bias, dims=[1] : f32[4096,1024]
        %scaled = mul %n, %g
        %y = add %scaled, %b
        return %y
      }
      """)
  }

  /// The variance as the difference of mean squares, of the sum of two tensors, of which that sum is
  /// a result as well.
  @Test func layerNormOfMeanSquares() throws {
    try expectKernels(
      1,
      """
      func @main(%x: f32[4096,1024], %residual: f32[4096,1024], %gain: f32[1024]) -> (f32[4096,1024], f32[4096,1024]) {
        %h = add %x, %residual
        %sum = reduce add %h, dims=[1]
        %hh = mul %h, %h
        %squares = reduce add %hh, dims=[1]
        %mean = mul %sum, 0.0009765625
        %meanSquare = mul %squares, 0.0009765625
        %mm = mul %mean, %mean
        %variance = sub %meanSquare, %mm
        %safe = add %variance, 1e-5
        %scale = rsqrt %safe
        %m2 = reshape %mean : f32[4096,1]
        %s2 = reshape %scale : f32[4096,1]
        %m = broadcast %m2, dims=[0, 1] : f32[4096,1024]
        %s = broadcast %s2, dims=[0, 1] : f32[4096,1024]
        %c = sub %h, %m
        %n = mul %c, %s
        %g = broadcast %gain, dims=[1] : f32[4096,1024]
        %y = mul %n, %g
        return %y, %h
      }
      """)
  }

  @Test func productWithBiasAndActivation() throws {
    try expectKernels(
      1,
      """
      func @main(%x: f32[64,784], %w: f32[784,512], %bias: f32[512], %r: f32[64,512]) -> bf16[64,512] {
        %p = dot_general %x, %w, lhs_contract=[1], rhs_contract=[0]
        %b = broadcast %bias, dims=[1] : f32[64,512]
        %sum = add %p, %b
        %z = mul %sum, 0.70710678
        %erf = erf %z
        %t = add %erf, 1.0
        %half = mul %sum, 0.5
        %g = mul %half, %t
        %y = add %g, %r
        %c = convert %y : bf16[64,512]
        return %c
      }
      """)
  }

  @Test func siblingsAndValuesOfBoth() throws {
    // Two results share the loop; a third is needed inside as well.
    try expectKernels(
      1,
      """
      func @main(%x: f32[100000], %y: f32[100000]) -> (f32[100000], f32[100000], f32[100000]) {
        %e = exp %x
        %a = mul %e, %y
        %b = sub %e, %y
        return %a, %b, %e
      }
      """)
    // Sums of the same rows.
    try expectKernels(
      1,
      """
      func @main(%x: f32[1024,256]) -> (f32[1024], f32[1024]) {
        %a = reduce add %x, dims=[1]
        %b = reduce max %x, dims=[1]
        return %a, %b
      }
      """)
  }

  @Test func bodiesOfLoops() throws {
    // One kernel for the condition, one for the counter, one for all of the step.
    try expectKernels(
      3,
      """
      func @main(%x: f32[1000]) -> f32[1000] {
        %r, %n = while %x, 0 cond(%v: f32[1000], %k: i32[]) {
          %goes_on = compare lt %k, 10
          yield %goes_on
        } body(%v: f32[1000], %k: i32[]) {
          %a = mul %v, 0.5
          %b = tanh %a
          %c = add %b, %x
          %next = add %k, 1
          yield %c, %next
        }
        return %r
      }
      """)
  }

  // MARK: Several kernels

  /// A product of matrices is not computed again in each of the loops that need its rows.
  @Test func productsBeforeReductions() throws {
    try expectKernels(
      3,
      """
      func @main(%q: f32[12,128,64], %k: f32[12,128,64], %v: f32[12,128,64]) -> f32[12,128,64] {
        %p = dot_general %q, %k, lhs_batch=[0], rhs_batch=[0], lhs_contract=[2], rhs_contract=[2]
        %x = mul %p, 0.125
        %m = reduce max %x, dims=[2]
        %l = broadcast %m, dims=[0, 1] : f32[12,128,128]
        %shifted = sub %x, %l
        %e = exp %shifted
        %sum = reduce add %e, dims=[2]
        %s = broadcast %sum, dims=[0, 1] : f32[12,128,128]
        %w = div %e, %s
        %y = dot_general %w, %v, lhs_batch=[0], rhs_batch=[0], lhs_contract=[2], rhs_contract=[1]
        return %y
      }
      """)
  }

  @Test func largeSumsStayParallel() throws {
    let text = """
      func @main(%x: f32[4194304], %v: f32[10000]) -> f32[4194304] {
        %sum = reduce add %v, dims=[0]
        %s = broadcast %sum, dims=[] : f32[4194304]
        %e = exp %x
        %y = div %e, %s
        return %y
      }
      """
    let kernels = try expectKernels(2, text)
    #expect(kernels.contains { $0.parallelLoop != nil })
    #expect(
      try remarks(text).contains(
        "not fused %sum (reduce) into %y (div): the kernel would run on one thread"))
    // A small one is no reason for a second kernel.
    try expectKernels(1, text.replacing("4194304", with: "4096"))
  }

  @Test func rowsThatDoNotFit() throws {
    let text = """
      func @main(%x: f32[64,200000]) -> f32[64,200000] {
        %m = reduce max %x, dims=[1]
        %l = broadcast %m, dims=[0] : f32[64,200000]
        %y = sub %x, %l
        return %y
      }
      """
    try expectKernels(2, text)
    #expect(
      try remarks(text).contains(
        "not fused %m (reduce) into %y (sub): rows of 781 KiB do not stay in the cache"))
  }

  @Test func sumsOverOtherAxes() throws {
    let text = """
      func @main(%x: f32[512,512]) -> f32[512,512] {
        %m = reduce add %x, dims=[0]
        %l = broadcast %m, dims=[1] : f32[512,512]
        %y = sub %x, %l
        return %y
      }
      """
    try expectKernels(2, text)
    #expect(
      try remarks(text).contains(
        "not fused %m (reduce) into %y (sub): each element would be computed 512 times"))
  }

  @Test func expensiveValuesForSeveralPlaces() throws {
    // Two transposed copies of an exponential: cheaper to store it once.
    try expectKernels(
      2,
      """
      func @main(%x: f32[1024,1024]) -> f32[1024,1024] {
        %e = exp %x
        %t = transpose %e, permutation=[1, 0]
        %r = reverse %e, dims=[0]
        %a = add %t, %r
        %y = add %a, %e
        return %y
      }
      """)
  }

  @Test func noFusionWaitsForItself() throws {
    // %a and %c could share a loop, but %b is between them.
    let text = """
      func @main(%x: f32[64,64], %w: f32[64,64]) -> f32[64,64] {
        %a = tanh %x
        %b = dot_general %a, %w, lhs_contract=[1], rhs_contract=[0]
        %c = mul %a, %b
        %d = dot_general %c, %w, lhs_contract=[1], rhs_contract=[0]
        %y = add %d, %a
        return %y
      }
      """
    try expectKernels(3, text)
    try expectAgreement(text, tolerance: 1e-4)
  }

  @Test func manyOperandsOfAConcatenation() throws {
    let text = """
      func @main(%x: i32[8,5]) -> i32[40,5] {
        %a = neg %x
        %b = popcnt %a
        %y = concat %x, %a, %b, %a, %b, dim=0
        return %y
      }
      """
    try expectKernels(6, text)
    try expectAgreement(text)
  }

  /// Chains in which each operation needs the one before at two places: without a limit, the last
  /// kernel would compute the first operation 2^30 times.
  @Test func fanOutDoesNotGrowExponentially() throws {
    var lines: [String] = []
    var last = "x"
    for i in 0..<30 {
      lines.append("  %t\(i) = transpose %\(last), permutation=[1, 0]")
      lines.append("  %a\(i) = add %\(last), %t\(i)")
      lines.append("  %r\(i) = reverse %a\(i), dims=[0]")
      lines.append("  %b\(i) = mul %a\(i), %r\(i)")
      last = "b\(i)"
    }
    let text = """
      func @main(%x: i32[8,8]) -> i32[8,8] {
      \(lines.joined(separator: "\n"))
        return %\(last)
      }
      """
    let statements = launches(try program(text)).map { (k) in
      var n = 0
      k.body.forEachStatement { _ in n += 1 }
      return n
    }
    #expect(statements.allSatisfy { $0 < 200 })
    try expectAgreement(text)
  }

  // MARK: Semantics

  @Test func fusedGroupsComputeTheSame() throws {
    for t in ["f32", "f16", "bf16"] {
      try expectAgreement(
        """
        func @main(%x: \(t)[7,33], %g: \(t)[33]) -> (\(t)[7,33], \(t)[7]) {
          %m = reduce max %x, dims=[1]
          %l = broadcast %m, dims=[0] : \(t)[7,33]
          %shifted = sub %x, %l
          %e = exp %shifted
          %sum = reduce add %e, dims=[1]
          %s = broadcast %sum, dims=[0] : \(t)[7,33]
          %y = div %e, %s
          %b = broadcast %g, dims=[1] : \(t)[7,33]
          %z = mul %y, %b
          %h = log %sum
          return %z, %h
        }
        """, tolerance: t == "f32" ? 1e-5 : 2e-2)
    }
    // A reduction of a reduction, one of several operands, and movement in between.
    try expectAgreement(
      """
      func @main(%x: i32[4,5,6]) -> (i32[4], i32[4], i32[9,5]) {
        %a = mul %x, %x
        %b = reduce add %a, dims=[2]
        %c = sub %b, 3
        %d = reduce max %c, dims=[1]
        %i = iota dim=1 : i32[4,5]
        %m, %p = reduce %c, %i, 0, 0, dims=[1] combine(%a: i32[], %b: i32[], %c: i32[], %d: i32[]) {
          %is_larger = compare gt %c, %a
          %v = select %is_larger, %c, %a
          %w = select %is_larger, %d, %b
          yield %v, %w
        }
        %q = add %d, %m
        %r = reverse %c, dims=[1]
        %s = pad %r, 1, low=[1, 0], high=[0, 0]
        %t = concat %s, %c, dim=0
        return %q, %p, %t
      }
      """)
  }

}
