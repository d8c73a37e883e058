extension OpTable {

  /// Operations that move elements without computing with them.
  package static let movement: [OpDescription] = [
    OpDescription(
      .broadcast, .movement,
      "Operand axis i becomes result axis dims[i]; all other axes repeat the operand.",
      operands: .exactly(1),
      attributes: [AttributeSpec(.dims, .integers, "the result axis of each operand axis")],
      constraints: [
        "the element types are equal", "size(dims) = rank(operand)",
        "0 <= dims[i] < rank(result), all different",
        "size of operand axis i is 1 or that of result axis dims[i]",
      ], needsResultType: true),
    OpDescription(
      .reshape, .movement, "The same elements in the same order with another shape.",
      operands: .exactly(1),
      constraints: ["the element types are equal", "the element counts are equal"],
      needsResultType: true),
    OpDescription(
      .transpose, .movement, "Result axis i is operand axis permutation[i].",
      operands: .exactly(1),
      attributes: [AttributeSpec(.permutation, .integers, "an operand axis for each result axis")],
      constraints: ["permutation is a permutation of the operand's axes"]),
    OpDescription(
      .slice, .movement, "Every stride-th element from start up to, not including, limit.",
      operands: .exactly(1),
      attributes: [
        AttributeSpec(.start, .integers, "first position on each axis"),
        AttributeSpec(.limit, .integers, "position after the last on each axis"),
        AttributeSpec(.stride, .integers, optional: true, "steps, all 1 if left out"),
      ],
      constraints: [
        "each list has one number for each axis", "0 <= start[i] <= limit[i] <= size of axis i",
        "0 < stride[i]", "result axis i has size ceil((limit[i] - start[i]) / stride[i])",
        "sliced axes have known sizes",
      ]),
    OpDescription(
      .pad, .movement,
      "Surrounds the first operand with the second, a scalar; negative amounts remove elements.",
      operands: .exactly(2),
      attributes: [
        AttributeSpec(.low, .integers, "elements before the first, on each axis"),
        AttributeSpec(.high, .integers, "elements after the last, on each axis"),
        AttributeSpec(
          .interior, .integers, optional: true, "elements between any two, all 0 if left out"),
      ],
      constraints: [
        "the second operand is a scalar of the first's element type",
        "each list has one number for each axis", "0 <= interior[i]",
        "no size of the result is negative", "padded axes have known sizes",
      ]),
    OpDescription(
      .concat, .movement, "The operands one after another along one axis.", operands: .atLeast(1),
      attributes: [AttributeSpec(.dim, .integer, "the axis")],
      constraints: [
        "0 <= dim < rank", "the operands have the same element type and rank",
        "sizes are equal on all other axes",
        "sizes along dim are known unless there is one operand",
      ]),
    OpDescription(
      .reverse, .movement, "The elements in opposite order along some axes.",
      operands: .exactly(1),
      attributes: [AttributeSpec(.dims, .integers, "the axes")],
      constraints: ["0 <= dims[i] < rank, all different"]),
    OpDescription(
      .dynamicSlice, .movement,
      "A block of the first operand at the position given by the others, moved into bounds.",
      operands: .atLeast(1),
      attributes: [AttributeSpec(.limit, .integers, "the size of the block on each axis")],
      constraints: [
        "one scalar integer operand for each axis, all of the same type",
        "size(limit) = rank", "0 <= limit[i] <= size of axis i",
      ]),
    OpDescription(
      .dynamicUpdateSlice, .movement,
      "The first operand with a block replaced by the second at the position given by the others, moved into bounds.",
      operands: .atLeast(2),
      constraints: [
        "one scalar integer operand for each axis, all of the same type",
        "the second operand has the element type and rank of the first and nowhere a larger size",
      ]),
    OpDescription(
      .gather, .movement,
      "Slices of the first operand at the positions that the second gives, moved into bounds.",
      operands: .exactly(2),
      attributes: [
        AttributeSpec(
          .offsetDims, .integers, optional: true,
          "the result axes inside of slices, none if left out"),
        AttributeSpec(
          .collapsedDims, .integers, optional: true,
          "operand axes, of size 1 in slices, that the result lacks"),
      ] + gathering + [
        AttributeSpec(.sliceSizes, .integers, "the size of a slice on each operand axis")
      ],
      constraints: gatheringConstraints("offset_dims", of: "result", "collapsed_dims") + [
        "slice_sizes has one number for each operand axis, at least 0 and at most the size of that, which is known",
        "slices have size 1 on the axes of collapsed_dims and operand_batch, or 0 where the operand has size 0",
        "the result has the sizes of the indices but for index_dim, in order, and on the axes of offset_dims those of a slice",
      ]),
  ]

  /// Reductions.
  package static let reductions: [OpDescription] = [
    OpDescription(
      .reduce, .reduction,
      "Combines the elements along some axes, in no particular order, starting from initial values.",
      operands: .atLeast(2), results: .atLeast(1),
      attributes: [
        AttributeSpec(
          .combiner, .keyword(["add", "mul", "max", "min", "and", "or", "xor"]), at: .prefix,
          optional: true,
          "shorthand for a region that applies this function; without an initial value, its neutral element"
        ),
        AttributeSpec(.dims, .integers, "the axes that vanish"),
      ],
      regions: RegionSpec(["combine"], mayCapture: false),
      constraints: [
        "n inputs of equal shapes, then n scalars of their element types",
        "0 <= dims[i] < rank, all different",
        "the region takes 2n scalars, n accumulators and n elements, and yields n, of the inputs' element types",
        combinerContent,
        "result i has the element type of input i and the remaining sizes",
      ]),
    OpDescription(
      .reduceWindow, .reduction,
      "Combines the elements of each window, in no particular order, starting from initial values; padding consists of these as well.",
      operands: .atLeast(2), results: .atLeast(1),
      attributes: [
        AttributeSpec(
          .combiner, .keyword(["add", "mul", "max", "min", "and", "or", "xor"]), at: .prefix,
          optional: true,
          "shorthand for a region that applies this function; without an initial value, its neutral element"
        )
      ] + windows + [
        AttributeSpec(
          .baseDilation, .integers, optional: true,
          "distance of input elements, all 1 if left out"),
        AttributeSpec(
          .windowDilation, .integers, optional: true,
          "distance of elements of a window, all 1 if left out"),
      ],
      regions: RegionSpec(["combine"], mayCapture: false),
      constraints: [
        "n inputs of equal shapes, then n scalars of their element types",
        "each list has one number for each axis",
        "0 < window[i], stride[i], base_dilation[i], window_dilation[i]",
        "the region takes 2n scalars, n accumulators and n elements, and yields n, of the inputs' element types",
        combinerContent,
        "result i has the element type of input i; sizes are those of the StableHLO specification, known where the window changes an axis",
      ]),
  ]

  /// The attributes that say how a window moves.
  static let windows: [AttributeSpec] = [
    AttributeSpec(.window, .integers, "the size of the window on each axis"),
    AttributeSpec(.stride, .integers, optional: true, "steps of the window, all 1 if left out"),
    AttributeSpec(
      .padLow, .integers, optional: true,
      "elements before the first, all 0 if left out; may be negative"),
    AttributeSpec(
      .padHigh, .integers, optional: true,
      "elements after the last, all 0 if left out; may be negative"),
  ]

  /// Sums of products.
  package static let contractions: [OpDescription] = [
    OpDescription(
      .dotGeneral, .contraction,
      "Sums of products over contracting axes, for each combination of batch axes and free axes of both operands.",
      operands: .exactly(2),
      attributes: [
        AttributeSpec(
          .lhsBatch, .integers, optional: true, "batch axes of the first operand, none if left out"),
        AttributeSpec(.rhsBatch, .integers, optional: true, "the matching axes of the second"),
        AttributeSpec(.lhsContract, .integers, "contracting axes of the first operand"),
        AttributeSpec(.rhsContract, .integers, "the matching axes of the second"),
      ],
      constraints: [
        "the operands have the same element type", "matching lists have equal lengths",
        "axes are in range, and no axis occurs twice", "matching axes have equal sizes",
        "the result has the batch axes, then the free axes of the first, then those of the second",
        "the result's element type, if written, is the operands' or a wider one of the same kind, in which products and sums are computed",
      ]),
    OpDescription(
      .convolution, .contraction,
      "Sums of products of a kernel with windows of an input, for each group of features.",
      operands: .exactly(2),
      attributes: [
        AttributeSpec(
          .layout, .string,
          "axes of input, kernel and result: b batch, f features, i and o kernel features, 0, 1 … space; as \"bf01_oi01->bf01\""
        ),
        AttributeSpec(.stride, .integers, optional: true, "steps of the window, all 1 if left out"),
        AttributeSpec(
          .padLow, .integers, optional: true,
          "zeros before the first, all 0 if left out; may be negative"),
        AttributeSpec(
          .padHigh, .integers, optional: true,
          "zeros after the last, all 0 if left out; may be negative"),
        AttributeSpec(
          .lhsDilation, .integers, optional: true, "distance of input elements, all 1 if left out"),
        AttributeSpec(
          .rhsDilation, .integers, optional: true, "distance of kernel elements, all 1 if left out"),
        AttributeSpec(
          .reversal, .integers, optional: true,
          "1 where the kernel runs backwards, all 0 if left out"),
        AttributeSpec(
          .featureGroups, .integer, optional: true, "groups of input features, 1 if left out"),
        AttributeSpec(.batchGroups, .integer, optional: true, "groups of the batch, 1 if left out"),
      ],
      constraints: [
        "the operands have the same element type and rank, at least 2",
        "layout names every axis of each shape exactly once",
        "each list has one number for each space axis",
        "0 < stride[i], lhs_dilation[i], rhs_dilation[i]",
        "0 < feature_groups, batch_groups, and at least one of them is 1",
        "input features = feature_groups × kernel input features",
        "kernel output features are divisible by feature_groups and batch_groups; the batch by batch_groups",
        "result sizes are those of the StableHLO specification; space axes have known sizes",
        "the result's element type, if written, is the operands' or a wider one of the same kind",
      ]),
  ]

  /// Calls, branches, loops, fusions and terminators.
  package static let control: [OpDescription] = [
    OpDescription(
      .call, .control, "The results of a function.", operands: .atLeast(0), results: .atLeast(0),
      attributes: [AttributeSpec(.callee, .callee, at: .prefix, "the function")],
      constraints: [
        "the module has the function",
        "operands have the types of its parameters, its symbols standing for any sizes",
        "results have its result types", "no function calls itself, directly or not",
      ]),
    OpDescription(
      .if, .control,
      "The values of the first region if the operand is true, else those of the second.",
      operands: .exactly(1), results: .atLeast(0),
      regions: RegionSpec(["then", "else"], mayCapture: true),
      constraints: [
        "the operand is i1[]", "the regions take no arguments and yield values of equal types",
        "results have these types",
      ]),
    OpDescription(
      .case, .control,
      "The values of the region that the operand selects, of the last one if there is none.",
      operands: .exactly(1), results: .atLeast(0),
      regions: RegionSpec(["branch"], variadic: true, mayCapture: true),
      constraints: [
        "the operand is i32[]", "the regions take no arguments and yield values of equal types",
        "results have these types",
      ]),
    OpDescription(
      .while, .control,
      "Repeats the second region on its own results as long as the first yields true.",
      operands: .atLeast(0), results: .atLeast(0),
      regions: RegionSpec(["cond", "body"], mayCapture: true),
      constraints: [
        "both regions take arguments of the operands' types", "cond yields i1[]",
        "body yields values of the operands' types", "results have the operands' types",
      ]),
    OpDescription(
      .fusion, .control, "Operations that become one kernel; made by the fusion pass.",
      operands: .atLeast(0), results: .atLeast(1),
      attributes: [
        AttributeSpec(.kind, .keyword(["loop", "reduction", "contraction"]), "the schedule")
      ],
      regions: RegionSpec(["kernel"], mayCapture: false),
      constraints: [
        "the region takes arguments of the operands' types",
        "results have the types of the values it yields",
        "the region contains no control operations and no placements",
      ]),
    OpDescription(
      .return, .terminator, "Ends a function with its results.", operands: .atLeast(0),
      results: .exactly(0),
      constraints: [
        "the operands have the function's result types",
        "ends the body of a function, and only there",
      ]),
    OpDescription(
      .yield, .terminator, "Ends a region with its values.", operands: .atLeast(0),
      results: .exactly(0),
      constraints: ["ends a region other than a function's body, and only there"]),
  ]

}
