import Scalars

extension WinogradConvolution {

  /// Makes `variables` stand at the position `index` in row-major order.
  private func stand(
    _ loops: [LoopVariableID], at index: IndexExpression,
    in variables: inout [LoopVariableID: IndexExpression], _ extents: [Int]
  ) {
    let shape = loops.map(nest.kernel.extent(of:))
    for (v, i) in zip(loops, index.delinearized(shape: shape, extents: extents)) {
      variables[v] = i
    }
  }

  /// Returns `matrix · x · matrixᵀ` for the rows `x`.
  private func transformed(
    _ x: [[KernelValueID]], by matrix: [[Double]], in builder: inout KernelBuilder
  ) -> [[KernelValueID]] {
    let product = ConstantProduct(matrix)
    let columns = x[0].indices.map { (j) in
      product(x.map { $0[j] }, fused: target.hasFMA, in: &builder)
    }
    return matrix.indices.map { (i) in
      product(columns.map { $0[i] }, fused: target.hasFMA, in: &builder)
    }
  }

  // MARK: Weights

  func emitWeights(_ builder: inout KernelBuilder) {
    let isFeatureMajor = convolution.isFeatureMajor
    let (outerCount, innerCount) =
      isFeatureMajor ? (featureCount, channelCount) : (channelCount, featureCount)
    let taps = transform.tapCount
    let innermost = (isFeatureMajor ? convolution.channels : convolution.features).last
    let isContiguous = nest.indices(of: convolution.weights).allSatisfy { (i) in
      innermost.flatMap { i.stride(in: $0) }.map { [0, 1].contains($0) } ?? false
    }
    func weight(
      _ outer: IndexExpression, _ inner: IndexExpression, _ tap: [IndexExpression],
      _ builder: inout KernelBuilder
    ) -> KernelValueID {
      var variables: [LoopVariableID: IndexExpression] = [:]
      let (feature, channel) = isFeatureMajor ? (outer, inner) : (inner, outer)
      stand(convolution.features, at: feature, in: &variables, builder.extents)
      stand(convolution.channels, at: channel, in: &variables, builder.extents)
      for (a, t) in zip(convolution.axes, tap) { variables[a.tap] = t }
      var cloner = KernelCloner(nest, variables: variables, condition: nil)
      return cloner.value(convolution.weights, in: &builder)
    }
    // Taps that lie apart are brought together first, which is a transpose.
    let rows =
      isContiguous ? nil : builder.buffer(nest.type, count: taps * taps * innerCount, .scratch)
    let outer = IndexExpression(builder.openLoop(extent: outerCount))
    if let rows {
      let tap = IndexExpression(builder.openLoop(extent: taps * taps))
      let inner = IndexExpression(builder.openLoop(extent: innerCount))
      let at = tap.delinearized(shape: [taps, taps], extents: builder.extents)
      builder.store(weight(outer, inner, at, &builder), to: rows, at: tap * innerCount + inner)
      builder.closeLoop()
      builder.closeLoop()
    }
    let inner = IndexExpression(builder.openLoop(extent: innerCount))
    let window = (0..<taps).map { (i) in
      (0..<taps).map { (j) in
        rows.map { builder.load($0, inner + (i * taps + j) * innerCount) }
          ?? weight(outer, inner, [IndexExpression(i), IndexExpression(j)], &builder)
      }
    }
    let square = transformed(window, by: transform.weights, in: &builder)
    let (feature, channel) = isFeatureMajor ? (outer, inner) : (inner, outer)
    for (n, x) in square.joined().enumerated() {
      let at = weightPlace(IndexExpression(n), feature: feature, channel: channel)
      builder.store(x, to: transformedWeights, at: at)
    }
    builder.closeLoop()
    builder.closeLoop()
  }

  // MARK: Image

  func emitImage(_ builder: inout KernelBuilder) {
    let batchCount = nest.count(convolution.batches)
    let m = transform.outputCount
    let (rowTiles, columnTiles) = (tileCounts[0], tileCounts[1])
    guard convolution.isFeatureMajor else {
      let position = IndexExpression(builder.openLoop(extent: positionCount))
      let channel = IndexExpression(builder.openLoop(extent: channelCount))
      let at = position.delinearized(
        shape: [batchCount, rowTiles, columnTiles], extents: builder.extents)
      let tile = (0..<transform.count).map { (i) in
        (0..<transform.count).map { (j) in
          pixel(at[0], channel, [at[1] * m + i, at[2] * m + j], in: &builder)
        }
      }
      emitSquare(of: tile, position: position, channel: channel, in: &builder)
      builder.closeLoop()
      builder.closeLoop()
      return
    }
    // The padded plane of a channel, from which tiles are loaded without conditions.
    let (height, width) = (
      rowTiles * m + transform.tapCount - 1, columnTiles * m + transform.tapCount - 1
    )
    let plane = builder.buffer(nest.type, count: height * width, .scratch)
    let outer = IndexExpression(builder.openLoop(extent: batchCount * channelCount))
    let planeAt = outer.delinearized(shape: [batchCount, channelCount], extents: builder.extents)
    let y = IndexExpression(builder.openLoop(extent: height))
    let x = IndexExpression(builder.openLoop(extent: width))
    builder.store(
      pixel(planeAt[0], planeAt[1], [y, x], in: &builder), to: plane, at: y * width + x)
    builder.closeLoop()
    builder.closeLoop()
    let row = IndexExpression(builder.openLoop(extent: rowTiles))
    let column = IndexExpression(builder.openLoop(extent: columnTiles))
    let tile = (0..<transform.count).map { (i) in
      (0..<transform.count).map { (j) in
        builder.load(plane, (row * m + i) * width + column * m + j)
      }
    }
    let position = (planeAt[0] * rowTiles + row) * columnTiles + column
    emitSquare(of: tile, position: position, channel: planeAt[1], in: &builder)
    for _ in 0..<3 { builder.closeLoop() }
  }

  private func emitSquare(
    of tile: [[KernelValueID]], position: IndexExpression, channel: IndexExpression,
    in builder: inout KernelBuilder
  ) {
    let square = transformed(tile, by: transform.input, in: &builder)
    for (n, v) in square.joined().enumerated() {
      let at = imagePlace(IndexExpression(n), position: position, channel: channel)
      builder.store(v, to: transformedImage, at: at)
    }
  }

  /// Returns the element of the padded image at `at`; zero beyond what windows see.
  private func pixel(
    _ batch: IndexExpression, _ channel: IndexExpression, _ at: [IndexExpression],
    in builder: inout KernelBuilder
  ) -> KernelValueID {
    var variables: [LoopVariableID: IndexExpression] = [:]
    stand(convolution.batches, at: batch, in: &variables, builder.extents)
    stand(convolution.channels, at: channel, in: &variables, builder.extents)
    var isInside = builder.boolean(true)
    for (a, i) in zip(convolution.axes, at) {
      variables[a.position] = i
      variables[a.tap] = IndexExpression(0)
      let extent = nest.kernel.extent(of: a.position) + transform.tapCount - 1
      isInside = builder.binary(.and, builder.inside(i, 0, extent), isInside)
    }
    var cloner = KernelCloner(
      nest, variables: variables, condition: isInside, on: convolution.axes.map(\.position))
    let value = cloner.value(convolution.image, in: &builder)
    return builder.select(isInside, value, builder.constant(Scalar(nest.type, bits: 0)))
  }

  // MARK: Sums

  func emitProduct(_ builder: inout KernelBuilder) {
    let element = IndexExpression(builder.openLoop(extent: squareCount))
    let (rowCount, laneCount) =
      convolution.isFeatureMajor ? (featureCount, positionCount) : (positionCount, featureCount)
    let row = IndexExpression(builder.openLoop(extent: rowCount))
    let lane = IndexExpression(builder.openLoop(extent: laneCount))
    let (feature, position) = convolution.isFeatureMajor ? (row, lane) : (lane, row)
    let channel = IndexExpression(builder.openReduction(extents: [channelCount])[0])
    let x = builder.load(
      transformedWeights, weightPlace(element, feature: feature, channel: channel))
    let y = builder.load(
      transformedImage, imagePlace(element, position: position, channel: channel))
    let sum = builder.closeReduction(
      .add, contracted: true, initial: builder.constant(Scalar(nest.type, bits: 0)),
      element: builder.binary(.mul, x, y))
    builder.store(
      sum, to: sums, at: sumPlace(element, position: position, feature: feature))
    for _ in 0..<3 { builder.closeLoop() }
  }

  // MARK: Results

  func emitResult(_ builder: inout KernelBuilder) {
    let batchCount = nest.count(convolution.batches)
    let shape = [batchCount] + tileCounts
    if convolution.isFeatureMajor {
      let outer = IndexExpression(builder.openLoop(extent: batchCount * featureCount))
      let at = outer.delinearized(shape: [batchCount, featureCount], extents: builder.extents)
      let row = IndexExpression(builder.openLoop(extent: tileCounts[0]))
      let column = IndexExpression(builder.openLoop(extent: tileCounts[1]))
      emitTile(batch: at[0], row, column, feature: at[1], in: &builder)
      for _ in 0..<3 { builder.closeLoop() }
    } else {
      let position = IndexExpression(builder.openLoop(extent: positionCount))
      let feature = IndexExpression(builder.openLoop(extent: featureCount))
      let at = position.delinearized(shape: shape, extents: builder.extents)
      emitTile(batch: at[0], at[1], at[2], feature: feature, in: &builder)
      for _ in 0..<2 { builder.closeLoop() }
    }
  }

  private func emitTile(
    batch: IndexExpression, _ row: IndexExpression, _ column: IndexExpression,
    feature: IndexExpression, in builder: inout KernelBuilder
  ) {
    let (n, m) = (transform.count, transform.outputCount)
    let position = (batch * tileCounts[0] + row) * tileCounts[1] + column
    let square = (0..<n).map { (i) in
      (0..<n).map { (j) in
        let element = IndexExpression(i * n + j)
        return builder.load(sums, sumPlace(element, position: position, feature: feature))
      }
    }
    let tile = transformed(square, by: transform.output, in: &builder)
    for i in 0..<m {
      // Stores side by side follow each other, so that they can be done together.
      var pending: [[(value: KernelValueID, index: IndexExpression, condition: KernelValueID)]] =
        nest.stores.map { _ in [] }
      for j in 0..<m {
        var variables: [LoopVariableID: IndexExpression] = [:]
        stand(convolution.batches, at: batch, in: &variables, builder.extents)
        stand(convolution.features, at: feature, in: &variables, builder.extents)
        var isInside = builder.boolean(true)
        for (a, e) in zip(convolution.axes, [row * m + i, column * m + j]) {
          variables[a.position] = e
          let extent = nest.kernel.extent(of: a.position)
          isInside = builder.binary(.and, builder.inside(e, 0, extent), isInside)
        }
        var cloner = KernelCloner(
          nest, variables: variables, condition: isInside, on: convolution.axes.map(\.position))
        cloner.values[nest.sum.results[0]] = tile[i][j]
        for (k, s) in nest.stores.enumerated() {
          let value = cloner.value(s.value, in: &builder)
          pending[k].append((value, cloner.index(s.index, in: &builder), isInside))
        }
      }
      for (s, values) in zip(nest.stores, pending) {
        for v in values {
          builder.store(v.value, to: s.buffer, at: v.index, guard: v.condition)
        }
      }
    }
  }

}
