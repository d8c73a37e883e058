// Locations, aliases, and old and generic spellings of everything around operations.

#loc = loc(unknown)
#loc1 = loc("x")
#map = affine_map<(d0) -> (d0)>
#dims = array<i64: 1, 0>
!matrix = tensor<2x3xf32>
module @located attributes {jax.uses_shape_polymorphism = false, quern.note = "a \"quoted\" \\ \41 note"} {
  sdy.mesh @mesh = <["x"=2, "y"=4]>
  func.func public @main() attributes {llvm.emit_c_interface} {
    %x = stablehlo.constant dense<1.0> : !matrix loc(#loc1)
    %c = stablehlo.constant dense<0.0> : tensor<f32> loc("zero")
    %0 = "stablehlo.transpose"(%x) <{permutation = #dims}> : (!matrix) -> tensor<3x2xf32> loc(#loc2)
    check.expect_eq_const %0, dense<1.0> : tensor<3x2xf32> loc(#loc)
    %1 = stablehlo.reduce(%x init: %c) applies stablehlo.add across dimensions = [0] : (tensor<2x3xf32>, tensor<f32>) -> tensor<3xf32> loc(#loc)
    check.expect_eq_const %1, dense<2.0> : tensor<3xf32> loc(#loc)
    func.return loc(#loc4)
  } loc(#loc)
} loc(#loc)
#loc2 = loc("model.py":30:50 to :55)
#loc3 = loc("<lambda>"(#loc2))
#loc4 = loc(callsite(#loc3 at #loc2))

// -----

"builtin.module"() <{sym_name = "generic"}> ({
  "func.func"() <{function_type = () -> (), sym_name = "main", sym_visibility = "public"}> ({
    %0 = "stablehlo.constant"() <{value = dense<[1, 2]> : tensor<2xi32>}> : () -> tensor<2xi32>
    %1 = "func.call"(%0) <{callee = @f}> : (tensor<2xi32>) -> tensor<2xi32>
    "check.expect_eq_const"(%1) <{value = dense<[2, 4]> : tensor<2xi32>}> : (tensor<2xi32>) -> ()
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<2xi32>) -> tensor<2xi32>, sym_name = "f", sym_visibility = "private"}> ({
  ^bb0(%arg0: tensor<2xi32>):
    %0 = "stablehlo.add"(%arg0, %arg0) : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
    "func.return"(%0) : (tensor<2xi32>) -> ()
  }) : () -> ()
}) : () -> ()

// -----

// The older dialect, and functions without a prefix.
module {
  func @main() {
    %0 = mhlo.constant dense<[1.0, 4.0]> : tensor<2xf32>
    %1 = "mhlo.sqrt"(%0) : (tensor<2xf32>) -> tensor<2xf32>
    %2 = mhlo.add %0, %1 : tensor<2xf32>
    check.expect_eq_const %2, dense<[2.0, 6.0]> : tensor<2xf32>
    %3 = stablehlo.constant {quern.note} dense<2> : tensor<i32>
    check.expect_eq_const %3, dense<2> : tensor<i32>
    %4 = stablehlo.constant() {value = dense<3> : tensor<i32>} : () -> tensor<i32>
    check.expect_eq_const %4, dense<3> : tensor<i32>
    return
  }
}
