import Diagnostics
import GraphIR
import Scalars
import Testing

@Suite struct VerifierTests {

  /// A call of the function called `name`.
  private func calling(_ name: String) -> KeyValuePairs<AttributeName, Attribute> {
    [.callee: .callee(name)]
  }

  @Test func validFunction() {
    let f = unaryFunction("main", "f32[B]") { (b, x) in b.add(.neg, [x], types: ["f32[B]"])[0] }
    #expect(errors(f) == [])
  }

  @Test func typesAreChecked() {
    let f = unaryFunction("main", "f32[2]") { (b, x) in b.add(.add, [x, x], types: ["f32[3]"])[0] }
    #expect(
      errors(f) == [
        "add: the result has type f32[2], but f32[3] is written (C2)",
        "return: @main returns (f32[2]), not (f32[3]) (C1)",
      ])
  }

  @Test func allErrorsAreCollectedWithTheirPlaces() {
    var b = FunctionBuilder()
    let x = b.argument("x", "i8[2]")
    b.add(.exp, [x], types: ["i8[2]"])
    b.add(.add, [x], types: ["i8[2]"])
    b.add(.return, [])
    let list = Verifier.verify(Module(functions: [b.function()]))
    #expect(list.all.map { $0.range?.start } == [1, 2])
  }

  @Test func usesComeAfterDefinitions() {
    var b = FunctionBuilder()
    let x = b.argument("x", "f32[]")
    let y = b.add(.neg, [x], types: ["f32[]"])[0]
    let z = b.add(.abs, [y], types: ["f32[]"])[0]
    b.add(.return, [z])
    b.edit { (g) in
      guard let first = g.definingOperation(of: y), let second = g.definingOperation(of: z) else {
        return
      }
      g.setName(of: y, to: "y")
      g.move(first, to: .after(second))
    }
    #expect(errors(b.function(results: ["f32[]"])) == ["abs: uses %y where it is not defined"])
  }

  @Test func valuesOfARegionEndWithIt() {
    var b = FunctionBuilder()
    let p = b.argument("p", "i1[]")
    var inner: ValueID?
    let regions = (0..<2).map { _ in
      b.region { (b, r, _) in
        inner = b.add(.not, [p], types: ["i1[]"], in: r)[0]
        b.add(.yield, [], in: r)
      }
    }
    b.add(.if, [p], regions: regions)
    b.add(.return, inner.map { [$0] } ?? [])
    #expect(
      errors(b.function(results: ["i1[]"])) == ["return: uses a value where it is not defined"])
  }

  @Test func capturesNeedARegionThatMayCapture() {
    func reduction(capturing: Bool) -> Function {
      unaryFunction("main", "f32[4]", result: "f32[]") { (b, x) in
        let zero = b.add(.const, [], [.value: .literal(splat(.f32, 0))], types: ["f32[]"])[0]
        let r = b.region(["f32[]", "f32[]"]) { (b, r, v) in
          let s = b.add(.add, [v[0], capturing ? zero : v[1]], types: ["f32[]"], in: r)
          b.add(.yield, s, in: r)
        }
        return b.add(.reduce, [x, zero], [.dims: .integers([0])], regions: [r], types: ["f32[]"])[0]
      }
    }
    #expect(errors(reduction(capturing: false)) == [])
    #expect(
      errors(reduction(capturing: true))
        == ["add: uses a value from outside, which this region cannot see"])
  }

  @Test func combinersAreElementwise() {
    func reduction(_ combine: (inout FunctionBuilder, RegionID, [ValueID]) -> [ValueID])
      -> Function
    {
      unaryFunction("main", "f32[4]", result: "f32[]") { (b, x) in
        let zero = b.add(.const, [], [.value: .literal(splat(.f32, 0))], types: ["f32[]"])[0]
        let r = b.region(["f32[]", "f32[]"]) { (b, r, v) in
          b.add(.yield, combine(&b, r, v), in: r)
        }
        return b.add(.reduce, [x, zero], [.dims: .integers([0])], regions: [r], types: ["f32[]"])[0]
      }
    }
    let reshaped = reduction { (b, r, v) in b.add(.reshape, [v[0]], types: ["f32[]"], in: r) }
    #expect(
      errors(reshaped) == [
        "reshape: a combiner has elementwise operations, constants and calls only (C4)"
      ])
    let sameWidth = reduction { (b, r, v) in
      b.add(.bitcast, b.add(.bitcast, [v[0]], types: ["i32[]"], in: r), types: ["f32[]"], in: r)
    }
    #expect(errors(sameWidth) == [])
    let called = reduction { (b, r, v) in
      b.add(.call, [v[0]], calling("f"), types: ["f32[]"], in: r)
    }
    let good = unaryFunction("f", "f32[]") { (b, x) in b.add(.neg, [x], types: ["f32[]"])[0] }
    let bad = unaryFunction("f", "f32[]") { (b, x) in b.add(.reshape, [x], types: ["f32[]"])[0] }
    #expect(errors(called, good) == [])
    #expect(
      errors(called, bad) == [
        "call: a combiner has elementwise operations, constants and calls only, but @f contains reshape (C4)"
      ])
    var shorthand = called
    let reduce = shorthand.graph.operations.first { shorthand.graph[$0].opcode == .reduce }
    if let reduce {
      var attributes = shorthand.graph[reduce].attributes
      attributes[.combiner] = .keyword("add")
      shorthand.graph.setAttributes(of: reduce, to: attributes)
    }
    #expect(errors(shorthand, good) == ["reduce: the attribute combiner exists only in text"])
  }

  @Test func constraintsOfCombinersAreThoseOfTheirOperation() {
    let f = unaryFunction("main", "f32[4]") { (b, x) in
      let i = b.add(.const, [], [.value: .literal(splat(.i32, 0, [4]))], types: ["i32[4]"])[0]
      let r = b.region(["f32[]", "f32[]"]) { (b, r, v) in
        b.add(.yield, b.add(.reshape, [v[0]], types: ["f32[]"], in: r), in: r)
      }
      return b.add(
        .scatter, [x, i, x], [.insertedDims: .integers([0]), .indexMap: .integers([0])],
        regions: [r], types: ["f32[4]"])[0]
    }
    #expect(
      errors(f) == [
        "reshape: a combiner has elementwise operations, constants and calls only (C10)"
      ])
  }

  @Test func fusionsContainNoPlacements() throws {
    let text = """
      func @main(%x: f32[4], %i: i32[4]) -> f32[4] {
        %0 = fusion %x, %i, kind=loop kernel(%y: f32[4], %j: i32[4]) {
          %1 = scatter add %y, %j, %y, inserted_dims=[0], index_map=[0]
          yield %1
        }
        return %0
      }
      """
    let module = try #require(parse(text).module)
    #expect(
      Verifier.verify(module).all.map(\.message) == [
        "scatter: a fusion contains no placements (C3)"
      ])
  }

  @Test func fusionsContainNoControl() {
    let f = unaryFunction("main", "f32[4]") { (b, x) in
      let r = b.region(["f32[4]"]) { (b, r, v) in
        b.add(.yield, b.add(.call, v, calling("f"), types: ["f32[4]"], in: r), in: r)
      }
      return b.add(.fusion, [x], [.kind: .keyword("loop")], regions: [r], types: ["f32[4]"])[0]
    }
    let callee = unaryFunction("f", "f32[N]") { (_, x) in x }
    #expect(errors(f, callee) == ["call: a fusion contains no control operations (C3)"])
  }

  @Test func regionsEndWithTheirTerminators() {
    var b = FunctionBuilder()
    let p = b.argument("p", "i1[]")
    let open = b.region { (_, _, _) in }
    let returning = b.region { (b, r, _) in b.add(.return, [], in: r) }
    b.add(.if, [p], regions: [open, returning])
    b.add(.return, [])
    b.add(.not, [p], types: ["i1[]"])
    #expect(
      errors(b.function()) == [
        "a region of if has no yield at its end",
        "return: is only at the end of a function's body (C2)",
        "return: is only at the end of a function's body (C2)", "@main has no return at its end",
      ])
    var yielding = FunctionBuilder()
    yielding.add(.yield, [])
    #expect(errors(yielding.function()) == ["yield: is only at the end of a region (C1)"])
  }

  @Test func regionsHaveOneOwner() {
    var b = FunctionBuilder()
    let p = b.argument("p", "i1[]")
    let r = b.region { (b, r, _) in b.add(.yield, [], in: r) }
    b.add(.if, [p], regions: [r, r])
    b.add(.return, [])
    #expect(errors(b.function()) == ["a region of if is the region of several operations"])
  }

  @Test func aRegionThatContainsItselfEnds() {
    var b = FunctionBuilder()
    let p = b.argument("p", "i1[]")
    b.add(.if, [p], regions: [b.graph.body, b.graph.body])
    b.add(.return, [])
    #expect(errors(b.function()).contains("a region of if is the region of several operations"))
  }

  @Test func nestingIsLimited() {
    var b = FunctionBuilder()
    let p = b.argument("p", "i1[]")
    var regions = (0..<2).map { _ in b.region { (b, r, _) in b.add(.yield, [], in: r) } }
    for _ in 0..<Graph.maximumRegionDepth {
      let inner = regions
      regions = [
        b.region { (b, r, _) in
          b.add(.if, [p], regions: inner, in: r)
          b.add(.yield, [], in: r)
        }, b.region { (b, r, _) in b.add(.yield, [], in: r) },
      ]
    }
    b.add(.if, [p], regions: regions)
    b.add(.return, [])
    let expected = "regions are nested more than \(Graph.maximumRegionDepth) deep"
    #expect(errors(b.function()) == [expected, expected])
  }

  @Test func calls() {
    func caller(of name: String, as own: String = "main") -> Function {
      unaryFunction(own, "f32[4]") { (b, x) in
        b.add(.call, [x], calling(name), types: ["f32[4]"])[0]
      }
    }
    #expect(
      errors(caller(of: "reul"), caller(of: "main", as: "relu")).first
        == "call: there is no function @reul; did you mean @relu? (C1)")
    #expect(errors(caller(of: "zzz")) == ["call: there is no function @zzz (C1)"])
    #expect(errors(caller(of: "main")) == ["call: @main calls itself (C4)"])
    #expect(
      errors(caller(of: "f"), caller(of: "g", as: "f"), caller(of: "f", as: "g"))
        == ["call: @f calls itself through @g (C4)"])
  }

  @Test func namesAreDistinct() {
    let f = unaryFunction("f", "f32[]") { (_, x) in x }
    let w = Weight(name: "w", type: type("f32[2]"), file: "w.npy", key: nil, location: nil)
    #expect(
      errors(f, f, weights: [w, w])
        == ["weight %w is declared twice", "function @f is declared twice"])
  }

  @Test func weights() {
    func using(_ name: String, _ text: String) -> Function {
      unaryFunction("main", "f32[2]", result: text) { (b, _) in
        b.add(.weight, [], [.weight: .string(name)], types: [text])[0]
      }
    }
    let w = Weight(name: "w1", type: type("f32[2]"), file: "w.npy", key: nil, location: nil)
    #expect(errors(using("w1", "f32[2]"), weights: [w]) == [])
    #expect(
      errors(using("w2", "f32[2]"), weights: [w])
        == ["weight: there is no weight %w2; did you mean %w1? (C1)"])
    #expect(
      errors(using("w1", "f32[3]"), weights: [w]) == ["weight: %w1 has type f32[2] (C2)"])
    let open = Weight(name: "w", type: type("f32[B]"), file: "w.npy", key: nil, location: nil)
    #expect(errors(weights: [open]) == ["weight %w has a size that is not known"])
  }

  @Test func symbolsComeFromArguments() {
    let f = unaryFunction("main", "f32[2]", result: "f32[B]") { (b, _) in
      b.add(.const, [], [.value: .literal(splat(.f32, 0))], types: ["f32[B]"])[0]
    }
    #expect(errors(f) == ["no argument of @main has a dimension B"])
  }

  @Test func truthValuesAreStoredAsZeroOrOne() {
    let f = unaryFunction("main", "f32[2]", result: "i1[2]") { (b, _) in
      let literal = Literal(type("i1[2]"), bytes: [1, 2])
      return b.add(.const, [], [.value: .literal(literal!)], types: ["i1[2]"])[0]
    }
    #expect(errors(f) == ["const: the value has elements that are not 0 or 1"])
  }

  @Test func erasedDefinitionsAreNoticed() {
    var b = FunctionBuilder()
    let x = b.argument("x", "f32[]")
    let y = b.add(.neg, [x], types: ["f32[]"])[0]
    b.add(.return, [y])
    b.edit { (g) in if let id = g.definingOperation(of: y) { g.erase(id) } }
    #expect(
      errors(b.function(results: ["f32[]"])) == ["return: uses a value where it is not defined"])
  }

}
