import Foundation
import Quern

/// Classifies the handwritten digits of `ir-samples/digits` and prints how well that went.
@main
enum DigitsSample {

  static func main() throws {
    let folder = CommandLine.arguments.dropFirst().first ?? "ir-samples/digits"
    do {
      try classify(folder)
    } catch let error as ModelError {
      FileHandle.standardError.write(Data(error.rendered.utf8))
      exit(1)
    }
  }

  private static func classify(_ folder: String) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let model = try Model(contentsOf: "\(folder)/digits.qir")
    let parsed = clock.now
    let classify = try model.compile()
    let images = try Tensor(contentsOf: "\(folder)/images.npy")
    let labels = try Tensor(contentsOf: "\(folder)/labels.npy").elements(as: Int32.self)
    let summary = try classify.summary(for: [images])

    let results = try classify(images)
    let probabilities = try results[0].elements(as: Float.self)
    let classes = try results[1].elements(as: Int32.self)
    let (fastest, calls) = try time { _ = try classify(images) }

    let count = labels.count
    let right = zip(classes, labels).count { $0 == $1 }
    print("model       \(folder)/digits.qir, read in \((parsed - start).text)")
    print(
      "compiled    \(summary.operationCount) operations into \(summary.kernelCount) kernels in "
        + summary.duration.text)
    print("accuracy    \(right) of \(count) images, \(percent(right, count))")
    print(
      "time        \((fastest / count).text) an image, \(fastest.text) for all, best of \(calls) calls"
    )
    print("")
    printConfusion(classes, labels)
    let pixels = try images.elements(as: Float.self)
    let wrong = (0..<count).filter { classes[$0] != labels[$0] }
    let shown = Array((wrong + (0..<count).filter { !wrong.contains($0) }).prefix(4))
    print("\nSome digits, those that were mistaken first:\n")
    draw(shown, pixels, size: images.shape[1])
    let captions = shown.map { (i) in
      let p = probabilities[i * 10 + Int(classes[i])]
      return "\(labels[i]) read as \(classes[i]), \(percent(Int(p * 1000), 1000))"
    }
    print(captions.map { $0.padding(toLength: 24, withPad: " ", startingAt: 0) }.joined())
  }

  /// Returns the shortest time of calls of `body` in a quarter of a second, and their number.
  private static func time(_ body: () throws -> Void) rethrows -> (Duration, Int) {
    let clock = ContinuousClock()
    let start = clock.now
    var (fastest, calls) = (Duration.seconds(1000), 0)
    while clock.now - start < .milliseconds(250) {
      fastest = min(fastest, try clock.measure(body))
      calls += 1
    }
    return (fastest, calls)
  }

  /// Prints how often each digit was read as which.
  private static func printConfusion(_ classes: [Int32], _ labels: [Int32]) {
    print("digit       read as 0   1   2   3   4   5   6   7   8   9")
    for digit in 0..<10 as Range<Int32> {
      let cells = (0..<10 as Range<Int32>).map { (other) in
        let n = zip(classes, labels).count { $0 == other && $1 == digit }
        let text = n == 0 ? "·" : String(n)
        return String(repeating: " ", count: 4 - text.count) + text
      }
      print("    \(digit)            \(cells.joined())")
    }
  }

  /// Draws images beside each other, two pixels a character.
  private static func draw(_ positions: [Int], _ pixels: [Float], size: Int) {
    let shades = Array(" .:-=+*#%@")
    let largest = pixels.max() ?? 1
    for row in 0..<size {
      let lines = positions.map { (i) in
        (0..<size).map { (column) in
          let level = pixels[(i * size + row) * size + column] / largest
          let shade = shades[min(9, max(0, Int(level * 9.99)))]
          return String(repeating: shade, count: 2)
        }.joined() + String(repeating: " ", count: 24 - 2 * size)
      }
      print(lines.joined())
    }
  }

  private static func percent(_ part: Int, _ whole: Int) -> String {
    let tenths = (1000 * part + whole / 2) / max(whole, 1)
    return "\(tenths / 10).\(tenths % 10) %"
  }

}

extension Duration {

  /// This in milliseconds or microseconds.
  fileprivate var text: String {
    let microseconds = Double(components.seconds) * 1e6 + Double(components.attoseconds) * 1e-12
    func rounded(_ x: Double) -> String {
      let n = Int((x * 100).rounded())
      return "\(n / 100).\(n % 100 < 10 ? "0" : "")\(n % 100)"
    }
    return microseconds < 1000
      ? "\(rounded(microseconds)) µs" : "\(rounded(microseconds / 1000)) ms"
  }

}
