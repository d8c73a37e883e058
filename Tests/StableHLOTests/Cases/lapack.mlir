// Calls of LAPACK; the values are those that it computes itself.

// The triangle that is not asked for is left as it is.
func.func @cholesky() {
  %a0 = stablehlo.constant dense<[[4.0, 99.0], [2.0, 10.0]]> : tensor<2x2xf32>
  %0:2 = stablehlo.custom_call @lapack_spotrf_ffi(%a0) {mhlo.backend_config = {uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>]} : (tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<i32>)
  check.expect_almost_eq_const %0#0, dense<[[2.0, 99.0], [1.0, 3.0]]> : tensor<2x2xf32>
  check.expect_eq_const %0#1, dense<0> : tensor<i32>
  func.return
}

// -----

// The second row of the first matrix has no root.
func.func @no_cholesky() {
  %a0 = stablehlo.constant dense<[[[1.0, 2.0], [99.0, 3.0]], [[4.0, 2.0], [99.0, 10.0]]]> : tensor<2x2x2xf64>
  %0:2 = stablehlo.custom_call @lapack_dpotrf_ffi(%a0) {api_version = 4 : i32, backend_config = {uplo = 85 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1, 2]> : tensor<3xindex>]} : (tensor<2x2x2xf64>) -> (tensor<2x2x2xf64>, tensor<2xi32>)
  check.expect_almost_eq_const %0#0, dense<[[[1.0, 2.0], [99.0, 0x7FF8000000000000]], [[2.0, 1.0], [99.0, 3.0]]]> : tensor<2x2x2xf64>
  check.expect_eq_const %0#1, dense<[2, 0]> : tensor<2xi32>
  func.return
}

// -----

// U X = B.
func.func @left() {
  %a0 = stablehlo.constant dense<[[2.0, 1.0], [99.0, 4.0]]> : tensor<2x2xf32>
  %a1 = stablehlo.constant dense<[[4.0, 2.0], [8.0, 4.0]]> : tensor<2x2xf32>
  %0 = stablehlo.custom_call @lapack_strsm_ffi(%a0, %a1) {mhlo.backend_config = {diag = 78 : ui8, side = 76 : ui8, trans_x = 78 : ui8, uplo = 85 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>]} : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  check.expect_almost_eq_const %0, dense<[[1.0, 0.5], [2.0, 1.0]]> : tensor<2x2xf32>
  func.return
}

// -----

// X Lᴴ = B with ones on the diagonal.
func.func @right() {
  %a0 = stablehlo.constant dense<[[(7.0, 0.0), (99.0, 0.0)], [(0.0, 1.0), (7.0, 0.0)]]> : tensor<2x2xcomplex<f32>>
  %a1 = stablehlo.constant dense<[[(1.0, 0.0), (2.0, -1.0)], [(3.0, 0.0), (0.0, -2.0)]]> : tensor<2x2xcomplex<f32>>
  %0 = stablehlo.custom_call @lapack_ctrsm_ffi(%a0, %a1) {mhlo.backend_config = {diag = 85 : ui8, side = 82 : ui8, trans_x = 67 : ui8, uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>]} : (tensor<2x2xcomplex<f32>>, tensor<2x2xcomplex<f32>>) -> tensor<2x2xcomplex<f32>>
  check.expect_almost_eq_const %0, dense<[[(1.0, 0.0), (2.0, 0.0)], [(3.0, 0.0), (0.0, 1.0)]]> : tensor<2x2xcomplex<f32>>
  func.return
}

// -----

// Rows are exchanged for the greatest elements.
func.func @lu() {
  %a0 = stablehlo.constant dense<[[1.0, 2.0, 3.0], [4.0, 4.0, 4.0], [2.0, 6.0, 4.0], [0.0, 2.0, 1.0]]> : tensor<4x3xf32>
  %0:3 = stablehlo.custom_call @lapack_sgetrf_ffi(%a0) {mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>]} : (tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3xi32>, tensor<i32>)
  check.expect_almost_eq_const %0#0, dense<[[4.0, 4.0, 4.0], [0.5, 4.0, 2.0], [0.25, 0.25, 1.5], [0.0, 0.5, 0.0]]> : tensor<4x3xf32>
  check.expect_eq_const %0#1, dense<[2, 3, 3]> : tensor<3xi32>
  check.expect_eq_const %0#2, dense<0> : tensor<i32>
  func.return
}

// -----

// The first column of the second matrix is zero.
func.func @lu_of_batches() {
  %a0 = stablehlo.constant dense<[[[(0.0, 0.0), (0.0, 1.0), (1.0, 0.0)], [(2.0, 0.0), (1.0, 0.0), (0.0, 1.0)]], [[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], [(0.0, 0.0), (3.0, 0.0), (5.0, 0.0)]]]> : tensor<2x2x3xcomplex<f64>>
  %0:3 = stablehlo.custom_call @lapack_zgetrf_ffi(%a0) {mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1, 2]> : tensor<3xindex>]} : (tensor<2x2x3xcomplex<f64>>) -> (tensor<2x2x3xcomplex<f64>>, tensor<2x2xi32>, tensor<2xi32>)
  check.expect_almost_eq_const %0#0, dense<[[[(2.0, 0.0), (1.0, 0.0), (0.0, 1.0)], [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0)]], [[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], [(0.0, 0.0), (3.0, 0.0), (5.0, 0.0)]]]> : tensor<2x2x3xcomplex<f64>>
  check.expect_eq_const %0#1, dense<[[2, 2], [1, 2]]> : tensor<2x2xi32>
  check.expect_eq_const %0#2, dense<[0, 1]> : tensor<2xi32>
  func.return
}

// -----

// Reflections and what they leave.
func.func @qr() {
  %a0 = stablehlo.constant dense<[[1.0, 2.0, 3.0], [4.0, 4.0, 4.0], [2.0, 6.0, 4.0], [0.0, 2.0, 1.0]]> : tensor<4x3xf32>
  %0:2 = stablehlo.custom_call @lapack_sgeqrf_ffi(%a0) {mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>]} : (tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3xf32>)
  check.expect_almost_eq_const %0#0, dense<[[-4.582575798034668, -6.546536445617676, -5.891881942749023], [0.7165151238441467, 4.140393257141113, 2.2772164344787598], [0.35825756192207336, -0.4690428376197815, 1.449136734008789], [0.0, -0.31927889585494995, 0.17198187112808228]]> : tensor<4x3xf32>
  check.expect_almost_eq_const %0#1, dense<[1.2182178497314453, 1.512927770614624, 1.942543864250183]> : tensor<3xf32>
  func.return
}

// -----

// The columns of Q.
func.func @q() {
  %a0 = stablehlo.constant dense<[[-4.582575798034668, -6.546536445617676, -5.891881942749023], [0.7165151238441467, 4.140393257141113, 2.2772164344787598], [0.35825756192207336, -0.4690428376197815, 1.449136734008789], [0.0, -0.31927889585494995, 0.17198187112808228]]> : tensor<4x3xf32>
  %a1 = stablehlo.constant dense<[1.2182178497314453, 1.512927770614624, 1.942543864250183]> : tensor<3xf32>
  %0 = stablehlo.custom_call @lapack_sorgqr_ffi(%a0, %a1) {mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<[0]> : tensor<1xindex>]} : (tensor<4x3xf32>, tensor<3xf32>) -> tensor<4x3xf32>
  check.expect_almost_eq_const %0, dense<[[-0.2182178497314453, 0.13801303505897522, 0.9660917520523071], [-0.8728715181350708, -0.41403934359550476, -0.13801324367523193], [-0.4364357590675354, 0.7590721249580383, -0.20701950788497925], [-0.0, 0.48304590582847595, -0.06900659203529358]]> : tensor<4x3xf32>
  func.return
}

// -----

// Reflections of complex numbers.
func.func @complex_qr() {
  %a0 = stablehlo.constant dense<[[(1.0, 1.0), (2.0, 0.0)], [(0.0, 2.0), (1.0, 0.0)]]> : tensor<2x2xcomplex<f64>>
  %0:2 = stablehlo.custom_call @lapack_zgeqrf_ffi(%a0) {mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>]} : (tensor<2x2xcomplex<f64>>) -> (tensor<2x2xcomplex<f64>>, tensor<2xcomplex<f64>>)
  check.expect_almost_eq_const %0#0, dense<[[(-2.449489742783178, 0.0), (-0.8164965809277267, 1.6329931618554523)], [(0.1550510257216822, 0.5348469228349534), (1.2909944487358058, 0.0)]]> : tensor<2x2xcomplex<f64>>
  check.expect_almost_eq_const %0#1, dense<[(1.4082482904638631, 0.4082482904638631), (1.2402040161729813, 0.9707224271718309)]> : tensor<2xcomplex<f64>>
  func.return
}

// -----

// The columns of a complex Q.
func.func @complex_q() {
  %a0 = stablehlo.constant dense<[[(-2.449489742783178, 0.0), (-0.8164965809277267, 1.6329931618554523)], [(0.1550510257216822, 0.5348469228349534), (1.2909944487358058, 0.0)]]> : tensor<2x2xcomplex<f64>>
  %a1 = stablehlo.constant dense<[(1.4082482904638631, 0.4082482904638631), (1.2402040161729813, 0.9707224271718309)]> : tensor<2xcomplex<f64>>
  %0 = stablehlo.custom_call @lapack_zungqr_ffi(%a0, %a1) {mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<[0]> : tensor<1xindex>]} : (tensor<2x2xcomplex<f64>>, tensor<2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  check.expect_almost_eq_const %0, dense<[[(-0.40824829046386313, -0.4082482904638631), (0.7745966692414835, 0.2581988897471612)], [(0.0, -0.816496580927726), (-0.2581988897471612, -0.5163977794943224)]]> : tensor<2x2xcomplex<f64>>
  func.return
}

// -----

// What is triangular already needs no reflection.
func.func @no_reflection() {
  %a0 = stablehlo.constant dense<[[3.0, 1.0], [0.0, 0.0]]> : tensor<2x2xf32>
  %0:2 = stablehlo.custom_call @lapack_sgeqrf_ffi(%a0) {mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>]} : (tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2xf32>)
  check.expect_almost_eq_const %0#0, dense<[[3.0, 1.0], [0.0, 0.0]]> : tensor<2x2xf32>
  check.expect_almost_eq_const %0#1, dense<[0.0, 0.0]> : tensor<2xf32>
  func.return
}

// -----

// Eigenvalues; of eigenvectors, which may have any sign, that they are ones, and that they are
// orthogonal. The upper triangle is not read.
func.func @eigenvectors() {
  %a = stablehlo.constant dense<[[2.0, 9.0, 9.0], [1.0, 2.0, 9.0], [0.0, 0.0, 5.0]]> : tensor<3x3xf32>
  %0:3 = stablehlo.custom_call @lapack_ssyevd_ffi(%a) {mhlo.backend_config = {mode = 86 : ui8, uplo = 76 : ui8}} : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3xf32>, tensor<i32>)
  check.expect_almost_eq_const %0#1, dense<[1.0, 3.0, 5.0]> : tensor<3xf32>
  check.expect_eq_const %0#2, dense<0> : tensor<i32>
  %1 = stablehlo.abs %0#0 : tensor<3x3xf32>
  check.expect_almost_eq_const %1, dense<[[0.70710678, 0.70710678, 0.0], [0.70710678, 0.70710678, 0.0], [0.0, 0.0, 1.0]]> : tensor<3x3xf32>
  %2 = stablehlo.dot_general %0#0, %0#0, contracting_dims = [0] x [0] : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
  check.expect_almost_eq_const %2, dense<[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]> : tensor<3x3xf32>
  func.return
}

// -----

// Complex matrices: A V = V W. The lower triangle and the imaginary parts of the diagonal are not
// read.
func.func @complex_eigenvectors() {
  %a = stablehlo.constant dense<[[[(1.0, 9.0), (0.0, 2.0)], [(9.0, 9.0), (1.0, 0.0)]], [[(4.0, 0.0), (0.0, 0.0)], [(9.0, 0.0), (4.0, 0.0)]]]> : tensor<2x2x2xcomplex<f64>>
  %0:3 = stablehlo.custom_call @lapack_zheevd_ffi(%a) {mhlo.backend_config = {mode = 86 : ui8, uplo = 85 : ui8}} : (tensor<2x2x2xcomplex<f64>>) -> (tensor<2x2x2xcomplex<f64>>, tensor<2x2xf64>, tensor<2xi32>)
  check.expect_almost_eq_const %0#1, dense<[[-1.0, 3.0], [4.0, 4.0]]> : tensor<2x2xf64>
  check.expect_eq_const %0#2, dense<0> : tensor<2xi32>
  %h = stablehlo.constant dense<[[[(1.0, 0.0), (0.0, 2.0)], [(0.0, -2.0), (1.0, 0.0)]], [[(4.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (4.0, 0.0)]]]> : tensor<2x2x2xcomplex<f64>>
  %1 = stablehlo.dot_general %h, %0#0, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<2x2x2xcomplex<f64>>, tensor<2x2x2xcomplex<f64>>) -> tensor<2x2x2xcomplex<f64>>
  %2 = stablehlo.broadcast_in_dim %0#1, dims = [0, 2] : (tensor<2x2xf64>) -> tensor<2x2x2xf64>
  %3 = stablehlo.constant dense<0.0> : tensor<2x2x2xf64>
  %4 = stablehlo.complex %2, %3 : tensor<2x2x2xcomplex<f64>>
  %5 = stablehlo.multiply %0#0, %4 : tensor<2x2x2xcomplex<f64>>
  check.expect_almost_eq %1, %5 : tensor<2x2x2xcomplex<f64>>
  %6 = stablehlo.abs %0#0 : (tensor<2x2x2xcomplex<f64>>) -> tensor<2x2x2xf64>
  %7 = stablehlo.multiply %6, %6 : tensor<2x2x2xf64>
  %zero = stablehlo.constant dense<0.0> : tensor<f64>
  %8 = stablehlo.reduce(%7 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<2x2x2xf64>, tensor<f64>) -> tensor<2x2xf64>
  check.expect_almost_eq_const %8, dense<1.0> : tensor<2x2xf64>
  func.return
}
