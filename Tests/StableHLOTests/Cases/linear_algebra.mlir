// Systems of linear equations.

func.func @triangular_solve() {
  %a0 = stablehlo.constant dense<[[[2.0, 9.0, 9.0], [1.0, 4.0, 9.0], [3.0, 2.0, 5.0]], [[4.0, 9.0, 9.0], [2.0, 1.0, 9.0], [1.0, 3.0, 2.0]]]> : tensor<2x3x3xf64>
  %b0 = stablehlo.constant dense<[[[6.0, -8.0], [-9.0, -12.0], [-12.0, -1.0]], [[12.0, 4.0], [2.0, -2.0], [-13.0, -13.0]]]> : tensor<2x3x2xf64>
  %x0 = "stablehlo.triangular_solve"(%a0, %b0) <{left_side = true, lower = true, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = false}> : (tensor<2x3x3xf64>, tensor<2x3x2xf64>) -> tensor<2x3x2xf64>
  check.expect_almost_eq_const %x0, dense<[[[3.0, -4.0], [-3.0, -2.0], [-3.0, 3.0]], [[3.0, 1.0], [-4.0, -4.0], [-2.0, -1.0]]]> : tensor<2x3x2xf64>
  %a1 = stablehlo.constant dense<[[[2.0, 9.0, 9.0], [1.0, 4.0, 9.0], [3.0, 2.0, 5.0]], [[4.0, 9.0, 9.0], [2.0, 1.0, 9.0], [1.0, 3.0, 2.0]]]> : tensor<2x3x3xf64>
  %b1 = stablehlo.constant dense<[[[1.0, 0.0], [-1.0, -3.0], [1.0, -4.0]], [[-4.0, -3.0], [-8.0, -7.0], [-1.0, -6.0]]]> : tensor<2x3x2xf64>
  %x1 = "stablehlo.triangular_solve"(%a1, %b1) <{left_side = true, lower = true, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = true}> : (tensor<2x3x3xf64>, tensor<2x3x2xf64>) -> tensor<2x3x2xf64>
  check.expect_almost_eq_const %x1, dense<[[[1.0, 0.0], [-2.0, -3.0], [2.0, 2.0]], [[-4.0, -3.0], [0.0, -1.0], [3.0, 0.0]]]> : tensor<2x3x2xf64>
  %a2 = stablehlo.constant dense<[[[2.0, 9.0, 9.0], [1.0, 4.0, 9.0], [3.0, 2.0, 5.0]], [[4.0, 9.0, 9.0], [2.0, 1.0, 9.0], [1.0, 3.0, 2.0]]]> : tensor<2x3x3xf64>
  %b2 = stablehlo.constant dense<[[[-10.0, 5.0], [-2.0, 8.0], [-15.0, 10.0]], [[12.0, 13.0], [-3.0, 1.0], [-4.0, 2.0]]]> : tensor<2x3x2xf64>
  %x2 = "stablehlo.triangular_solve"(%a2, %b2) <{left_side = true, lower = true, transpose_a = #stablehlo<transpose TRANSPOSE>, unit_diagonal = false}> : (tensor<2x3x3xf64>, tensor<2x3x2xf64>) -> tensor<2x3x2xf64>
  check.expect_almost_eq_const %x2, dense<[[[-1.0, -1.0], [1.0, 1.0], [-3.0, 2.0]], [[2.0, 4.0], [3.0, -2.0], [-2.0, 1.0]]]> : tensor<2x3x2xf64>
  %a3 = stablehlo.constant dense<[[[2.0, 9.0, 9.0], [1.0, 4.0, 9.0], [3.0, 2.0, 5.0]], [[4.0, 9.0, 9.0], [2.0, 1.0, 9.0], [1.0, 3.0, 2.0]]]> : tensor<2x3x3xf64>
  %b3 = stablehlo.constant dense<[[[16.0, -12.0], [11.0, -10.0], [4.0, -4.0]], [[1.0, -2.0], [-5.0, -8.0], [-3.0, -2.0]]]> : tensor<2x3x2xf64>
  %x3 = "stablehlo.triangular_solve"(%a3, %b3) <{left_side = true, lower = true, transpose_a = #stablehlo<transpose TRANSPOSE>, unit_diagonal = true}> : (tensor<2x3x3xf64>, tensor<2x3x2xf64>) -> tensor<2x3x2xf64>
  check.expect_almost_eq_const %x3, dense<[[[1.0, 2.0], [3.0, -2.0], [4.0, -4.0]], [[-4.0, 4.0], [4.0, -2.0], [-3.0, -2.0]]]> : tensor<2x3x2xf64>
  %a4 = stablehlo.constant dense<[[[2.0, 1.0, 3.0], [9.0, 4.0, 2.0], [9.0, 9.0, 5.0]], [[4.0, 2.0, 1.0], [9.0, 1.0, 3.0], [9.0, 9.0, 2.0]]]> : tensor<2x3x3xf64>
  %b4 = stablehlo.constant dense<[[[-13.0, 9.0], [0.0, 4.0], [-10.0, 0.0]], [[-14.0, 2.0], [-6.0, 2.0], [-4.0, 4.0]]]> : tensor<2x3x2xf64>
  %x4 = "stablehlo.triangular_solve"(%a4, %b4) <{left_side = true, lower = false, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = false}> : (tensor<2x3x3xf64>, tensor<2x3x2xf64>) -> tensor<2x3x2xf64>
  check.expect_almost_eq_const %x4, dense<[[[-4.0, 4.0], [1.0, 1.0], [-2.0, 0.0]], [[-3.0, 2.0], [0.0, -4.0], [-2.0, 2.0]]]> : tensor<2x3x2xf64>
  %a5 = stablehlo.constant dense<[[[2.0, 1.0, 3.0], [9.0, 4.0, 2.0], [9.0, 9.0, 5.0]], [[4.0, 2.0, 1.0], [9.0, 1.0, 3.0], [9.0, 9.0, 2.0]]]> : tensor<2x3x3xf64>
  %b5 = stablehlo.constant dense<[[[1.0, -2.0], [0.0, -2.0], [1.0, 1.0]], [[9.0, -1.0], [7.0, 0.0], [1.0, 1.0]]]> : tensor<2x3x2xf64>
  %x5 = "stablehlo.triangular_solve"(%a5, %b5) <{left_side = true, lower = false, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = true}> : (tensor<2x3x3xf64>, tensor<2x3x2xf64>) -> tensor<2x3x2xf64>
  check.expect_almost_eq_const %x5, dense<[[[0.0, -1.0], [-2.0, -4.0], [1.0, 1.0]], [[0.0, 4.0], [4.0, -3.0], [1.0, 1.0]]]> : tensor<2x3x2xf64>
  %a6 = stablehlo.constant dense<[[[2.0, 1.0, 3.0], [9.0, 4.0, 2.0], [9.0, 9.0, 5.0]], [[4.0, 2.0, 1.0], [9.0, 1.0, 3.0], [9.0, 9.0, 2.0]]]> : tensor<2x3x3xf64>
  %b6 = stablehlo.constant dense<[[[-4.0, -4.0], [-2.0, 6.0], [-16.0, 8.0]], [[4.0, -12.0], [1.0, -3.0], [4.0, 8.0]]]> : tensor<2x3x2xf64>
  %x6 = "stablehlo.triangular_solve"(%a6, %b6) <{left_side = true, lower = false, transpose_a = #stablehlo<transpose TRANSPOSE>, unit_diagonal = false}> : (tensor<2x3x3xf64>, tensor<2x3x2xf64>) -> tensor<2x3x2xf64>
  check.expect_almost_eq_const %x6, dense<[[[-2.0, -2.0], [0.0, 2.0], [-2.0, 2.0]], [[1.0, -3.0], [-1.0, 3.0], [3.0, 1.0]]]> : tensor<2x3x2xf64>
  %a7 = stablehlo.constant dense<[[[2.0, 1.0, 3.0], [9.0, 4.0, 2.0], [9.0, 9.0, 5.0]], [[4.0, 2.0, 1.0], [9.0, 1.0, 3.0], [9.0, 9.0, 2.0]]]> : tensor<2x3x3xf64>
  %b7 = stablehlo.constant dense<[[[-4.0, 2.0], [-6.0, 5.0], [-12.0, 11.0]], [[4.0, 2.0], [6.0, 7.0], [-3.0, 7.0]]]> : tensor<2x3x2xf64>
  %x7 = "stablehlo.triangular_solve"(%a7, %b7) <{left_side = true, lower = false, transpose_a = #stablehlo<transpose TRANSPOSE>, unit_diagonal = true}> : (tensor<2x3x3xf64>, tensor<2x3x2xf64>) -> tensor<2x3x2xf64>
  check.expect_almost_eq_const %x7, dense<[[[-4.0, 2.0], [-2.0, 3.0], [4.0, -1.0]], [[4.0, 2.0], [-2.0, 3.0], [-1.0, -4.0]]]> : tensor<2x3x2xf64>
  %a8 = stablehlo.constant dense<[[[2.0, 9.0, 9.0], [1.0, 4.0, 9.0], [3.0, 2.0, 5.0]], [[4.0, 9.0, 9.0], [2.0, 1.0, 9.0], [1.0, 3.0, 2.0]]]> : tensor<2x3x3xf64>
  %b8 = stablehlo.constant dense<[[[8.0, 14.0, 5.0], [2.0, 16.0, 0.0]], [[-13.0, -12.0, -6.0], [12.0, -3.0, -4.0]]]> : tensor<2x2x3xf64>
  %x8 = "stablehlo.triangular_solve"(%a8, %b8) <{left_side = false, lower = true, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = false}> : (tensor<2x3x3xf64>, tensor<2x2x3xf64>) -> tensor<2x2x3xf64>
  check.expect_almost_eq_const %x8, dense<[[[1.0, 3.0, 1.0], [-1.0, 4.0, 0.0]], [[-1.0, -3.0, -3.0], [2.0, 3.0, -2.0]]]> : tensor<2x2x3xf64>
  %a9 = stablehlo.constant dense<[[[2.0, 9.0, 9.0], [1.0, 4.0, 9.0], [3.0, 2.0, 5.0]], [[4.0, 9.0, 9.0], [2.0, 1.0, 9.0], [1.0, 3.0, 2.0]]]> : tensor<2x3x3xf64>
  %b9 = stablehlo.constant dense<[[[-5.0, -3.0, -3.0], [1.0, 2.0, 1.0]], [[-6.0, -10.0, -3.0], [6.0, -5.0, -3.0]]]> : tensor<2x2x3xf64>
  %x9 = "stablehlo.triangular_solve"(%a9, %b9) <{left_side = false, lower = true, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = true}> : (tensor<2x3x3xf64>, tensor<2x2x3xf64>) -> tensor<2x2x3xf64>
  check.expect_almost_eq_const %x9, dense<[[[1.0, 3.0, -3.0], [-2.0, 0.0, 1.0]], [[-1.0, -1.0, -3.0], [1.0, 4.0, -3.0]]]> : tensor<2x2x3xf64>
  %a10 = stablehlo.constant dense<[[[2.0, 9.0, 9.0], [1.0, 4.0, 9.0], [3.0, 2.0, 5.0]], [[4.0, 9.0, 9.0], [2.0, 1.0, 9.0], [1.0, 3.0, 2.0]]]> : tensor<2x3x3xf64>
  %b10 = stablehlo.constant dense<[[[6.0, -9.0, -17.0], [4.0, -10.0, 10.0]], [[-8.0, -3.0, 9.0], [16.0, 8.0, -2.0]]]> : tensor<2x2x3xf64>
  %x10 = "stablehlo.triangular_solve"(%a10, %b10) <{left_side = false, lower = true, transpose_a = #stablehlo<transpose TRANSPOSE>, unit_diagonal = false}> : (tensor<2x3x3xf64>, tensor<2x2x3xf64>) -> tensor<2x2x3xf64>
  check.expect_almost_eq_const %x10, dense<[[[3.0, -3.0, -4.0], [2.0, -3.0, 2.0]], [[-2.0, 1.0, 4.0], [4.0, 0.0, -3.0]]]> : tensor<2x2x3xf64>
  %a11 = stablehlo.constant dense<[[[2.0, 9.0, 9.0], [1.0, 4.0, 9.0], [3.0, 2.0, 5.0]], [[4.0, 9.0, 9.0], [2.0, 1.0, 9.0], [1.0, 3.0, 2.0]]]> : tensor<2x3x3xf64>
  %b11 = stablehlo.constant dense<[[[-2.0, 1.0, 1.0], [-3.0, 0.0, 1.0]], [[4.0, 9.0, 11.0], [1.0, 2.0, 5.0]]]> : tensor<2x2x3xf64>
  %x11 = "stablehlo.triangular_solve"(%a11, %b11) <{left_side = false, lower = true, transpose_a = #stablehlo<transpose TRANSPOSE>, unit_diagonal = true}> : (tensor<2x3x3xf64>, tensor<2x2x3xf64>) -> tensor<2x2x3xf64>
  check.expect_almost_eq_const %x11, dense<[[[-2.0, 3.0, 1.0], [-3.0, 3.0, 4.0]], [[4.0, 1.0, 4.0], [1.0, 0.0, 4.0]]]> : tensor<2x2x3xf64>
  %a12 = stablehlo.constant dense<[[[2.0, 1.0, 3.0], [9.0, 4.0, 2.0], [9.0, 9.0, 5.0]], [[4.0, 2.0, 1.0], [9.0, 1.0, 3.0], [9.0, 9.0, 2.0]]]> : tensor<2x3x3xf64>
  %b12 = stablehlo.constant dense<[[[2.0, 13.0, 4.0], [6.0, 19.0, -3.0]], [[0.0, -1.0, -11.0], [-16.0, -10.0, -16.0]]]> : tensor<2x2x3xf64>
  %x12 = "stablehlo.triangular_solve"(%a12, %b12) <{left_side = false, lower = false, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = false}> : (tensor<2x3x3xf64>, tensor<2x2x3xf64>) -> tensor<2x2x3xf64>
  check.expect_almost_eq_const %x12, dense<[[[1.0, 3.0, -1.0], [3.0, 4.0, -4.0]], [[0.0, -1.0, -4.0], [-4.0, -2.0, -3.0]]]> : tensor<2x2x3xf64>
  %a13 = stablehlo.constant dense<[[[2.0, 1.0, 3.0], [9.0, 4.0, 2.0], [9.0, 9.0, 5.0]], [[4.0, 2.0, 1.0], [9.0, 1.0, 3.0], [9.0, 9.0, 2.0]]]> : tensor<2x3x3xf64>
  %b13 = stablehlo.constant dense<[[[2.0, -1.0, 1.0], [3.0, 3.0, 6.0]], [[-4.0, -10.0, -11.0], [0.0, -2.0, -3.0]]]> : tensor<2x2x3xf64>
  %x13 = "stablehlo.triangular_solve"(%a13, %b13) <{left_side = false, lower = false, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = true}> : (tensor<2x3x3xf64>, tensor<2x2x3xf64>) -> tensor<2x2x3xf64>
  check.expect_almost_eq_const %x13, dense<[[[2.0, -3.0, 1.0], [3.0, 0.0, -3.0]], [[-4.0, -2.0, -1.0], [0.0, -2.0, 3.0]]]> : tensor<2x2x3xf64>
  %a14 = stablehlo.constant dense<[[[2.0, 1.0, 3.0], [9.0, 4.0, 2.0], [9.0, 9.0, 5.0]], [[4.0, 2.0, 1.0], [9.0, 1.0, 3.0], [9.0, 9.0, 2.0]]]> : tensor<2x3x3xf64>
  %b14 = stablehlo.constant dense<[[[18.0, 24.0, 20.0], [-9.0, -22.0, -15.0]], [[12.0, 12.0, 8.0], [10.0, -9.0, -8.0]]]> : tensor<2x2x3xf64>
  %x14 = "stablehlo.triangular_solve"(%a14, %b14) <{left_side = false, lower = false, transpose_a = #stablehlo<transpose TRANSPOSE>, unit_diagonal = false}> : (tensor<2x3x3xf64>, tensor<2x2x3xf64>) -> tensor<2x2x3xf64>
  check.expect_almost_eq_const %x14, dense<[[[1.0, 4.0, 4.0], [2.0, -4.0, -3.0]], [[2.0, 0.0, 4.0], [2.0, 3.0, -4.0]]]> : tensor<2x2x3xf64>
  %a15 = stablehlo.constant dense<[[[2.0, 1.0, 3.0], [9.0, 4.0, 2.0], [9.0, 9.0, 5.0]], [[4.0, 2.0, 1.0], [9.0, 1.0, 3.0], [9.0, 9.0, 2.0]]]> : tensor<2x3x3xf64>
  %b15 = stablehlo.constant dense<[[[3.0, 4.0, 1.0], [-1.0, -1.0, 1.0]], [[3.0, 11.0, 3.0], [-6.0, -4.0, 0.0]]]> : tensor<2x2x3xf64>
  %x15 = "stablehlo.triangular_solve"(%a15, %b15) <{left_side = false, lower = false, transpose_a = #stablehlo<transpose TRANSPOSE>, unit_diagonal = true}> : (tensor<2x3x3xf64>, tensor<2x2x3xf64>) -> tensor<2x2x3xf64>
  check.expect_almost_eq_const %x15, dense<[[[-2.0, 2.0, 1.0], [-1.0, -3.0, 1.0]], [[-4.0, 2.0, 3.0], [2.0, -4.0, 0.0]]]> : tensor<2x2x3xf64>
  func.return
}

// -----

func.func @cholesky() {
  %a0 = stablehlo.constant dense<[[[4.0, 99.0, 99.0], [2.0, 10.0, 99.0], [-2.0, 5.0, 21.0]], [[1.0, 99.0, 99.0], [2.0, 5.0, 99.0], [3.0, 4.0, 17.0]]]> : tensor<2x3x3xf32>
  %l0 = stablehlo.cholesky %a0, lower = true : tensor<2x3x3xf32>
  check.expect_almost_eq_const %l0, dense<[[[2.0, 0.0, 0.0], [1.0, 3.0, 0.0], [-1.0, 2.0, 4.0]], [[1.0, 0.0, 0.0], [2.0, 1.0, 0.0], [3.0, -2.0, 2.0]]]> : tensor<2x3x3xf32>
  %a1 = stablehlo.constant dense<[[[4.0, 2.0, -2.0], [99.0, 10.0, 5.0], [99.0, 99.0, 21.0]], [[1.0, 2.0, 3.0], [99.0, 5.0, 4.0], [99.0, 99.0, 17.0]]]> : tensor<2x3x3xf32>
  %l1 = stablehlo.cholesky %a1, lower = false : tensor<2x3x3xf32>
  check.expect_almost_eq_const %l1, dense<[[[2.0, 1.0, -1.0], [0.0, 3.0, 2.0], [0.0, 0.0, 4.0]], [[1.0, 2.0, 3.0], [0.0, 1.0, -2.0], [0.0, 0.0, 2.0]]]> : tensor<2x3x3xf32>
  func.return
}

// -----

func.func @complex_numbers() {
  %a0 = stablehlo.constant dense<[[(2.0, 1.0), (9.0, 0.0)], [(1.0, -1.0), (0.0, 1.0)]]> : tensor<2x2xcomplex<f32>>
  %b0 = stablehlo.constant dense<[[(5.0, -5.0)], [(-4.0, -2.0)]]> : tensor<2x1xcomplex<f32>>
  %x0 = "stablehlo.triangular_solve"(%a0, %b0) <{left_side = true, lower = true, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = false}> : (tensor<2x2xcomplex<f32>>, tensor<2x1xcomplex<f32>>) -> tensor<2x1xcomplex<f32>>
  check.expect_almost_eq_const %x0, dense<[[(1.0, -3.0)], [(2.0, 2.0)]]> : tensor<2x1xcomplex<f32>>
  %a1 = stablehlo.constant dense<[[(2.0, 1.0), (9.0, 0.0)], [(1.0, -1.0), (0.0, 1.0)]]> : tensor<2x2xcomplex<f64>>
  %b1 = stablehlo.constant dense<[[(5.0, -5.0)], [(-4.0, -2.0)]]> : tensor<2x1xcomplex<f64>>
  %x1 = "stablehlo.triangular_solve"(%a1, %b1) <{left_side = true, lower = true, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = false}> : (tensor<2x2xcomplex<f64>>, tensor<2x1xcomplex<f64>>) -> tensor<2x1xcomplex<f64>>
  check.expect_almost_eq_const %x1, dense<[[(1.0, -3.0)], [(2.0, 2.0)]]> : tensor<2x1xcomplex<f64>>
  %a2 = stablehlo.constant dense<[[(2.0, 1.0), (9.0, 0.0)], [(1.0, -1.0), (0.0, 1.0)]]> : tensor<2x2xcomplex<f32>>
  %b2 = stablehlo.constant dense<[[(1.0, 2.0), (-2.0, 1.0)]]> : tensor<1x2xcomplex<f32>>
  %x2 = "stablehlo.triangular_solve"(%a2, %b2) <{left_side = false, lower = true, transpose_a = #stablehlo<transpose ADJOINT>, unit_diagonal = false}> : (tensor<2x2xcomplex<f32>>, tensor<1x2xcomplex<f32>>) -> tensor<1x2xcomplex<f32>>
  check.expect_almost_eq_const %x2, dense<[[(0.0, 1.0), (0.0, -1.0)]]> : tensor<1x2xcomplex<f32>>
  %a3 = stablehlo.constant dense<[[(2.0, 1.0), (9.0, 0.0)], [(1.0, -1.0), (0.0, 1.0)]]> : tensor<2x2xcomplex<f32>>
  %b3 = stablehlo.constant dense<[[(4.0, 1.0)], [(1.0, -3.0)]]> : tensor<2x1xcomplex<f32>>
  %x3 = "stablehlo.triangular_solve"(%a3, %b3) <{left_side = true, lower = true, transpose_a = #stablehlo<transpose TRANSPOSE>, unit_diagonal = false}> : (tensor<2x2xcomplex<f32>>, tensor<2x1xcomplex<f32>>) -> tensor<2x1xcomplex<f32>>
  check.expect_almost_eq_const %x3, dense<[[(3.0, -2.0)], [(-3.0, -1.0)]]> : tensor<2x1xcomplex<f32>>
  %s4 = stablehlo.constant dense<[[(4.0, 0.0), (99.0, 0.0)], [(2.0, -2.0), (11.0, 0.0)]]> : tensor<2x2xcomplex<f32>>
  %l4 = stablehlo.cholesky %s4, lower = true : tensor<2x2xcomplex<f32>>
  check.expect_almost_eq_const %l4, dense<[[(2.0, 0.0), (0.0, 0.0)], [(1.0, -1.0), (3.0, 0.0)]]> : tensor<2x2xcomplex<f32>>
  %s5 = stablehlo.constant dense<[[(4.0, 0.0), (2.0, 2.0)], [(99.0, 0.0), (11.0, 0.0)]]> : tensor<2x2xcomplex<f32>>
  %l5 = stablehlo.cholesky %s5, lower = false : tensor<2x2xcomplex<f32>>
  check.expect_almost_eq_const %l5, dense<[[(2.0, 0.0), (1.0, 1.0)], [(0.0, 0.0), (3.0, 0.0)]]> : tensor<2x2xcomplex<f32>>
  func.return
}
