"""Whether answers rise or fall: Kendall's S summed within items, and its significance by permuting whole weeks.

S counts, over all pairs of answers to the same item in the same wording, the pairs in which the later one is higher,
minus those in which it is lower (Kendall 1938; Mann 1945). Pairs within a week are left out, so that S is a sum over
pairs of weeks; in a permutation a week stays whole, and with it what answers close in time have in common.

Significance is that of Besag and Clifford (1991): permutations are drawn until ``ENOUGH`` of them are at least as
extreme, or a given number are done. The permutations are the same every time: the same answers always give the same
words. An S within two of its standard deviations is not worth drawing for.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, chain, islice, repeat
from operator import and_, mul, rshift
from random import Random

from medledare.trends.dots import Dot, by_series
from medledare.trends.weeks import week_of

STEPS = 5
ENOUGH = 20
WORTH_DRAWING = 2
"""Standard deviations of S."""
CHUNK = 250

Matrix = list[list[int]]


def week_matrix(dots: Iterable[Dot], first: int, weeks: int) -> Matrix:
    """D, weeks by weeks: D[a][b] is the pairs in which b's answer is the higher, minus those in which a's is.

    It holds ``weeks`` weeks of which the first is ``first``, and is antisymmetric. Dots of other weeks are not counted.
    """
    dots = list(dots)
    slots = {series: STEPS * place for place, series in enumerate(by_series(dots))}
    counts = [[0] * (STEPS * len(slots)) for _ in range(weeks)]
    for dot in dots:
        since = week_of(dot.day) - first
        if 0 <= since < weeks:
            counts[since][slots[dot.item, dot.wording] + dot.value] += 1
    ahead = [below_minus_above(row) for row in counts]
    return [[sum(map(mul, one, other)) for other in counts] for one in ahead]


def total(matrix: Matrix) -> int:
    """S of the weeks as they came."""
    return sum(sum(row[place:]) for place, row in enumerate(matrix, 1))


def variance(matrix: Matrix) -> float:
    """The variance of S over all orders of the weeks; its mean is 0.

    The orders of two pairs of weeks that share a week have correlation 1/3, of others none.
    """
    return (sum(cell * cell for row in matrix for cell in row) / 2 + sum(sum(row) ** 2 for row in matrix)) / 3


def significance(matrix: Matrix, draws: int) -> float:
    """The two-sided p of S by at most ``draws`` permutations, so at least 1 / (draws + 1).

    Never too small when weeks are exchangeable; 1 where S is not worth drawing for.
    """
    observed = abs(total(matrix))
    if observed**2 < WORTH_DRAWING**2 * variance(matrix) or not observed:
        return 1.0
    extreme = 0
    for drawn, one in enumerate(shuffled(matrix, draws), 1):
        extreme += abs(one) >= observed
        if extreme == ENOUGH:
            return extreme / drawn
    return (extreme + 1) / (draws + 1)


def shuffled(matrix: Matrix, draws: int) -> Iterator[int]:
    """S with the weeks in each of ``orders``.

    S is twice the sum of D's cells above 0, over weeks in order, minus all of them. A row of these cells is one whole
    number with a field for each week; so the fields of the rows up to a week are summed by one addition.
    """
    rises = [[max(cell, 0) for cell in row] for row in matrix]
    width = max(map(sum, zip(*rises, strict=True))).bit_length() + 1
    fields = [width * week for week in range(len(rises))]
    rows = [sum(cell << field for cell, field in zip(row, fields, strict=True)) for row in rises]
    everything, mask = sum(map(sum, rises)), repeat((1 << width) - 1)
    for order in orders(len(rows), draws):
        before = accumulate(map(rows.__getitem__, order))
        risen = sum(map(and_, map(rshift, before, map(fields.__getitem__, order[1:])), mask))
        yield 2 * risen - everything


def orders(weeks: int, draws: int) -> Iterator[bytes]:
    """``draws`` permutations of so many weeks, in the same order every time."""
    chunks = (_orders(weeks, chunk) for chunk in range(-(-draws // CHUNK)))
    return islice(chain.from_iterable(chunks), draws)


@lru_cache(maxsize=64)
def _orders(weeks: int, chunk: int) -> tuple[bytes, ...]:
    random = Random(f"{weeks} {chunk}")
    order = list(range(weeks))
    drawn = []
    for _ in range(CHUNK):
        random.shuffle(order)
        drawn.append(bytes(order))
    return tuple(drawn)


def below_minus_above(counts: list[int]) -> list[int]:
    """For each step of each series, how many answers lie below it minus how many lie above."""
    found: list[int] = []
    for start in range(0, len(counts), STEPS):
        below, above = 0, sum(counts[start : start + STEPS])
        for count in counts[start : start + STEPS]:
            above -= count
            found.append(below - above)
            below += count
    return found
