"""Fits the polynomials of Sources/CKernels/approximations.h: python3 fit.py (needs mpmath; two minutes).

Each function is approximated as F(x) = x + x² q(x). The polynomial q minimizes the maximum relative error of F on a
grid. The method is Lawson's: weighted least squares, repeated with weights that grow with the errors, until the errors
are even. The coefficients are rounded to float32 one after another, beginning with the lowest. After each rounding, the
higher ones are fitted again, so that rounding makes the error only slightly larger.
"""

import struct

from mpmath import cos, expm1, log1p, lu_solve, matrix, mp, mpf, pi

mp.prec = 100


def to_float32(x):
    return mpf(struct.unpack("f", struct.pack("f", float(x)))[0])


def polynomial(coefficients, x):
    return sum(c * x**i for i, c in enumerate(coefficients))


def minimax(points, targets, scales, fixed, count):
    """Fits the `count` coefficients of q that follow the `fixed` ones.

    targets: the values of q at the points. scales: the relative error of F for an error of 1 in q, at the same points.
    """
    first = len(fixed)
    powers = [[x ** (first + i) for i in range(count)] for x in points]
    rests = [target - polynomial(fixed, x) for x, target in zip(points, targets)]
    weights = [mpf(1) / len(targets)] * len(targets)
    best, best_error = None, None
    for _ in range(60):
        system, right = matrix(count, count), matrix(count, 1)
        for power, rest, scale, weight in zip(powers, rests, scales, weights):
            squared = weight * scale**2
            for i in range(count):
                right[i] += squared * power[i] * rest
                for j in range(i, count):
                    system[i, j] += squared * power[i] * power[j]
        for i in range(count):
            for j in range(i):
                system[i, j] = system[j, i]
        free = list(lu_solve(system, right))
        errors = [
            abs(sum(c * p for c, p in zip(free, power)) - rest) * scale
            for power, rest, scale in zip(powers, rests, scales)
        ]
        if best is None or max(errors) < best_error:
            best, best_error = free, max(errors)
        total = sum(w * e for w, e in zip(weights, errors))
        weights = [w * e / total for w, e in zip(weights, errors)]
    return best


def fit(name, function, low, high, count):
    low, high = mpf(low), mpf(high)
    points = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / 300) for i in range(150)]
    targets = [(function(x) - x) / x**2 for x in points]
    scales = [abs(x**2 / function(x)) for x in points]

    def worst(q):
        grid = [low + (high - low) * mpf(i) / 4001 for i in range(1, 4002)]
        return float(max(abs((x + x**2 * polynomial(q, x)) / function(x) - 1) for x in grid))

    fixed = []
    while len(fixed) < count:
        free = minimax(points, targets, scales, fixed, count - len(fixed))
        if not fixed:
            print(f"{name}: maximum relative error {worst(free):.2e} before rounding")
        fixed.append(to_float32(free[0]))
    print(f"{name}: {worst(fixed):.2e} with float32 coefficients, lowest first")
    print("  " + ", ".join(f"{float(c):.9g}" for c in fixed))


fit("expm1", expm1, "-0.34661", "0.34661", 5)
fit("log1p", log1p, "-0.29290", "0.41422", 9)
