import Diagnostics
import Scalars
import Testing

@testable import KernelIR

@Suite("Kernel text") struct KernelTextTests {

  /// A kernel with every kind of statement and expression.
  static let everything = """
    kernel(b0: in f32[128], b1: in i32[64], b2: out f32[64], b3: out i1[8], b4: inout f16[8], b5: scratch f32[16]) {
      %0 = const 1.5 : f32
      %1 = const -7 : i32
      %2 = const true : i1
      %3 = const nan : f32
      %4 = const 0x7fc00001 : f32
      %5 = const -inf : f64
      %6 = const 1e-07 : f32
      for %i0 in 0..<64 vector(16) grain 32 {
        %7 = load b0[%i0*2 + (%i0 floordiv 4)*3 - 1] : f32
        %8 = inside %i0 - 3 in -2..<5 : i1
        %9 = load b1[%i0 mod 8] if %8 : i32
        %10 = load b0[((%i0 + 5) floordiv 2) mod 3 + %9*4] if %8 : f32
        %11 = index -%i0*3 + 7 : f32
        %12 = exp %7 : f32
        %13 = shr_a %9, %1 : i32
        %14 = fma %7, %0, %12 : f32
        %15 = compare lt %7, %0 : i1
        %16 = compare ge total %7, %0 : i1
        %17 = select %15, %14, %0 : f32
        %18 = convert %17 : f16
        %19 = bitcast %9 : f32
        %32 = byte_dot %9, %13 : i32
        store %17, b2[%i0]
        store %15, b3[%i0] if %16
      }
      %21 = reduce add contracted init %0 over %i1 in 0..<4, %i2 in 0..<8 vector(8) {
        %20 = load b0[%i1*8 + %i2] : f32
        yield %20
      } : f32
      %28, %29 = reduce init %21, %1 over %i3 in 0..<8 {
        %22 = load b5[%i3] : f32
        %23 = index %i3 : i32
        yield %22, %23
      } combine(%24: f32, %25: i32, %26: f32, %27: i32) {
        %30 = max %24, %26 : f32
        store %30, b2[%i3]
        yield %30, %25
      } : f32, i32
      for %i4 in 0..<2 unrolled {
        store %28, b5[%i4 + 1]
      }
      for %i5 in 0..<8 block(4) {
        for %i6 in 0..<4 vector(4) {
          %31 = load b0[%i5 + %i6*8] : f32
          store %31, b2[%i5*4 + %i6]
        }
      }
    }

    """

  @Test func printingUndoesParsing() throws {
    let k = try kernel(Self.everything)
    let text = k.description
    #expect(try kernel(text) == k)
    #expect(try kernel(text).description == text)
    // All but the order of the numbers is as written.
    let shape = { (s: String) in
      s.split(separator: "\n").map { $0.split(separator: "%").map { $0.drop(while: \.isNumber) } }
    }
    #expect(shape(text).description == shape(Self.everything).description)
  }

  @Test func namesAreFree() throws {
    let k = try kernel(
      """
      // The square of each element.
      kernel(source: in f32[4], destination: out f32[4]) {
        for %row in 0..<4 {
          %x = load source[%row] : f32  // one element
          %square = mul %x, %x : f32
          store %square, destination[%row]
        }
      }
      """)
    #expect(
      k.description == """
        kernel(b0: in f32[4], b1: out f32[4]) {
          for %i0 in 0..<4 {
            %0 = load b0[%i0] : f32
            %1 = mul %0, %0 : f32
            store %1, b1[%i0]
          }
        }

        """)
  }

  @Test func programsAreReadBack() throws {
    let text = """
      program @main arena 128 {
        kernel @0(b0: in f32[2], b1: out f32[2]) {
          for %i0 in 0..<2 {
            %0 = load b0[%i0] : f32
            store %0, b1[%i0]
          }
        }
        slot %s0: f32[2] = argument 0
        slot %s1: f32[2] = weight "a \\"b\\" \\\\ \\u{a}"
        slot %s2: f32[2] = constant [1.0, -2.5]
        slot %s3: i1[1] = constant [true]
        slot %s4: f32[2] = arena 64
        slot %s5: f32[2] = result 0
        launch @0(%s0, %s4)
        branch %s3 {
          copy %s4 to %s5
        } or {
          launch @0(%s2, %s5)
        }
        loop {
          copy %s1 to %s5
        } while %s3 {
          copy %s2 to %s5
        }
      }

      """
    #expect(try program(text).description == text)
    #expect(try program(text).slots[1].storage == .weight("a \"b\" \\ \n"))
  }

  @Test func numbersOfEveryTypeAreReadBack() {
    for type in ElementType.allCases {
      for bits: UInt64 in [0, 1, 0x3c00, 0x7f, 0x7fc0, 0x8000_0001, 0x7fc1_2345, .max, 1 << 63] {
        let s = Scalar(type, bits: bits)
        #expect(ScalarText.scalar(type, text: ScalarText.text(of: s)) == s)
      }
    }
    #expect(ScalarText.scalar(.i8, text: "128") == nil)
    #expect(ScalarText.scalar(.u8, text: "-1") == nil)
    #expect(ScalarText.scalar(.f16, text: "0x10000") == nil)
    #expect(ScalarText.scalar(.i1, text: "1") == nil)
  }

  @Test func everyMistakeIsReported() {
    #expect(
      syntaxErrors(
        """
        kernel(b0: in f32[4], b0: out f32[4]) {
          %0 = lod b0[%i0] : f32
          for %i0 in 1..<4 {
          }
          %1 = add %2 : f32
          %3 = load b7[0] : f32
          %4 = index 3 floordiv 0 : i32
          %4 = const 1.5 : i32
          store %9, b0[0]
        }
        """) == [
          "1:23: b0 is defined already"
        ])
    #expect(
      syntaxErrors(
        """
        kernel(b0: in f32[4]) {
          %0 = lod b0[0] : f32
          %1 = add %0 : f32
          %3 = load b7[0] : f32
          %4 = index 3 floordiv 0 : i32
          %5 = const 1.5 : i32
          %6 = const 2 : i32
          %6 = const 3 : i32
          store %9, b0[0] $
        }
        """) == [
          "9:19: a character that has no meaning here",
          "2:8: 'lod' is not an operation",
          "3:8: add has 2 operands, not 1",
          "4:13: the kernel has no buffer b7",
          "5:25: a division by zero",
          "6:14: '1.5' is not a number of type i32",
          "8:3: %6 is defined already",
          "3:12: %0 is not defined",
          "9:9: %9 is not defined",
        ])
    #expect(
      syntaxErrors("program @p { launch @0() \n copy %a to %b \n slot %s: f32[1] = nowhere \n }")
        == [
          "1:21: the program has no kernel @0", "2:7: the program has no slot %a",
          "3:20: expected where the memory comes from, found 'nowhere'",
        ])
    #expect(
      syntaxErrors("kernel(b0: in f32[4]) {") == ["1:24: expected '}', found the end of the text"])
  }

  @Test func depthIsLimited() {
    let deep = String(repeating: "(", count: 10_000)
    #expect(
      syntaxErrors("kernel(b0: in f32[4]) {\n %0 = load b0[\(deep)0] : f32\n }").contains {
        $0.hasSuffix("this is nested too deeply")
      })
    let chain = String(repeating: " mod 3", count: 10_000)
    #expect(!syntaxErrors("kernel(b0: in f32[4]) {\n %0 = load b0[1\(chain)] : f32\n }").isEmpty)
    let loops = String(repeating: "for %i in 0..<2 {", count: 10_000)
    #expect(!syntaxErrors("kernel() { \(loops)").isEmpty)
  }

  /// Random changes of a text never trap.
  @Test func damagedTextIsReadToTheEnd() {
    let text = Array(Self.everything.utf8)
    var random = Random(seed: 7)
    for _ in 0..<2_000 {
      var bytes = text
      for _ in 0..<random.next(1...6) {
        let i = random.next(0...(bytes.count - 1))
        switch random.next(0...2) {
        case 0: bytes[i] = UInt8(random.next(0...255))
        case 1: bytes.remove(at: i)
        default: bytes.insert(bytes[random.next(0...(bytes.count - 1))], at: i)
        }
      }
      var sources = SourceManager()
      let file = sources.add(SourceFile(name: "test", bytes: bytes))
      var diagnostics = DiagnosticList()
      let k = Kernel.parse(file, in: sources, diagnostics: &diagnostics)
      #expect((k == nil) == diagnostics.hasErrors)
      if let k { _ = KernelVerifier.verify(k) }
    }
  }

}
