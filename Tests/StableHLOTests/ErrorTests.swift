import Diagnostics
import GraphIR
import Quern
import StableHLO
import Testing

@Suite("Errors in StableHLO")
struct ErrorTests {

  @Test func severalAreReportedWithTheirPlaces() {
    let text = """
      func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> {
        %0 = stablehlo.ad %x, %x : tensor<2xf32>
        %1 = stablehlo.add %x, %0 : tensor<2xf32>
        %2 = stablehlo.add %x, %x : tensor<2x>
        %3 = stablehlo.constant dense<1.0 : tensor<2xf32>
        return %1 : tensor<2xf32>
      }
      """
    #expect(
      imported(text).errors == """
        m.mlir:2:8: error: unknown operation 'stablehlo.ad'; did you mean 'stablehlo.add'?
          %0 = stablehlo.ad %x, %x : tensor<2xf32>
               ^~~~~~~~~~~~
        m.mlir:4:40: error: expected the type of elements, found '>'
          %2 = stablehlo.add %x, %x : tensor<2x>
                                               ^
        m.mlir:5:32: error: the elements have no end
          %3 = stablehlo.constant dense<1.0 : tensor<2xf32>
                                       ^

        """)
  }

  @Test(arguments: [
    (
      "%0 = stablehlo.sort2 %x : tensor<2x3xf32>",
      "unknown operation 'stablehlo.sort2'; did you mean 'stablehlo.sort'?"
    ),
    ("%0 = stablehlo.add %x, %y : tensor<2x3xf32>", "'%y' is not defined here"),
    (
      "%0 = stablehlo.add %x, %x : tensor<2x4xf32>",
      "'%x' has type tensor<2x3xf32>, but tensor<2x4xf32> is written"
    ),
    (
      "%0 = stablehlo.add %x, %i : (tensor<2x3xf32>, tensor<i32>) -> tensor<2x3xf32>",
      "add: operands have different types f32[2,3] and i32[] (C2)"
    ),
    (
      "%0 = stablehlo.abs %x : (tensor<2x3xf32>) -> tensor<2xf32>",
      "abs: the result has type f32[2,3], but f32[2] is written (C2)"
    ),
    ("%0:2 = stablehlo.abs %x : tensor<2x3xf32>", "'stablehlo.abs' has 1 results, but 2 are named"),
    ("%x = stablehlo.abs %x : tensor<2x3xf32>", "'%x' is already defined"),
    ("%0 = stablehlo.abs %x#1 : tensor<2x3xf32>", "'%x' has 1 results, no number 1"),
    (
      "%0 = stablehlo.transpose %x, dim = [1, 0] : (tensor<2x3xf32>) -> tensor<3x2xf32>",
      "'stablehlo.transpose' has no 'dim'; did you mean 'dims'?"
    ),
    (
      "%0 = \"stablehlo.transpose\"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>",
      "'permutation' of 'stablehlo.transpose' is missing"
    ),
    ("%0 = stablehlo.iota dim = 2 : tensor<3xf32>", "iota: f32[3] has no axis 2 (C1)"),
    (
      "%0 = stablehlo.iota dim = true : tensor<3xf32>",
      "'iota_dimension' of 'stablehlo.iota' is a whole number"
    ),
    (
      "%0 = stablehlo.compare LX, %x, %x : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>",
      "there is no comparison 'LX'"
    ),
    (
      "%0 = stablehlo.compare LT, %x, %x, SIGNED : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>",
      "a comparison of elements f32 is not 'SIGNED'"
    ),
    ("%0 = call @g(%x) : (tensor<2x3xf32>) -> tensor<f32>", "there is no function '@g'"),
    (
      "%0 = stablehlo.constant dense<[1, 2]> : tensor<3xi32>",
      "the list has 2 elements, but axis 0 of i32[3] has size 3"
    ),
    (
      "%0 = stablehlo.constant dense<[[1]]> : tensor<1xi32>",
      "the lists are nested deeper than i32[1] has axes"
    ),
    (
      "%0 = stablehlo.constant dense<[1]> : tensor<1x1xi32>",
      "the lists are nested less deep than i32[1,1] has axes"
    ),
    ("%0 = stablehlo.constant dense<300> : tensor<i8>", "this is no element of type i8"),
    (
      "%0 = stablehlo.constant dense<\"0x00\"> : tensor<2xi16>",
      "a constant of type i16[2] takes 4 bytes, but there are 1"
    ),
    ("%0 = stablehlo.constant dense<\"0x0G\"> : tensor<i8>", "this is no hexadecimal digit"),
    (
      "%0 = stablehlo.constant dense<\"__elided__\"> : tensor<i8>",
      "the elements were left out when this text was written"
    ),
    (
      "%0 = stablehlo.constant dense_resource<w> : tensor<i8>",
      "there is no data 'w' at the end of the text"
    ),
    (
      "%0 = stablehlo.custom_call @foo(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>",
      "stablehlo.custom_call @foo is not supported yet"
    ),
    (
      "%0:2 = stablehlo.custom_call @lapack_spotrf_ffi(%x) {mhlo.backend_config = {uplo = 65 : ui8}} : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<i32>)",
      "'uplo' cannot be 65"
    ),
    (
      "%0:2 = stablehlo.custom_call @lapack_spotrf_ffi(%x) {mhlo.backend_config = {uplo = 76 : ui8}} : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<i32>)",
      "the matrix is not square"
    ),
    (
      "%0 = stablehlo.custom_call @lapack_sgeqrf_ffi(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>",
      "the call has 1 operands and 2 results, all of the same kind of numbers"
    ),
    (
      "%0:5 = stablehlo.custom_call @lapack_sgesdd_ffi(%x) {mhlo.backend_config = {mode = 79 : ui8}} : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2xf32>, tensor<2x2xf32>, tensor<2x3xf32>, tensor<i32>)",
      "'mode' cannot be 79"
    ),
    (
      "%0:5 = stablehlo.custom_call @lapack_sgesdd_ffi(%x) {mhlo.backend_config = {mode = 65 : ui8}} : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2xf32>, tensor<2x2xf32>, tensor<2x3xf32>, tensor<i32>)",
      "a result is of type f32[3,3], not f32[2,3]"
    ),
    (
      "%s = stablehlo.constant dense<1.0> : tensor<3x3xf32> %0:3 = stablehlo.custom_call @lapack_sgehrd_ffi(%s) {mhlo.backend_config = {low = 2 : i32, high = 3 : i32}} : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<2xf32>, tensor<i32>)",
      "the form of rows 2 to 3 of 3 is not supported"
    ),
    (
      "%s = stablehlo.constant dense<1.0> : tensor<3x3xf32> %v = stablehlo.constant dense<1.0> : tensor<2xf32> %0:5 = stablehlo.custom_call @lapack_sgtsv_ffi(%v, %v, %v, %s) : (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<3x3xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<3x3xf32>, tensor<i32>)",
      "the equations need as many rows as the diagonal has elements"
    ),
    (
      "%s = stablehlo.constant dense<1.0> : tensor<3x3xf32> %0:6 = stablehlo.custom_call @lapack_sgees_ffi(%s) {mhlo.backend_config = {mode = 86 : ui8, sort = 83 : ui8}} : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<i32>, tensor<i32>)",
      "'sort' cannot be 83"
    ),
    (
      "%v = stablehlo.constant dense<0> : tensor<2xi32> %0:3 = stablehlo.custom_call @lapack_sgeqp3_ffi(%x, %v) : (tensor<2x3xf32>, tensor<2xi32>) -> (tensor<2x3xf32>, tensor<2xi32>, tensor<2xf32>)",
      "there is no number for each of the columns"
    ),
    (
      "%0 = stablehlo.custom_call @tpu_custom_call(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>",
      "stablehlo.custom_call @tpu_custom_call is not supported yet"
    ),
    (
      "%0 = stablehlo.rng %i, %i, %x, distribution = UNIFORM : (tensor<i32>, tensor<i32>, tensor<2x3xf32>) -> tensor<3xi32>",
      "sizes are whole numbers, not f32[2,3]"
    ),
    (
      "%s = stablehlo.constant dense<2> : tensor<1xi64> %0 = stablehlo.rng %i, %i, %s, distribution = NORMAL : (tensor<i32>, tensor<i32>, tensor<1xi64>) -> tensor<2xi32>",
      "normally distributed numbers are floats, not i32"
    ),
    (
      "%0 = \"chlo.ragged_dot\"(%x, %x, %i) <{ragged_dot_dimension_numbers = #chlo.ragged_dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [1], lhs_ragged_dimensions = [0]>}> : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<i32>) -> tensor<2x2xf32>",
      "the right operand has an axis of groups iff the ragged one is neither contracted nor of batches"
    ),
    (
      "%0 = \"chlo.ragged_dot\"(%x, %x, %i) <{ragged_dot_dimension_numbers = #chlo.ragged_dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [1], lhs_ragged_dimensions = [1]>}> : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<i32>) -> tensor<2x2xf32>",
      "the sizes of the groups are a list"
    ),
    (
      "%0 = \"stablehlo.all_gather\"(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>",
      "stablehlo.all_gather is not supported yet"
    ),
    (
      "%0 = stablehlo.uniform_quantize %x : (tensor<2x3xf32>) -> tensor<2x3x!quant.uniform<i8:f32:1, {0.1, 0.2}>>",
      "f32[2,3] has other sizes than there are scales on axis 1"
    ),
    (
      "%0 = stablehlo.uniform_quantize %x : (tensor<2x3xf32>) -> tensor<2x3x!quant.uniform<i8:f32, 0.0>>",
      "there are no values of type tensor<2x3x!quant.uniform<i8:f32, 0.0>>"
    ),
    (
      "%0 = stablehlo.constant dense<1.0> : tensor<f7E8M0FNU>",
      "the element type f7E8M0FNU is not supported yet"
    ),
    (
      "%c = stablehlo.constant dense<1> : tensor<3xi4> %0 = stablehlo.bitcast_convert %c : (tensor<3xi4>) -> tensor<3xi8>",
      "the result has not the bits of the operand"
    ),
    (
      "%0 = stablehlo.constant dense<(1.0, 2.0)> : tensor<complex<f16>>",
      "the element type complex<f16> is not supported yet"
    ),
    ("%0 = stablehlo.constant dense<[(1.0, 2.0]> : tensor<1xcomplex<f32>>", "expected ')'"),
    ("%0 = stablehlo.constant dense<1.0> : tensor<complex<f32>>", "expected '('"),
    (
      "%0 = stablehlo.constant dense<\"0x0000\"> : tensor<complex<f32>>",
      "a constant of parts of type f32[] takes 8 bytes, but there are 2"
    ),
    (
      "%z = stablehlo.complex %x, %x : tensor<2x3xcomplex<f32>> %0 = stablehlo.floor %z : tensor<2x3xcomplex<f32>>",
      "'stablehlo.floor' of complex numbers is not supported yet"
    ),
    (
      "%0 = stablehlo.fft %x, type = RFFT, length = [4] : (tensor<2x3xf32>) -> tensor<2x3xcomplex<f32>>",
      "the lengths are not those of the axes"
    ),
    (
      "%0 = stablehlo.fft %x, type = QFFT, length = [4] : (tensor<2x3xf32>) -> tensor<2x3xcomplex<f32>>",
      "there is no such transform"
    ),
    (
      "check.expect_eq %x, %x : tensor<2x3xf32>",
      "'check.expect_eq' is part of a test; 'quern check' runs it"
    ),
    (
      "%0 = stablehlo.add %x, \"a\" : tensor<2x3xf32>",
      "expected an operand or an attribute, found '\"a\"'"
    ),
    (
      "%0 = stablehlo.constant dense<1.0> : tensor<99999999999999999999xf32>",
      "the size is too large"
    ),
    (
      "%0 = stablehlo.constant dense<1.0> : tensor<9999999999999x9999999999999xf32>",
      "tensor<9999999999999x9999999999999xf32> has too many elements"
    ),
  ])
  func isReported(body: String, message: String) {
    let text = errors(inBody: "  \(body)")
    #expect(text.contains(": error: \(message)\n"), "\(text)")
  }

  @Test func regionsSeeOnlyConstantsWhereTheyMustNotCapture() {
    let text = errors(
      inBody: """
          %c = stablehlo.constant dense<0.0> : tensor<f32>
          %s = stablehlo.reduce(%x init: %c) across dimensions = [0, 1] : (tensor<2x3xf32>, tensor<f32>) -> tensor<f32>
           reducer(%a: tensor<f32>, %b: tensor<f32>) {
            %0 = stablehlo.add %a, %b : tensor<f32>
            %1 = stablehlo.add %0, %i : tensor<f32>
            stablehlo.return %1 : tensor<f32>
          }
        """)
    #expect(
      text.contains("error: '%i' is from outside; in this region only constants can be used"))
  }

  @Test func nestingIsLimited() {
    let deepType = String(repeating: "tuple<", count: 100_000)
    #expect(imported("!t = \(deepType)").errors.contains("nested deeper than 100"))
    let deepAttribute = String(repeating: "[", count: 100_000)
    #expect(imported("#a = \(deepAttribute)").errors.contains("nested deeper than 100"))
    let deepLocation = String(repeating: "loc(", count: 100_000)
    #expect(imported("#a = \(deepLocation)").errors.contains("is never closed"))
    let deepRegion = String(repeating: "\"stablehlo.if\"(%p) ({\n", count: 100_000)
    #expect(errors(inBody: deepRegion).contains("regions are nested deeper than 60"))
    let functions = String(repeating: "func.func @f() {\n", count: 10_000)
    #expect(imported(functions).errors.contains("error"))
  }

  @Test func binaryTextIsNamed() {
    #expect(throws: ModelError.self) {
      _ = try Model(bytes: [0x4d, 0x4c, 0xef, 0x52, 0], name: "m.mlir", directory: ".")
    }
  }

  @Test func thereIsALimitOfErrors() {
    let body = String(repeating: "  %0 = stablehlo.add %q, %q : tensor<f32>\n", count: 1000)
    let lines = errors(inBody: body).split(separator: "\n").filter { $0.contains("error:") }
    #expect(lines.count <= 101)
  }

}
