import GraphIR
import Scalars
import Testing

/// Texts in the form that the printer gives them.
private let canonicalTexts = [
  """
  module @digits version 1

  weight %w1: f32[64,32] = "digits.safetensors" : "fc1.weight"
  weight %"fc 1/bias": f32[32] = "b.npy"

  func @main(%x: f32[2,64]) -> f32[2,32] {
    %0 = dot_general %x, %w1, lhs_contract=[1], rhs_contract=[0] : f32[2,32]
    %1 = broadcast %"fc 1/bias", dims=[1] : f32[2,32]
    %2 = add %0, %1 : f32[2,32]
    return %2
  }

  """,
  """
  func @leaves() {
    %0 = const 1.5 : f32[2,3]
    %1 = const [[1, 2], [3, 4]] : i32[2,2]
    %2 = const [true, false] : i1[2]
    %3 = const -7 : i8[]
    %4 = const [] : f32[0]
    %5 = const [] : f32[3,0]
    %6 = const 2.0 : f64[0]
    %7 = const inf : bf16[1000000,1000000,1000000]
    %8 = iota dim=1 : u8[2,3]
    %9 = convert %8 : f16[2,3]
    %10 = bitcast %9 : i16[2,3]
    return
  }

  """,
  """
  func @unary(%x: f32[N], %n: u32[N]) -> (f32[N], i1[N]) {
    %0 = abs %x : f32[N]
    %1 = neg %0 : f32[N]
    %2 = sign %1 : f32[N]
    %3 = floor %2 : f32[N]
    %4 = ceil %3 : f32[N]
    %5 = round_even %4 : f32[N]
    %6 = round_away %5 : f32[N]
    %7 = sqrt %6 : f32[N]
    %8 = rsqrt %7 : f32[N]
    %9 = cbrt %8 : f32[N]
    %10 = exp %9 : f32[N]
    %11 = expm1 %10 : f32[N]
    %12 = log %11 : f32[N]
    %13 = log1p %12 : f32[N]
    %14 = sin %13 : f32[N]
    %15 = cos %14 : f32[N]
    %16 = tan %15 : f32[N]
    %17 = tanh %16 : f32[N]
    %18 = logistic %17 : f32[N]
    %19 = erf %18 : f32[N]
    %20 = is_finite %19 : i1[N]
    %21 = not %20 : i1[N]
    %22 = popcnt %n : u32[N]
    %23 = clz %22 : u32[N]
    return %19, %21
  }

  """,
  """
  func @binary(%x: f32[2], %y: f32[2], %a: i32[2], %b: i32[2], %p: i1[]) {
    %0 = add %x, %y : f32[2]
    %1 = sub %0, %y : f32[2]
    %2 = mul %x, %y : f32[2]
    %3 = div %x, %y : f32[2]
    %4 = rem %x, %y : f32[2]
    %5 = max %x, %y : f32[2]
    %6 = min %x, %y : f32[2]
    %7 = pow %x, %y : f32[2]
    %8 = atan2 %x, %y : f32[2]
    %9 = and %a, %b : i32[2]
    %10 = or %a, %b : i32[2]
    %11 = xor %a, %b : i32[2]
    %12 = shl %a, %b : i32[2]
    %13 = shr_a %a, %b : i32[2]
    %14 = shr_l %a, %b : i32[2]
    %15 = compare lt %x, %y : i1[2]
    %16 = compare ge %x, %y, order=total : i1[2]
    %17 = select %15, %x, %y : f32[2]
    %18 = select %p, %a, %b : i32[2]
    %19 = clamp %x, %17, %y : f32[2]
    return
  }

  """,
  """
  func @movement(%x: f32[2,3], %v: f32[], %i: i32[], %u: f32[1,2]) {
    %0 = broadcast %x, dims=[0, 2] : f32[2,4,3]
    %1 = reshape %x : f32[6]
    %2 = transpose %x, permutation=[1, 0] : f32[3,2]
    %3 = slice %x, start=[0, 1], limit=[2, 3] : f32[2,2]
    %4 = slice %x, start=[0, 0], limit=[2, 3], stride=[1, 2] : f32[2,2]
    %5 = pad %x, %v, low=[1, -1], high=[0, 2] : f32[3,4]
    %6 = pad %x, %v, low=[0, 0], high=[0, 0], interior=[1, 0] : f32[3,3]
    %7 = concat %x, %x, dim=1 : f32[2,6]
    %8 = reverse %x, dims=[0] : f32[2,3]
    %9 = dynamic_slice %x, %i, %i, limit=[1, 2] : f32[1,2]
    %10 = dynamic_update_slice %x, %u, %i, %i : f32[2,3]
    return
  }

  """,
  """
  func @reductions(%x: f32[2,3], %z: f32[], %n: i32[2,3], %k: i32[]) -> f32[2] {
    %0 = reduce add %x, %z, dims=[1] : f32[2]
    %1, %2 = reduce %x, %n, %z, %k, dims=[0, 1] combine(%p: f32[], %q: i32[], %r: f32[], %t: i32[]) {
      %3 = compare ge %p, %r : i1[]
      %4 = select %3, %p, %r : f32[]
      %5 = select %3, %q, %t : i32[]
      yield %4, %5
    } : f32[], i32[]
    %6 = reduce %x, %z, dims=[1] combine(%p: f32[], %q: f32[]) {
      %7 = add %q, %p : f32[]
      yield %7
    } : f32[2]
    return %0
  }

  """,
  """
  func @indexed(%x: f32[3,4], %z: f32[], %i: i32[5,2], %j: i64[5,3]) {
    %0 = gather %x, %i, collapsed_dims=[0, 1], index_map=[1, 0], index_dim=1, slice_sizes=[1, 1] : f32[5]
    %1 = gather %x, %j, offset_dims=[0], operand_batch=[0], indices_batch=[1], index_map=[1], slice_sizes=[1, 2] : f32[2,5,3]
    %2 = scatter add %x, %i, %0, inserted_dims=[0, 1], index_map=[1, 0], index_dim=1 : f32[3,4]
    %3 = scatter set %x, %j, %1, window_dims=[0], operand_batch=[0], indices_batch=[1], index_map=[1] : f32[3,4]
    %4, %5 = scatter %x, %3, %i, %0, %0, inserted_dims=[0, 1], index_map=[0, 1], index_dim=1 combine(%p: f32[], %q: f32[], %r: f32[], %s: f32[]) {
      yield %q, %r
    } : f32[3,4], f32[3,4]
    %6 = select_and_scatter %x, %4, %z, window=[1, 2], stride=[3, 1], pad_low=[0, 1], pad_high=[6, 0] select(%p: f32[], %q: f32[]) {
      %7 = compare ge %p, %q : i1[]
      yield %7
    } scatter(%p: f32[], %q: f32[]) {
      %8 = add %p, %q : f32[]
      yield %8
    } : f32[3,4]
    %9 = reduce_window max %x, %z, window=[2, 2], pad_low=[1, 0], base_dilation=[1, 2], window_dilation=[2, 1] : f32[2,6]
    %10, %11 = reduce_window %x, %3, %z, %z, window=[3, 1] combine(%p: f32[], %q: f32[], %r: f32[], %s: f32[]) {
      yield %q, %r
    } : f32[1,4], f32[1,4]
    %12, %13 = sort %x, %4, dim=1 compare(%p: f32[], %q: f32[], %r: f32[], %s: f32[]) {
      %14 = compare lt %r, %q, order=total : i1[]
      yield %14
    } : f32[3,4], f32[3,4]
    return
  }

  """,
  """
  func @contractions(%a: bf16[5,2,3], %b: bf16[5,3,4], %i: f32[1,3,8,8], %k: f32[6,3,3,3]) {
    %0 = dot_general %a, %b, lhs_batch=[0], rhs_batch=[0], lhs_contract=[2], rhs_contract=[1] : f32[5,2,4]
    %1 = convolution %i, %k, layout="bf01_oi01->bf01", stride=[2, 2], pad_low=[1, 1], pad_high=[1, 1] : f32[1,6,4,4]
    %2 = convolution %i, %k, layout="bf01_oi01->bf01", lhs_dilation=[1, 2], rhs_dilation=[2, 1], reversal=[0, 1], feature_groups=1, batch_groups=1 : f32[1,6,4,13]
    return
  }

  """,
  """
  func @random(%s: u64[2], %t: u64[3]) -> (u64[2], i8[4,3]) {
    %0, %1 = rng_bits threefry %s : u64[2], u32[]
    %2, %3 = rng_bits philox %t : u64[3], i8[4,3]
    return %0, %3
  }

  """,
  """
  func @helper(%x: f32[N,M]) -> (f32[N,M], f32[M,N]) {
    %0 = transpose %x, permutation=[1, 0] : f32[M,N]
    return %x, %0
  }

  func @nothing() {
    return
  }

  func @control(%x: f32[2], %p: i1[], %i: i32[]) -> f32[2] {
    %m = reshape %x : f32[2,1]
    %0, %1 = call @helper(%m) : f32[2,1], f32[1,2]
    call @nothing()
    %2 = if %p then {
      yield %x
    } else {
      %3 = neg %x : f32[2]
      yield %3
    } : f32[2]
    %4 = case %i branch {
      yield %x
    } branch {
      yield %2
    } branch {
      %inner = if %p then {
        yield %2
      } else {
        yield %x
      } : f32[2]
      yield %inner
    } : f32[2]
    %5, %n = while %4, %i cond(%v: f32[2], %k: i32[]) {
      %6 = const 10 : i32[]
      %7 = compare lt %k, %6 : i1[]
      yield %7
    } body(%v: f32[2], %k: i32[]) {
      %8 = const 1 : i32[]
      %next = add %k, %8 : i32[]
      %9 = add %v, %x : f32[2]
      yield %9, %next
    } : f32[2], i32[]
    %10 = fusion %5, %x, kind=loop kernel(%x: f32[2], %b: f32[2]) {
      %11 = mul %x, %b : f32[2]
      yield %11
    } : f32[2]
    return %10
  }

  """,
]

@Suite("Printer")
struct PrinterTests {

  @Test(arguments: canonicalTexts)
  func printingWhatIsParsedIsTheIdentity(text: String) throws {
    let module = try parseValid(text)
    #expect(module.description == text)
    #expect(Structure(try parseValid(module.description)) == Structure(module))
  }

  @Test func everyOperationIsPrintedSomewhere() {
    let all = canonicalTexts.joined()
    for opcode in Opcode.allCases where opcode != .weight {
      #expect(all.contains(" \(opcode.rawValue)"), "\(opcode) has no test")
    }
  }

  @Test func numbersAndRenames() throws {
    let module = try parseValid(
      """
      func @f(%x: f32[2], %7: f32[2]) -> f32[2] {
        %h = exp %x
        %9 = if true then {
          %a = neg %x
          yield %a
        } else {
          %a = add %h, %7
          yield %a
        }
        return %9
      }
      """)
    #expect(
      module.description == """
        func @f(%x: f32[2], %0: f32[2]) -> f32[2] {
          %h = exp %x : f32[2]
          %1 = const true : i1[]
          %2 = if %1 then {
            %a = neg %x : f32[2]
            yield %a
          } else {
            %a = add %h, %0 : f32[2]
            yield %a
          } : f32[2]
          return %2
        }

        """)
  }

  @Test func makesNamesUnique() {
    var graph = Graph()
    let type = TensorType(.f32, [])
    let x = graph.addArgument(type, to: graph.body, name: "x")
    var last = x
    for name in ["x", "x_1", "x", "w", "odd name", "3"] {
      let id = graph.insert(
        .neg, [last], resultTypes: [type], at: .endOf(graph.body), location: nil,
        resultNames: [name])
      last = graph[id].results[0]
    }
    graph.insert(.return, [last], resultTypes: [], at: .endOf(graph.body), location: nil)
    let module = Module(
      weights: [
        Weight(name: "w", type: type, file: "a.npy", key: nil, location: nil),
        Weight(name: "0", type: type, file: "b.npy", key: nil, location: nil),
      ],
      functions: [Function(name: "f", graph: graph, resultTypes: [type], location: nil)])
    let text = """
      weight %w: f32[] = "a.npy"
      weight %0: f32[] = "b.npy"

      func @f(%x: f32[]) -> f32[] {
        %x_1 = neg %x : f32[]
        %x_2 = neg %x_1 : f32[]
        %x_3 = neg %x_2 : f32[]
        %w_1 = neg %x_3 : f32[]
        %"odd name" = neg %w_1 : f32[]
        %1 = neg %"odd name" : f32[]
        return %1
      }

      """
    #expect(module.description == text)
    #expect(parse(text).module?.description == text)
  }

  @Test func keepsStringsAndNames() throws {
    let text = """
      module @"quote\\" back\\\\slash \\n\\t\\r\\u{7f} é" version 1

      weight %"a:0": f32[] = "dir/\\"x\\".safetensors" : "日本"

      func @"f g"(%"1 x": f32[]) -> f32[] {
        %0 = call @"f h"(%"1 x") : f32[]
        %1 = add %0, %"a:0" : f32[]
        return %1
      }

      func @"f h"(%x: f32[]) -> f32[] {
        return %x
      }

      """
    let module = try parseValid(text)
    #expect(module.name == "quote\" back\\slash \n\t\r\u{7f} é")
    #expect(module.weights[0].file == "dir/\"x\".safetensors")
    #expect(module.description == text)
  }

}
