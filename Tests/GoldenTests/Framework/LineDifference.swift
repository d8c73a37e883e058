/// How one list of lines differs from another: lines that are only in the old one have a `-`,
/// lines that are only in the new one a `+`.
struct LineDifference: CustomStringConvertible {

  /// The lines around a difference that are shown.
  private static let context = 3

  /// A line and where it is.
  private enum Line {
    case both(String)
    case old(String)
    case new(String)

    var isDifferent: Bool {
      if case .both = self { false } else { true }
    }
  }

  private let lines: [Line]

  /// Compares `old` and `new`.
  init(from old: [String], to new: [String]) {
    var removed = [Bool](repeating: false, count: old.count)
    var inserted = [Bool](repeating: false, count: new.count)
    for change in new.difference(from: old) {
      switch change {
      case .remove(let i, _, _): removed[i] = true
      case .insert(let i, _, _): inserted[i] = true
      }
    }
    var lines: [Line] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, removed[i] {
        lines.append(.old(old[i]))
        i += 1
      } else if j < new.count, inserted[j] {
        lines.append(.new(new[j]))
        j += 1
      } else {
        lines.append(.both(new[j]))
        i += 1
        j += 1
      }
    }
    self.lines = lines
  }

  /// The lines that differ and those around them, each ended by a newline.
  var description: String {
    var isShown = [Bool](repeating: false, count: lines.count)
    for i in lines.indices where lines[i].isDifferent {
      for k in max(0, i - Self.context)...min(lines.count - 1, i + Self.context) {
        isShown[k] = true
      }
    }
    var output = ""
    for i in lines.indices {
      guard isShown[i] else {
        if i == 0 || isShown[i - 1] { output += "  …\n" }
        continue
      }
      switch lines[i] {
      case .both(let line): output += "  \(line)\n"
      case .old(let line): output += "- \(line)\n"
      case .new(let line): output += "+ \(line)\n"
      }
    }
    return output
  }

}
