// Hessenberg and tridiagonal forms, and what goes with them; the values are those of LAPACK.

// Zeros below the elements under the diagonal, as vectors of reflections.
func.func @hessenberg() {
  %v0 = stablehlo.constant dense<[[2.0, 3.0, -4.0, 3.0], [0.0, 0.0, 1.0, -2.0], [4.0, -4.0, -2.0, -1.0], [1.0, -1.0, -3.0, -4.0]]> : tensor<4x4xf32>
  %v1:3 = stablehlo.custom_call @lapack_sgehrd_ffi(%v0) {mhlo.backend_config = {high = 4 : i32, low = 1 : i32}} : (tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<3xf32>, tensor<i32>)
  %v2 = stablehlo.constant dense<[[2.0, 3.152963161468506, 3.3928544521331787, -3.5422251224517822], [-4.123105525970459, -3.058823823928833, 0.6102910041809082, -4.260692596435547], [0.9701425433158875, 3.2714555263519287, -2.5564374923706055, 0.38328903913497925], [0.24253563582897186, -0.908187210559845, 2.566110134124756, -0.38473933935165405]]> : tensor<4x4xf32>
  "check.expect_almost_eq"(%v1#0, %v2) {tolerance = 1.0e-05 : f64} : (tensor<4x4xf32>, tensor<4x4xf32>) -> ()
  %v3 = stablehlo.constant dense<[1.0, 1.096008062362671, 0.0]> : tensor<3xf32>
  "check.expect_almost_eq"(%v1#1, %v3) {tolerance = 1.0e-05 : f64} : (tensor<3xf32>, tensor<3xf32>) -> ()
  check.expect_eq_const %v1#2, dense<0> : tensor<i32>
  func.return
}

// -----

// The last reflection makes an element real.
func.func @complex_hessenberg() {
  %v0 = stablehlo.constant dense<[[[(-4.0, 1.0), (-4.0, 0.0), (-3.0, 1.0)], [(4.0, 2.0), (-3.0, 1.0), (1.0, -4.0)], [(2.0, 4.0), (-2.0, 1.0), (-2.0, 4.0)]], [[(-1.0, -2.0), (-2.0, -1.0), (4.0, 3.0)], [(-3.0, -3.0), (4.0, -4.0), (3.0, -1.0)], [(3.0, 2.0), (-3.0, -3.0), (-1.0, 3.0)]]]> : tensor<2x3x3xcomplex<f64>>
  %v1:3 = stablehlo.custom_call @lapack_zgehrd_ffi(%v0) {mhlo.backend_config = {high = 3 : i32, low = 1 : i32}} : (tensor<2x3x3xcomplex<f64>>) -> (tensor<2x3x3xcomplex<f64>>, tensor<2x2xcomplex<f64>>, tensor<2xi32>)
  %v2 = stablehlo.constant dense<[[[(-4.0, 1.0), (4.110960958218893, 2.846049894151541), (-0.07669649888473656, 0.9970544855015813)], [(-6.324555320336759, 0.0), (-1.4000000000000001, 2.2), (0.2716399000406928, -2.7066975754054763)], [(0.2590418821512557, 0.3372461212773973), (-4.123105625617661, 0.0), (-3.6, 2.8000000000000007)]], [[(-1.0, -2.0), (1.6164477182409742, 4.669737852696147), (-2.2104988062299675, 0.8332707776864723)], [(5.567764362830022, 0.0), (1.709677419354839, 1.4516129032258058), (-2.9373697903122418, -5.018006725116747)], [(-0.38471795228117606, -0.09872425376520041), (4.846230713987375, 0.0), (1.2903225806451615, -2.4516129032258074)]]]> : tensor<2x3x3xcomplex<f64>>
  "check.expect_almost_eq"(%v1#0, %v2) {tolerance = 1.0e-13 : f64} : (tensor<2x3x3xcomplex<f64>>, tensor<2x3x3xcomplex<f64>>) -> ()
  %v3 = stablehlo.constant dense<[[(1.632455532033676, 0.31622776601683794), (1.9998746083047814, 0.01583564546711039)], [(1.5388159060803246, 0.5388159060803247), (1.636028758388955, -0.7716653539599951)]]> : tensor<2x2xcomplex<f64>>
  "check.expect_almost_eq"(%v1#1, %v3) {tolerance = 1.0e-13 : f64} : (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> ()
  check.expect_eq_const %v1#2, dense<[0, 0]> : tensor<2xi32>
  func.return
}

// -----

// One element needs no reflection.
func.func @small_hessenberg() {
  %v0 = stablehlo.constant dense<[[-1.0]]> : tensor<1x1xf64>
  %v1:3 = stablehlo.custom_call @lapack_dgehrd_ffi(%v0) {mhlo.backend_config = {high = 1 : i32, low = 1 : i32}} : (tensor<1x1xf64>) -> (tensor<1x1xf64>, tensor<0xf64>, tensor<i32>)
  %v2 = stablehlo.constant dense<[[-1.0]]> : tensor<1x1xf64>
  "check.expect_almost_eq"(%v1#0, %v2) {tolerance = 1.0e-13 : f64} : (tensor<1x1xf64>, tensor<1x1xf64>) -> ()
  %v3 = stablehlo.constant dense<> : tensor<0xf64>
  "check.expect_almost_eq"(%v1#1, %v3) {tolerance = 1.0e-13 : f64} : (tensor<0xf64>, tensor<0xf64>) -> ()
  check.expect_eq_const %v1#2, dense<0> : tensor<i32>
  func.return
}

// -----

// Only the lower triangle is read, and the upper one stays as it is.
func.func @tridiagonal() {
  %v0 = stablehlo.constant dense<[[-2.0, 0.0, 4.0, 3.0], [3.0, -2.0, -4.0, 3.0], [2.0, 2.0, -4.0, -4.0], [0.0, -1.0, -1.0, 4.0]]> : tensor<4x4xf64>
  %v1:5 = stablehlo.custom_call @lapack_dsytrd_ffi(%v0) {mhlo.backend_config = {uplo = 76 : ui8}} : (tensor<4x4xf64>) -> (tensor<4x4xf64>, tensor<4xf64>, tensor<3xf64>, tensor<3xf64>, tensor<i32>)
  %v2 = stablehlo.constant dense<[[-2.0, 0.0, 4.0, 3.0], [-3.6055512754639896, -0.7692307692307687, -4.0, 3.0], [0.3027756377319946, -1.3952582420936195, 3.8269815291091867, -4.0], [0.0, 0.8951949876314126, -1.282217322885372, -5.057750759878415]]> : tensor<4x4xf64>
  "check.expect_almost_eq"(%v1#0, %v2) {tolerance = 1.0e-13 : f64} : (tensor<4x4xf64>, tensor<4x4xf64>) -> ()
  %v3 = stablehlo.constant dense<[-2.0, -0.7692307692307687, 3.8269815291091867, -5.057750759878415]> : tensor<4xf64>
  "check.expect_almost_eq"(%v1#1, %v3) {tolerance = 1.0e-13 : f64} : (tensor<4xf64>, tensor<4xf64>) -> ()
  %v4 = stablehlo.constant dense<[-3.6055512754639896, -1.3952582420936195, -1.282217322885372]> : tensor<3xf64>
  "check.expect_almost_eq"(%v1#2, %v4) {tolerance = 1.0e-13 : f64} : (tensor<3xf64>, tensor<3xf64>) -> ()
  %v5 = stablehlo.constant dense<[1.8320502943378436, 1.1102635692839944, 0.0]> : tensor<3xf64>
  "check.expect_almost_eq"(%v1#3, %v5) {tolerance = 1.0e-13 : f64} : (tensor<3xf64>, tensor<3xf64>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  func.return
}

// -----

// Reflections of the upper triangle begin with the last column.
func.func @tridiagonal_from_above() {
  %v0 = stablehlo.constant dense<[[(-3.0, -2.0), (0.0, 2.0), (-2.0, 1.0)], [(-2.0, 0.0), (3.0, -3.0), (-3.0, 3.0)], [(-2.0, 3.0), (-3.0, -2.0), (-3.0, -4.0)]]> : tensor<3x3xcomplex<f32>>
  %v1:5 = stablehlo.custom_call @lapack_chetrd_ffi(%v0) {mhlo.backend_config = {uplo = 85 : ui8}} : (tensor<3x3xcomplex<f32>>) -> (tensor<3x3xcomplex<f32>>, tensor<3xf32>, tensor<2xf32>, tensor<2xcomplex<f32>>, tensor<i32>)
  %v2 = stablehlo.constant dense<[[(-2.217391014099121, 0.0), (-2.843092441558838, 0.0), (0.2664516866207123, -0.025737471878528595)], [(-2.0, 0.0), (2.217391014099121, 0.0), (4.795831680297852, 0.0)], [(-2.0, 3.0), (-3.0, -2.0), (-3.0, 0.0)]]> : tensor<3x3xcomplex<f32>>
  "check.expect_almost_eq"(%v1#0, %v2) {tolerance = 1.0e-05 : f64} : (tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>) -> ()
  %v3 = stablehlo.constant dense<[-2.217391014099121, 2.217391014099121, -3.0]> : tensor<3xf32>
  "check.expect_almost_eq"(%v1#1, %v3) {tolerance = 1.0e-05 : f64} : (tensor<3xf32>, tensor<3xf32>) -> ()
  %v4 = stablehlo.constant dense<[-2.843092441558838, 4.795831680297852]> : tensor<2xf32>
  "check.expect_almost_eq"(%v1#2, %v4) {tolerance = 1.0e-05 : f64} : (tensor<2xf32>, tensor<2xf32>) -> ()
  %v5 = stablehlo.constant dense<[(1.3200650215148926, -0.9473955631256104), (1.625543236732483, -0.6255432367324829)]> : tensor<2xcomplex<f32>>
  "check.expect_almost_eq"(%v1#3, %v5) {tolerance = 1.0e-05 : f64} : (tensor<2xcomplex<f32>>, tensor<2xcomplex<f32>>) -> ()
  check.expect_eq_const %v1#4, dense<0> : tensor<i32>
  func.return
}

// -----

// Q C
func.func @product_with_reflections() {
  %v0 = stablehlo.constant dense<[[3.6055512754639896, 1.6641005886756872], [-0.5351837584879964, 5.121598308220709], [-0.0, 0.26254474252071786], [-0.0, -0.5250894850414357]]> : tensor<4x2xf64>
  %v1 = stablehlo.constant dense<[1.5547001962252291, 1.487377324966494]> : tensor<2xf64>
  %v2 = stablehlo.constant dense<[[-2.0, 2.0, -4.0], [-2.0, 4.0, 3.0], [-4.0, 3.0, 3.0], [0.0, -1.0, 4.0]]> : tensor<4x3xf64>
  %v3 = stablehlo.custom_call @lapack_dormqr_ffi(%v0, %v1, %v2) {mhlo.backend_config = {left = true, transpose = false}} : (tensor<4x2xf64>, tensor<2xf64>, tensor<4x3xf64>) -> tensor<4x3xf64>
  %v4 = stablehlo.constant dense<[[3.2201181524117013, -4.356081262439955, 2.6268245280466767], [-0.2569554153681919, -0.5003533246506442, -3.0561853485875345], [-2.80889566634423, 0.9253649377085646, 2.3411133845900594], [-2.3822086673115392, 3.1492701245828707, 5.317773230819881]]> : tensor<4x3xf64>
  "check.expect_almost_eq"(%v3, %v4) {tolerance = 1.0e-13 : f64} : (tensor<4x3xf64>, tensor<4x3xf64>) -> ()
  func.return
}

// -----

// C Qᴴ
func.func @product_with_adjoint() {
  %v0 = stablehlo.constant dense<[[[(-6.4031243324279785, 0.0), (-2.030259132385254, -5.15373420715332)], [(-0.05705614015460014, 0.2032189965248108), (4.3951191902160645, 0.0)], [(0.3707953095436096, -0.07128537446260452), (0.7901415228843689, -0.06361382454633713)]], [[(-5.916079998016357, 0.0), (-2.704493999481201, 2.1974005699157715)], [(-0.2961731553077698, 0.016119040548801422), (3.982103109359741, 0.0)], [(0.4545341730117798, -0.3811982274055481), (0.8443860411643982, -0.05731061473488808)]]]> : tensor<2x3x2xcomplex<f32>>
  %v1 = stablehlo.constant dense<[[(1.6246949434280396, 0.31234753131866455), (1.2070106267929077, -0.16000738739967346)], [(1.169030785560608, -0.5070925354957581), (1.1652880907058716, 0.005729681346565485)]]> : tensor<2x2xcomplex<f32>>
  %v2 = stablehlo.constant dense<[[[(2.0, 3.0), (3.0, 3.0), (1.0, -1.0)], [(4.0, -4.0), (-1.0, 2.0), (-2.0, -4.0)]], [[(3.0, 1.0), (-4.0, -3.0), (-3.0, 4.0)], [(-3.0, 2.0), (-1.0, 4.0), (-3.0, 1.0)]]]> : tensor<2x2x3xcomplex<f32>>
  %v3 = stablehlo.custom_call @lapack_cunmqr_ffi(%v0, %v1, %v2) {mhlo.backend_config = {left = false, transpose = true}} : (tensor<2x3x2xcomplex<f32>>, tensor<2x2xcomplex<f32>>, tensor<2x2x3xcomplex<f32>>) -> tensor<2x2x3xcomplex<f32>>
  %v4 = stablehlo.constant dense<[[[(-0.20235562324523926, 0.8594965934753418), (-1.4638769626617432, 0.3828774690628052), (-2.743988513946533, -4.73300313949585)], [(0.4020731449127197, 4.599615097045898), (4.209105968475342, 3.941335916519165), (-1.4824447631835938, 0.48325371742248535)]], [[(-1.50775146484375, -4.6471266746521), (4.586777687072754, -1.9312291145324707), (3.34261155128479, -0.435499906539917)], [(3.1075439453125, 3.773778200149536), (1.2413228750228882, -2.489164352416992), (2.8318755626678467, -0.5877277851104736)]]]> : tensor<2x2x3xcomplex<f32>>
  "check.expect_almost_eq"(%v3, %v4) {tolerance = 1.0e-05 : f64} : (tensor<2x2x3xcomplex<f32>>, tensor<2x2x3xcomplex<f32>>) -> ()
  func.return
}

// -----

// Rows are exchanged where the next one begins with a greater element.
func.func @three_diagonals() {
  %v0 = stablehlo.constant dense<[0.0, 1.0, 1.0, 4.0, 1.0]> : tensor<5xf32>
  %v1 = stablehlo.constant dense<[4.0, 1.0, -2.0, -2.0, 4.0]> : tensor<5xf32>
  %v2 = stablehlo.constant dense<[1.0, -3.0, 3.0, 3.0, 0.0]> : tensor<5xf32>
  %v3 = stablehlo.constant dense<[[1.0, 4.0], [2.0, -2.0], [-1.0, -1.0], [-3.0, -4.0], [3.0, -1.0]]> : tensor<5x2xf32>
  %v4:5 = stablehlo.custom_call @lapack_sgtsv_ffi(%v0, %v1, %v2, %v3) {mhlo.backend_config = {}} : (tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5x2xf32>) -> (tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5x2xf32>, tensor<i32>)
  %v5 = stablehlo.constant dense<[[1.090476155281067, 2.085714340209961], [-3.3619046211242676, -4.342857360839844], [-1.42380952835083, -0.08571428060531616], [-0.16190476715564728, 1.0571428537368774], [0.7904761433601379, -0.5142857432365417]]> : tensor<5x2xf32>
  "check.expect_almost_eq"(%v4#3, %v5) {tolerance = 1.0e-05 : f64} : (tensor<5x2xf32>, tensor<5x2xf32>) -> ()
  check.expect_eq_const %v4#4, dense<0> : tensor<i32>
  func.return
}

// -----

// Complex equations.
func.func @complex_diagonals() {
  %v0 = stablehlo.constant dense<[[(0.0, 0.0), (3.0, 3.0), (2.0, -3.0)], [(0.0, 0.0), (-4.0, -3.0), (2.0, 0.0)]]> : tensor<2x3xcomplex<f64>>
  %v1 = stablehlo.constant dense<[[(-3.0, 1.0), (-2.0, -3.0), (-4.0, 3.0)], [(4.0, 3.0), (-3.0, -1.0), (-3.0, -1.0)]]> : tensor<2x3xcomplex<f64>>
  %v2 = stablehlo.constant dense<[[(-1.0, 3.0), (2.0, -1.0), (0.0, 0.0)], [(-2.0, -2.0), (2.0, -1.0), (0.0, 0.0)]]> : tensor<2x3xcomplex<f64>>
  %v3 = stablehlo.constant dense<[[[(4.0, -1.0), (0.0, -4.0)], [(4.0, 3.0), (-3.0, 0.0)], [(0.0, -1.0), (-1.0, 4.0)]], [[(0.0, 1.0), (-4.0, 4.0)], [(2.0, 2.0), (-1.0, 1.0)], [(3.0, 0.0), (-3.0, -3.0)]]]> : tensor<2x3x2xcomplex<f64>>
  %v4:5 = stablehlo.custom_call @lapack_zgtsv_ffi(%v0, %v1, %v2, %v3) {mhlo.backend_config = {}} : (tensor<2x3xcomplex<f64>>, tensor<2x3xcomplex<f64>>, tensor<2x3xcomplex<f64>>, tensor<2x3x2xcomplex<f64>>) -> (tensor<2x3xcomplex<f64>>, tensor<2x3xcomplex<f64>>, tensor<2x3xcomplex<f64>>, tensor<2x3x2xcomplex<f64>>, tensor<2xi32>)
  %v5 = stablehlo.constant dense<[[[(-0.17089397089397088, -1.3022869022869024), (-0.5106029106029107, 1.0286902286902289)], [(-1.6392931392931391, -0.18191268191268192), (-0.07068607068607072, 0.1912681912681913)], [(-1.2783783783783784, 0.4297297297297298), (0.6378378378378378, -0.372972972972973)]], [[(-0.25, 0.25), (0.17999999999999994, 0.23999999999999994)], [(-0.625, 0.24999999999999997), (0.375, -1.6250000000000002)], [(-1.2249999999999999, 0.575), (1.0999999999999999, -0.45000000000000007)]]]> : tensor<2x3x2xcomplex<f64>>
  "check.expect_almost_eq"(%v4#3, %v5) {tolerance = 1.0e-12 : f64} : (tensor<2x3x2xcomplex<f64>>, tensor<2x3x2xcomplex<f64>>) -> ()
  check.expect_eq_const %v4#4, dense<[0, 0]> : tensor<2xi32>
  func.return
}

// -----

// The second element on the diagonal of U is zero, in the other matrix none.
// Elements outside of the matrix are not read.
func.func @singular_diagonals() {
  %v0 = stablehlo.constant dense<[[0x7FF8000000000000, 1.0, 0.0], [0x7FF8000000000000, 2.0, 0.0]]> : tensor<2x3xf64>
  %v1 = stablehlo.constant dense<[[1.0, 1.0, 1.0], [1.0, 1.0, 2.0]]> : tensor<2x3xf64>
  %v2 = stablehlo.constant dense<[[1.0, 1.0, 0x7FF8000000000000], [1.0, 0.0, 0x7FF8000000000000]]> : tensor<2x3xf64>
  %v3 = stablehlo.constant dense<[[[1.0], [1.0], [1.0]], [[3.0], [4.0], [4.0]]]> : tensor<2x3x1xf64>
  %v4:5 = stablehlo.custom_call @lapack_dgtsv_ffi(%v0, %v1, %v2, %v3) {mhlo.backend_config = {}} : (tensor<2x3xf64>, tensor<2x3xf64>, tensor<2x3xf64>, tensor<2x3x1xf64>) -> (tensor<2x3xf64>, tensor<2x3xf64>, tensor<2x3xf64>, tensor<2x3x1xf64>, tensor<2xi32>)
  check.expect_eq_const %v4#4, dense<[2, 0]> : tensor<2xi32>
  %v5 = stablehlo.slice %v4#3 [1:2, 0:3, 0:1] : (tensor<2x3x1xf64>) -> tensor<1x3x1xf64>
  check.expect_almost_eq_const %v5, dense<[[[1.0], [2.0], [2.0]]]> : tensor<1x3x1xf64>
  func.return
}

// -----

// The longest column is next.
func.func @pivoted() {
  %v0 = stablehlo.constant dense<[[2.0, -4.0, -1.0], [-4.0, 3.0, -1.0], [-2.0, 2.0, 3.0], [-4.0, 0.0, -1.0]]> : tensor<4x3xf64>
  %v1 = stablehlo.constant dense<[0, 0, 0]> : tensor<3xi32>
  %v2:3 = stablehlo.custom_call @lapack_dgeqp3_ffi(%v0, %v1) {mhlo.backend_config = {}} : (tensor<4x3xf64>, tensor<3xi32>) -> (tensor<4x3xf64>, tensor<3xi32>, tensor<3xf64>)
  %v3 = stablehlo.constant dense<[[-6.324555320336759, 3.794733192202056, 2.220446049250313e-16], [-0.4805061467040842, 3.82099463490856, 1.8319837290657477], [-0.2402530733520421, -0.027875583481307063, -2.9400400705497796], [-0.4805061467040842, 0.8202101206256169, 0.22049803460697018]]> : tensor<4x3xf64>
  "check.expect_almost_eq"(%v2#0, %v3) {tolerance = 1.0e-13 : f64} : (tensor<4x3xf64>, tensor<4x3xf64>) -> ()
  check.expect_eq_const %v2#1, dense<[1, 2, 3]> : tensor<3xi32>
  %v4 = stablehlo.constant dense<[1.316227766016838, 1.1950846002141204, 1.907269722376999]> : tensor<3xf64>
  "check.expect_almost_eq"(%v2#2, %v4) {tolerance = 1.0e-13 : f64} : (tensor<3xf64>, tensor<3xf64>) -> ()
  func.return
}

// -----

// The last column of the first matrix and two of the second come first.
func.func @pivoted_after_others() {
  %v0 = stablehlo.constant dense<[[[(2.0, 3.0), (4.0, 3.0), (0.0, -4.0), (2.0, 1.0)], [(-2.0, 1.0), (1.0, -1.0), (0.0, 0.0), (2.0, 3.0)]], [[(-4.0, 1.0), (-2.0, 0.0), (-4.0, 2.0), (4.0, 2.0)], [(0.0, 0.0), (0.0, 3.0), (0.0, 1.0), (-4.0, 1.0)]]]> : tensor<2x2x4xcomplex<f32>>
  %v1 = stablehlo.constant dense<[[0, 0, 0, 1], [0, 1, 0, 1]]> : tensor<2x4xi32>
  %v2:3 = stablehlo.custom_call @lapack_cgeqp3_ffi(%v0, %v1) {mhlo.backend_config = {}} : (tensor<2x2x4xcomplex<f32>>, tensor<2x4xi32>) -> (tensor<2x2x4xcomplex<f32>>, tensor<2x4xi32>, tensor<2x2xcomplex<f32>>)
  %v3 = stablehlo.constant dense<[[[(-4.242640495300293, 0.0), (-2.357022762298584, 0.7071068286895752), (0.9428091049194336, 1.8856182098388672), (-1.4142136573791504, -2.8284268379211426)], [(0.38741716742515564, 0.41850605607032776), (4.576509952545166, 0.0), (-2.427856922149658, -2.379300117492676), (2.767756938934326, -0.5826857089996338)]], [[(3.605551242828369, 0.0), (-1.3867506980895996, 2.2188010215759277), (3.050851345062256, -1.1094005107879639), (2.2188010215759277, -0.5547002553939819)], [(-0.0, -0.5351837873458862), (5.491251468658447, 0.0), (-0.7844650745391846, 3.1378588676452637), (-1.7650458812713623, 2.941742181777954)]]]> : tensor<2x2x4xcomplex<f32>>
  "check.expect_almost_eq"(%v2#0, %v3) {tolerance = 1.0e-05 : f64} : (tensor<2x2x4xcomplex<f32>>, tensor<2x2x4xcomplex<f32>>) -> ()
  check.expect_eq_const %v2#1, dense<[[4, 2, 3, 1], [2, 4, 3, 1]]> : tensor<2x4xi32>
  %v4 = stablehlo.constant dense<[[(1.4714045524597168, 0.2357022762298584), (1.109959363937378, 0.9939361214637756)], [(1.554700255393982, -0.0), (1.7071068286895752, -0.70710688829422)]]> : tensor<2x2xcomplex<f32>>
  "check.expect_almost_eq"(%v2#2, %v4) {tolerance = 1.0e-05 : f64} : (tensor<2x2xcomplex<f32>>, tensor<2x2xcomplex<f32>>) -> ()
  func.return
}
