import GraphIR
import Scalars
import Testing

/// Each operation by itself, for all types that it takes: its kernel against the reference semantics.
@Suite("Operations")
struct OperationTests {

  /// Runs a function of `parameters` that returns what `body` calls `%r`.
  private func expectAgreement(
    _ parameters: String, _ body: String, _ result: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try LoweringTests.expectAgreement(
      "func @main(\(parameters)) -> \(result) {\n\(body)\n  return %r\n}\n",
      sourceLocation: sourceLocation)
  }

  // MARK: Elementwise

  @Test(arguments: UnaryFunction.allCases)
  func unary(_ f: UnaryFunction) throws {
    for t in ElementType.allCases where f.isDefined(for: t) {
      try expectAgreement(
        "%x: \(t)[3,11]", "  %r = \(f.rawValue) %x", "\(f.resultType(for: t))[3,11]")
    }
  }

  @Test(arguments: BinaryFunction.allCases)
  func binary(_ f: BinaryFunction) throws {
    for t in ElementType.allCases where f.isDefined(for: t) {
      try expectAgreement("%x: \(t)[37], %y: \(t)[37]", "  %r = \(f.rawValue) %x, %y", "\(t)[37]")
    }
  }

  @Test(arguments: ElementType.allCases)
  func comparisonsAndSelections(_ t: ElementType) throws {
    for d in ComparisonDirection.allCases {
      try expectAgreement(
        "%x: \(t)[37], %y: \(t)[37]", "  %r = compare \(d.rawValue) %x, %y", "i1[37]")
      if t.isFloat {
        try expectAgreement(
          "%x: \(t)[37], %y: \(t)[37]", "  %r = compare \(d.rawValue) %x, %y, order=total",
          "i1[37]")
      }
    }
    try expectAgreement(
      "%p: i1[5,3], %x: \(t)[5,3], %y: \(t)[5,3]", "  %r = select %p, %x, %y", "\(t)[5,3]")
    try expectAgreement(
      "%p: i1[], %x: \(t)[5,3], %y: \(t)[5,3]", "  %r = select %p, %x, %y", "\(t)[5,3]")
    try expectAgreement(
      "%l: \(t)[], %x: \(t)[5,3], %h: \(t)[5,3]", "  %r = clamp %l, %x, %h", "\(t)[5,3]")
  }

  @Test(arguments: ElementType.allCases)
  func conversions(_ t: ElementType) throws {
    for u in ElementType.allCases {
      try expectAgreement("%x: \(t)[41]", "  %r = convert %x : \(u)[41]", "\(u)[41]")
      if t == .i1 || u == .i1 { continue }
      let (w, v) = (t.byteWidth, u.byteWidth)
      if w == v {
        try expectAgreement("%x: \(t)[6]", "  %r = bitcast %x : \(u)[6]", "\(u)[6]")
      } else if w > v {
        try expectAgreement(
          "%x: \(t)[6]", "  %r = bitcast %x : \(u)[6,\(w / v)]", "\(u)[6,\(w / v)]")
      } else {
        try expectAgreement("%x: \(t)[6,\(v / w)]", "  %r = bitcast %x : \(u)[6]", "\(u)[6]")
      }
    }
  }

  @Test(arguments: ElementType.allCases)
  func leaves(_ t: ElementType) throws {
    let one = t == .i1 ? "true" : "1"
    let zero = t == .i1 ? "false" : "0"
    try expectAgreement("", "  %r = const \(one) : \(t)[2,70]", "\(t)[2,70]")
    try expectAgreement("", "  %r = const \(one) : \(t)[100,100]", "\(t)[100,100]")
    try expectAgreement("", "  %r = const [[\(one), \(zero), \(one)]] : \(t)[1,3]", "\(t)[1,3]")
    if t != .i1 { try expectAgreement("", "  %r = iota dim=1 : \(t)[3,5]", "\(t)[3,5]") }
  }

  // MARK: Movement

  @Test(arguments: ElementType.allCases)
  func movement(_ t: ElementType) throws {
    let x = "%x: \(t)[2,3,4]"
    let cases: [(parameters: String, operation: String, shape: String)] = [
      (x, "broadcast %x, dims=[0, 2, 3] : \(t)[2,5,3,4]", "2,5,3,4"),
      ("%x: \(t)[1,3]", "broadcast %x, dims=[1, 0] : \(t)[3,4]", "3,4"),
      ("%x: \(t)[]", "broadcast %x, dims=[] : \(t)[3,4]", "3,4"),
      (x, "reshape %x : \(t)[6,2,2]", "6,2,2"),
      (x, "transpose %x, permutation=[2, 0, 1]", "4,2,3"),
      (x, "slice %x, start=[0, 1, 0], limit=[2, 3, 4], stride=[1, 1, 3]", "2,2,2"),
      (x, "reverse %x, dims=[0, 2]", "2,3,4"),
      (
        "\(x), %y: \(t)[]", "pad %x, %y, low=[1, -1, 0], high=[0, 2, 1], interior=[2, 0, 1]",
        "5,4,8"
      ),
      ("\(x), %y: \(t)[2,1,4]", "concat %x, %y, %x, dim=1", "2,7,4"),
      ("\(x), %y: \(t)[2,3,0]", "concat %y, %x, %x, %y, %x, %x, dim=2", "2,3,16"),
      ("\(x), %i: i32[]", "dynamic_slice %x, %i, %i, %i, limit=[1, 3, 2]", "1,3,2"),
      ("\(x), %y: \(t)[1,2,2], %i: i8[]", "dynamic_update_slice %x, %y, %i, %i, %i", "2,3,4"),
      ("\(x), %y: \(t)[1,2,2], %i: u64[]", "dynamic_update_slice %x, %y, %i, %i, %i", "2,3,4"),
    ]
    for c in cases {
      try expectAgreement(c.parameters, "  %r = \(c.operation)", "\(t)[\(c.shape)]")
    }
  }

  // MARK: Reductions

  @Test(arguments: ElementType.allCases)
  func reductions(_ t: ElementType) throws {
    for f in BinaryFunction.combiners where f.isDefined(for: t) {
      for (dims, shape) in [
        ("0", "3,5"), ("1", "2,5"), ("2", "2,3"), ("0, 2", "3"), ("0, 1, 2", ""),
      ] {
        // Few elements, so that the order in which they are combined does not show.
        try LoweringTests.expectAgreement(
          """
          func @main(%x: \(t)[2,3,5], %i: \(t)[]) -> \(t)[\(shape)] {
            %r = reduce \(f.rawValue) %x, %i, dims=[\(dims)]
            return %r
          }
          """, tolerance: tolerance(t))
      }
    }
  }

  /// The position of the largest element: two operands, and a region that is no single function.
  @Test func reductionOfSeveralOperands() throws {
    try LoweringTests.expectAgreement(
      """
      func @main(%x: f32[4,9]) -> (f32[4], i32[4]) {
        %i = iota dim=1 : i32[4,9]
        %m, %p = reduce %x, %i, -inf, 0, dims=[1] combine(%a: f32[], %b: i32[], %c: f32[], %d: i32[]) {
          %is_larger = compare gt %c, %a
          %v = select %is_larger, %c, %a
          %w = call @choose(%is_larger, %d, %b)
          yield %v, %w
        }
        return %m, %p
      }
      func @choose(%p: i1[], %x: i32[], %y: i32[]) -> i32[] {
        %r = select %p, %x, %y
        return %r
      }
      """)
  }

  private func tolerance(_ t: ElementType) -> Double {
    switch t {
    case .f64: 1e-12
    case .f32: 1e-5
    case .f16: 2e-3
    case .bf16: 2e-2
    default: 0
    }
  }

  // MARK: Contractions

  @Test(arguments: ElementType.allCases.filter { $0 != .i1 })
  func contractions(_ t: ElementType) throws {
    let wider: [ElementType] =
      [t] + (t == .f16 ? [.f32] : t == .i8 ? [.i32] : t == .f32 ? [.f64] : [])
    for u in wider {
      try LoweringTests.expectAgreement(
        """
        func @main(%x: \(t)[2,3,5], %y: \(t)[5,4,2]) -> \(u)[2,3,4] {
          %r = dot_general %x, %y, lhs_batch=[0], rhs_batch=[2], lhs_contract=[2], rhs_contract=[0] : \(u)[2,3,4]
          return %r
        }
        """, tolerance: tolerance(t))
      try LoweringTests.expectAgreement(
        """
        func @main(%x: \(t)[1,6,5,2], %y: \(t)[3,3,2,4]) -> \(u)[1,3,3,4] {
          %r = convolution %x, %y, layout="b01f_01io->b01f", stride=[2, 1], pad_low=[1, 0] : \(u)[1,3,3,4]
          return %r
        }
        """, tolerance: tolerance(t))
    }
    try LoweringTests.expectAgreement(
      """
      func @main(%x: \(t)[2,4,5], %y: \(t)[6,2,3], %z: \(t)[4,4,5], %w: \(t)[6,4,3]) -> (\(t)[2,6,9], \(t)[2,6,3]) {
        %r = convolution %x, %y, layout="bf0_oi0->bf0", pad_low=[2], pad_high=[2], lhs_dilation=[2], rhs_dilation=[2], reversal=[1], feature_groups=2
        %s = convolution %z, %w, layout="bf0_oi0->bf0", batch_groups=2
        return %r, %s
      }
      """, tolerance: tolerance(t))
  }

  // MARK: Control

  @Test func branchesAndLoops() throws {
    for (p, k) in [("true", 0), ("false", 1), ("true", 2), ("false", 9)] {
      try LoweringTests.expectAgreement(
        """
        func @main(%x: f32[3,4]) -> (f32[3,4], f32[3,4], i32[]) {
          %p = const \(p) : i1[]
          %a = if %p then {
            %0 = tanh %x
            %1 = add %0, 1.0
            yield %1
          } else {
            %0 = mul %x, %x
            %1 = sub %0, %x
            yield %1
          }
          %k = const \(k) : i32[]
          %one = const 1 : i32[]
          %b, %c = case %k branch {
            %0 = neg %a
            yield %0, %one
          } branch {
            yield %x, %k
          } branch {
            %0 = mul %a, %x
            %1 = abs %0
            %2 = add %one, %k
            yield %1, %2
          }
          %r, %s, %n = while %b, %a, %c cond(%u: f32[3,4], %v: f32[3,4], %n: i32[]) {
            %goes_on = compare lt %n, 7
            yield %goes_on
          } body(%u: f32[3,4], %v: f32[3,4], %n: i32[]) {
            %0 = mul %u, 0.5
            %1 = add %0, %x
            %next = add %n, 1
            yield %v, %1, %next
          }
          return %r, %s, %n
        }
        """)
    }
  }

  @Test(arguments: ElementType.allCases)
  func indexed(_ t: ElementType) throws {
    try expectAgreement(
      "%x: \(t)[5,7], %i: i32[3,2]",
      """
        %r = gather %x, %i, offset_dims=[0], collapsed_dims=[1], index_map=[1, 0], index_dim=1, slice_sizes=[2, 1]
      """, "\(t)[2,3]")
    for combiner in ["set", "add", "max"] {
      try expectAgreement(
        "%x: \(t)[5,7], %i: i32[9], %u: \(t)[9,3]",
        """
          %j = rem %i, 5
          %r = scatter \(combiner) %x, %j, %u, window_dims=[1], inserted_dims=[0], index_map=[0]
        """, "\(t)[5,7]")
    }
    try expectAgreement(
      "%x: \(t)[3,19]",
      """
        %r = sort %x, dim=1 compare(%p: \(t)[], %q: \(t)[]) {
          %0 = compare gt %p, %q
          yield %0
        }
      """, "\(t)[3,19]")
  }

  @Test(arguments: ElementType.allCases)
  func windows(_ t: ElementType) throws {
    for combiner in ["add", "mul", "max", "min"] {
      try expectAgreement(
        "%x: \(t)[6,7]",
        "  %r = reduce_window \(combiner) %x, window=[3, 2], stride=[2, 1], pad_low=[1, 0], pad_high=[1, 1]",
        "\(t)[3,7]")
    }
    // Long enough for a scan, along both axes and in both directions.
    for (window, padding) in [("[17, 1]", "pad_low=[16, 0]"), ("[1, 17]", "pad_high=[0, 16]")] {
      try expectAgreement(
        "%x: \(t)[17,17]", "  %r = reduce_window max %x, window=\(window), \(padding)",
        "\(t)[17,17]")
    }
    try expectAgreement(
      "%x: \(t)[6,7], %s: \(t)[3,7], %i: \(t)[]",
      """
        %r = select_and_scatter %x, %s, %i, window=[3, 2], stride=[2, 1], pad_low=[1, 0], pad_high=[1, 1]
            select(%p: \(t)[], %q: \(t)[]) {
          %0 = compare ge %p, %q
          yield %0
        } scatter(%p: \(t)[], %q: \(t)[]) {
          %1 = add %p, %q
          yield %1
        }
      """, "\(t)[6,7]")
  }

  @Test(arguments: ElementType.allCases.filter(\.isInteger))
  func randomBits(_ t: ElementType) throws {
    for algorithm in ["threefry", "philox"] {
      try LoweringTests.expectAgreement(
        """
        func @main(%s: u64[2]) -> (u64[2], \(t)[3,5]) {
          %n, %r = rng_bits \(algorithm) %s : u64[2], \(t)[3,5]
          return %n, %r
        }
        """)
    }
  }

  /// What has no elements, and what has one.
  @Test func smallestTensors() throws {
    try LoweringTests.expectAgreement(
      """
      func @main(%x: f32[0,3], %s: f32[], %y: f32[1,1]) -> (f32[0,3], f32[3], f32[0], f32[2,3], f32[1,1], f32[]) {
        %a = tanh %x
        %b = reduce add %x, %s, dims=[0]
        %c = reduce max %a, dims=[1]
        %d = pad %x, %s, low=[2, 0], high=[0, 0]
        %e = exp %y
        %f = mul %s, %s
        %g = neg %f
        return %a, %b, %c, %d, %e, %g
      }
      """)
    try LoweringTests.expectAgreement(
      """
      func @main(%x: i32[2,0], %y: i32[0,3]) -> i32[2,3] {
        %d = dot_general %x, %y, lhs_contract=[1], rhs_contract=[0]
        %r = add %d, 1
        return %r
      }
      """)
  }

}
