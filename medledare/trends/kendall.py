"""Whether answers rise or fall: Kendall's S summed within items, and its significance by permuting whole weeks.

S counts, over all pairs of answers to the same item in the same wording, the pairs in which the later one is higher,
minus those in which it is lower (Kendall 1938; Mann 1945). Pairs within a block of weeks are left out, so that S is a
sum over blocks; in a permutation a block stays whole, and with it what answers close in time have in common.

Significance is that of Besag and Clifford (1991): permutations are drawn until ``ENOUGH`` of them are at least as
extreme, or ``DRAWS`` are done. The permutations are the same every time: the same answers always give the same words.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import mul
from random import Random

from medledare.trends.dots import Dot, by_series
from medledare.trends.weeks import week_of

STEPS = 5
ENOUGH = 20
DRAWS = 2999
SEED = 1938

Matrix = list[list[int]]


def block_matrix(dots: Iterable[Dot], first: int, weeks: int, together: int = 1) -> Matrix:
    """D, blocks by blocks: D[a][b] is the pairs in which b's answer is the higher, minus those in which a's is.

    Blocks are ``together`` weeks each, counted back from the last of ``weeks`` weeks of which the first is ``first``.
    D is antisymmetric. Dots outside those weeks are not counted.
    """
    blocks = -(-weeks // together)
    lead = blocks * together - weeks
    dots = list(dots)
    slots = {series: STEPS * place for place, series in enumerate(by_series(dots))}
    counts = [[0] * (STEPS * len(slots)) for _ in range(blocks)]
    for dot in dots:
        since = week_of(dot.day) - first
        if 0 <= since < weeks:
            counts[(since + lead) // together][slots[dot.item, dot.wording] + dot.value] += 1
    ahead = [below_minus_above(row) for row in counts]
    return [[sum(map(mul, one, other)) for other in counts] for one in ahead]


def total(matrix: Matrix, order: Sequence[int] | None = None) -> int:
    """S when the blocks come in ``order`` (as they came, if None)."""
    order = range(len(matrix)) if order is None else order
    return sum(sum(map(matrix[block].__getitem__, order[place:])) for place, block in enumerate(order, 1))


def significance(matrix: Matrix) -> float:
    """The two-sided p of S: never too small when blocks are exchangeable, in steps of 1 / (``DRAWS`` + 1)."""
    observed = abs(total(matrix))
    if not observed:
        return 1.0
    extreme = 0
    for drawn, order in enumerate(orders(len(matrix)), 1):
        extreme += abs(total(matrix, order)) >= observed
        if extreme == ENOUGH:
            return extreme / drawn
    return (extreme + 1) / (DRAWS + 1)


def orders(blocks: int) -> Iterator[bytes]:
    """``DRAWS`` permutations of so many blocks, in the same order every time."""
    return iter(_orders(blocks))


@lru_cache(maxsize=16)
def _orders(blocks: int) -> tuple[bytes, ...]:
    random = Random(SEED)
    order = list(range(blocks))
    drawn = []
    for _ in range(DRAWS):
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
