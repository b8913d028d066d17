"""Fits the polynomials for the normal distribution in Sources/CKernels/units.h: python3 fit_normal.py (needs NumPy and
SciPy; takes seconds).

    Φ(a) − 1/2 = a·p(a²)                            for 0 ≤ a ≤ 1
    1 − Φ(a) = exp(−a²/2)·t·q(t), t = 1/(1 + 0.3·a)  for 0 ≤ a ≤ 15, used above 1

p and q minimize the maximum relative error (Lawson's method, as in fit.py). The coefficients are rounded to float32 one
after another, beginning with the lowest. After each rounding, the higher ones are fitted again.
"""

import numpy as np
from scipy.special import erf, erfcx

SLOPE, LARGEST = float(np.float32(0.3)), 15.0


def minimax(x, values, fixed, count):
    first = len(fixed)
    powers = x[:, None] ** np.arange(first, count)
    rest = values - np.polynomial.polynomial.polyval(x, fixed or [0.0])
    weights, best = np.full(len(x), 1 / len(x)), (np.inf, None)
    for _ in range(300):
        scale = np.sqrt(weights) / values
        coefficients = np.linalg.lstsq(powers * scale[:, None], rest * scale, rcond=None)[0]
        errors = np.abs(powers @ coefficients - rest) / values
        if errors.max() < best[0]:
            best = (errors.max(), coefficients)
        weights = weights * errors / (weights @ errors)
    return best[1]


def fit(name, function, low, high, count):
    x = (low + high) / 2 + (high - low) / 2 * np.cos(np.pi * (np.arange(400) + 0.5) / 400)
    fixed = []
    while len(fixed) < count:
        fixed.append(float(np.float32(minimax(x, function(x), fixed, count)[0])))
    grid = np.linspace(low, high, 100_001)[1:]
    worst = np.max(np.abs(np.polynomial.polynomial.polyval(grid, fixed) / function(grid) - 1))
    print(f"{name}: maximum relative error {worst:.2e} with float32 coefficients, lowest first")
    print("  " + ", ".join(f"{c:.9g}" for c in fixed))


fit("p", lambda s: erf(np.sqrt(s / 2)) / 2 / np.sqrt(s), 0.0, 1.0, 6)
fit("q", lambda t: erfcx((1 / t - 1) / SLOPE / np.sqrt(2)) / 2 / t, 1 / (1 + SLOPE * LARGEST), 1.0, 10)
