// Functions of real numbers; the values were computed with 40 digits.

func.func @acos() {
  %x0 = stablehlo.constant dense<[-1.0, -0.75, 0.0, 0.5, 0.99000001, 1.0, 1.5]> : tensor<7xf32>
  %y0 = chlo.acos %x0 : tensor<7xf32> -> tensor<7xf32>
  %z0 = stablehlo.constant dense<[3.14159274, 2.41885829, 1.57079637, 1.04719758, 0.14153941, 0.0, 0x7FC00000]> : tensor<7xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<7xf32>, tensor<7xf32>
  %x1 = stablehlo.constant dense<[-1.0, -0.75, 0.0, 0.5, 0.99, 1.0, 1.5]> : tensor<7xf64>
  %y1 = chlo.acos %x1 : tensor<7xf64> -> tensor<7xf64>
  %z1 = stablehlo.constant dense<[3.141592653589793, 2.4188584057763776, 1.5707963267948966, 1.0471975511965979, 0.1415394733244273, 0.0, 0x7FF8000000000000]> : tensor<7xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<7xf64>, tensor<7xf64>
  %x2 = stablehlo.constant dense<[-1.0, -0.75, 0.0, 0.5, 0.990234, 1.0, 1.5]> : tensor<7xf16>
  %y2 = chlo.acos %x2 : tensor<7xf16> -> tensor<7xf16>
  %z2 = stablehlo.constant dense<[3.14062, 2.41797, 1.57031, 1.04688, 0.139893, 0.0, 0x7E00]> : tensor<7xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<7xf16>, tensor<7xf16>
  func.return
}

// -----

func.func @acosh() {
  %x0 = stablehlo.constant dense<[1.0, 1.0078125, 2.0, 100.0, 1.00000002e+30, 0.5, -3.0]> : tensor<7xf32>
  %y0 = chlo.acosh %x0 : tensor<7xf32> -> tensor<7xf32>
  %z0 = stablehlo.constant dense<[0.0, 0.124918759, 1.31695795, 5.29829216, 69.7706985, 0x7FC00000, 0x7FC00000]> : tensor<7xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<7xf32>, tensor<7xf32>
  %x1 = stablehlo.constant dense<[1.0, 1.0078125, 2.0, 100.0, 1.0e+30, 0.5, -3.0]> : tensor<7xf64>
  %y1 = chlo.acosh %x1 : tensor<7xf64> -> tensor<7xf64>
  %z1 = stablehlo.constant dense<[0.0, 0.12491876251108061, 1.3169578969248168, 5.298292365610485, 69.77069997038132, 0x7FF8000000000000, 0x7FF8000000000000]> : tensor<7xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<7xf64>, tensor<7xf64>
  %x2 = stablehlo.constant dense<[1.0, 1.00781, 2.0, 100.0, 0.5, -3.0]> : tensor<6xf16>
  %y2 = chlo.acosh %x2 : tensor<6xf16> -> tensor<6xf16>
  %z2 = stablehlo.constant dense<[0.0, 0.124939, 1.31738, 5.29688, 0x7E00, 0x7E00]> : tensor<6xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<6xf16>, tensor<6xf16>
  func.return
}

// -----

func.func @asin() {
  %x0 = stablehlo.constant dense<[-1.0, -0.75, 1.00000001e-10, 0.5, 0.99000001, 1.0, 1.5]> : tensor<7xf32>
  %y0 = chlo.asin %x0 : tensor<7xf32> -> tensor<7xf32>
  %z0 = stablehlo.constant dense<[-1.57079637, -0.848062098, 1.00000001e-10, 0.52359879, 1.42925692, 1.57079637, 0x7FC00000]> : tensor<7xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<7xf32>, tensor<7xf32>
  %x1 = stablehlo.constant dense<[-1.0, -0.75, 1.0e-10, 0.5, 0.99, 1.0, 1.5]> : tensor<7xf64>
  %y1 = chlo.asin %x1 : tensor<7xf64> -> tensor<7xf64>
  %z1 = stablehlo.constant dense<[-1.5707963267948966, -0.848062078981481, 1.0e-10, 0.5235987755982989, 1.4292568534704693, 1.5707963267948966, 0x7FF8000000000000]> : tensor<7xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<7xf64>, tensor<7xf64>
  %x2 = stablehlo.constant dense<[-1.0, -0.75, 0.5, 0.990234, 1.0, 1.5]> : tensor<6xf16>
  %y2 = chlo.asin %x2 : tensor<6xf16> -> tensor<6xf16>
  %z2 = stablehlo.constant dense<[-1.57031, -0.848145, 0.523438, 1.43066, 1.57031, 0x7E00]> : tensor<6xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<6xf16>, tensor<6xf16>
  func.return
}

// -----

func.func @asinh() {
  %x0 = stablehlo.constant dense<[-1.00000002e+30, -2.0, 1.00000001e-10, 0.5, 3.0, 1.00000002e+30]> : tensor<6xf32>
  %y0 = chlo.asinh %x0 : tensor<6xf32> -> tensor<6xf32>
  %z0 = stablehlo.constant dense<[-69.7706985, -1.44363546, 1.00000001e-10, 0.481211811, 1.81844652, 69.7706985]> : tensor<6xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<6xf32>, tensor<6xf32>
  %x1 = stablehlo.constant dense<[-1.0e+30, -2.0, 1.0e-10, 0.5, 3.0, 1.0e+30]> : tensor<6xf64>
  %y1 = chlo.asinh %x1 : tensor<6xf64> -> tensor<6xf64>
  %z1 = stablehlo.constant dense<[-69.77069997038132, -1.4436354751788103, 1.0e-10, 0.48121182505960347, 1.8184464592320668, 69.77069997038132]> : tensor<6xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<6xf64>, tensor<6xf64>
  %x2 = stablehlo.constant dense<[-2.0, 0.5, 3.0]> : tensor<3xf16>
  %y2 = chlo.asinh %x2 : tensor<3xf16> -> tensor<3xf16>
  %z2 = stablehlo.constant dense<[-1.44336, 0.481201, 1.81836]> : tensor<3xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<3xf16>, tensor<3xf16>
  func.return
}

// -----

func.func @atan() {
  %x0 = stablehlo.constant dense<[-1.00000002e+30, -2.0, 1.00000001e-10, 0.5, 3.0]> : tensor<5xf32>
  %y0 = chlo.atan %x0 : tensor<5xf32> -> tensor<5xf32>
  %z0 = stablehlo.constant dense<[-1.57079637, -1.10714877, 1.00000001e-10, 0.463647604, 1.24904573]> : tensor<5xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<5xf32>, tensor<5xf32>
  %x1 = stablehlo.constant dense<[-1.0e+30, -2.0, 1.0e-10, 0.5, 3.0]> : tensor<5xf64>
  %y1 = chlo.atan %x1 : tensor<5xf64> -> tensor<5xf64>
  %z1 = stablehlo.constant dense<[-1.5707963267948966, -1.1071487177940904, 1.0e-10, 0.4636476090008061, 1.2490457723982544]> : tensor<5xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<5xf64>, tensor<5xf64>
  %x2 = stablehlo.constant dense<[-2.0, 0.5, 3.0]> : tensor<3xf16>
  %y2 = chlo.atan %x2 : tensor<3xf16> -> tensor<3xf16>
  %z2 = stablehlo.constant dense<[-1.10742, 0.463623, 1.24902]> : tensor<3xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<3xf16>, tensor<3xf16>
  func.return
}

// -----

func.func @atanh() {
  %x0 = stablehlo.constant dense<[-0.99000001, 1.00000001e-10, 0.5, 0.75, 1.5]> : tensor<5xf32>
  %y0 = chlo.atanh %x0 : tensor<5xf32> -> tensor<5xf32>
  %z0 = stablehlo.constant dense<[-2.64665294, 1.00000001e-10, 0.549306154, 0.972955048, 0x7FC00000]> : tensor<5xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<5xf32>, tensor<5xf32>
  %x1 = stablehlo.constant dense<[-0.99, 1.0e-10, 0.5, 0.75, 1.5]> : tensor<5xf64>
  %y1 = chlo.atanh %x1 : tensor<5xf64> -> tensor<5xf64>
  %z1 = stablehlo.constant dense<[-2.6466524123622457, 1.0e-10, 0.5493061443340549, 0.9729550745276566, 0x7FF8000000000000]> : tensor<5xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<5xf64>, tensor<5xf64>
  %x2 = stablehlo.constant dense<[-0.990234, 0.5, 0.75, 1.5]> : tensor<4xf16>
  %y2 = chlo.atanh %x2 : tensor<4xf16> -> tensor<4xf16>
  %z2 = stablehlo.constant dense<[-2.6582, 0.549316, 0.973145, 0x7E00]> : tensor<4xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<4xf16>, tensor<4xf16>
  func.return
}

// -----

func.func @sinh() {
  %x0 = stablehlo.constant dense<[-89.0, -2.0, 1.00000001e-10, 0.5, 1.5, 88.9000015]> : tensor<6xf32>
  %y0 = chlo.sinh %x0 : tensor<6xf32> -> tensor<6xf32>
  %z0 = stablehlo.constant dense<[-2.24480639e+38, -3.62686038, 1.00000001e-10, 0.521095276, 2.12927938, 2.03118799e+38]> : tensor<6xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<6xf32>, tensor<6xf32>
  %x1 = stablehlo.constant dense<[-89.0, -2.0, 1.0e-10, 0.5, 1.5, 88.9]> : tensor<6xf64>
  %y1 = chlo.sinh %x1 : tensor<6xf64> -> tensor<6xf64>
  %z1 = stablehlo.constant dense<[-2.2448064095871728e+38, -3.6268604078470186, 1.0e-10, 0.5210953054937474, 2.1292794550948173, 2.0311848356414415e+38]> : tensor<6xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<6xf64>, tensor<6xf64>
  %x2 = stablehlo.constant dense<[-2.0, 0.5, 1.5]> : tensor<3xf16>
  %y2 = chlo.sinh %x2 : tensor<3xf16> -> tensor<3xf16>
  %z2 = stablehlo.constant dense<[-3.62695, 0.520996, 2.12891]> : tensor<3xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<3xf16>, tensor<3xf16>
  func.return
}

// -----

func.func @cosh() {
  %x0 = stablehlo.constant dense<[-89.0, -2.0, 1.00000001e-10, 0.5, 1.5, 88.9000015]> : tensor<6xf32>
  %y0 = chlo.cosh %x0 : tensor<6xf32> -> tensor<6xf32>
  %z0 = stablehlo.constant dense<[2.24480639e+38, 3.76219559, 1.0, 1.12762594, 2.3524096, 2.03118799e+38]> : tensor<6xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<6xf32>, tensor<6xf32>
  %x1 = stablehlo.constant dense<[-89.0, -2.0, 1.0e-10, 0.5, 1.5, 88.9]> : tensor<6xf64>
  %y1 = chlo.cosh %x1 : tensor<6xf64> -> tensor<6xf64>
  %z1 = stablehlo.constant dense<[2.2448064095871728e+38, 3.7621956910836314, 1.0, 1.1276259652063807, 2.352409615243247, 2.0311848356414415e+38]> : tensor<6xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<6xf64>, tensor<6xf64>
  %x2 = stablehlo.constant dense<[-2.0, 0.5, 1.5]> : tensor<3xf16>
  %y2 = chlo.cosh %x2 : tensor<3xf16> -> tensor<3xf16>
  %z2 = stablehlo.constant dense<[3.76172, 1.12793, 2.35156]> : tensor<3xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<3xf16>, tensor<3xf16>
  func.return
}

// -----

func.func @erfc() {
  %x0 = stablehlo.constant dense<[-3.0, -0.25, 0.25, 0.75, 2.0, 9.0]> : tensor<6xf32>
  %y0 = chlo.erfc %x0 : tensor<6xf32> -> tensor<6xf32>
  %z0 = stablehlo.constant dense<[1.99997795, 1.27632642, 0.723673582, 0.288844377, 0.0046777348, 4.13703171e-37]> : tensor<6xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<6xf32>, tensor<6xf32>
  %x1 = stablehlo.constant dense<[-3.0, -0.25, 0.25, 0.75, 2.0, 9.0]> : tensor<6xf64>
  %y1 = chlo.erfc %x1 : tensor<6xf64> -> tensor<6xf64>
  %z1 = stablehlo.constant dense<[1.9999779095030015, 1.276326390168237, 0.7236736098317631, 0.28884436634648486, 0.004677734981047266, 4.13703174651381e-37]> : tensor<6xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<6xf64>, tensor<6xf64>
  %x2 = stablehlo.constant dense<[-3.0, -0.25, 0.25, 0.75, 2.0, 9.0]> : tensor<6xf16>
  %x3 = stablehlo.constant dense<[0.0, -0.6, 0.499, 0.51, 0.8, 1.3, 2.9, 4.2, 7.7, 11.5, -11.5, 0x7FC00000]> : tensor<12xf32>
  %y3 = chlo.erfc %x3 : tensor<12xf32> -> tensor<12xf32>
  %z3 = stablehlo.constant dense<[1.0, 1.60385611, 0.480379333, 0.470756388, 0.257899028, 0.065992065, 4.10978541e-5, 2.85549888e-9, 1.29427784e-27, 0.0, 2.0, 0x7FC00000]> : tensor<12xf32>
  check.expect_close %y3, %z3, max_ulp_difference = 3 : tensor<12xf32>, tensor<12xf32>
  %y2 = chlo.erfc %x2 : tensor<6xf16> -> tensor<6xf16>
  %z2 = stablehlo.constant dense<[2.0, 1.27637, 0.723633, 0.288818, 0.00467682, 0.0]> : tensor<6xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<6xf16>, tensor<6xf16>
  func.return
}

// -----

func.func @erf_inv() {
  %x0 = stablehlo.constant dense<[-0.99000001, -0.25, 0.0, 1.00000001e-10, 0.75, 0.999899983, 1.5]> : tensor<7xf32>
  %y0 = chlo.erf_inv %x0 : tensor<7xf32> -> tensor<7xf32>
  %z0 = stablehlo.constant dense<[-1.82138658, -0.225312054, 0.0, 8.86226925e-11, 0.813419819, 2.75103545, 0x7FC00000]> : tensor<7xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<7xf32>, tensor<7xf32>
  %x1 = stablehlo.constant dense<[-0.99, -0.25, 0.0, 1.0e-10, 0.75, 0.9999, 1.5]> : tensor<7xf64>
  %y1 = chlo.erf_inv %x1 : tensor<7xf64> -> tensor<7xf64>
  %z1 = stablehlo.constant dense<[-1.8213863677184494, -0.2253120550121781, 0.0, 8.862269254527581e-11, 0.8134198475976185, 2.75106390571208, 0x7FF8000000000000]> : tensor<7xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<7xf64>, tensor<7xf64>
  %x2 = stablehlo.constant dense<[-0.990234, -0.25, 0.0, 0.75, 1.0, 1.5]> : tensor<6xf16>
  %y2 = chlo.erf_inv %x2 : tensor<6xf16> -> tensor<6xf16>
  %z2 = stablehlo.constant dense<[-1.82715, -0.225342, 0.0, 0.813477, 0x7C00, 0x7E00]> : tensor<6xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<6xf16>, tensor<6xf16>
  func.return
}

// -----

func.func @lgamma() {
  %x0 = stablehlo.constant dense<[-1.5, -0.25, 0.125, 0.75, 1.0, 1.5, 2.0, 2.75, 5.0, 20.0, 1.0e+10]> : tensor<11xf32>
  %y0 = chlo.lgamma %x0 : tensor<11xf32> -> tensor<11xf32>
  %z0 = stablehlo.constant dense<[0.860047042, 1.58957529, 2.01941824, 0.203280956, 0.0, -0.120782241, 0.0, 0.47521466, 3.17805386, 39.3398857, 2.20258517e+11]> : tensor<11xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<11xf32>, tensor<11xf32>
  %x1 = stablehlo.constant dense<[-1.5, -0.25, 0.125, 0.75, 1.0, 1.5, 2.0, 2.75, 5.0, 20.0, 10000000000.0]> : tensor<11xf64>
  %y1 = chlo.lgamma %x1 : tensor<11xf64> -> tensor<11xf64>
  %z1 = stablehlo.constant dense<[0.8600470153764811, 1.589575312551186, 2.0194183575537963, 0.20328095143129538, 0.0, -0.12078223763524522, 0.0, 0.47521466691493713, 3.1780538303479458, 39.339884187199495, 220258509288.81058]> : tensor<11xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<11xf64>, tensor<11xf64>
  %x2 = stablehlo.constant dense<[-1.5, -0.25, 0.125, 0.75, 1.0, 1.5, 2.0, 2.75, 5.0, 20.0]> : tensor<10xf16>
  %y2 = chlo.lgamma %x2 : tensor<10xf16> -> tensor<10xf16>
  %z2 = stablehlo.constant dense<[0.859863, 1.58984, 2.01953, 0.203247, 0.0, -0.120789, 0.0, 0.475098, 3.17773, 39.3438]> : tensor<10xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<10xf16>, tensor<10xf16>
  func.return
}

// -----

func.func @digamma() {
  %x0 = stablehlo.constant dense<[-2.25, -0.25, 0.125, 0.75, 1.0, 1.5, 3.0, 5.0, 20.0, 1.0e+10, -2.0]> : tensor<11xf32>
  %y0 = chlo.digamma %x0 : tensor<11xf32> -> tensor<11xf32>
  %z0 = stablehlo.constant dense<[4.15858364, 2.91413903, -8.38849258, -1.08586085, -0.577215672, 0.0364899747, 0.922784328, 1.5061177, 2.97052407, 23.0258503, 0x7FC00000]> : tensor<11xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<11xf32>, tensor<11xf32>
  %x1 = stablehlo.constant dense<[-2.25, -0.25, 0.125, 0.75, 1.0, 1.5, 3.0, 5.0, 20.0, 10000000000.0, -2.0]> : tensor<11xf64>
  %y1 = chlo.digamma %x1 : tensor<11xf64> -> tensor<11xf64>
  %z1 = stablehlo.constant dense<[4.158583564657972, 2.9141391202135276, -8.388492663295855, -1.0858608797864722, -0.5772156649015329, 0.03648997397857652, 0.9227843350984671, 1.5061176684318005, 2.970523992242149, 23.025850929890456, 0x7FF8000000000000]> : tensor<11xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<11xf64>, tensor<11xf64>
  %x2 = stablehlo.constant dense<[-2.25, -0.25, 0.125, 0.75, 1.0, 1.5, 3.0, 5.0, 20.0, -2.0]> : tensor<10xf16>
  %y2 = chlo.digamma %x2 : tensor<10xf16> -> tensor<10xf16>
  %z2 = stablehlo.constant dense<[4.16016, 2.91406, -8.39062, -1.08594, -0.577148, 0.036499, 0.922852, 1.50586, 2.9707, 0x7E00]> : tensor<10xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<10xf16>, tensor<10xf16>
  func.return
}

// -----

func.func @bessel_i1e() {
  %x0 = stablehlo.constant dense<[-20.0, -0.25, 0.0, 0.5, 7.0, 9.0, 1000.0]> : tensor<7xf32>
  %y0 = chlo.bessel_i1e %x0 : tensor<7xf32> -> tensor<7xf32>
  %z0 = stablehlo.constant dense<[-0.0875062197, -0.0981126279, 0.0, 0.156420797, 0.142289236, 0.127224982, 0.01261093]> : tensor<7xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<7xf32>, tensor<7xf32>
  %x1 = stablehlo.constant dense<[-20.0, -0.25, 0.0, 0.5, 7.0, 9.0, 1000.0]> : tensor<7xf64>
  %y1 = chlo.bessel_i1e %x1 : tensor<7xf64> -> tensor<7xf64>
  %z1 = stablehlo.constant dense<[-0.08750622218328867, -0.09811262869736824, 0.0, 0.1564208031848717, 0.14228923470959867, 0.1272249839358912, 0.012610930256928629]> : tensor<7xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 3 : tensor<7xf64>, tensor<7xf64>
  %x2 = stablehlo.constant dense<[-20.0, -0.25, 0.0, 0.5, 7.0, 9.0, 1000.0]> : tensor<7xf16>
  %y2 = chlo.bessel_i1e %x2 : tensor<7xf16> -> tensor<7xf16>
  %z2 = stablehlo.constant dense<[-0.0875244, -0.0980835, 0.0, 0.156372, 0.142334, 0.127197, 0.0126114]> : tensor<7xf16>
  check.expect_close %y2, %z2, max_ulp_difference = 1 : tensor<7xf16>, tensor<7xf16>
  func.return
}

// -----

func.func @functions_of_two_numbers() {
  %a0 = stablehlo.constant dense<[2.0, 3.0, 1.5, 4.0, 20.0]> : tensor<5xf32>
  %b0 = stablehlo.constant dense<[1.0, 0.5, 10.0, 2.25, 3.0]> : tensor<5xf32>
  %y0 = chlo.zeta %a0, %b0 : tensor<5xf32>, tensor<5xf32> -> tensor<5xf32>
  %z0 = stablehlo.constant dense<[1.64493406, 8.41439819, 0.648661613, 0.0540906675, 2.87717461e-10]> : tensor<5xf32>
  check.expect_close %y0, %z0, max_ulp_difference = 3 : tensor<5xf32>, tensor<5xf32>
  %a1 = stablehlo.constant dense<[2.0, 3.0, 1.5, 4.0, 20.0]> : tensor<5xf64>
  %b1 = stablehlo.constant dense<[1.0, 0.5, 10.0, 2.25, 3.0]> : tensor<5xf64>
  %y1 = chlo.zeta %a1, %b1 : tensor<5xf64>, tensor<5xf64> -> tensor<5xf64>
  %z1 = stablehlo.constant dense<[1.6449340668482264, 8.41439832211716, 0.6486616319415704, 0.054090668198066, 2.8771746654611316e-10]> : tensor<5xf64>
  check.expect_close %y1, %z1, max_ulp_difference = 16 : tensor<5xf64>, tensor<5xf64>
  %a2 = stablehlo.constant dense<[0.0, 1.0, 2.0, 3.0, 4.0]> : tensor<5xf32>
  %b2 = stablehlo.constant dense<[1.5, 1.0, 0.5, 4.0, 20.0]> : tensor<5xf32>
  %y2 = chlo.polygamma %a2, %b2 : tensor<5xf32>, tensor<5xf32> -> tensor<5xf32>
  %z2 = stablehlo.constant dense<[0.0364899747, 1.64493406, -16.8287964, 0.0448653288, -4.14059759e-05]> : tensor<5xf32>
  check.expect_close %y2, %z2, max_ulp_difference = 3 : tensor<5xf32>, tensor<5xf32>
  %a3 = stablehlo.constant dense<[0.0, 1.0, 2.0, 3.0, 4.0]> : tensor<5xf64>
  %b3 = stablehlo.constant dense<[1.5, 1.0, 0.5, 4.0, 20.0]> : tensor<5xf64>
  %y3 = chlo.polygamma %a3, %b3 : tensor<5xf64>, tensor<5xf64> -> tensor<5xf64>
  %z3 = stablehlo.constant dense<[0.03648997397857652, 1.6449340668482264, -16.82879664423432, 0.04486532819275507, -4.140597772639667e-05]> : tensor<5xf64>
  check.expect_close %y3, %z3, max_ulp_difference = 16 : tensor<5xf64>, tensor<5xf64>
  func.return
}

// -----

func.func @limits() {
  %x = stablehlo.constant dense<[0.0, 1.0, -1.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  %0 = chlo.lgamma %x : tensor<6xf32> -> tensor<6xf32>
  %y0 = stablehlo.constant dense<[0x7F800000, 0.0, 0x7F800000, 0x7F800000, 0x7F800000, 0x7FC00000]> : tensor<6xf32>
  check.expect_close %0, %y0, max_ulp_difference = 0 : tensor<6xf32>, tensor<6xf32>
  %1 = chlo.erf_inv %x : tensor<6xf32> -> tensor<6xf32>
  %y1 = stablehlo.constant dense<[0.0, 0x7F800000, 0xFF800000, 0x7FC00000, 0x7FC00000, 0x7FC00000]> : tensor<6xf32>
  check.expect_close %1, %y1, max_ulp_difference = 0 : tensor<6xf32>, tensor<6xf32>
  %2 = chlo.erfc %x : tensor<6xf32> -> tensor<6xf32>
  %y2 = stablehlo.constant dense<[1.0, 0.157299207, 1.84270079, 0.0, 2.0, 0x7FC00000]> : tensor<6xf32>
  check.expect_close %2, %y2, max_ulp_difference = 1 : tensor<6xf32>, tensor<6xf32>
  %3 = chlo.digamma %x : tensor<6xf32> -> tensor<6xf32>
  %y3 = stablehlo.constant dense<[0xFF800000, -0.577215665, 0x7FC00000, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<6xf32>
  check.expect_close %3, %y3, max_ulp_difference = 1 : tensor<6xf32>, tensor<6xf32>
  %4 = chlo.sinh %x : tensor<6xf32> -> tensor<6xf32>
  %y4 = stablehlo.constant dense<[0.0, 1.17520119, -1.17520119, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  check.expect_close %4, %y4, max_ulp_difference = 1 : tensor<6xf32>, tensor<6xf32>
  %5 = chlo.cosh %x : tensor<6xf32> -> tensor<6xf32>
  %y5 = stablehlo.constant dense<[1.0, 1.54308063, 1.54308063, 0x7F800000, 0x7F800000, 0x7FC00000]> : tensor<6xf32>
  check.expect_close %5, %y5, max_ulp_difference = 1 : tensor<6xf32>, tensor<6xf32>
  %6 = chlo.asinh %x : tensor<6xf32> -> tensor<6xf32>
  %y6 = stablehlo.constant dense<[0.0, 0.881373584, -0.881373584, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  check.expect_close %6, %y6, max_ulp_difference = 1 : tensor<6xf32>, tensor<6xf32>
  %7 = chlo.acosh %x : tensor<6xf32> -> tensor<6xf32>
  %y7 = stablehlo.constant dense<[0x7FC00000, 0.0, 0x7FC00000, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<6xf32>
  check.expect_close %7, %y7, max_ulp_difference = 0 : tensor<6xf32>, tensor<6xf32>
  %8 = chlo.atanh %x : tensor<6xf32> -> tensor<6xf32>
  %y8 = stablehlo.constant dense<[0.0, 0x7F800000, 0xFF800000, 0x7FC00000, 0x7FC00000, 0x7FC00000]> : tensor<6xf32>
  check.expect_close %8, %y8, max_ulp_difference = 0 : tensor<6xf32>, tensor<6xf32>
  %9 = chlo.bessel_i1e %x : tensor<6xf32> -> tensor<6xf32>
  %y9 = stablehlo.constant dense<[0.0, 0.207910413, -0.207910413, 0.0, 0.0, 0x7FC00000]> : tensor<6xf32>
  check.expect_close %9, %y9, max_ulp_difference = 1 : tensor<6xf32>, tensor<6xf32>
  %10 = stablehlo.custom_call @mhlo.acosh(%x) : (tensor<6xf32>) -> tensor<6xf32>
  check.expect_close %10, %y7, max_ulp_difference = 0 : tensor<6xf32>, tensor<6xf32>
  func.return
}
