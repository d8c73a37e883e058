// Functions at places where their terms cancel; the values were computed with 120 digits.

func.func @log_gamma_near_zeros() {
  %x0 = stablehlo.constant dense<[-2.4570247382208006, -2.457024738, -2.74768264672741, -2.6, -3.14358088834998, -3.9552942848586, -5.99860748, -7.9999, -16.99999999999999, -17.00000000000001, -18.00000000000001, -18.3, -25.000000000000004, -170.00000000000003, -0.56, 0.556, 0.7, -1.5, -123456.789]> : tensor<19xf64>
  %y = chlo.lgamma %x0 : tensor<19xf64> -> tensor<19xf64>
  %z = stablehlo.constant dense<[5.619192358950097e-17, 3.346463754191293e-10, -4.927502643424941e-15, -0.11801163280539748, 1.6978655906121085e-15, 4.5604496724780706e-14, -5.7926486127775504e-08, -1.3940484507571635, -1.3326210719275933, -1.3326210719276543, -4.222992829823819, -35.91656649817666, -24.732540556103157, -675.3814391205899, 1.279540676056443, 0.46969025908527734, 0.26086724653166654, 0.860047015376481, -1323912.1122067003]> : tensor<19xf64>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<19xf64>, tensor<19xf64>
  func.return
}

// -----

func.func @log_gamma_near_zeros_in_f32() {
  %x0 = stablehlo.constant dense<[-2.4570248126983643, -2.747682571411133, -3.143580913543701, -3.955294370651245, -5.998607635498047, -18.000001907348633, -0.5600000023841858]> : tensor<7xf32>
  %y = chlo.lgamma %x0 : tensor<7xf32> -> tensor<7xf32>
  %z = stablehlo.constant dense<[-1.12878425e-07, -1.4418168e-07, -1.96054615e-07, 1.77805969e-06, 0.000111323067, -23.2256543, 1.27954068]> : tensor<7xf32>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<7xf32>, tensor<7xf32>
  func.return
}

// -----

func.func @digamma_of_negative_numbers() {
  %x0 = stablehlo.constant dense<[-0.504, -0.55, -1.57, -2.6107, -9.703, -19.7, -0.001, -33.00000000000001, -1000.3]> : tensor<9xf64>
  %y = chlo.digamma %x0 : tensor<9xf64> -> tensor<9xf64>
  %z = stablehlo.constant dense<[0.0007420716047053968, -0.4153568266268503, 0.0346863210512315, 0.00022638218252594156, -0.004970795622297511, 0.7232840063385442, 999.4211381978913, 140737488355331.5, 9.191055669255658]> : tensor<9xf64>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<9xf64>, tensor<9xf64>
  func.return
}

// -----

func.func @zeta_of_negative_numbers() {
  %x0 = stablehlo.constant dense<[2.0, 4.0, 3.0, 2.0, 2.0, 22.0, 10.0, 1.001]> : tensor<8xf64>
  %x1 = stablehlo.constant dense<[-0.25, -3.5, -15.25, -40.5, -0.001, 60.11087619490705, 20.611905721849272, 11.83]> : tensor<8xf64>
  %y = chlo.zeta %x0, %x1 : tensor<8xf64>, tensor<8xf64> -> tensor<8xf64>
  %z = stablehlo.constant dense<[18.541879647671607, 32.46464325991042, -62.01053976614483, 9.845215366049105, 1000001.6473414317, 2.4751223751340788e-39, 2.0448977181918723e-13, 997.5751661274064]> : tensor<8xf64>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<8xf64>, tensor<8xf64>
  func.return
}

// -----

func.func @polygamma() {
  %x0 = stablehlo.constant dense<[1.0, 2.0, 1.0, 3.0, 20.0, 29.0, 60.0]> : tensor<7xf64>
  %x1 = stablehlo.constant dense<[-5.790863749266103, -5.6295213305208796, -30.5, -0.75, 3.5, 2818.134544849802, 70.5]> : tensor<7xf64>
  %y = chlo.polygamma %x0, %x1 : tensor<7xf64>, tensor<7xf64> -> tensor<7xf64>
  %z = stablehlo.constant dense<[26.29940763920898, -31.71436075773203, 9.837349132820686, 1557.7451069721515, -9182070.204945628, 2.73831626679492e-71, -2.64683719727179e-31]> : tensor<7xf64>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<7xf64>, tensor<7xf64>
  func.return
}

// -----

func.func @scaled_bessel() {
  %x0 = stablehlo.constant dense<[0.001, -0.0066913258, 1.3e-08, 1.999, 2.001, -3.4480448]> : tensor<6xf64>
  %y = chlo.bessel_i1e %x0 : tensor<6xf64> -> tensor<6xf64>
  %z = stablehlo.constant dense<[0.0004995003123542213, -0.0033233693117611708, 6.499999915500001e-09, 0.21528367593867836, 0.21525488473089582, -0.18834677377809383]> : tensor<6xf64>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<6xf64>, tensor<6xf64>
  func.return
}

// -----

func.func @erfc_in_f32() {
  %x0 = stablehlo.constant dense<[0.4699999988079071, 0.47999998927116394, 0.5, 1.5255781412124634, 1.7188743352890015, 3.6552164554595947, 6.374945163726807, 8.733759880065918, -0.30000001192092896]> : tensor<9xf32>
  %y = chlo.erfc %x0 : tensor<9xf32> -> tensor<9xf32>
  %z = stablehlo.constant dense<[0.50625495, 0.497250339, 0.479500122, 0.0309672488, 0.015063225, 2.35026907e-07, 1.95913802e-19, 4.78700466e-35, 1.32862677]> : tensor<9xf32>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<9xf32>, tensor<9xf32>
  func.return
}

// -----

func.func @erfc_in_f64() {
  %x0 = stablehlo.constant dense<[0.47, 0.48, 0.6112314567196013, 1.142251874884575, 12.62536477637903, 13.0204, 26.0, -0.3]> : tensor<8xf64>
  %y = chlo.erfc %x0 : tensor<8xf64> -> tensor<8xf64>
  %z = stablehlo.constant dense<[0.5062549491139179, 0.4972503293052351, 0.3873617042559301, 0.10622667712630302, 2.6446018241689904e-71, 1.021483143383864e-75, 5.663192408856143e-296, 1.3286267594591274]> : tensor<8xf64>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<8xf64>, tensor<8xf64>
  func.return
}

// -----

func.func @exponential_minus_one() {
  %x0 = stablehlo.constant dense<[(0.40434394785346883, 0.84), (2.594388000523206, 1.496), (0.3342728912325532, -5.5102), (1e-09, 4.4721e-05), (-30.0, 3.0), (41.0, 1.0)]> : tensor<6xcomplex<f64>>
  %y = stablehlo.exponential_minus_one %x0 : tensor<6xcomplex<f64>>
  %z = stablehlo.constant dense<[(7.236858987199895e-05, 1.1157130853014188), (0.000469019225715443, 13.350958008138862), (-4.06615950280398e-05, 0.9754377588307176), (1.607916667740683e-14, 4.472100002981424e-05), (-1.0000000000000926, 1.320547828783924e-14), (3.4570891494901485e+17, 5.384097346236603e+17)]> : tensor<6xcomplex<f64>>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<6xcomplex<f64>>, tensor<6xcomplex<f64>>
  func.return
}

// -----

func.func @logistic() {
  %x0 = stablehlo.constant dense<[(-2.6948, 1.6384018), (-1.7041587, 1.7537), (0.0329, 2.6055), (0.0792, -2.064), (1e-08, 3.14159), (-50.0, 2.0), (-5.0, -1.5775)]> : tensor<7xcomplex<f64>>
  %y = stablehlo.logistic %x0 : tensor<7xcomplex<f64>>
  %z = stablehlo.constant dense<[(1.292906375594409e-07, 0.06771056825167983), (7.488433551460315e-06, 0.18501142085466898), (0.6168283912881658, 1.8134627609467084), (0.5748392043406254, -0.8314526273417325), (1420.6239649235702, 376842.6458616796), (-8.026431477209662e-23, 1.7538072737440152e-22), (2.3128370984150214e-07, -0.006738098393071578)]> : tensor<7xcomplex<f64>>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<7xcomplex<f64>>, tensor<7xcomplex<f64>>
  func.return
}

// -----

func.func @power() {
  %x0 = stablehlo.constant dense<[(0.75, 1.5), (-2.5, 0.25), (1e-200, 3e-200), (1.0001, 1e-05), (-5.64, 0.9997), (1e+250, -1e+250)]> : tensor<6xcomplex<f64>>
  %x1 = stablehlo.constant dense<[(12.5, -3.25), (-20.1, 15.3), (0.5, 0.25), (2000.5, -3000.25), (1.0, 1.0), (0.9, 0.4)]> : tensor<6xcomplex<f64>>
  %y = stablehlo.power %x0, %x1 : tensor<6xcomplex<f64>>
  %z = stablehlo.constant dense<[(21500.08840960075, -9277.752710377486), (-5.546407356769382e-29, -4.256074318639619e-30), (5.6746550042282234e-101, -1.1710832338835814e-100), (1.2096297954758648, -0.34784364430307707), (-0.000257993208480082, -0.29499056355900305), (-1.7542776756046647e+225, -6.483583721086977e+224)]> : tensor<6xcomplex<f64>>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<6xcomplex<f64>>, tensor<6xcomplex<f64>>
  func.return
}

// -----

func.func @tangents() {
  %x0 = stablehlo.constant dense<[(0.002905916856047103, 0.3227789992966604), (-1.170904397921332, 3.54320425429653), (2.836817, 2.852508), (-0.6070289, 3.5441504), (1e-09, 1.5707963), (30.0, 0.2)]> : tensor<6xcomplex<f64>>
  %y = stablehlo.tanh %x0 : tensor<6xcomplex<f64>>
  %z = stablehlo.constant dense<[(0.003231002676444309, 0.3344733017678629), (-0.8669673201755599, 0.1210938185367466), (0.9942555363494929, -0.003733264678493889), (-0.6079266551057243, 0.2854998134714631), (1390885.421840577, 37268631.039842166), (1.0, 6.819891811234271e-27)]> : tensor<6xcomplex<f64>>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<6xcomplex<f64>>, tensor<6xcomplex<f64>>
  func.return
}

// -----

func.func @roots() {
  %x0 = stablehlo.constant dense<[(-7.626439059142296, -0.0387400061004431), (-0.007258869620119574, -7.523334980278976), (1e-200, -1e-201), (-1e+300, 1e+300), (-1.0, 1e-09)]> : tensor<5xcomplex<f64>>
  %y = stablehlo.cbrt %x0 : tensor<5xcomplex<f64>>
  %z = stablehlo.constant dense<[(0.9870753974858275, -1.7029989464787103), (1.6966287695454128, -0.9802767618324179), (2.1568196905980812e-67, -7.168214597954574e-69), (7.937005259840997e+99, 7.937005259840997e+99), (0.5000000002886751, 0.866025403617772)]> : tensor<5xcomplex<f64>>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<5xcomplex<f64>>, tensor<5xcomplex<f64>>
  func.return
}

// -----

func.func @reciprocal_roots() {
  %x0 = stablehlo.constant dense<[(-16.427393480990176, 0.2576094325792747), (-0.5845512163041215, 0.22797638266764775), (1e-300, -1e-301), (-1e+300, 1e+300)]> : tensor<4xcomplex<f64>>
  %y = stablehlo.rsqrt %x0 : tensor<4xcomplex<f64>>
  %z = stablehlo.constant dense<[(0.00193424745258441, -0.24670367870988988), (0.2333770781147495, -1.2406967440696302), (9.962771201104087e+149, 4.968994017403843e+148), (3.217971264527913e-151, -7.768869870150186e-151)]> : tensor<4xcomplex<f64>>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<4xcomplex<f64>>, tensor<4xcomplex<f64>>
  func.return
}

// -----

func.func @inverse_sine() {
  %x0 = stablehlo.constant dense<[(-0.015386839283348762, -0.021472739658697965), (-0.12700182321137954, -0.27621955155816424), (1.0222899e-08, -9.1062e-08), (3.0, -1e-09)]> : tensor<4xcomplex<f64>>
  %y = chlo.asin %x0 : tensor<4xcomplex<f64>> -> tensor<4xcomplex<f64>>
  %z = stablehlo.constant dense<[(-0.015383899195978242, -0.021473630478617875), (-0.12265904734569322, -0.27483745818810335), (1.0222898999999956e-08, -9.106199999999988e-08), (1.5707963264413431, -1.762747174039086)]> : tensor<4xcomplex<f64>>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<4xcomplex<f64>>, tensor<4xcomplex<f64>>
  func.return
}

// -----

func.func @inverse_hyperbolic_cosine() {
  %x0 = stablehlo.constant dense<[(7.203436470950748, -0.003330677862182963), (1.0001, 1e-07), (-0.5, 0.25)]> : tensor<3xcomplex<f64>>
  %y = chlo.acosh %x0 : tensor<3xcomplex<f64>> -> tensor<3xcomplex<f64>>
  %z = stablehlo.constant dense<[(2.662852363468179, -0.00046689424294259744), (0.014142019543062136, 7.070890157908961e-06), (0.2813960562452928, 2.0724051800703975)]> : tensor<3xcomplex<f64>>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>
  func.return
}

// -----

func.func @hyperbolic_sine() {
  %x0 = stablehlo.constant dense<[(0.3541250562203512, 1.4940409008743303), (0.01327598682843969, 0.9541610663277044), (709.9, 1.5707), (-1e-200, 2.0)]> : tensor<4xcomplex<f64>>
  %y = chlo.sinh %x0 : tensor<4xcomplex<f64>> -> tensor<4xcomplex<f64>>
  %z = stablehlo.constant dense<[(0.027725453934608835, 1.060229485132672), (0.0076776409251924456, 0.8159007745221933), (9.735759048117079e+303, 1.0107010233707096e+308), (4.161468365471424e-201, 0.9092974268256817)]> : tensor<4xcomplex<f64>>
  check.expect_close %y, %z, max_ulp_difference = 3 : tensor<4xcomplex<f64>>, tensor<4xcomplex<f64>>
  func.return
}
