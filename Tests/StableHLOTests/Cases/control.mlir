// Calls, branches, loops, tuples and tokens.

module @calls attributes {mhlo.num_partitions = 1 : i32} {
  func.func public @main() {
    %c = stablehlo.constant dense<2> : tensor<i32>
    %0 = call @double(%c) : (tensor<i32>) -> tensor<i32>
    check.expect_eq_const %0, dense<4> : tensor<i32>
    %1:2 = func.call @pair(%0, %c) : (tensor<i32>, tensor<i32>) -> (tensor<i32>, tensor<i32>)
    check.expect_eq_const %1#0, dense<2> : tensor<i32>
    check.expect_eq_const %1#1, dense<4> : tensor<i32>
    %2 = stablehlo.composite "quern.twice" %c {composite_attributes = {n = 2 : i64}, decomposition = @double, version = 1 : i32} : (tensor<i32>) -> tensor<i32>
    check.expect_eq_const %2, dense<4> : tensor<i32>
    %n = stablehlo.composite "quern.nothing" {decomposition = @nothing} : () -> tensor<i32>
    check.expect_eq_const %n, dense<0> : tensor<i32>
    %a, %b = stablehlo.optimization_barrier %0, %c : tensor<i32>, tensor<i32>
    check.expect_eq_const %a, dense<4> : tensor<i32>
    %3 = stablehlo.custom_call @Sharding(%b) {mhlo.sharding = "{replicated}"} : (tensor<i32>) -> tensor<i32>
    check.expect_eq_const %3, dense<2> : tensor<i32>
    return
  }
  func.func private @double(%arg0: tensor<i32> {mhlo.layout_mode = "default"}) -> (tensor<i32> {jax.result_info = ""}) {
    %0 = stablehlo.add %arg0, %arg0 : tensor<i32>
    return %0 : tensor<i32>
  }
  func.func private @nothing() -> tensor<i32> {
    %0 = stablehlo.constant dense<0> : tensor<i32>
    return %0 : tensor<i32>
  }
  func.func private @pair(%arg0: tensor<i32>, %arg1: tensor<i32>) -> (tensor<i32>, tensor<i32>) {
    func.return %arg1, %arg0 : tensor<i32>, tensor<i32>
  }
}

// -----

func.func @branches() {
  %p = stablehlo.constant dense<true> : tensor<i1>
  %i = stablehlo.constant dense<7> : tensor<i32>
  %x = stablehlo.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = "stablehlo.if"(%p) ({
    %1 = stablehlo.negate %x : tensor<2xf32>
    stablehlo.return %1 : tensor<2xf32>
  }, {
    stablehlo.return %x : tensor<2xf32>
  }) : (tensor<i1>) -> tensor<2xf32>
  check.expect_eq_const %0, dense<[-1.0, -2.0]> : tensor<2xf32>
  %1:2 = "stablehlo.case"(%i) ({
    stablehlo.return %x, %i : tensor<2xf32>, tensor<i32>
  }, {
    %2 = stablehlo.add %x, %x : tensor<2xf32>
    "stablehlo.return"(%2, %i) : (tensor<2xf32>, tensor<i32>) -> ()
  }) : (tensor<i32>) -> (tensor<2xf32>, tensor<i32>)
  check.expect_eq_const %1#0, dense<[2.0, 4.0]> : tensor<2xf32>
  check.expect_eq_const %1#1, dense<7> : tensor<i32>
  func.return
}

// -----

func.func @loops() {
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %one = stablehlo.constant dense<1> : tensor<i32>
  %0:2 = stablehlo.while(%i = %zero, %x = %one) : tensor<i32>, tensor<i32>
   cond {
    %limit = stablehlo.constant dense<5> : tensor<i32>
    %1 = stablehlo.compare  LT, %i, %limit,  SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %1 = stablehlo.add %i, %one : tensor<i32>
    %2 = stablehlo.add %x, %x : tensor<i32>
    stablehlo.return %1, %2 : tensor<i32>, tensor<i32>
  }
  check.expect_eq_const %0#0, dense<5> : tensor<i32>
  check.expect_eq_const %0#1, dense<32> : tensor<i32>
  %3 = "stablehlo.while"(%zero) ({
  ^bb0(%i: tensor<i32>):
    %4 = stablehlo.compare NE, %i, %0#0 : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %4 : tensor<i1>
  }, {
  ^bb0(%i: tensor<i32>):
    %4 = stablehlo.add %i, %one : tensor<i32>
    stablehlo.return %4 : tensor<i32>
  }) : (tensor<i32>) -> tensor<i32>
  check.expect_eq_const %3, dense<5> : tensor<i32>
  func.return
}

// -----

func.func @tuples() {
  %x = stablehlo.constant dense<[1, 2]> : tensor<2xi32>
  %y = stablehlo.constant dense<3.0> : tensor<f32>
  %0 = stablehlo.tuple %y : tuple<tensor<f32>>
  %1 = stablehlo.tuple %x, %0 : tuple<tensor<2xi32>, tuple<tensor<f32>>>
  %2 = stablehlo.get_tuple_element %1[1] : (tuple<tensor<2xi32>, tuple<tensor<f32>>>) -> tuple<tensor<f32>>
  %3 = "stablehlo.get_tuple_element"(%2) {index = 0 : i32} : (tuple<tensor<f32>>) -> tensor<f32>
  check.expect_eq_const %3, dense<3.0> : tensor<f32>
  %4 = stablehlo.create_token : !stablehlo.token
  %5 = stablehlo.after_all %4, %4 : !stablehlo.token
  func.return
}

// -----

func.func @scan() {
  %x = stablehlo.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %start = stablehlo.constant dense<[10, 20]> : tensor<2xi32>
  %0:2 = chlo.scan(%x) inits(%start) dimension=1 {
  ^bb0(%column: tensor<2xi32>, %sum: tensor<2xi32>):
    %s = stablehlo.add %sum, %column : tensor<2xi32>
    stablehlo.return %s, %s : tensor<2xi32>, tensor<2xi32>
  } : (tensor<2x3xi32>, tensor<2xi32>) -> (tensor<2x3xi32>, tensor<2xi32>)
  check.expect_eq_const %0#0, dense<[[11, 13, 16], [24, 29, 35]]> : tensor<2x3xi32>
  check.expect_eq_const %0#1, dense<[16, 35]> : tensor<2xi32>
  %1:2 = chlo.scan(%x) inits(%start) dimension=1 attributes {is_reverse = true} {
  ^bb0(%column: tensor<2xi32>, %sum: tensor<2xi32>):
    %s = stablehlo.add %sum, %column : tensor<2xi32>
    %p = stablehlo.compare GT, %s, %sum : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi1>
    stablehlo.return %p, %s : tensor<2xi1>, tensor<2xi32>
  } : (tensor<2x3xi32>, tensor<2xi32>) -> (tensor<2x3xi1>, tensor<2xi32>)
  check.expect_eq_const %1#0, dense<true> : tensor<2x3xi1>
  check.expect_eq_const %1#1, dense<[16, 35]> : tensor<2xi32>
  func.return
}
