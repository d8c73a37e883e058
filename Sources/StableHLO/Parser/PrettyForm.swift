/// How an operation is written for people.
///
///     stablehlo.pad %x, %p, low = [0], high = [1], interior = [0] : (t, t) -> t
///     └─ name       └─ parts: items                             └─ signature
///
/// Between the last part and the signature there may always be a dictionary of attributes.
struct PrettyForm: Sendable {

  /// A piece of an operation.
  enum Part: Sendable {

    /// Values, `key = attribute`, words and attributes, separated by commas.
    case items

    /// The same in parentheses.
    case parenthesizedItems

    /// A string, which is the attribute of that name.
    case string(String)

    /// `@name`, which is the attribute of that name.
    case symbol(String)

    /// `[1]`, which is the attribute of that name.
    case index(String)

    /// `[0:10:2, 1:3]`: the starts, limits and strides of a slice.
    case ranges

    /// Everything up to the signature.
    case custom(Custom)

    /// What has a syntax of its own.
    enum Custom: Sendable {

      case convolution, reduce, scan, loop, function

    }

  }

  /// A word before an equal sign.
  enum Key: Hashable, Sendable {

    /// The value is the attribute of that name.
    case attribute(String)

    /// The value is `[…] x […]`, the attributes of these names.
    case pair(String, String)

  }

  /// What the types after the last colon mean.
  enum Signature: Hashable, Sendable {

    /// One type is that of all operands and results; several are those of the operands and results
    /// at the same position.
    case same

    /// The types of the operands; there are no results.
    case operands

    /// The types of the results.
    case results

    /// The type of the first operand, and the type of the others and of the result.
    case select

    /// The type of the result, a tuple of the types of the operands.
    case tuple

    /// There is none, for the attribute `value` has the type of the result.
    case value

    /// They are read together with the parts.
    case custom

  }

  /// The pieces, in order.
  var parts: [Part] = [.items]

  /// The words that come before an equal sign.
  var keys: [String: Key] = [:]

  /// The attributes of the words by themselves, in order.
  var words: [String] = []

  /// The attribute that is written by itself, such as that of a constant.
  var attribute: String?

  /// What the types mean.
  var signature = Signature.same

  /// The standard form: operands, and one type for all or the type of a function.
  static let standard = PrettyForm()

  /// The standard form with words before equal signs, which are names of attributes.
  static func keys(_ keys: [String: String], _ signature: Signature = .same) -> PrettyForm {
    PrettyForm(keys: keys.mapValues { .attribute($0) }, signature: signature)
  }

}
