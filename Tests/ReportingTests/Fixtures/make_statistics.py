"""Writes statistics.json beside this script: reference values for the tests of the statistics.

Student's t and the incomplete beta function come from mpmath with 60 digits, rounded once; tests, intervals and
quantiles from SciPy and NumPy; the sign-flip test, the test of the largest |t| and the distribution of the medians of
resamples are counted in exact rational arithmetic.

    pip install scipy mpmath && python make_statistics.py
"""

import itertools
import json
import math
import pathlib
from fractions import Fraction

import mpmath as mp
import numpy as np
import scipy
import scipy.stats as st

mp.mp.dps = 60


def lower(a, b, x, y):
    """I_x(a, b), y = 1 - x, by the continued fraction."""
    a, b, x, y = map(mp.mpf, (a, b, x, y))
    if x == 0 or x == 1:
        return x
    if x > (a + 1) / (a + b + 2):
        return 1 - lower(b, a, y, x)
    c, d, m = mp.mpf(1), 1 / (1 - (a + b) * x / (a + 1)), 0
    h = d
    while True:
        m += 1
        u = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + u * d)
        c = 1 + u / c
        h *= d * c
        u = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + u * d)
        c = 1 + u / c
        h *= d * c
        if abs(d * c - 1) < mp.mpf(10) ** -45:
            break
    return mp.exp(a * mp.log(x) + b * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)) * h / a


def tail(t, df):
    """P(T > t) for t >= 0."""
    t, df = mp.mpf(t), mp.mpf(df)
    q = df + t * t
    return lower(df / 2, mp.mpf(1) / 2, df / q, t * t / q) / 2


def cdf(t, df):
    return tail(-mp.mpf(t), df) if t < 0 else 1 - tail(t, df)


def quantile(p, df):
    """Of the double nearest to the decimal p: Newton's method from SciPy's value."""
    if p == 0.5:
        return mp.mpf(0)
    p = mp.mpf(p)
    sign, q = (-1, p) if p < 0.5 else (1, 1 - p)
    t = abs(mp.mpf(float(st.t.isf(float(q), df))))
    c = mp.gamma((mp.mpf(df) + 1) / 2) / (mp.sqrt(mp.mpf(df) * mp.pi) * mp.gamma(mp.mpf(df) / 2))
    for _ in range(60):
        step = (tail(t, df) - q) / (c * (1 + t * t / mp.mpf(df)) ** (-(mp.mpf(df) + 1) / 2))
        t += step
        if abs(step) < abs(t) * mp.mpf(10) ** -30:
            break
    return sign * t


def student_t():
    points = (-40.0, -6.5, -2.262, -1.0, -0.1, -1e-8, 0.0, 1e-8, 0.3, 1.0, 1.96, 4.5, 12.0, 300.0)
    shares = (1e-6, 0.0005, 0.001, 0.005, 0.025, 0.05, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95, 0.975, 0.995, 0.999,
              0.9995, 0.999999)
    return [
        dict(
            df=float(df),
            cdf=[[t, float(cdf(t, df))] for t in points],
            upper_tail=[[t, float(tail(t, df))] for t in (0.5, 2.0, 6.0, 20.0, 100.0)],
            quantile=[[p, float(quantile(p, df))] for p in shares],
        )
        for df in (1, 2, 3, 3.7, 5, 9, 10, 17.25, 30, 100, 1e3, 1e6)
    ]


def incomplete_beta():
    rows = [(1, 1, 0.3), (0.5, 0.5, 0.5), (0.5, 0.5, 1e-10), (0.5, 0.5, 0.9999999), (2, 3, 0.4), (2, 3, 0.0),
            (2, 3, 1.0), (5, 0.5, 0.99), (5, 0.5, 1e-3), (50, 60, 0.45), (50, 60, 0.2), (500, 0.5, 0.999),
            (500, 0.5, 0.99), (1e-3, 2, 0.5), (2, 1e-3, 0.5), (1e3, 1e3, 0.5), (1e3, 1e3, 0.52), (1e5, 1e5, 0.501),
            (0.5, 1e4, 1e-4), (10, 1e-2, 0.1), (1.85, 0.5, 0.7), (1e-5, 1e-5, 0.3), (30, 2, 1e-5), (8.625, 0.5, 0.8),
            (1e6, 2e6, 0.3335)]
    return [dict(a=float(a), b=float(b), x=x, value=float(lower(a, b, x, 1 - mp.mpf(x)))) for a, b, x in rows]


def correction(v):
    """Hedges' J for v degrees of freedom."""
    return math.exp(math.lgamma(v / 2) - math.lgamma((v - 1) / 2)) / math.sqrt(v / 2)


RANDOM = np.random.RandomState(8)


def rounded(values):
    return [round(float(v), 6) for v in values]


def pairs_of_samples():
    normal = RANDOM.normal
    return [
        ([0.8305, 0.8325, 0.8290, 0.8350, 0.8310], [0.8320, 0.8360, 0.8270, 0.8300, 0.8390]),
        (rounded(normal(0.98, 0.001, 5)), rounded(normal(0.981, 0.002, 5))),
        (rounded(normal(0, 1, 10)), rounded(normal(1, 3, 7))),
        ([1.0, 2.0], [3.0, 5.0]),
        ([1.0, 2.0, 3.0], [1.0, 1.0, 1.0]),
        (rounded(normal(5, 0.1, 20)), rounded(normal(5, 10, 3))),
        (rounded(normal(1e6, 1, 6)), rounded(normal(1e6, 1, 6))),
        ([0.5, 0.5, 0.5, 0.6], [0.4, 0.4, 0.4, 0.3]),
        ([-3.0, 4.0, 2.0, 8.0, 0.0, 1.0], [5.0, 5.0, -2.0, 7.0, 1.0, 0.5]),
    ]


def inference(r):
    ci = r.confidence_interval(0.95)
    return dict(t=float(r.statistic), df=float(r.df), p=float(r.pvalue), interval=[float(ci.low), float(ci.high)])


def tests(pairs):
    welch, paired = [], []
    for a, b in pairs:
        n, m = len(a), len(b)
        pooled = math.sqrt(((n - 1) * np.var(a, ddof=1) + (m - 1) * np.var(b, ddof=1)) / (n + m - 2))
        g = (np.mean(a) - np.mean(b)) / pooled * correction(n + m - 2)
        welch.append(dict(a=a, b=b, value=float(np.mean(a) - np.mean(b)), hedges_g=float(g),
                          **inference(st.ttest_ind(a, b, equal_var=False))))
        d = np.subtract(a, b) if n == m else np.zeros(1)
        if np.std(d) > 0:
            dz = d.mean() / d.std(ddof=1)
            paired.append(dict(a=a, b=b, value=float(d.mean()), cohens_dz=float(dz),
                               hedges_gz=float(dz * correction(n - 1)) if n > 2 else None,
                               **inference(st.ttest_rel(a, b))))
    return welch, paired


def intervals():
    samples = [[0.8490, 0.8510, 0.8450, 0.8530, 0.8480], rounded(RANDOM.normal(0.98, 0.002, 8)), [1.0, 2.0],
               [3.0] * 5, rounded(RANDOM.normal(0, 1, 30))]
    rows = []
    for x in samples:
        n, m, s = len(x), np.mean(x), np.std(x, ddof=1)
        around = lambda share, scale: [float(m + sign * st.t.ppf(share, n - 1) * s * scale) for sign in (-1, 1)]
        rows.append(dict(sample=x, mean=float(m), sd=float(s), mean95=around(0.975, math.sqrt(1 / n)),
                         prediction95=around(0.975, math.sqrt(1 + 1 / n)),
                         prediction99=around(0.995, math.sqrt(1 + 1 / n))))
    return rows


def sign_flip():
    """The share of all 2^n sign patterns with |sum| at least the observed one."""
    rows = []
    for d in ([1.0, 2.0, 3.0], [1.0, -2.0, 3.0], [0.5] * 4, [0.0] * 4, [0.0, 1.0, 2.0, 3.0],
              [1.0, -1.0, 2.0, -2.0, 5.0], [0.002, -0.004, 0.006, 0.008, 0.002], [0.1, 0.2, 0.3, -0.3, -0.6, 0.7],
              [0.1, 0.1, 0.1, 0.1, 0.1, -0.1], [3.0, 1.0, 4.0, -1.0, 5.0, -9.0, 2.0],
              [0.0015, 0.0042, -0.0007, 0.0033, 0.0021, 0.0018, 0.0009, -0.0012], [1.0] * 9,
              [0.25, -0.5, 0.75, 1.0, 0.0, 0.0, 1.25, -1.5, 2.0, 1.75],
              [0.012, 0.008, -0.004, 0.016, 0.002, 0.006, -0.008, 0.01, 0.014, 0.0],
              [0.011, -0.004, 0.007, 0.002, -0.001, 0.009, 0.003, 0.005, -0.006, 0.008, 0.001, 0.004, -0.002, 0.006,
               0.012, -0.003]):
        q = [Fraction(str(v)) for v in d]
        observed = abs(sum(q))
        extreme = sum(abs(sum(a if m >> i & 1 else -a for i, a in enumerate(q))) >= observed for m in range(2 ** len(q)))
        rows.append(dict(differences=d, p=extreme / 2 ** len(d)))
    return rows


def quantiles():
    samples = [[3.0, 1.0, 2.0], [4.0, 1.0, 3.0, 2.0], [7.0], rounded(RANDOM.normal(0, 1, 10)),
               [1.0, 1.0, 2.0, 2.0, 2.0, 9.0], rounded(RANDOM.exponential(1, 25))]
    shares = (0.0, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 1.0)
    return [dict(sample=x, quantiles=[[p, float(np.quantile(x, p))] for p in shares]) for x in samples]


def bootstrap():
    """Percentile intervals of medians from so many resamples that their ends no longer move, with Hesterberg's tails."""
    a = [21.0, 18.0, 25.0, 30.0, 17.0, 22.0, 28.0, 19.0, 24.0, 40.0, 23.0]
    b = [30.0, 26.0, 27.0, 45.0, 29.0, 25.0, 38.0, 31.0, 28.0, 52.0, 33.0]
    n = len(a)
    tail = expanded_tail(n)
    options = dict(method="percentile", n_resamples=100_000, random_state=1, confidence_level=1 - 2 * tail)
    one = st.bootstrap((a,), np.median, **options).confidence_interval
    median_difference = lambda a, b, axis=-1: np.median(a, axis=axis) - np.median(b, axis=axis)
    paired = st.bootstrap((a, b), median_difference, paired=True, **options).confidence_interval
    free = st.bootstrap((a, b), median_difference, **options).confidence_interval
    ends = lambda interval: [float(interval.low), float(interval.high)]
    return dict(a=a, b=b, median=ends(one), paired=ends(paired), unpaired=ends(free))


def expanded_tail(n):
    """Hesterberg's tail of a percentile interval for n values, in place of 0.025."""
    return float(st.norm.cdf(-np.sqrt(n / (n - 1)) * st.t.ppf(0.975, n - 1)))


def resampled_median(values):
    """The exact distribution of the median of a resample: {value: probability}, in rational numbers.

    In the ordered sample the lower middle of n draws is the i-th and the upper middle the j-th value. For even n and
    i < j: half of the draws lie up to i, at least one of them on i, and half from j on, at least one of them on j. For
    i = j: more than half of the draws lie up to i, but not up to i - 1, without the cases in which only the lower middle
    is i.
    """
    x = sorted(values)
    n = len(x)
    half, odd = n // 2, n % 2
    reached = lambda k, draws: sum(math.comb(n, d) * Fraction(k, n) ** d * Fraction(n - k, n) ** (n - d)
                                   for d in range(draws, n + 1))
    result = {}
    for i in range(1, n + 1):
        lower = reached(i, half + odd) - reached(i - 1, half + odd)
        apart = Fraction(0)
        if not odd:
            for j in range(i + 1, n + 1):
                p = (math.comb(n, half) * (Fraction(i, n) ** half - Fraction(i - 1, n) ** half)
                     * (Fraction(n - j + 1, n) ** half - Fraction(n - j, n) ** half))
                middle = (x[i - 1] + x[j - 1]) / 2
                result[middle] = result.get(middle, 0) + p
                apart += p
        result[x[i - 1]] = result.get(x[i - 1], 0) + lower - apart
    assert sum(result.values()) == 1
    return result


def enumerated_median(values):
    """The same from all n^n resamples."""
    result = {}
    for draw in itertools.product(values, repeat=len(values)):
        middle = float(np.median(draw))
        result[middle] = result.get(middle, 0) + Fraction(1, len(values) ** len(values))
    return result


# Stands for a run that never reaches its threshold. What is computed from it is infinite in bnlab.
NEVER = 1e6


def finite(value):
    return None if abs(value) > NEVER / 4 else value


def unequal_bootstrap():
    """The difference of medians of two samples of other sizes, resampled independently.

    `exact` has, for each difference that resamples can have, the share of all resamples up to it. `scipy` is the percentile
    interval from 100,000 resamples. Null is infinite; where differences are, no second sample has a run that never gets there.
    """
    rows = []
    for a, b in (
        ([3.0, 5.0, 8.0, 9.0, 14.0], [2.0, 4.0, 7.0]),
        ([21.0, 18.0, 25.0, 30.0, 17.0, 22.0, 28.0, 19.0, 24.0, 40.0, 23.0, 26.0],
         [30.0, 26.0, 27.0, 45.0, 29.0, 25.0, 38.0]),
        ([20.0, 20.0, 21.0, 21.0, 21.0, 22.0, 22.0, 24.0, 24.0, 24.0, 27.0, 31.0],
         [23.0, 23.0, 23.0, 25.0, 25.0, 28.0, 28.0]),
        ([18.0, 22.0, 22.0, 25.0, 25.0, 25.0, 31.0, 33.0, NEVER, NEVER, NEVER, NEVER],
         [17.0, 19.0, 19.0, 20.0, 20.0, 23.0, 24.0]),
    ):
        first, second = resampled_median(a), resampled_median(b)
        if len(a) <= 5:
            assert first == enumerated_median(a) and second == enumerated_median(b)
        difference = {}
        for x, p in first.items():
            for y, q in second.items():
                d = NEVER if x - y > NEVER / 4 else x - y
                difference[d] = difference.get(d, 0) + p * q
        total, exact = Fraction(0), []
        for d in sorted(difference):
            total += difference[d]
            exact.append([finite(d), float(total)])
        assert total == 1
        tail = expanded_tail(min(len(a), len(b)))
        interval = st.bootstrap(
            (a, b), lambda a, b, axis=-1: np.median(a, axis=axis) - np.median(b, axis=axis), method="percentile",
            n_resamples=100_000, random_state=1, confidence_level=1 - 2 * tail).confidence_interval
        rows.append(dict(
            a=[finite(x) for x in a], b=b, value=finite(float(np.median(a) - np.median(b))), tail=tail,
            scipy=[finite(float(interval.low)), finite(float(interval.high))], exact=exact))
    return rows


def sign_intervals():
    """Between which of the ordered values 1 to n the median lies, for every distribution: SciPy's test of a quantile."""
    rows = []
    for n in (6, 7, 8, 9, 12, 20, 30, 101, 200):
        interval = st.quantile_test(np.arange(1.0, n + 1), q=0, p=0.5).confidence_interval(confidence_level=0.95)
        rows.append(dict(count=n, low=float(interval.low), high=float(interval.high)))
    return rows


def largest_t():
    """p-values of the largest |t| over all pairs of columns, from all patterns of signs of the rows, in rational numbers.

    The statistic is (sum d)^2 / sum d^2, which grows with |t|.
    """
    rows = []
    for figures in (
        [[0, 1, 3], [0, 1, 1]],
        [[5, 7, 4], [6, 9, 4], [5, 6, 5], [8, 9, 7], [4, 8, 3], [6, 6, 6]],
        [[10, 12, 10, 11], [9, 12, 9, 9], [11, 12, 11, 13], [8, 13, 10, 8], [10, 11, 10, 12], [12, 15, 11, 11],
         [9, 13, 9, 10]],
        [[1, 1, 2], [1, 1, 2], [1, 1, 2], [1, 1, 2], [1, 1, 2], [1, 1, 2], [1, 1, 2], [1, 1, 2]],
    ):
        pairs = list(itertools.combinations(range(len(figures[0])), 2))

        def statistics(signs):
            values = []
            for i, j in pairs:
                d = [s * (row[i] - row[j]) for s, row in zip(signs, figures)]
                squares = sum(v * v for v in d)
                values.append(Fraction(sum(d) ** 2, squares) if squares else Fraction(0))
            return values

        observed = statistics([1] * len(figures))
        largest = [max(statistics(signs)) for signs in itertools.product((1, -1), repeat=len(figures))]
        rows.append(dict(figures=figures, pairs=[
            dict(one=i, other=j, p=sum(m >= t for m in largest) / len(largest)) for (i, j), t in zip(pairs, observed)]))
    return rows


welch, paired = tests(pairs_of_samples())
fixture = dict(
    scipy=scipy.__version__, numpy=np.__version__, student_t=student_t(), incomplete_beta=incomplete_beta(),
    welch=welch, paired=paired, intervals=intervals(), sign_flip=sign_flip(), quantiles=quantiles(),
    bootstrap=bootstrap(), unequal_bootstrap=unequal_bootstrap(), sign_intervals=sign_intervals(),
    largest_t=largest_t())


def line(value):
    return json.dumps(value, allow_nan=False)


parts = []
for name, value in fixture.items():
    if isinstance(value, list):
        parts.append(f'"{name}": [\n ' + ",\n ".join(line(row) for row in value) + "\n]")
    else:
        parts.append(f'"{name}": {line(value)}')
text = "{" + ",\n".join(parts) + "}\n"
json.loads(text)
(pathlib.Path(__file__).parent / "statistics.json").write_text(text)
