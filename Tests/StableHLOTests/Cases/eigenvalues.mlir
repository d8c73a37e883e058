// Eigenvalues and Schur forms of matrices of any kind: A V = V Λ, Uᴴ A = Λ Uᴴ, A = Z T Zᴴ.

// Three eigenvalues of one matrix, some of them complex.
func.func @schur() {
  %v0 = stablehlo.constant dense<[[-3.0, -3.0, 3.0, 0.0, 1.0], [1.0, 2.0, -4.0, 0.0, -3.0], [-1.0, 4.0, 0.0, -4.0, 0.0], [-3.0, 2.0, 4.0, 4.0, 1.0], [3.0, -1.0, -3.0, 0.0, -1.0]]> : tensor<5x5xf32>
  %v1:6 = stablehlo.custom_call @lapack_sgees_ffi(%v0) {mhlo.backend_config = {mode = 86 : ui8, sort = 78 : ui8}} : (tensor<5x5xf32>) -> (tensor<5x5xf32>, tensor<5x5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<i32>, tensor<i32>)
  %v2 = stablehlo.transpose %v1#1, dims = [1, 0] : (tensor<5x5xf32>) -> tensor<5x5xf32>
  %v3 = stablehlo.dot_general %v1#1, %v1#0, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<5x5xf32>, tensor<5x5xf32>) -> tensor<5x5xf32>
  %v4 = stablehlo.dot_general %v3, %v2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<5x5xf32>, tensor<5x5xf32>) -> tensor<5x5xf32>
  "check.expect_almost_eq"(%v4, %v0) {tolerance = 1.0e-05 : f64} : (tensor<5x5xf32>, tensor<5x5xf32>) -> ()
  %v5 = stablehlo.dot_general %v2, %v1#1, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<5x5xf32>, tensor<5x5xf32>) -> tensor<5x5xf32>
  %v6 = stablehlo.constant dense<[[1.0, 0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0, 1.0]]> : tensor<5x5xf32>
  "check.expect_almost_eq"(%v5, %v6) {tolerance = 1.0e-05 : f64} : (tensor<5x5xf32>, tensor<5x5xf32>) -> ()
  %v7 = stablehlo.iota dim = 0 : tensor<5x5xi32>
  %v8 = stablehlo.iota dim = 1 : tensor<5x5xi32>
  %v9 = stablehlo.constant dense<[[1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]]> : tensor<5x5xi32>
  %v10 = stablehlo.add %v8, %v9 : tensor<5x5xi32>
  %v11 = stablehlo.compare GT, %v7, %v10 : (tensor<5x5xi32>, tensor<5x5xi32>) -> tensor<5x5xi1>
  %v12 = stablehlo.constant dense<[[0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0]]> : tensor<5x5xf32>
  %v13 = stablehlo.select %v11, %v1#0, %v12 : tensor<5x5xi1>, tensor<5x5xf32>
  "check.expect_almost_eq"(%v13, %v12) {tolerance = 1.0e-300 : f64} : (tensor<5x5xf32>, tensor<5x5xf32>) -> ()
  check.expect_eq_const %v1#5, dense<0> : tensor<i32>
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  func.return
}

// -----

// Each matrix takes its own number of steps.
func.func @schur_of_batches() {
  %v0 = stablehlo.constant dense<[[[1.0, 4.0, -2.0, 3.0], [-3.0, -1.0, 3.0, -2.0], [2.0, 0.0, 0.0, 4.0], [3.0, 3.0, 0.0, 4.0]], [[1.0, 0.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0], [0.0, 0.0, 3.0, 0.0], [0.0, 0.0, 0.0, 4.0]], [[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]]> : tensor<3x4x4xf64>
  %v1:6 = stablehlo.custom_call @lapack_dgees_ffi(%v0) {mhlo.backend_config = {mode = 86 : ui8, sort = 78 : ui8}} : (tensor<3x4x4xf64>) -> (tensor<3x4x4xf64>, tensor<3x4x4xf64>, tensor<3x4xf64>, tensor<3x4xf64>, tensor<3xi32>, tensor<3xi32>)
  %v2 = stablehlo.transpose %v1#1, dims = [0, 2, 1] : (tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
  %v3 = stablehlo.dot_general %v1#1, %v1#0, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
  %v4 = stablehlo.dot_general %v3, %v2, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
  "check.expect_almost_eq"(%v4, %v0) {tolerance = 1.0e-12 : f64} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
  %v5 = stablehlo.dot_general %v2, %v1#1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
  %v6 = stablehlo.constant dense<[[[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]], [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]], [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]]> : tensor<3x4x4xf64>
  "check.expect_almost_eq"(%v5, %v6) {tolerance = 1.0e-12 : f64} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
  %v7 = stablehlo.iota dim = 1 : tensor<3x4x4xi32>
  %v8 = stablehlo.iota dim = 2 : tensor<3x4x4xi32>
  %v9 = stablehlo.constant dense<[[[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]], [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]], [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]]]> : tensor<3x4x4xi32>
  %v10 = stablehlo.add %v8, %v9 : tensor<3x4x4xi32>
  %v11 = stablehlo.compare GT, %v7, %v10 : (tensor<3x4x4xi32>, tensor<3x4x4xi32>) -> tensor<3x4x4xi1>
  %v12 = stablehlo.constant dense<[[[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]], [[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]], [[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]]> : tensor<3x4x4xf64>
  %v13 = stablehlo.select %v11, %v1#0, %v12 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
  "check.expect_almost_eq"(%v13, %v12) {tolerance = 1.0e-300 : f64} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
  check.expect_eq_const %v1#5, dense<[0, 0, 0]> : tensor<3xi32>
  check.expect_eq_const %v1#4, dense<[0, 0, 0]> : tensor<3xi32>
  func.return
}

// -----

// Triangular forms.
func.func @complex_schur() {
  %v0 = stablehlo.constant dense<[[[(4.0, -3.0), (-3.0, 3.0), (-3.0, 0.0)], [(-2.0, 2.0), (0.0, -2.0), (3.0, -4.0)], [(0.0, -4.0), (4.0, 4.0), (-1.0, 4.0)]], [[(4.0, -2.0), (1.0, -1.0), (2.0, -2.0)], [(-2.0, -3.0), (1.0, 3.0), (3.0, 2.0)], [(3.0, -4.0), (3.0, -3.0), (4.0, 1.0)]]]> : tensor<2x3x3xcomplex<f64>>
  %v1:5 = stablehlo.custom_call @lapack_zgees_ffi(%v0) {mhlo.backend_config = {mode = 86 : ui8, sort = 78 : ui8}} : (tensor<2x3x3xcomplex<f64>>) -> (tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>, tensor<2x3xcomplex<f64>>, tensor<2xi32>, tensor<2xi32>)
  %v2 = stablehlo.transpose %v1#1, dims = [0, 2, 1] : (tensor<2x3x3xcomplex<f64>>) -> tensor<2x3x3xcomplex<f64>>
  %v3 = chlo.conj %v2 : tensor<2x3x3xcomplex<f64>> -> tensor<2x3x3xcomplex<f64>>
  %v4 = stablehlo.dot_general %v1#1, %v1#0, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>) -> tensor<2x3x3xcomplex<f64>>
  %v5 = stablehlo.dot_general %v4, %v3, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>) -> tensor<2x3x3xcomplex<f64>>
  "check.expect_almost_eq"(%v5, %v0) {tolerance = 1.0e-12 : f64} : (tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>) -> ()
  %v6 = stablehlo.dot_general %v3, %v1#1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>) -> tensor<2x3x3xcomplex<f64>>
  %v7 = stablehlo.constant dense<[[[(1.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (1.0, 0.0)]], [[(1.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (1.0, 0.0)]]]> : tensor<2x3x3xcomplex<f64>>
  "check.expect_almost_eq"(%v6, %v7) {tolerance = 1.0e-12 : f64} : (tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>) -> ()
  %v8 = stablehlo.iota dim = 1 : tensor<2x3x3xi32>
  %v9 = stablehlo.iota dim = 2 : tensor<2x3x3xi32>
  %v10 = stablehlo.compare GT, %v8, %v9 : (tensor<2x3x3xi32>, tensor<2x3x3xi32>) -> tensor<2x3x3xi1>
  %v11 = stablehlo.constant dense<[[[(0.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0)]], [[(0.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0)]]]> : tensor<2x3x3xcomplex<f64>>
  %v12 = stablehlo.select %v10, %v1#0, %v11 : tensor<2x3x3xi1>, tensor<2x3x3xcomplex<f64>>
  "check.expect_almost_eq"(%v12, %v11) {tolerance = 1.0e-300 : f64} : (tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>) -> ()
  check.expect_eq_const %v1#4, dense<[0, 0]> : tensor<2xi32>
  check.expect_eq_const %v1#3, dense<[0, 0]> : tensor<2xi32>
  func.return
}

// -----

// A block with complex eigenvalues stays as it is.
func.func @rotation() {
  %v0 = stablehlo.constant dense<[[1.0, -2.0], [2.0, 1.0]]> : tensor<2x2xf64>
  %v1:6 = stablehlo.custom_call @lapack_dgees_ffi(%v0) {mhlo.backend_config = {mode = 86 : ui8, sort = 78 : ui8}} : (tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2x2xf64>, tensor<2xf64>, tensor<2xf64>, tensor<i32>, tensor<i32>)
  %v2 = stablehlo.transpose %v1#1, dims = [1, 0] : (tensor<2x2xf64>) -> tensor<2x2xf64>
  %v3 = stablehlo.dot_general %v1#1, %v1#0, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
  %v4 = stablehlo.dot_general %v3, %v2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
  "check.expect_almost_eq"(%v4, %v0) {tolerance = 1.0e-12 : f64} : (tensor<2x2xf64>, tensor<2x2xf64>) -> ()
  %v5 = stablehlo.dot_general %v2, %v1#1, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
  %v6 = stablehlo.constant dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf64>
  "check.expect_almost_eq"(%v5, %v6) {tolerance = 1.0e-12 : f64} : (tensor<2x2xf64>, tensor<2x2xf64>) -> ()
  %v7 = stablehlo.iota dim = 0 : tensor<2x2xi32>
  %v8 = stablehlo.iota dim = 1 : tensor<2x2xi32>
  %v9 = stablehlo.constant dense<[[1, 1], [1, 1]]> : tensor<2x2xi32>
  %v10 = stablehlo.add %v8, %v9 : tensor<2x2xi32>
  %v11 = stablehlo.compare GT, %v7, %v10 : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi1>
  %v12 = stablehlo.constant dense<[[0.0, 0.0], [0.0, 0.0]]> : tensor<2x2xf64>
  %v13 = stablehlo.select %v11, %v1#0, %v12 : tensor<2x2xi1>, tensor<2x2xf64>
  "check.expect_almost_eq"(%v13, %v12) {tolerance = 1.0e-300 : f64} : (tensor<2x2xf64>, tensor<2x2xf64>) -> ()
  %v14 = stablehlo.constant dense<[[1.0, -2.0], [2.0, 1.0]]> : tensor<2x2xf64>
  "check.expect_almost_eq"(%v1#0, %v14) {tolerance = 1.0e-12 : f64} : (tensor<2x2xf64>, tensor<2x2xf64>) -> ()
  %v15 = stablehlo.constant dense<[1.0, 1.0]> : tensor<2xf64>
  "check.expect_almost_eq"(%v1#2, %v15) {tolerance = 1.0e-12 : f64} : (tensor<2xf64>, tensor<2xf64>) -> ()
  %v16 = stablehlo.constant dense<[2.0, -2.0]> : tensor<2xf64>
  "check.expect_almost_eq"(%v1#3, %v16) {tolerance = 1.0e-12 : f64} : (tensor<2xf64>, tensor<2xf64>) -> ()
  check.expect_eq_const %v1#5, dense<0> : tensor<i32>
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  func.return
}

// -----

// Blocks with real eigenvalues become triangular.
func.func @real_block() {
  %v0 = stablehlo.constant dense<[[0.0, 2.0], [2.0, 3.0]]> : tensor<2x2xf64>
  %v1:6 = stablehlo.custom_call @lapack_dgees_ffi(%v0) {mhlo.backend_config = {mode = 86 : ui8, sort = 78 : ui8}} : (tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2x2xf64>, tensor<2xf64>, tensor<2xf64>, tensor<i32>, tensor<i32>)
  %v2 = stablehlo.transpose %v1#1, dims = [1, 0] : (tensor<2x2xf64>) -> tensor<2x2xf64>
  %v3 = stablehlo.dot_general %v1#1, %v1#0, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
  %v4 = stablehlo.dot_general %v3, %v2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
  "check.expect_almost_eq"(%v4, %v0) {tolerance = 1.0e-12 : f64} : (tensor<2x2xf64>, tensor<2x2xf64>) -> ()
  %v5 = stablehlo.dot_general %v2, %v1#1, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
  %v6 = stablehlo.constant dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf64>
  "check.expect_almost_eq"(%v5, %v6) {tolerance = 1.0e-12 : f64} : (tensor<2x2xf64>, tensor<2x2xf64>) -> ()
  %v7 = stablehlo.iota dim = 0 : tensor<2x2xi32>
  %v8 = stablehlo.iota dim = 1 : tensor<2x2xi32>
  %v9 = stablehlo.constant dense<[[1, 1], [1, 1]]> : tensor<2x2xi32>
  %v10 = stablehlo.add %v8, %v9 : tensor<2x2xi32>
  %v11 = stablehlo.compare GT, %v7, %v10 : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi1>
  %v12 = stablehlo.constant dense<[[0.0, 0.0], [0.0, 0.0]]> : tensor<2x2xf64>
  %v13 = stablehlo.select %v11, %v1#0, %v12 : tensor<2x2xi1>, tensor<2x2xf64>
  "check.expect_almost_eq"(%v13, %v12) {tolerance = 1.0e-300 : f64} : (tensor<2x2xf64>, tensor<2x2xf64>) -> ()
  %v14 = stablehlo.constant dense<[-1.0, 4.0]> : tensor<2xf64>
  "check.expect_almost_eq"(%v1#2, %v14) {tolerance = 1.0e-12 : f64} : (tensor<2xf64>, tensor<2xf64>) -> ()
  %v15 = stablehlo.constant dense<[0.0, 0.0]> : tensor<2xf64>
  "check.expect_almost_eq"(%v1#3, %v15) {tolerance = 1.0e-12 : f64} : (tensor<2xf64>, tensor<2xf64>) -> ()
  check.expect_eq_const %v1#5, dense<0> : tensor<i32>
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  func.return
}

// -----

// Elements on the diagonal of a block become equal.
func.func @equal_block() {
  %v0 = stablehlo.constant dense<[[4.0, -5.0], [2.0, -2.0]]> : tensor<2x2xf64>
  %v1:6 = stablehlo.custom_call @lapack_dgees_ffi(%v0) {mhlo.backend_config = {mode = 86 : ui8, sort = 78 : ui8}} : (tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2x2xf64>, tensor<2xf64>, tensor<2xf64>, tensor<i32>, tensor<i32>)
  %v2 = stablehlo.transpose %v1#1, dims = [1, 0] : (tensor<2x2xf64>) -> tensor<2x2xf64>
  %v3 = stablehlo.dot_general %v1#1, %v1#0, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
  %v4 = stablehlo.dot_general %v3, %v2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
  "check.expect_almost_eq"(%v4, %v0) {tolerance = 1.0e-12 : f64} : (tensor<2x2xf64>, tensor<2x2xf64>) -> ()
  %v5 = stablehlo.dot_general %v2, %v1#1, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
  %v6 = stablehlo.constant dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf64>
  "check.expect_almost_eq"(%v5, %v6) {tolerance = 1.0e-12 : f64} : (tensor<2x2xf64>, tensor<2x2xf64>) -> ()
  %v7 = stablehlo.iota dim = 0 : tensor<2x2xi32>
  %v8 = stablehlo.iota dim = 1 : tensor<2x2xi32>
  %v9 = stablehlo.constant dense<[[1, 1], [1, 1]]> : tensor<2x2xi32>
  %v10 = stablehlo.add %v8, %v9 : tensor<2x2xi32>
  %v11 = stablehlo.compare GT, %v7, %v10 : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi1>
  %v12 = stablehlo.constant dense<[[0.0, 0.0], [0.0, 0.0]]> : tensor<2x2xf64>
  %v13 = stablehlo.select %v11, %v1#0, %v12 : tensor<2x2xi1>, tensor<2x2xf64>
  "check.expect_almost_eq"(%v13, %v12) {tolerance = 1.0e-300 : f64} : (tensor<2x2xf64>, tensor<2x2xf64>) -> ()
  %v14 = stablehlo.constant dense<[1.0, 1.0]> : tensor<2xf64>
  "check.expect_almost_eq"(%v1#2, %v14) {tolerance = 1.0e-12 : f64} : (tensor<2xf64>, tensor<2xf64>) -> ()
  %v15 = stablehlo.constant dense<[1.0, -1.0]> : tensor<2xf64>
  "check.expect_almost_eq"(%v1#3, %v15) {tolerance = 1.0e-12 : f64} : (tensor<2xf64>, tensor<2xf64>) -> ()
  check.expect_eq_const %v1#5, dense<0> : tensor<i32>
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  func.return
}

// -----

// A matrix that the usual shifts do not change.
func.func @cycle() {
  %v0 = stablehlo.constant dense<[[0.0, 0.0, 0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 1.0, 0.0]]> : tensor<6x6xf64>
  %v1:6 = stablehlo.custom_call @lapack_dgees_ffi(%v0) {mhlo.backend_config = {mode = 86 : ui8, sort = 78 : ui8}} : (tensor<6x6xf64>) -> (tensor<6x6xf64>, tensor<6x6xf64>, tensor<6xf64>, tensor<6xf64>, tensor<i32>, tensor<i32>)
  %v2 = stablehlo.transpose %v1#1, dims = [1, 0] : (tensor<6x6xf64>) -> tensor<6x6xf64>
  %v3 = stablehlo.dot_general %v1#1, %v1#0, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<6x6xf64>, tensor<6x6xf64>) -> tensor<6x6xf64>
  %v4 = stablehlo.dot_general %v3, %v2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<6x6xf64>, tensor<6x6xf64>) -> tensor<6x6xf64>
  "check.expect_almost_eq"(%v4, %v0) {tolerance = 1.0e-12 : f64} : (tensor<6x6xf64>, tensor<6x6xf64>) -> ()
  %v5 = stablehlo.dot_general %v2, %v1#1, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<6x6xf64>, tensor<6x6xf64>) -> tensor<6x6xf64>
  %v6 = stablehlo.constant dense<[[1.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 1.0]]> : tensor<6x6xf64>
  "check.expect_almost_eq"(%v5, %v6) {tolerance = 1.0e-12 : f64} : (tensor<6x6xf64>, tensor<6x6xf64>) -> ()
  %v7 = stablehlo.iota dim = 0 : tensor<6x6xi32>
  %v8 = stablehlo.iota dim = 1 : tensor<6x6xi32>
  %v9 = stablehlo.constant dense<[[1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1]]> : tensor<6x6xi32>
  %v10 = stablehlo.add %v8, %v9 : tensor<6x6xi32>
  %v11 = stablehlo.compare GT, %v7, %v10 : (tensor<6x6xi32>, tensor<6x6xi32>) -> tensor<6x6xi1>
  %v12 = stablehlo.constant dense<[[0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]> : tensor<6x6xf64>
  %v13 = stablehlo.select %v11, %v1#0, %v12 : tensor<6x6xi1>, tensor<6x6xf64>
  "check.expect_almost_eq"(%v13, %v12) {tolerance = 1.0e-300 : f64} : (tensor<6x6xf64>, tensor<6x6xf64>) -> ()
  check.expect_eq_const %v1#5, dense<0> : tensor<i32>
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  func.return
}

// -----

// Left and right vectors of a real matrix.
func.func @eigenvectors() {
  %v0 = stablehlo.constant dense<[[4.0, 4.0, -3.0, 1.0, -4.0], [-3.0, -3.0, -1.0, -1.0, 2.0], [0.0, -1.0, 4.0, 1.0, 2.0], [2.0, -1.0, 4.0, -4.0, -2.0], [-3.0, -4.0, 4.0, -4.0, 0.0]]> : tensor<5x5xf32>
  %v1:5 = stablehlo.custom_call @lapack_sgeev_ffi(%v0) {mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}} : (tensor<5x5xf32>) -> (tensor<5xf32>, tensor<5xf32>, tensor<5x5xcomplex<f32>>, tensor<5x5xcomplex<f32>>, tensor<i32>)
  %v2 = stablehlo.complex %v1#0, %v1#1 : tensor<5xcomplex<f32>>
  %v3 = stablehlo.constant dense<[[0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0]]> : tensor<5x5xf32>
  %v4 = stablehlo.complex %v0, %v3 : tensor<5x5xcomplex<f32>>
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v5 = stablehlo.broadcast_in_dim %v2, dims = [1] : (tensor<5xcomplex<f32>>) -> tensor<5x5xcomplex<f32>>
  %v6 = stablehlo.multiply %v1#3, %v5 : tensor<5x5xcomplex<f32>>
  %v7 = stablehlo.dot_general %v4, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<5x5xcomplex<f32>>, tensor<5x5xcomplex<f32>>) -> tensor<5x5xcomplex<f32>>
  "check.expect_almost_eq"(%v7, %v6) {tolerance = 1.0e-05 : f64} : (tensor<5x5xcomplex<f32>>, tensor<5x5xcomplex<f32>>) -> ()
  %v8 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<5x5xcomplex<f32>>) -> tensor<5x5xcomplex<f32>>
  %v9 = chlo.conj %v8 : tensor<5x5xcomplex<f32>> -> tensor<5x5xcomplex<f32>>
  %v10 = stablehlo.broadcast_in_dim %v2, dims = [0] : (tensor<5xcomplex<f32>>) -> tensor<5x5xcomplex<f32>>
  %v11 = stablehlo.multiply %v9, %v10 : tensor<5x5xcomplex<f32>>
  %v12 = stablehlo.dot_general %v9, %v4, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<5x5xcomplex<f32>>, tensor<5x5xcomplex<f32>>) -> tensor<5x5xcomplex<f32>>
  "check.expect_almost_eq"(%v12, %v11) {tolerance = 1.0e-05 : f64} : (tensor<5x5xcomplex<f32>>, tensor<5x5xcomplex<f32>>) -> ()
  %v13 = stablehlo.constant dense<[1.0, 1.0, 1.0, 1.0, 1.0]> : tensor<5xf32>
  %v14 = stablehlo.abs %v1#2 : (tensor<5x5xcomplex<f32>>) -> tensor<5x5xf32>
  %v15 = stablehlo.multiply %v14, %v14 : tensor<5x5xf32>
  %v16 = stablehlo.constant dense<0.0> : tensor<f32>
  %v17 = stablehlo.reduce(%v15 init: %v16) applies stablehlo.add across dimensions = [0] : (tensor<5x5xf32>, tensor<f32>) -> tensor<5xf32>
  "check.expect_almost_eq"(%v17, %v13) {tolerance = 1.0e-05 : f64} : (tensor<5xf32>, tensor<5xf32>) -> ()
  %v18 = stablehlo.abs %v1#3 : (tensor<5x5xcomplex<f32>>) -> tensor<5x5xf32>
  %v19 = stablehlo.multiply %v18, %v18 : tensor<5x5xf32>
  %v20 = stablehlo.constant dense<0.0> : tensor<f32>
  %v21 = stablehlo.reduce(%v19 init: %v20) applies stablehlo.add across dimensions = [0] : (tensor<5x5xf32>, tensor<f32>) -> tensor<5xf32>
  "check.expect_almost_eq"(%v21, %v13) {tolerance = 1.0e-05 : f64} : (tensor<5xf32>, tensor<5xf32>) -> ()
  func.return
}

// -----

// Complex eigenvalues are pairs.
func.func @eigenvalues_in_pairs() {
  %v0 = stablehlo.constant dense<[[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 3.0]]> : tensor<3x3xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgeev_ffi(%v0) {mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}} : (tensor<3x3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>, tensor<i32>)
  %v2 = stablehlo.complex %v1#0, %v1#1 : tensor<3xcomplex<f64>>
  %v3 = stablehlo.constant dense<[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]> : tensor<3x3xf64>
  %v4 = stablehlo.complex %v0, %v3 : tensor<3x3xcomplex<f64>>
  %v5 = stablehlo.constant dense<[(0.0, 1.0), (-0.0, -1.0), (3.0, 0.0)]> : tensor<3xcomplex<f64>>
  "check.expect_almost_eq"(%v2, %v5) {tolerance = 1.0e-12 : f64} : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v6 = stablehlo.broadcast_in_dim %v2, dims = [1] : (tensor<3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  %v7 = stablehlo.multiply %v1#3, %v6 : tensor<3x3xcomplex<f64>>
  %v8 = stablehlo.dot_general %v4, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  "check.expect_almost_eq"(%v8, %v7) {tolerance = 1.0e-12 : f64} : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> ()
  %v9 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<3x3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  %v10 = chlo.conj %v9 : tensor<3x3xcomplex<f64>> -> tensor<3x3xcomplex<f64>>
  %v11 = stablehlo.broadcast_in_dim %v2, dims = [0] : (tensor<3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  %v12 = stablehlo.multiply %v10, %v11 : tensor<3x3xcomplex<f64>>
  %v13 = stablehlo.dot_general %v10, %v4, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  "check.expect_almost_eq"(%v13, %v12) {tolerance = 1.0e-12 : f64} : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> ()
  %v14 = stablehlo.constant dense<[1.0, 1.0, 1.0]> : tensor<3xf64>
  %v15 = stablehlo.abs %v1#2 : (tensor<3x3xcomplex<f64>>) -> tensor<3x3xf64>
  %v16 = stablehlo.multiply %v15, %v15 : tensor<3x3xf64>
  %v17 = stablehlo.constant dense<0.0> : tensor<f64>
  %v18 = stablehlo.reduce(%v16 init: %v17) applies stablehlo.add across dimensions = [0] : (tensor<3x3xf64>, tensor<f64>) -> tensor<3xf64>
  "check.expect_almost_eq"(%v18, %v14) {tolerance = 1.0e-12 : f64} : (tensor<3xf64>, tensor<3xf64>) -> ()
  %v19 = stablehlo.abs %v1#3 : (tensor<3x3xcomplex<f64>>) -> tensor<3x3xf64>
  %v20 = stablehlo.multiply %v19, %v19 : tensor<3x3xf64>
  %v21 = stablehlo.constant dense<0.0> : tensor<f64>
  %v22 = stablehlo.reduce(%v20 init: %v21) applies stablehlo.add across dimensions = [0] : (tensor<3x3xf64>, tensor<f64>) -> tensor<3xf64>
  "check.expect_almost_eq"(%v22, %v14) {tolerance = 1.0e-12 : f64} : (tensor<3xf64>, tensor<3xf64>) -> ()
  func.return
}

// -----

// Complex matrices.
func.func @complex_eigenvectors() {
  %v0 = stablehlo.constant dense<[[[(3.0, 0.0), (2.0, -4.0), (3.0, -4.0)], [(-4.0, 3.0), (0.0, -4.0), (-4.0, 0.0)], [(-3.0, -1.0), (3.0, -3.0), (-4.0, 1.0)]], [[(1.0, 2.0), (-4.0, 4.0), (-2.0, -3.0)], [(4.0, 4.0), (-2.0, -4.0), (-2.0, -3.0)], [(-4.0, 1.0), (2.0, 3.0), (-3.0, 4.0)]]]> : tensor<2x3x3xcomplex<f64>>
  %v1:4 = stablehlo.custom_call @lapack_zgeev_ffi(%v0) {mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}} : (tensor<2x3x3xcomplex<f64>>) -> (tensor<2x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>, tensor<2xi32>)
  check.expect_eq_const %v1#3, dense<[0, 0]> : tensor<2xi32>
  %v2 = stablehlo.broadcast_in_dim %v1#0, dims = [0, 2] : (tensor<2x3xcomplex<f64>>) -> tensor<2x3x3xcomplex<f64>>
  %v3 = stablehlo.multiply %v1#2, %v2 : tensor<2x3x3xcomplex<f64>>
  %v4 = stablehlo.dot_general %v0, %v1#2, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>) -> tensor<2x3x3xcomplex<f64>>
  "check.expect_almost_eq"(%v4, %v3) {tolerance = 1.0e-12 : f64} : (tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>) -> ()
  %v5 = stablehlo.transpose %v1#1, dims = [0, 2, 1] : (tensor<2x3x3xcomplex<f64>>) -> tensor<2x3x3xcomplex<f64>>
  %v6 = chlo.conj %v5 : tensor<2x3x3xcomplex<f64>> -> tensor<2x3x3xcomplex<f64>>
  %v7 = stablehlo.broadcast_in_dim %v1#0, dims = [0, 1] : (tensor<2x3xcomplex<f64>>) -> tensor<2x3x3xcomplex<f64>>
  %v8 = stablehlo.multiply %v6, %v7 : tensor<2x3x3xcomplex<f64>>
  %v9 = stablehlo.dot_general %v6, %v0, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>) -> tensor<2x3x3xcomplex<f64>>
  "check.expect_almost_eq"(%v9, %v8) {tolerance = 1.0e-12 : f64} : (tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>) -> ()
  %v10 = stablehlo.constant dense<[[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]> : tensor<2x3xf64>
  %v11 = stablehlo.abs %v1#1 : (tensor<2x3x3xcomplex<f64>>) -> tensor<2x3x3xf64>
  %v12 = stablehlo.multiply %v11, %v11 : tensor<2x3x3xf64>
  %v13 = stablehlo.constant dense<0.0> : tensor<f64>
  %v14 = stablehlo.reduce(%v12 init: %v13) applies stablehlo.add across dimensions = [1] : (tensor<2x3x3xf64>, tensor<f64>) -> tensor<2x3xf64>
  "check.expect_almost_eq"(%v14, %v10) {tolerance = 1.0e-12 : f64} : (tensor<2x3xf64>, tensor<2x3xf64>) -> ()
  %v15 = stablehlo.abs %v1#2 : (tensor<2x3x3xcomplex<f64>>) -> tensor<2x3x3xf64>
  %v16 = stablehlo.multiply %v15, %v15 : tensor<2x3x3xf64>
  %v17 = stablehlo.constant dense<0.0> : tensor<f64>
  %v18 = stablehlo.reduce(%v16 init: %v17) applies stablehlo.add across dimensions = [1] : (tensor<2x3x3xf64>, tensor<f64>) -> tensor<2x3xf64>
  "check.expect_almost_eq"(%v18, %v10) {tolerance = 1.0e-12 : f64} : (tensor<2x3xf64>, tensor<2x3xf64>) -> ()
  func.return
}

// -----

// In f32.
func.func @complex_float_eigenvectors() {
  %v0 = stablehlo.constant dense<[[(2.0, -4.0), (-4.0, -1.0), (-1.0, -2.0)], [(3.0, 4.0), (0.0, 2.0), (-3.0, 1.0)], [(2.0, 0.0), (-4.0, -2.0), (2.0, 3.0)]]> : tensor<3x3xcomplex<f32>>
  %v1:4 = stablehlo.custom_call @lapack_cgeev_ffi(%v0) {mhlo.backend_config = {compute_left = 78 : ui8, compute_right = 86 : ui8}} : (tensor<3x3xcomplex<f32>>) -> (tensor<3xcomplex<f32>>, tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>, tensor<i32>)
  check.expect_eq_const %v1#3, dense<0> : tensor<i32>
  %v2 = stablehlo.broadcast_in_dim %v1#0, dims = [1] : (tensor<3xcomplex<f32>>) -> tensor<3x3xcomplex<f32>>
  %v3 = stablehlo.multiply %v1#2, %v2 : tensor<3x3xcomplex<f32>>
  %v4 = stablehlo.dot_general %v0, %v1#2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>) -> tensor<3x3xcomplex<f32>>
  "check.expect_almost_eq"(%v4, %v3) {tolerance = 1.0e-05 : f64} : (tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>) -> ()
  %v5 = stablehlo.constant dense<[1.0, 1.0, 1.0]> : tensor<3xf32>
  %v6 = stablehlo.abs %v1#2 : (tensor<3x3xcomplex<f32>>) -> tensor<3x3xf32>
  %v7 = stablehlo.multiply %v6, %v6 : tensor<3x3xf32>
  %v8 = stablehlo.constant dense<0.0> : tensor<f32>
  %v9 = stablehlo.reduce(%v7 init: %v8) applies stablehlo.add across dimensions = [0] : (tensor<3x3xf32>, tensor<f32>) -> tensor<3xf32>
  "check.expect_almost_eq"(%v9, %v5) {tolerance = 1.0e-05 : f64} : (tensor<3xf32>, tensor<3xf32>) -> ()
  func.return
}

// -----

// Batches of real matrices.
func.func @batches() {
  %v0 = stablehlo.constant dense<[[[4.0, -3.0], [-2.0, -2.0]], [[0.0, -2.0], [-1.0, 4.0]], [[-1.0, 4.0], [0.0, -1.0]]]> : tensor<3x2x2xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgeev_ffi(%v0) {mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}} : (tensor<3x2x2xf64>) -> (tensor<3x2xf64>, tensor<3x2xf64>, tensor<3x2x2xcomplex<f64>>, tensor<3x2x2xcomplex<f64>>, tensor<3xi32>)
  %v2 = stablehlo.complex %v1#0, %v1#1 : tensor<3x2xcomplex<f64>>
  %v3 = stablehlo.constant dense<[[[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]]> : tensor<3x2x2xf64>
  %v4 = stablehlo.complex %v0, %v3 : tensor<3x2x2xcomplex<f64>>
  check.expect_eq_const %v1#4, dense<[0, 0, 0]> : tensor<3xi32>
  %v5 = stablehlo.broadcast_in_dim %v2, dims = [0, 2] : (tensor<3x2xcomplex<f64>>) -> tensor<3x2x2xcomplex<f64>>
  %v6 = stablehlo.multiply %v1#3, %v5 : tensor<3x2x2xcomplex<f64>>
  %v7 = stablehlo.dot_general %v4, %v1#3, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<3x2x2xcomplex<f64>>, tensor<3x2x2xcomplex<f64>>) -> tensor<3x2x2xcomplex<f64>>
  "check.expect_almost_eq"(%v7, %v6) {tolerance = 1.0e-12 : f64} : (tensor<3x2x2xcomplex<f64>>, tensor<3x2x2xcomplex<f64>>) -> ()
  %v8 = stablehlo.transpose %v1#2, dims = [0, 2, 1] : (tensor<3x2x2xcomplex<f64>>) -> tensor<3x2x2xcomplex<f64>>
  %v9 = chlo.conj %v8 : tensor<3x2x2xcomplex<f64>> -> tensor<3x2x2xcomplex<f64>>
  %v10 = stablehlo.broadcast_in_dim %v2, dims = [0, 1] : (tensor<3x2xcomplex<f64>>) -> tensor<3x2x2xcomplex<f64>>
  %v11 = stablehlo.multiply %v9, %v10 : tensor<3x2x2xcomplex<f64>>
  %v12 = stablehlo.dot_general %v9, %v4, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<3x2x2xcomplex<f64>>, tensor<3x2x2xcomplex<f64>>) -> tensor<3x2x2xcomplex<f64>>
  "check.expect_almost_eq"(%v12, %v11) {tolerance = 1.0e-12 : f64} : (tensor<3x2x2xcomplex<f64>>, tensor<3x2x2xcomplex<f64>>) -> ()
  %v13 = stablehlo.constant dense<[[1.0, 1.0], [1.0, 1.0], [1.0, 1.0]]> : tensor<3x2xf64>
  %v14 = stablehlo.abs %v1#2 : (tensor<3x2x2xcomplex<f64>>) -> tensor<3x2x2xf64>
  %v15 = stablehlo.multiply %v14, %v14 : tensor<3x2x2xf64>
  %v16 = stablehlo.constant dense<0.0> : tensor<f64>
  %v17 = stablehlo.reduce(%v15 init: %v16) applies stablehlo.add across dimensions = [1] : (tensor<3x2x2xf64>, tensor<f64>) -> tensor<3x2xf64>
  "check.expect_almost_eq"(%v17, %v13) {tolerance = 1.0e-12 : f64} : (tensor<3x2xf64>, tensor<3x2xf64>) -> ()
  %v18 = stablehlo.abs %v1#3 : (tensor<3x2x2xcomplex<f64>>) -> tensor<3x2x2xf64>
  %v19 = stablehlo.multiply %v18, %v18 : tensor<3x2x2xf64>
  %v20 = stablehlo.constant dense<0.0> : tensor<f64>
  %v21 = stablehlo.reduce(%v19 init: %v20) applies stablehlo.add across dimensions = [1] : (tensor<3x2x2xf64>, tensor<f64>) -> tensor<3x2xf64>
  "check.expect_almost_eq"(%v21, %v13) {tolerance = 1.0e-12 : f64} : (tensor<3x2xf64>, tensor<3x2xf64>) -> ()
  func.return
}

// -----

// Eigenvalues of what is triangular are on the diagonal.
func.func @triangular() {
  %v0 = stablehlo.constant dense<[[1.0, 2.0, 3.0], [0.0, 4.0, 5.0], [0.0, 0.0, 6.0]]> : tensor<3x3xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgeev_ffi(%v0) {mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}} : (tensor<3x3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>, tensor<i32>)
  %v2 = stablehlo.complex %v1#0, %v1#1 : tensor<3xcomplex<f64>>
  %v3 = stablehlo.constant dense<[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]> : tensor<3x3xf64>
  %v4 = stablehlo.complex %v0, %v3 : tensor<3x3xcomplex<f64>>
  %v5 = stablehlo.constant dense<[(1.0, 0.0), (4.0, 0.0), (6.0, 0.0)]> : tensor<3xcomplex<f64>>
  "check.expect_almost_eq"(%v2, %v5) {tolerance = 1.0e-12 : f64} : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v6 = stablehlo.broadcast_in_dim %v2, dims = [1] : (tensor<3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  %v7 = stablehlo.multiply %v1#3, %v6 : tensor<3x3xcomplex<f64>>
  %v8 = stablehlo.dot_general %v4, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  "check.expect_almost_eq"(%v8, %v7) {tolerance = 1.0e-12 : f64} : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> ()
  %v9 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<3x3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  %v10 = chlo.conj %v9 : tensor<3x3xcomplex<f64>> -> tensor<3x3xcomplex<f64>>
  %v11 = stablehlo.broadcast_in_dim %v2, dims = [0] : (tensor<3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  %v12 = stablehlo.multiply %v10, %v11 : tensor<3x3xcomplex<f64>>
  %v13 = stablehlo.dot_general %v10, %v4, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  "check.expect_almost_eq"(%v13, %v12) {tolerance = 1.0e-12 : f64} : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> ()
  %v14 = stablehlo.constant dense<[1.0, 1.0, 1.0]> : tensor<3xf64>
  %v15 = stablehlo.abs %v1#2 : (tensor<3x3xcomplex<f64>>) -> tensor<3x3xf64>
  %v16 = stablehlo.multiply %v15, %v15 : tensor<3x3xf64>
  %v17 = stablehlo.constant dense<0.0> : tensor<f64>
  %v18 = stablehlo.reduce(%v16 init: %v17) applies stablehlo.add across dimensions = [0] : (tensor<3x3xf64>, tensor<f64>) -> tensor<3xf64>
  "check.expect_almost_eq"(%v18, %v14) {tolerance = 1.0e-12 : f64} : (tensor<3xf64>, tensor<3xf64>) -> ()
  %v19 = stablehlo.abs %v1#3 : (tensor<3x3xcomplex<f64>>) -> tensor<3x3xf64>
  %v20 = stablehlo.multiply %v19, %v19 : tensor<3x3xf64>
  %v21 = stablehlo.constant dense<0.0> : tensor<f64>
  %v22 = stablehlo.reduce(%v20 init: %v21) applies stablehlo.add across dimensions = [0] : (tensor<3x3xf64>, tensor<f64>) -> tensor<3xf64>
  "check.expect_almost_eq"(%v22, %v14) {tolerance = 1.0e-12 : f64} : (tensor<3xf64>, tensor<3xf64>) -> ()
  func.return
}

// -----

// There are not as many directions as eigenvalues.
func.func @defective() {
  %v0 = stablehlo.constant dense<[[2.0, 1.0, 0.0], [0.0, 2.0, 1.0], [0.0, 0.0, 2.0]]> : tensor<3x3xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgeev_ffi(%v0) {mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}} : (tensor<3x3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>, tensor<i32>)
  %v2 = stablehlo.complex %v1#0, %v1#1 : tensor<3xcomplex<f64>>
  %v3 = stablehlo.constant dense<[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]> : tensor<3x3xf64>
  %v4 = stablehlo.complex %v0, %v3 : tensor<3x3xcomplex<f64>>
  %v5 = stablehlo.constant dense<[(2.0, 0.0), (2.0, 0.0), (2.0, 0.0)]> : tensor<3xcomplex<f64>>
  "check.expect_almost_eq"(%v2, %v5) {tolerance = 1.0e-12 : f64} : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v6 = stablehlo.broadcast_in_dim %v2, dims = [1] : (tensor<3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  %v7 = stablehlo.multiply %v1#3, %v6 : tensor<3x3xcomplex<f64>>
  %v8 = stablehlo.dot_general %v4, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  "check.expect_almost_eq"(%v8, %v7) {tolerance = 1.0e-12 : f64} : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> ()
  %v9 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<3x3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  %v10 = chlo.conj %v9 : tensor<3x3xcomplex<f64>> -> tensor<3x3xcomplex<f64>>
  %v11 = stablehlo.broadcast_in_dim %v2, dims = [0] : (tensor<3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  %v12 = stablehlo.multiply %v10, %v11 : tensor<3x3xcomplex<f64>>
  %v13 = stablehlo.dot_general %v10, %v4, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  "check.expect_almost_eq"(%v13, %v12) {tolerance = 1.0e-12 : f64} : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> ()
  %v14 = stablehlo.constant dense<[1.0, 1.0, 1.0]> : tensor<3xf64>
  %v15 = stablehlo.abs %v1#2 : (tensor<3x3xcomplex<f64>>) -> tensor<3x3xf64>
  %v16 = stablehlo.multiply %v15, %v15 : tensor<3x3xf64>
  %v17 = stablehlo.constant dense<0.0> : tensor<f64>
  %v18 = stablehlo.reduce(%v16 init: %v17) applies stablehlo.add across dimensions = [0] : (tensor<3x3xf64>, tensor<f64>) -> tensor<3xf64>
  "check.expect_almost_eq"(%v18, %v14) {tolerance = 1.0e-12 : f64} : (tensor<3xf64>, tensor<3xf64>) -> ()
  %v19 = stablehlo.abs %v1#3 : (tensor<3x3xcomplex<f64>>) -> tensor<3x3xf64>
  %v20 = stablehlo.multiply %v19, %v19 : tensor<3x3xf64>
  %v21 = stablehlo.constant dense<0.0> : tensor<f64>
  %v22 = stablehlo.reduce(%v20 init: %v21) applies stablehlo.add across dimensions = [0] : (tensor<3x3xf64>, tensor<f64>) -> tensor<3xf64>
  "check.expect_almost_eq"(%v22, %v14) {tolerance = 1.0e-12 : f64} : (tensor<3xf64>, tensor<3xf64>) -> ()
  func.return
}

// -----

// All vectors are eigenvectors.
func.func @zeros() {
  %v0 = stablehlo.constant dense<[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]> : tensor<3x3xf32>
  %v1:5 = stablehlo.custom_call @lapack_sgeev_ffi(%v0) {mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}} : (tensor<3x3xf32>) -> (tensor<3xf32>, tensor<3xf32>, tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>, tensor<i32>)
  %v2 = stablehlo.complex %v1#0, %v1#1 : tensor<3xcomplex<f32>>
  %v3 = stablehlo.constant dense<[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]> : tensor<3x3xf32>
  %v4 = stablehlo.complex %v0, %v3 : tensor<3x3xcomplex<f32>>
  %v5 = stablehlo.constant dense<[(0.0, 0.0), (0.0, 0.0), (0.0, 0.0)]> : tensor<3xcomplex<f32>>
  "check.expect_almost_eq"(%v2, %v5) {tolerance = 1.0e-05 : f64} : (tensor<3xcomplex<f32>>, tensor<3xcomplex<f32>>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v6 = stablehlo.broadcast_in_dim %v2, dims = [1] : (tensor<3xcomplex<f32>>) -> tensor<3x3xcomplex<f32>>
  %v7 = stablehlo.multiply %v1#3, %v6 : tensor<3x3xcomplex<f32>>
  %v8 = stablehlo.dot_general %v4, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>) -> tensor<3x3xcomplex<f32>>
  "check.expect_almost_eq"(%v8, %v7) {tolerance = 1.0e-05 : f64} : (tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>) -> ()
  %v9 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<3x3xcomplex<f32>>) -> tensor<3x3xcomplex<f32>>
  %v10 = chlo.conj %v9 : tensor<3x3xcomplex<f32>> -> tensor<3x3xcomplex<f32>>
  %v11 = stablehlo.broadcast_in_dim %v2, dims = [0] : (tensor<3xcomplex<f32>>) -> tensor<3x3xcomplex<f32>>
  %v12 = stablehlo.multiply %v10, %v11 : tensor<3x3xcomplex<f32>>
  %v13 = stablehlo.dot_general %v10, %v4, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>) -> tensor<3x3xcomplex<f32>>
  "check.expect_almost_eq"(%v13, %v12) {tolerance = 1.0e-05 : f64} : (tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>) -> ()
  %v14 = stablehlo.constant dense<[1.0, 1.0, 1.0]> : tensor<3xf32>
  %v15 = stablehlo.abs %v1#2 : (tensor<3x3xcomplex<f32>>) -> tensor<3x3xf32>
  %v16 = stablehlo.multiply %v15, %v15 : tensor<3x3xf32>
  %v17 = stablehlo.constant dense<0.0> : tensor<f32>
  %v18 = stablehlo.reduce(%v16 init: %v17) applies stablehlo.add across dimensions = [0] : (tensor<3x3xf32>, tensor<f32>) -> tensor<3xf32>
  "check.expect_almost_eq"(%v18, %v14) {tolerance = 1.0e-05 : f64} : (tensor<3xf32>, tensor<3xf32>) -> ()
  %v19 = stablehlo.abs %v1#3 : (tensor<3x3xcomplex<f32>>) -> tensor<3x3xf32>
  %v20 = stablehlo.multiply %v19, %v19 : tensor<3x3xf32>
  %v21 = stablehlo.constant dense<0.0> : tensor<f32>
  %v22 = stablehlo.reduce(%v20 init: %v21) applies stablehlo.add across dimensions = [0] : (tensor<3x3xf32>, tensor<f32>) -> tensor<3xf32>
  "check.expect_almost_eq"(%v22, %v14) {tolerance = 1.0e-05 : f64} : (tensor<3xf32>, tensor<3xf32>) -> ()
  func.return
}

// -----

// One element.
func.func @single() {
  %v0 = stablehlo.constant dense<[[(3.0, 4.0)]]> : tensor<1x1xcomplex<f64>>
  %v1:4 = stablehlo.custom_call @lapack_zgeev_ffi(%v0) {mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}} : (tensor<1x1xcomplex<f64>>) -> (tensor<1xcomplex<f64>>, tensor<1x1xcomplex<f64>>, tensor<1x1xcomplex<f64>>, tensor<i32>)
  %v2 = stablehlo.constant dense<[(3.0, 4.0)]> : tensor<1xcomplex<f64>>
  "check.expect_almost_eq"(%v1#0, %v2) {tolerance = 1.0e-12 : f64} : (tensor<1xcomplex<f64>>, tensor<1xcomplex<f64>>) -> ()
  check.expect_eq_const %v1#3, dense<0> : tensor<i32>
  %v3 = stablehlo.broadcast_in_dim %v1#0, dims = [1] : (tensor<1xcomplex<f64>>) -> tensor<1x1xcomplex<f64>>
  %v4 = stablehlo.multiply %v1#2, %v3 : tensor<1x1xcomplex<f64>>
  %v5 = stablehlo.dot_general %v0, %v1#2, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<1x1xcomplex<f64>>, tensor<1x1xcomplex<f64>>) -> tensor<1x1xcomplex<f64>>
  "check.expect_almost_eq"(%v5, %v4) {tolerance = 1.0e-12 : f64} : (tensor<1x1xcomplex<f64>>, tensor<1x1xcomplex<f64>>) -> ()
  %v6 = stablehlo.transpose %v1#1, dims = [1, 0] : (tensor<1x1xcomplex<f64>>) -> tensor<1x1xcomplex<f64>>
  %v7 = chlo.conj %v6 : tensor<1x1xcomplex<f64>> -> tensor<1x1xcomplex<f64>>
  %v8 = stablehlo.broadcast_in_dim %v1#0, dims = [0] : (tensor<1xcomplex<f64>>) -> tensor<1x1xcomplex<f64>>
  %v9 = stablehlo.multiply %v7, %v8 : tensor<1x1xcomplex<f64>>
  %v10 = stablehlo.dot_general %v7, %v0, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<1x1xcomplex<f64>>, tensor<1x1xcomplex<f64>>) -> tensor<1x1xcomplex<f64>>
  "check.expect_almost_eq"(%v10, %v9) {tolerance = 1.0e-12 : f64} : (tensor<1x1xcomplex<f64>>, tensor<1x1xcomplex<f64>>) -> ()
  %v11 = stablehlo.constant dense<[1.0]> : tensor<1xf64>
  %v12 = stablehlo.abs %v1#1 : (tensor<1x1xcomplex<f64>>) -> tensor<1x1xf64>
  %v13 = stablehlo.multiply %v12, %v12 : tensor<1x1xf64>
  %v14 = stablehlo.constant dense<0.0> : tensor<f64>
  %v15 = stablehlo.reduce(%v13 init: %v14) applies stablehlo.add across dimensions = [0] : (tensor<1x1xf64>, tensor<f64>) -> tensor<1xf64>
  "check.expect_almost_eq"(%v15, %v11) {tolerance = 1.0e-12 : f64} : (tensor<1xf64>, tensor<1xf64>) -> ()
  %v16 = stablehlo.abs %v1#2 : (tensor<1x1xcomplex<f64>>) -> tensor<1x1xf64>
  %v17 = stablehlo.multiply %v16, %v16 : tensor<1x1xf64>
  %v18 = stablehlo.constant dense<0.0> : tensor<f64>
  %v19 = stablehlo.reduce(%v17 init: %v18) applies stablehlo.add across dimensions = [0] : (tensor<1x1xf64>, tensor<f64>) -> tensor<1xf64>
  "check.expect_almost_eq"(%v19, %v11) {tolerance = 1.0e-12 : f64} : (tensor<1xf64>, tensor<1xf64>) -> ()
  func.return
}

// -----

// Squares of these numbers vanish.
func.func @extreme_numbers() {
  %v0 = stablehlo.constant dense<[[0.0, -4e-200], [1e-200, 0.0]]> : tensor<2x2xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgeev_ffi(%v0) {mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}} : (tensor<2x2xf64>) -> (tensor<2xf64>, tensor<2xf64>, tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>, tensor<i32>)
  %v2 = stablehlo.complex %v1#0, %v1#1 : tensor<2xcomplex<f64>>
  %v3 = stablehlo.constant dense<[[0.0, 0.0], [0.0, 0.0]]> : tensor<2x2xf64>
  %v4 = stablehlo.complex %v0, %v3 : tensor<2x2xcomplex<f64>>
  %v5 = stablehlo.constant dense<[(0.0, 2e-200), (-0.0, -2e-200)]> : tensor<2xcomplex<f64>>
  "check.expect_almost_eq"(%v2, %v5) {tolerance = 1.0e-212 : f64} : (tensor<2xcomplex<f64>>, tensor<2xcomplex<f64>>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  %v6 = stablehlo.broadcast_in_dim %v2, dims = [1] : (tensor<2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  %v7 = stablehlo.multiply %v1#3, %v6 : tensor<2x2xcomplex<f64>>
  %v8 = stablehlo.dot_general %v4, %v1#3, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  "check.expect_almost_eq"(%v8, %v7) {tolerance = 1.0e-212 : f64} : (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> ()
  %v9 = stablehlo.transpose %v1#2, dims = [1, 0] : (tensor<2x2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  %v10 = chlo.conj %v9 : tensor<2x2xcomplex<f64>> -> tensor<2x2xcomplex<f64>>
  %v11 = stablehlo.broadcast_in_dim %v2, dims = [0] : (tensor<2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  %v12 = stablehlo.multiply %v10, %v11 : tensor<2x2xcomplex<f64>>
  %v13 = stablehlo.dot_general %v10, %v4, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  "check.expect_almost_eq"(%v13, %v12) {tolerance = 1.0e-212 : f64} : (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> ()
  %v14 = stablehlo.constant dense<[1.0, 1.0]> : tensor<2xf64>
  %v15 = stablehlo.abs %v1#2 : (tensor<2x2xcomplex<f64>>) -> tensor<2x2xf64>
  %v16 = stablehlo.multiply %v15, %v15 : tensor<2x2xf64>
  %v17 = stablehlo.constant dense<0.0> : tensor<f64>
  %v18 = stablehlo.reduce(%v16 init: %v17) applies stablehlo.add across dimensions = [0] : (tensor<2x2xf64>, tensor<f64>) -> tensor<2xf64>
  "check.expect_almost_eq"(%v18, %v14) {tolerance = 1.0e-12 : f64} : (tensor<2xf64>, tensor<2xf64>) -> ()
  %v19 = stablehlo.abs %v1#3 : (tensor<2x2xcomplex<f64>>) -> tensor<2x2xf64>
  %v20 = stablehlo.multiply %v19, %v19 : tensor<2x2xf64>
  %v21 = stablehlo.constant dense<0.0> : tensor<f64>
  %v22 = stablehlo.reduce(%v20 init: %v21) applies stablehlo.add across dimensions = [0] : (tensor<2x2xf64>, tensor<f64>) -> tensor<2xf64>
  "check.expect_almost_eq"(%v22, %v14) {tolerance = 1.0e-12 : f64} : (tensor<2xf64>, tensor<2xf64>) -> ()
  func.return
}

// -----

// Where there are NaNs the call fails after no step; other matrices of the batch do not matter.
func.func @no_eigenvalues() {
  %v0 = stablehlo.constant dense<[[[0x7FF8000000000000, 1.0], [1.0, 1.0]], [[3.0, 1.0], [0.0, 4.0]], [[0x7FF0000000000000, 1.0], [1.0, 1.0]]]> : tensor<3x2x2xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgeev_ffi(%v0) {mhlo.backend_config = {compute_left = 78 : ui8, compute_right = 78 : ui8}} : (tensor<3x2x2xf64>) -> (tensor<3x2xf64>, tensor<3x2xf64>, tensor<3x2x2xcomplex<f64>>, tensor<3x2x2xcomplex<f64>>, tensor<3xi32>)
  check.expect_eq_const %v1#4, dense<[2, 0, 2]> : tensor<3xi32>
  %v2 = stablehlo.slice %v1#0 [1:2, 0:2] : (tensor<3x2xf64>) -> tensor<1x2xf64>
  check.expect_almost_eq_const %v2, dense<[[3.0, 4.0]]> : tensor<1x2xf64>
  func.return
}

// -----

// There is nothing to be found.
func.func @empty() {
  %v0 = stablehlo.constant dense<> : tensor<0x0xf64>
  %v1:5 = stablehlo.custom_call @lapack_dgeev_ffi(%v0) {mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}} : (tensor<0x0xf64>) -> (tensor<0xf64>, tensor<0xf64>, tensor<0x0xcomplex<f64>>, tensor<0x0xcomplex<f64>>, tensor<i32>)
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  func.return
}
