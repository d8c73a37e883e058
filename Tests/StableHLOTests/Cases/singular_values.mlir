// Singular values: A = U S Vᴴ with orthogonal columns of U and V.

// Square matrices of vectors.
func.func @tall() {
  %v0 = stablehlo.constant dense<[[4.0, 1.0, 2.0], [4.0, 1.0, 2.0], [3.0, -2.0, -4.0], [-2.0, -2.0, 3.0], [4.0, -4.0, 0.0]]> : tensor<5x3xf32>
  %v1:5 = stablehlo.custom_call @lapack_sgesdd_ffi(%v0) {mhlo.backend_config = {mode = 65 : ui8}} : (tensor<5x3xf32>) -> (tensor<5x3xf32>, tensor<3xf32>, tensor<5x5xf32>, tensor<3x3xf32>, tensor<i32>)
  %v2 = stablehlo.constant dense<[8.003302574157715, 5.914421081542969, 4.578948974609375]> : tensor<3xf32>
  "check.expect_almost_eq"(%v1#1, %v2) {tolerance = 1.0e-05 : f64} : (tensor<3xf32>, tensor<3xf32>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v3 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<5x5xf32>) -> tensor<5x5xf32>
  %v4 = stablehlo.dot_general %v3, %v1#2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<5x5xf32>, tensor<5x5xf32>) -> tensor<5x5xf32>
  %v5 = stablehlo.constant dense<[[1.0, 0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0, 1.0]]> : tensor<5x5xf32>
  "check.expect_almost_eq"(%v4, %v5) {tolerance = 1.0e-05 : f64} : (tensor<5x5xf32>, tensor<5x5xf32>) -> ()
  %v6 = stablehlo.transpose %v1#3, dims = [1, 0] : (tensor<3x3xf32>) -> tensor<3x3xf32>
  %v7 = stablehlo.dot_general %v1#3, %v6, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
  %v8 = stablehlo.constant dense<[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]> : tensor<3x3xf32>
  "check.expect_almost_eq"(%v7, %v8) {tolerance = 1.0e-05 : f64} : (tensor<3x3xf32>, tensor<3x3xf32>) -> ()
  %v9 = stablehlo.slice %v1#2 [0:5, 0:3] : (tensor<5x5xf32>) -> tensor<5x3xf32>
  %v10 = stablehlo.broadcast_in_dim %v1#1, dims = [1] : (tensor<3xf32>) -> tensor<5x3xf32>
  %v11 = stablehlo.multiply %v9, %v10 : tensor<5x3xf32>
  %v12 = stablehlo.dot_general %v11, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<5x3xf32>, tensor<3x3xf32>) -> tensor<5x3xf32>
  "check.expect_almost_eq"(%v12, %v0) {tolerance = 1.0e-05 : f64} : (tensor<5x3xf32>, tensor<5x3xf32>) -> ()
  func.return
}

// -----

// As many vectors as singular values.
func.func @wide() {
  %v0 = stablehlo.constant dense<[[3.0, -3.0, 3.0, -3.0, 0.0], [3.0, -2.0, -1.0, -2.0, 2.0], [-2.0, 4.0, 0.0, 0.0, 0.0]]> : tensor<3x5xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgesdd_ffi(%v0) {mhlo.backend_config = {mode = 83 : ui8}} : (tensor<3x5xf64>) -> (tensor<3x5xf64>, tensor<3xf64>, tensor<3x3xf64>, tensor<3x5xf64>, tensor<i32>)
  %v2 = stablehlo.constant dense<[7.808318531935922, 3.193458214747314, 2.613806866332881]> : tensor<3xf64>
  "check.expect_almost_eq"(%v1#1, %v2) {tolerance = 1.0e-12 : f64} : (tensor<3xf64>, tensor<3xf64>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v3 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<3x3xf64>) -> tensor<3x3xf64>
  %v4 = stablehlo.dot_general %v3, %v1#2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xf64>, tensor<3x3xf64>) -> tensor<3x3xf64>
  %v5 = stablehlo.constant dense<[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]> : tensor<3x3xf64>
  "check.expect_almost_eq"(%v4, %v5) {tolerance = 1.0e-12 : f64} : (tensor<3x3xf64>, tensor<3x3xf64>) -> ()
  %v6 = stablehlo.transpose %v1#3, dims = [1, 0] : (tensor<3x5xf64>) -> tensor<5x3xf64>
  %v7 = stablehlo.dot_general %v1#3, %v6, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x5xf64>, tensor<5x3xf64>) -> tensor<3x3xf64>
  %v8 = stablehlo.constant dense<[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]> : tensor<3x3xf64>
  "check.expect_almost_eq"(%v7, %v8) {tolerance = 1.0e-12 : f64} : (tensor<3x3xf64>, tensor<3x3xf64>) -> ()
  %v9 = stablehlo.broadcast_in_dim %v1#1, dims = [1] : (tensor<3xf64>) -> tensor<3x3xf64>
  %v10 = stablehlo.multiply %v1#2, %v9 : tensor<3x3xf64>
  %v11 = stablehlo.dot_general %v10, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xf64>, tensor<3x5xf64>) -> tensor<3x5xf64>
  "check.expect_almost_eq"(%v11, %v0) {tolerance = 1.0e-12 : f64} : (tensor<3x5xf64>, tensor<3x5xf64>) -> ()
  func.return
}

// -----

// The other routine gives the same.
func.func @square_by_qr() {
  %v0 = stablehlo.constant dense<[[1.0, 0.0, 0.0, 4.0], [3.0, 3.0, 2.0, 1.0], [-1.0, 4.0, 0.0, -3.0], [3.0, -3.0, 3.0, 1.0]]> : tensor<4x4xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgesvd_ffi(%v0) {mhlo.backend_config = {mode = 65 : ui8}} : (tensor<4x4xf64>) -> (tensor<4x4xf64>, tensor<4xf64>, tensor<4x4xf64>, tensor<4x4xf64>, tensor<i32>)
  %v2 = stablehlo.constant dense<[7.1632534255581755, 5.299111560088719, 3.7999882308701793, 0.4090311482164981]> : tensor<4xf64>
  "check.expect_almost_eq"(%v1#1, %v2) {tolerance = 1.0e-12 : f64} : (tensor<4xf64>, tensor<4xf64>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v3 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<4x4xf64>) -> tensor<4x4xf64>
  %v4 = stablehlo.dot_general %v3, %v1#2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x4xf64>, tensor<4x4xf64>) -> tensor<4x4xf64>
  %v5 = stablehlo.constant dense<[[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]> : tensor<4x4xf64>
  "check.expect_almost_eq"(%v4, %v5) {tolerance = 1.0e-12 : f64} : (tensor<4x4xf64>, tensor<4x4xf64>) -> ()
  %v6 = stablehlo.transpose %v1#3, dims = [1, 0] : (tensor<4x4xf64>) -> tensor<4x4xf64>
  %v7 = stablehlo.dot_general %v1#3, %v6, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x4xf64>, tensor<4x4xf64>) -> tensor<4x4xf64>
  %v8 = stablehlo.constant dense<[[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]> : tensor<4x4xf64>
  "check.expect_almost_eq"(%v7, %v8) {tolerance = 1.0e-12 : f64} : (tensor<4x4xf64>, tensor<4x4xf64>) -> ()
  %v9 = stablehlo.broadcast_in_dim %v1#1, dims = [1] : (tensor<4xf64>) -> tensor<4x4xf64>
  %v10 = stablehlo.multiply %v1#2, %v9 : tensor<4x4xf64>
  %v11 = stablehlo.dot_general %v10, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x4xf64>, tensor<4x4xf64>) -> tensor<4x4xf64>
  "check.expect_almost_eq"(%v11, %v0) {tolerance = 1.0e-12 : f64} : (tensor<4x4xf64>, tensor<4x4xf64>) -> ()
  func.return
}

// -----

// Complex matrices.
func.func @batches() {
  %v0 = stablehlo.constant dense<[[[(-3.0, 3.0), (-4.0, -3.0), (0.0, 2.0), (-4.0, -1.0)], [(-3.0, 0.0), (0.0, -4.0), (4.0, 1.0), (0.0, 3.0)], [(3.0, 1.0), (4.0, -3.0), (3.0, 0.0), (1.0, -2.0)]], [[(-1.0, 4.0), (0.0, 3.0), (-2.0, -3.0), (0.0, 0.0)], [(-1.0, 4.0), (-2.0, 3.0), (4.0, 2.0), (-4.0, 1.0)], [(-4.0, -4.0), (-3.0, 2.0), (4.0, 0.0), (2.0, -4.0)]]]> : tensor<2x3x4xcomplex<f32>>
  %v1:5 = stablehlo.custom_call @lapack_cgesdd_ffi(%v0) {mhlo.backend_config = {mode = 65 : ui8}} : (tensor<2x3x4xcomplex<f32>>) -> (tensor<2x3x4xcomplex<f32>>, tensor<2x3xf32>, tensor<2x3x3xcomplex<f32>>, tensor<2x4x4xcomplex<f32>>, tensor<2xi32>)
  %v2 = stablehlo.constant dense<[[9.445691108703613, 7.116844177246094, 4.912173748016357], [11.35183334350586, 6.875838279724121, 3.295260190963745]]> : tensor<2x3xf32>
  "check.expect_almost_eq"(%v1#1, %v2) {tolerance = 1.0e-05 : f64} : (tensor<2x3xf32>, tensor<2x3xf32>) -> ()
  check.expect_eq_const %v1#4, dense<[0, 0]> : tensor<2xi32>
  %v3 = stablehlo.transpose %v1#2, dims = [0, 2, 1] : (tensor<2x3x3xcomplex<f32>>) -> tensor<2x3x3xcomplex<f32>>
  %v4 = chlo.conj %v3 : tensor<2x3x3xcomplex<f32>> -> tensor<2x3x3xcomplex<f32>>
  %v5 = stablehlo.dot_general %v4, %v1#2, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<2x3x3xcomplex<f32>>, tensor<2x3x3xcomplex<f32>>) -> tensor<2x3x3xcomplex<f32>>
  %v6 = stablehlo.constant dense<[[[(1.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (1.0, 0.0)]], [[(1.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (1.0, 0.0)]]]> : tensor<2x3x3xcomplex<f32>>
  "check.expect_almost_eq"(%v5, %v6) {tolerance = 1.0e-05 : f64} : (tensor<2x3x3xcomplex<f32>>, tensor<2x3x3xcomplex<f32>>) -> ()
  %v7 = stablehlo.transpose %v1#3, dims = [0, 2, 1] : (tensor<2x4x4xcomplex<f32>>) -> tensor<2x4x4xcomplex<f32>>
  %v8 = chlo.conj %v7 : tensor<2x4x4xcomplex<f32>> -> tensor<2x4x4xcomplex<f32>>
  %v9 = stablehlo.dot_general %v1#3, %v8, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<2x4x4xcomplex<f32>>, tensor<2x4x4xcomplex<f32>>) -> tensor<2x4x4xcomplex<f32>>
  %v10 = stablehlo.constant dense<[[[(1.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (1.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (1.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (1.0, 0.0)]], [[(1.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (1.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (1.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (1.0, 0.0)]]]> : tensor<2x4x4xcomplex<f32>>
  "check.expect_almost_eq"(%v9, %v10) {tolerance = 1.0e-05 : f64} : (tensor<2x4x4xcomplex<f32>>, tensor<2x4x4xcomplex<f32>>) -> ()
  %v11 = stablehlo.constant dense<[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]> : tensor<2x3xf32>
  %v12 = stablehlo.complex %v1#1, %v11 : tensor<2x3xcomplex<f32>>
  %v13 = stablehlo.slice %v1#3 [0:2, 0:3, 0:4] : (tensor<2x4x4xcomplex<f32>>) -> tensor<2x3x4xcomplex<f32>>
  %v14 = stablehlo.broadcast_in_dim %v12, dims = [0, 2] : (tensor<2x3xcomplex<f32>>) -> tensor<2x3x3xcomplex<f32>>
  %v15 = stablehlo.multiply %v1#2, %v14 : tensor<2x3x3xcomplex<f32>>
  %v16 = stablehlo.dot_general %v15, %v13, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<2x3x3xcomplex<f32>>, tensor<2x3x4xcomplex<f32>>) -> tensor<2x3x4xcomplex<f32>>
  "check.expect_almost_eq"(%v16, %v0) {tolerance = 1.0e-05 : f64} : (tensor<2x3x4xcomplex<f32>>, tensor<2x3x4xcomplex<f32>>) -> ()
  func.return
}

// -----

// Complex columns.
func.func @tall_complex() {
  %v0 = stablehlo.constant dense<[[(-2.0, 1.0), (0.0, 1.0)], [(2.0, -4.0), (0.0, -4.0)], [(1.0, 1.0), (3.0, -1.0)], [(2.0, 1.0), (-1.0, -2.0)]]> : tensor<4x2xcomplex<f64>>
  %v1:5 = stablehlo.custom_call @lapack_zgesdd_ffi(%v0) {mhlo.backend_config = {mode = 83 : ui8}} : (tensor<4x2xcomplex<f64>>) -> (tensor<4x2xcomplex<f64>>, tensor<2xf64>, tensor<4x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>, tensor<i32>)
  %v2 = stablehlo.constant dense<[7.394022457195358, 3.0542481730355076]> : tensor<2xf64>
  "check.expect_almost_eq"(%v1#1, %v2) {tolerance = 1.0e-12 : f64} : (tensor<2xf64>, tensor<2xf64>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v3 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<4x2xcomplex<f64>>) -> tensor<2x4xcomplex<f64>>
  %v4 = chlo.conj %v3 : tensor<2x4xcomplex<f64>> -> tensor<2x4xcomplex<f64>>
  %v5 = stablehlo.dot_general %v4, %v1#2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x4xcomplex<f64>>, tensor<4x2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  %v6 = stablehlo.constant dense<[[(1.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (1.0, 0.0)]]> : tensor<2x2xcomplex<f64>>
  "check.expect_almost_eq"(%v5, %v6) {tolerance = 1.0e-12 : f64} : (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> ()
  %v7 = stablehlo.transpose %v1#3, dims = [1, 0] : (tensor<2x2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  %v8 = chlo.conj %v7 : tensor<2x2xcomplex<f64>> -> tensor<2x2xcomplex<f64>>
  %v9 = stablehlo.dot_general %v1#3, %v8, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  %v10 = stablehlo.constant dense<[[(1.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (1.0, 0.0)]]> : tensor<2x2xcomplex<f64>>
  "check.expect_almost_eq"(%v9, %v10) {tolerance = 1.0e-12 : f64} : (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> ()
  %v11 = stablehlo.constant dense<[0.0, 0.0]> : tensor<2xf64>
  %v12 = stablehlo.complex %v1#1, %v11 : tensor<2xcomplex<f64>>
  %v13 = stablehlo.broadcast_in_dim %v12, dims = [1] : (tensor<2xcomplex<f64>>) -> tensor<4x2xcomplex<f64>>
  %v14 = stablehlo.multiply %v1#2, %v13 : tensor<4x2xcomplex<f64>>
  %v15 = stablehlo.dot_general %v14, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> tensor<4x2xcomplex<f64>>
  "check.expect_almost_eq"(%v15, %v0) {tolerance = 1.0e-12 : f64} : (tensor<4x2xcomplex<f64>>, tensor<4x2xcomplex<f64>>) -> ()
  func.return
}

// -----

// Columns for which there is no direction are orthogonal as well.
func.func @low_rank() {
  %v0 = stablehlo.constant dense<[[2.0, -2.0, -8.0, 2.0], [3.0, -3.0, -12.0, 3.0], [1.0, -1.0, -4.0, 1.0], [-3.0, 3.0, 12.0, -3.0], [1.0, -1.0, -4.0, 1.0]]> : tensor<5x4xf32>
  %v1:5 = stablehlo.custom_call @lapack_sgesdd_ffi(%v0) {mhlo.backend_config = {mode = 65 : ui8}} : (tensor<5x4xf32>) -> (tensor<5x4xf32>, tensor<4xf32>, tensor<5x5xf32>, tensor<4x4xf32>, tensor<i32>)
  %v2 = stablehlo.constant dense<[21.354156494140625, 1.2601989959033582e-15, 0.0, 0.0]> : tensor<4xf32>
  "check.expect_almost_eq"(%v1#1, %v2) {tolerance = 1.0e-05 : f64} : (tensor<4xf32>, tensor<4xf32>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v3 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<5x5xf32>) -> tensor<5x5xf32>
  %v4 = stablehlo.dot_general %v3, %v1#2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<5x5xf32>, tensor<5x5xf32>) -> tensor<5x5xf32>
  %v5 = stablehlo.constant dense<[[1.0, 0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0, 1.0]]> : tensor<5x5xf32>
  "check.expect_almost_eq"(%v4, %v5) {tolerance = 1.0e-05 : f64} : (tensor<5x5xf32>, tensor<5x5xf32>) -> ()
  %v6 = stablehlo.transpose %v1#3, dims = [1, 0] : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %v7 = stablehlo.dot_general %v1#3, %v6, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %v8 = stablehlo.constant dense<[[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]> : tensor<4x4xf32>
  "check.expect_almost_eq"(%v7, %v8) {tolerance = 1.0e-05 : f64} : (tensor<4x4xf32>, tensor<4x4xf32>) -> ()
  %v9 = stablehlo.slice %v1#2 [0:5, 0:4] : (tensor<5x5xf32>) -> tensor<5x4xf32>
  %v10 = stablehlo.broadcast_in_dim %v1#1, dims = [1] : (tensor<4xf32>) -> tensor<5x4xf32>
  %v11 = stablehlo.multiply %v9, %v10 : tensor<5x4xf32>
  %v12 = stablehlo.dot_general %v11, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<5x4xf32>, tensor<4x4xf32>) -> tensor<5x4xf32>
  "check.expect_almost_eq"(%v12, %v0) {tolerance = 1.0e-05 : f64} : (tensor<5x4xf32>, tensor<5x4xf32>) -> ()
  func.return
}

// -----

// Vectors of equal columns.
func.func @low_rank_complex() {
  %v0 = stablehlo.constant dense<[[(1.0, 2.0), (1.0, 2.0), (1.0, 2.0), (1.0, 2.0)], [(1.0, 2.0), (1.0, 2.0), (1.0, 2.0), (1.0, 2.0)], [(1.0, 2.0), (1.0, 2.0), (1.0, 2.0), (1.0, 2.0)], [(1.0, 2.0), (1.0, 2.0), (1.0, 2.0), (1.0, 2.0)]]> : tensor<4x4xcomplex<f64>>
  %v1:5 = stablehlo.custom_call @lapack_zgesdd_ffi(%v0) {mhlo.backend_config = {mode = 83 : ui8}} : (tensor<4x4xcomplex<f64>>) -> (tensor<4x4xcomplex<f64>>, tensor<4xf64>, tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>, tensor<i32>)
  %v2 = stablehlo.constant dense<[8.944271909999156, 4.710277376051326e-16, 0.0, 0.0]> : tensor<4xf64>
  "check.expect_almost_eq"(%v1#1, %v2) {tolerance = 1.0e-12 : f64} : (tensor<4xf64>, tensor<4xf64>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v3 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
  %v4 = chlo.conj %v3 : tensor<4x4xcomplex<f64>> -> tensor<4x4xcomplex<f64>>
  %v5 = stablehlo.dot_general %v4, %v1#2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
  %v6 = stablehlo.constant dense<[[(1.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (1.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (1.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (1.0, 0.0)]]> : tensor<4x4xcomplex<f64>>
  "check.expect_almost_eq"(%v5, %v6) {tolerance = 1.0e-12 : f64} : (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) -> ()
  %v7 = stablehlo.transpose %v1#3, dims = [1, 0] : (tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
  %v8 = chlo.conj %v7 : tensor<4x4xcomplex<f64>> -> tensor<4x4xcomplex<f64>>
  %v9 = stablehlo.dot_general %v1#3, %v8, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
  %v10 = stablehlo.constant dense<[[(1.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (1.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (1.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (1.0, 0.0)]]> : tensor<4x4xcomplex<f64>>
  "check.expect_almost_eq"(%v9, %v10) {tolerance = 1.0e-12 : f64} : (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) -> ()
  %v11 = stablehlo.constant dense<[0.0, 0.0, 0.0, 0.0]> : tensor<4xf64>
  %v12 = stablehlo.complex %v1#1, %v11 : tensor<4xcomplex<f64>>
  %v13 = stablehlo.broadcast_in_dim %v12, dims = [1] : (tensor<4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
  %v14 = stablehlo.multiply %v1#2, %v13 : tensor<4x4xcomplex<f64>>
  %v15 = stablehlo.dot_general %v14, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
  "check.expect_almost_eq"(%v15, %v0) {tolerance = 1.0e-12 : f64} : (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) -> ()
  func.return
}

// -----

// All singular values are zero.
func.func @zero() {
  %v0 = stablehlo.constant dense<[[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]> : tensor<3x2xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgesdd_ffi(%v0) {mhlo.backend_config = {mode = 65 : ui8}} : (tensor<3x2xf64>) -> (tensor<3x2xf64>, tensor<2xf64>, tensor<3x3xf64>, tensor<2x2xf64>, tensor<i32>)
  %v2 = stablehlo.constant dense<[0.0, 0.0]> : tensor<2xf64>
  "check.expect_almost_eq"(%v1#1, %v2) {tolerance = 1.0e-12 : f64} : (tensor<2xf64>, tensor<2xf64>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v3 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<3x3xf64>) -> tensor<3x3xf64>
  %v4 = stablehlo.dot_general %v3, %v1#2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xf64>, tensor<3x3xf64>) -> tensor<3x3xf64>
  %v5 = stablehlo.constant dense<[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]> : tensor<3x3xf64>
  "check.expect_almost_eq"(%v4, %v5) {tolerance = 1.0e-12 : f64} : (tensor<3x3xf64>, tensor<3x3xf64>) -> ()
  %v6 = stablehlo.transpose %v1#3, dims = [1, 0] : (tensor<2x2xf64>) -> tensor<2x2xf64>
  %v7 = stablehlo.dot_general %v1#3, %v6, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
  %v8 = stablehlo.constant dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf64>
  "check.expect_almost_eq"(%v7, %v8) {tolerance = 1.0e-12 : f64} : (tensor<2x2xf64>, tensor<2x2xf64>) -> ()
  %v9 = stablehlo.slice %v1#2 [0:3, 0:2] : (tensor<3x3xf64>) -> tensor<3x2xf64>
  %v10 = stablehlo.broadcast_in_dim %v1#1, dims = [1] : (tensor<2xf64>) -> tensor<3x2xf64>
  %v11 = stablehlo.multiply %v9, %v10 : tensor<3x2xf64>
  %v12 = stablehlo.dot_general %v11, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x2xf64>, tensor<2x2xf64>) -> tensor<3x2xf64>
  "check.expect_almost_eq"(%v12, %v0) {tolerance = 1.0e-12 : f64} : (tensor<3x2xf64>, tensor<3x2xf64>) -> ()
  func.return
}

// -----

// One row.
func.func @row() {
  %v0 = stablehlo.constant dense<[[1.0, -1.0, 1.0, 0.0]]> : tensor<1x4xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgesdd_ffi(%v0) {mhlo.backend_config = {mode = 65 : ui8}} : (tensor<1x4xf64>) -> (tensor<1x4xf64>, tensor<1xf64>, tensor<1x1xf64>, tensor<4x4xf64>, tensor<i32>)
  %v2 = stablehlo.constant dense<[1.7320508075688772]> : tensor<1xf64>
  "check.expect_almost_eq"(%v1#1, %v2) {tolerance = 1.0e-12 : f64} : (tensor<1xf64>, tensor<1xf64>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v3 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<1x1xf64>) -> tensor<1x1xf64>
  %v4 = stablehlo.dot_general %v3, %v1#2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<1x1xf64>, tensor<1x1xf64>) -> tensor<1x1xf64>
  %v5 = stablehlo.constant dense<[[1.0]]> : tensor<1x1xf64>
  "check.expect_almost_eq"(%v4, %v5) {tolerance = 1.0e-12 : f64} : (tensor<1x1xf64>, tensor<1x1xf64>) -> ()
  %v6 = stablehlo.transpose %v1#3, dims = [1, 0] : (tensor<4x4xf64>) -> tensor<4x4xf64>
  %v7 = stablehlo.dot_general %v1#3, %v6, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x4xf64>, tensor<4x4xf64>) -> tensor<4x4xf64>
  %v8 = stablehlo.constant dense<[[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]> : tensor<4x4xf64>
  "check.expect_almost_eq"(%v7, %v8) {tolerance = 1.0e-12 : f64} : (tensor<4x4xf64>, tensor<4x4xf64>) -> ()
  %v9 = stablehlo.slice %v1#3 [0:1, 0:4] : (tensor<4x4xf64>) -> tensor<1x4xf64>
  %v10 = stablehlo.broadcast_in_dim %v1#1, dims = [1] : (tensor<1xf64>) -> tensor<1x1xf64>
  %v11 = stablehlo.multiply %v1#2, %v10 : tensor<1x1xf64>
  %v12 = stablehlo.dot_general %v11, %v9, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<1x1xf64>, tensor<1x4xf64>) -> tensor<1x4xf64>
  "check.expect_almost_eq"(%v12, %v0) {tolerance = 1.0e-12 : f64} : (tensor<1x4xf64>, tensor<1x4xf64>) -> ()
  func.return
}

// -----

// One column.
func.func @column() {
  %v0 = stablehlo.constant dense<[[(1.0, -3.0)], [(0.0, 1.0)], [(2.0, -1.0)], [(4.0, -1.0)]]> : tensor<4x1xcomplex<f64>>
  %v1:5 = stablehlo.custom_call @lapack_zgesdd_ffi(%v0) {mhlo.backend_config = {mode = 65 : ui8}} : (tensor<4x1xcomplex<f64>>) -> (tensor<4x1xcomplex<f64>>, tensor<1xf64>, tensor<4x4xcomplex<f64>>, tensor<1x1xcomplex<f64>>, tensor<i32>)
  %v2 = stablehlo.constant dense<[5.744562646538029]> : tensor<1xf64>
  "check.expect_almost_eq"(%v1#1, %v2) {tolerance = 1.0e-12 : f64} : (tensor<1xf64>, tensor<1xf64>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v3 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
  %v4 = chlo.conj %v3 : tensor<4x4xcomplex<f64>> -> tensor<4x4xcomplex<f64>>
  %v5 = stablehlo.dot_general %v4, %v1#2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
  %v6 = stablehlo.constant dense<[[(1.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (1.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (1.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (1.0, 0.0)]]> : tensor<4x4xcomplex<f64>>
  "check.expect_almost_eq"(%v5, %v6) {tolerance = 1.0e-12 : f64} : (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) -> ()
  %v7 = stablehlo.transpose %v1#3, dims = [1, 0] : (tensor<1x1xcomplex<f64>>) -> tensor<1x1xcomplex<f64>>
  %v8 = chlo.conj %v7 : tensor<1x1xcomplex<f64>> -> tensor<1x1xcomplex<f64>>
  %v9 = stablehlo.dot_general %v1#3, %v8, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<1x1xcomplex<f64>>, tensor<1x1xcomplex<f64>>) -> tensor<1x1xcomplex<f64>>
  %v10 = stablehlo.constant dense<[[(1.0, 0.0)]]> : tensor<1x1xcomplex<f64>>
  "check.expect_almost_eq"(%v9, %v10) {tolerance = 1.0e-12 : f64} : (tensor<1x1xcomplex<f64>>, tensor<1x1xcomplex<f64>>) -> ()
  %v11 = stablehlo.constant dense<[0.0]> : tensor<1xf64>
  %v12 = stablehlo.complex %v1#1, %v11 : tensor<1xcomplex<f64>>
  %v13 = stablehlo.slice %v1#2 [0:4, 0:1] : (tensor<4x4xcomplex<f64>>) -> tensor<4x1xcomplex<f64>>
  %v14 = stablehlo.broadcast_in_dim %v12, dims = [1] : (tensor<1xcomplex<f64>>) -> tensor<4x1xcomplex<f64>>
  %v15 = stablehlo.multiply %v13, %v14 : tensor<4x1xcomplex<f64>>
  %v16 = stablehlo.dot_general %v15, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x1xcomplex<f64>>, tensor<1x1xcomplex<f64>>) -> tensor<4x1xcomplex<f64>>
  "check.expect_almost_eq"(%v16, %v0) {tolerance = 1.0e-12 : f64} : (tensor<4x1xcomplex<f64>>, tensor<4x1xcomplex<f64>>) -> ()
  func.return
}

// -----

// No vectors are asked for.
func.func @values() {
  %v0 = stablehlo.constant dense<[[[-2.0, -4.0, -1.0], [3.0, -4.0, -1.0], [4.0, 4.0, -3.0], [-4.0, 2.0, -4.0]], [[-2.0, 0.0, 3.0], [-4.0, 1.0, 0.0], [-3.0, 3.0, 3.0], [0.0, 4.0, 1.0]]]> : tensor<2x4x3xf32>
  %v1:5 = stablehlo.custom_call @lapack_sgesdd_ffi(%v0) {mhlo.backend_config = {mode = 78 : ui8}} : (tensor<2x4x3xf32>) -> (tensor<2x4x3xf32>, tensor<2x3xf32>, tensor<2x4x4xf32>, tensor<2x3x3xf32>, tensor<2xi32>)
  %v2 = stablehlo.constant dense<[[7.575829982757568, 6.724234104156494, 4.625092506408691], [7.237819671630859, 3.797496795654297, 2.6819746494293213]]> : tensor<2x3xf32>
  "check.expect_almost_eq"(%v1#1, %v2) {tolerance = 1.0e-05 : f64} : (tensor<2x3xf32>, tensor<2x3xf32>) -> ()
  check.expect_eq_const %v1#4, dense<[0, 0]> : tensor<2xi32>
  func.return
}

// -----

// Squares of these numbers overflow, those of others vanish.
func.func @large() {
  %v0 = stablehlo.constant dense<[[[3e+200, 4e+200], [0.0, 5e+200]], [[3e-200, 4e-200], [0.0, 5e-200]]]> : tensor<2x2x2xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgesdd_ffi(%v0) {mhlo.backend_config = {mode = 78 : ui8}} : (tensor<2x2x2xf64>) -> (tensor<2x2x2xf64>, tensor<2x2xf64>, tensor<2x2x2xf64>, tensor<2x2x2xf64>, tensor<2xi32>)
  %v2 = stablehlo.constant dense<[[6.70820393249937e+200, 2.2360679774997897e+200], [6.708203932499369e-200, 2.23606797749979e-200]]> : tensor<2x2xf64>
  "check.expect_almost_eq"(%v1#1, %v2) {tolerance = 1.0e190 : f64} : (tensor<2x2xf64>, tensor<2x2xf64>) -> ()
  check.expect_eq_const %v1#4, dense<[0, 0]> : tensor<2xi32>
  func.return
}

// -----

// Where there are NaNs the call fails, as that of LAPACK does; other matrices of the batch do not matter.
// Infinite numbers have no singular values.
func.func @not_numbers() {
  %v0 = stablehlo.constant dense<[[[0x7FF8000000000000, 1.0], [1.0, 1.0]], [[3.0, 0.0], [0.0, 4.0]], [[0x7FF0000000000000, 1.0], [1.0, 1.0]]]> : tensor<3x2x2xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgesdd_ffi(%v0) {mhlo.backend_config = {mode = 83 : ui8}} : (tensor<3x2x2xf64>) -> (tensor<3x2x2xf64>, tensor<3x2xf64>, tensor<3x2x2xf64>, tensor<3x2x2xf64>, tensor<3xi32>)
  check.expect_eq_const %v1#4, dense<[-4, 0, 1]> : tensor<3xi32>
  %v2 = stablehlo.slice %v1#1 [1:2, 0:2] : (tensor<3x2xf64>) -> tensor<1x2xf64>
  check.expect_almost_eq_const %v2, dense<[[4.0, 3.0]]> : tensor<1x2xf64>
  func.return
}

// -----

// There is nothing to be found, and any vectors are orthogonal.
func.func @empty() {
  %v0 = stablehlo.constant dense<> : tensor<3x0xf32>
  %v1:5 = stablehlo.custom_call @lapack_sgesdd_ffi(%v0) {mhlo.backend_config = {mode = 65 : ui8}} : (tensor<3x0xf32>) -> (tensor<3x0xf32>, tensor<0xf32>, tensor<3x3xf32>, tensor<0x0xf32>, tensor<i32>)
  check.expect_almost_eq_const %v1#2, dense<[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]> : tensor<3x3xf32>
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  func.return
}

// -----

// Columns that fill no whole number of vectors.
func.func @many_columns() {
  %v0 = stablehlo.iota dim = 0 : tensor<361xf64>
  %v1 = stablehlo.multiply %v0, %v0 : tensor<361xf64>
  %v2 = stablehlo.sine %v1 : tensor<361xf64>
  %v3 = stablehlo.reshape %v2 : (tensor<361xf64>) -> tensor<19x19xf64>
  %v4:5 = stablehlo.custom_call @lapack_dgesdd_ffi(%v3) {mhlo.backend_config = {mode = 65 : ui8}} : (tensor<19x19xf64>) -> (tensor<19x19xf64>, tensor<19xf64>, tensor<19x19xf64>, tensor<19x19xf64>, tensor<i32>)
  check.expect_eq_const %v4#4, dense<0> : tensor<i32>
  %v5 = stablehlo.broadcast_in_dim %v4#1, dims = [1] : (tensor<19xf64>) -> tensor<19x19xf64>
  %v6 = stablehlo.multiply %v4#2, %v5 : tensor<19x19xf64>
  %v7 = stablehlo.dot_general %v6, %v4#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<19x19xf64>, tensor<19x19xf64>) -> tensor<19x19xf64>
  "check.expect_almost_eq"(%v7, %v3) {tolerance = 1.0e-11 : f64} : (tensor<19x19xf64>, tensor<19x19xf64>) -> ()
  %v8 = stablehlo.iota dim = 0 : tensor<19x19xi32>
  %v9 = stablehlo.iota dim = 1 : tensor<19x19xi32>
  %v10 = stablehlo.compare EQ, %v8, %v9 : (tensor<19x19xi32>, tensor<19x19xi32>) -> tensor<19x19xi1>
  %v11 = stablehlo.convert %v10 : (tensor<19x19xi1>) -> tensor<19x19xf64>
  %v12 = stablehlo.transpose %v4#2, dims = [1, 0] : (tensor<19x19xf64>) -> tensor<19x19xf64>
  %v13 = stablehlo.dot_general %v12, %v4#2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<19x19xf64>, tensor<19x19xf64>) -> tensor<19x19xf64>
  "check.expect_almost_eq"(%v13, %v11) {tolerance = 1.0e-11 : f64} : (tensor<19x19xf64>, tensor<19x19xf64>) -> ()
  %v14 = stablehlo.transpose %v4#3, dims = [1, 0] : (tensor<19x19xf64>) -> tensor<19x19xf64>
  %v15 = stablehlo.dot_general %v4#3, %v14, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<19x19xf64>, tensor<19x19xf64>) -> tensor<19x19xf64>
  "check.expect_almost_eq"(%v15, %v11) {tolerance = 1.0e-11 : f64} : (tensor<19x19xf64>, tensor<19x19xf64>) -> ()
  func.return
}
