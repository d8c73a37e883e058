#!/usr/bin/env python3
"""Fits the polynomials of the elementary functions and prints them as Swift.

    scripts/fit-polynomials.py \
        > Sources/LLVMBackend/Math/Coefficients+Tables.swift
    scripts/fit-polynomials.py piecewise \
        > Sources/LLVMBackend/Math/PiecewisePolynomial+Tables.swift

Needs mpmath, and takes about a minute with gmpy2. Every polynomial is the minimax approximation,
found by the exchange algorithm of Remez, of what is left of a function without its leading terms,
with the error weighted such that it counts relative to the function. Coefficients are rounded to
the element type one after the other, the lowest first, and the others fitted again each time: this
comes close to the best polynomial with such coefficients (N. Brisebarre, J.-M. Muller, A. Tisserand:
"Computing machine-efficient polynomial approximations", 2006).
"""

import sys

from mpmath import mp, mpf

mp.prec = 220

SINGLE, DOUBLE = 24, 53


def rounded(x, bits):
    """x with so many bits of precision."""
    with mp.workprec(bits):
        return +mpf(x)


def literal(x):
    """x, a number of at most 53 bits, as Swift writes it."""
    mantissa, exponent = float(x).hex().split("p")
    return f"{mantissa.rstrip('0').rstrip('.')}p{int(exponent)}"


# Fitting


def chebyshev_points(low, high, count):
    """Points of the interval that are dense at its ends, in order."""
    middle, half = (mpf(low) + high) / 2, (mpf(high) - low) / 2
    return [middle - half * mp.cos(mp.pi * i / (count - 1)) for i in range(count)]


def least_squares(first, count, points, target, weight):
    """The coefficients of x^first, ..., x^(count - 1) for which the sum of the squares of
    weight × (polynomial - target) at the points is least."""
    rows = [[w * x**p for p in range(first, count)] for x, w in zip(points, weight)]
    columns = list(zip(*rows))
    goal = [w * t for w, t in zip(weight, target)]
    normal = mp.matrix([[mp.fdot(a, b) for b in columns] for a in columns])
    return list(mp.lu_solve(normal, mp.matrix([mp.fdot(a, goal) for a in columns])))


def errors(coefficients, points, target, weight):
    """The weighted errors at the points."""
    return [
        abs(w * (mp.polyval(coefficients[::-1], x) - t))
        for x, t, w in zip(points, target, weight)
    ]


def fit(bits, count, low, high, target, weight):
    """The `count` coefficients, rounded, of the polynomial nearest to `target`, and its error."""
    points = chebyshev_points(low, high, 12 * count)
    points = [x if abs(x) > mpf(2) ** -60 else mpf(2) ** -60 for x in points]
    rest, weights = [target(x) for x in points], [weight(x) for x in points]
    squared = [mpf(1)] * len(points)
    for _ in range(24):
        lawson = [w * mp.sqrt(s) for w, s in zip(weights, squared)]
        c = least_squares(0, count, points, rest, lawson)
        e = errors(c, points, rest, weights)
        total = mp.fdot(squared, e)
        squared = [s * x / total for s, x in zip(squared, e)]
    chosen = []
    for k in range(count):
        c = rounded(least_squares(k, count, points, rest, lawson)[0], bits)
        chosen.append(c)
        rest = [t - c * x**k for t, x in zip(rest, points)]
    return chosen, max(abs(w * t) for w, t in zip(weights, rest))


# The functions


def exponential():
    def target(r):
        return (mp.expm1(r) - r) / r**2

    return target, lambda r: abs(r**2 / mp.expm1(r)), -0.3468, 0.3468


def logarithm():
    def target(f):
        return (mp.log1p(f) - f + f**2 / 2) / f**3

    return target, lambda f: abs(f**3 / mp.log1p(f)), -0.2501, 0.5001


def precise_logarithm():
    def target(z):
        s = mp.sqrt(z)
        return (mp.atanh(s) / s - 1 - z / 3) / z**2

    return target, lambda z: z**2, 0, 0.0401


def sine():
    def target(u):
        r = mp.sqrt(u)
        return (mp.sin(r) - r) / r**3

    return target, lambda u: u * mp.sqrt(u) / mp.sin(mp.sqrt(u)), 0, 0.81**2


def cosine():
    def target(u):
        return (mp.cos(mp.sqrt(u)) - 1 + u / 2) / u**2

    return target, lambda u: u**2 / mp.cos(mp.sqrt(u)), 0, 0.81**2


def arctangent():
    def target(u):
        t = mp.sqrt(u)
        return (mp.atan(t) - t) / t**3

    return target, lambda u: u * mp.sqrt(u) / mp.atan(mp.sqrt(u)), 0, 1


def error_function():
    def target(u):
        x = mp.sqrt(u)
        return mp.erf(x) / x - 1

    return target, lambda u: mp.sqrt(u) / mp.erf(mp.sqrt(u)), 0, 1


def complement(limit):
    return lambda: (lambda x: mp.log(mp.erfc(x)), mp.erfc, 0.999, limit)


# Name, what it is, and the function and the number of coefficients for each type.
POLYNOMIALS = [
    ("exponential", "(eʳ - 1 - r) / r² for |r| <= (log 2) / 2",
     {SINGLE: (exponential, 5), DOUBLE: (exponential, 11)}),
    ("logarithm", "(log(1 + f) - f + f²/2) / f³ for 3/4 <= 1 + f <= 3/2",
     {SINGLE: (logarithm, 8), DOUBLE: (logarithm, 19)}),
    ("shortExponential", "The same, for powers in single precision",
     {DOUBLE: (exponential, 7)}),
    ("shortLogarithm", "The same, for powers in single precision",
     {DOUBLE: (logarithm, 13)}),
    ("preciseLogarithm", "(atanh(s) / s - 1 - s²/3) / s⁴ of s² for |s| <= 1/5",
     {DOUBLE: (precise_logarithm, 8)}),
    ("sine", "(sin(r) - r) / r³ of r² for |r| <= π/4 and a little more",
     {SINGLE: (sine, 3), DOUBLE: (sine, 6)}),
    ("cosine", "(cos(r) - 1 + r²/2) / r⁴ of r² for |r| <= π/4 and a little more",
     {SINGLE: (cosine, 3), DOUBLE: (cosine, 6)}),
    ("arctangent", "(atan(t) - t) / t³ of t² for |t| <= 1",
     {SINGLE: (arctangent, 9), DOUBLE: (arctangent, 20)}),
    ("errorFunction", "erf(x) / x - 1 of x² for |x| <= 1",
     {SINGLE: (error_function, 7), DOUBLE: (error_function, 12)}),
    ("complement", "log(1 - erf(x)) for 1 <= x <= 4 or, in double precision, 6",
     {SINGLE: (complement(4), 7), DOUBLE: (complement(6), 19)}),
]


def parts(x, *lengths):
    """x as a sum of numbers of so many bits."""
    result, rest = [], mpf(x)
    for bits in lengths:
        result.append(rounded(rest, bits))
        rest -= result[-1]
    return result


# Name, what it is, and its parts for each type.
CONSTANTS = [
    ("log2E", "1 / log 2", {t: parts(1 / mp.log(2), t) for t in (SINGLE, DOUBLE)}),
    ("log2", "log 2, in two parts",
     {t: parts(mp.log(2), t, t) for t in (SINGLE, DOUBLE)}),
    ("shortLog2", "log 2, in two parts; an exponent times the first is exact",
     {SINGLE: parts(mp.log(2), 16, 24), DOUBLE: parts(mp.log(2), 42, 53)}),
    ("twoOverPi", "2 / π", {t: parts(2 / mp.pi, t) for t in (SINGLE, DOUBLE)}),
    ("halfPi", "π/2, in three parts",
     {t: parts(mp.pi / 2, t, t, t) for t in (SINGLE, DOUBLE)}),
    ("pi", "π, in two parts", {t: parts(mp.pi, t, t) for t in (SINGLE, DOUBLE)}),
    ("third", "1/3, in two parts", {t: parts(mpf(1) / 3, t, t) for t in (SINGLE, DOUBLE)}),
]

# Functions in pieces


def piece(bits, count, function, start, low, high, slope, whole):
    """The coefficients of function(start + t) for low <= t <= high; from 0, where it is close to
    slope × t, those of function(t) - whole × t."""
    if start != 0:
        return fit(
            bits, count, low, high, lambda t: function(start + t),
            lambda t: 1 / function(start + t))
    first = rounded(slope - whole, bits)

    def target(t):
        return (function(t) - (whole + first) * t) / t**2

    rest, error = fit(bits, count - 2, mpf(2) ** -20, high, target, lambda t: t**2 / function(t))
    return [mpf(0), first] + rest, error


def pieces_of_error_function(width, number):
    """Pieces around multiples of a width, by their number."""
    half = width / 2
    return [(width * k, -half if k else mpf(0), half) for k in range(number)]


def pieces_of_tangent():
    """Pieces after 1 + x = 2^e (1 + k/8), by the lowest bits of e and k as floats store them: the
    first is after 8 of 32."""
    pieces = []
    for e in range(4):
        for k in range(8):
            pieces.append((2**e * (1 + mpf(k) / 8) - 1, mpf(0), mpf(2) ** e / 8))
    return pieces[8:] + pieces[:8]


# The width of the pieces of the error function in double precision: close to 49/128, and such that
# its values at the first multiples are hardly rounded (S. Gal, B. Bachelis: "An accurate elementary
# mathematical library for the IEEE floating point standard", 1991).
ERROR_WIDTH = mpf(0x188051068) / 2**34

# Name, what it is, and the function, its derivative at 0 with what is left out of that, the pieces
# and the number of coefficients for each type.
PIECEWISE = [
    ("errorFunction",
     "erf(kw + t) for |t| <= w/2, less t if k is 0, where w is 1/8 or, in double precision, 0.38",
     {SINGLE: (mp.erf, (2 / mp.sqrt(mp.pi), 1), pieces_of_error_function(mpf(1) / 8, 32), 6),
      DOUBLE: (mp.erf, (2 / mp.sqrt(mp.pi), 1), pieces_of_error_function(ERROR_WIDTH, 16), 14)}),
    ("hyperbolicTangent", "tanh(x + t) where 1 + x has at most three bits after the leading one",
     {SINGLE: (mp.tanh, (1, 0), pieces_of_tangent(), 6)}),
]

# Printing


def swift_array(label, numbers):
    comma = "," if len(numbers) > 1 else ""
    return f"    {label}: [\n" + "".join(f"      {literal(x)}{comma}\n" for x in numbers) + "    ]"


def declaration(name, tables):
    arrays = [
        swift_array(label, tables[t])
        for t, label in ((SINGLE, "single"), (DOUBLE, "double")) if t in tables
    ]
    print(f"  static let {name} = Coefficients(\n" + ",\n".join(arrays) + ")\n")


def print_polynomials():
    print("// Made by scripts/fit-polynomials.py.\n")
    print("/// Coefficients of polynomials, the lowest first, by what the polynomials approximate.")
    print("extension Coefficients {\n")
    for name, description, types in POLYNOMIALS:
        tables, logarithms = {}, []
        for bits, (function, count) in types.items():
            tables[bits], error = fit(bits, count, *(function()[i] for i in (2, 3, 0, 1)))
            logarithms.append("2^%.1f" % float(mp.log(error, 2)))
            print(name, bits, logarithms[-1], file=sys.stderr)
        print(f"  /// {description}.\n  ///")
        print(f"  /// The error relative to the function is at most {' and '.join(logarithms)}.")
        declaration(name, tables)
    print("}\n\n/// Constants in parts, the largest first.\nextension Coefficients {\n")
    for name, description, types in CONSTANTS:
        print(f"  /// {description}.")
        declaration(name, types)
    print("}")


def print_pieces():
    print("// Made by scripts/fit-polynomials.py.\n")
    print("/// The functions that are computed in pieces.\nextension PiecewisePolynomial {\n")
    for name, description, types in PIECEWISE:
        print(f"  /// {description}.")
        print(f"  static let {name} = PiecewisePolynomial(")
        arrays = []
        for bits, (function, slope, pieces, count) in types.items():
            fits = [piece(bits, count, function, *p, *slope) for p in pieces]
            print(name, bits, *("%.1f" % float(mp.log(e, 2)) for _, e in fits), file=sys.stderr)
            lines = []
            for powers in zip(*(c for c, _ in fits)):
                words = [literal(x) for x in powers]
                step = 5 if bits == SINGLE else 3
                rows = [", ".join(words[i : i + step]) for i in range(0, len(words), step)]
                lines.append("      [\n" + "".join(f"        {r},\n" for r in rows) + "      ],\n")
            label = "single" if bits == SINGLE else "double"
            arrays.append(f"    {label}: [\n" + "".join(lines) + "    ]")
        print(",\n".join(arrays) + ")\n")
    print("}")


if sys.argv[1:] == ["piecewise"]:
    print_pieces()
else:
    print_polynomials()
