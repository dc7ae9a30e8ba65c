"""HyperLogLog: how many distinct visitors, in 14 bits of each one's digest.

Registers and estimator follow Otmar Ertl, "New cardinality estimation algorithms for
HyperLogLog sketches" (2017), section 4, which is also what Valkey computes. Visitor digests
are evenly spread already, so they are not hashed again.
"""

from collections.abc import Mapping
from math import inf, log, sqrt

PRECISION = 14
#: Number of registers.
REGISTERS = 1 << PRECISION
#: Standard error of the estimate, as a fraction.
STANDARD_ERROR = 1.04 / sqrt(REGISTERS)

_RANK_BITS = 64 - PRECISION
_ALPHA = 1 / (2 * log(2))


def register_of(visitor: bytes) -> tuple[int, int]:
    """The register that an 8-byte digest falls into, and its rank there.

    Example:
        >>> register_of(bytes([0, 0, 0, 0, 0, 0, 0, 5]))
        (5, 51)
    """
    number = int.from_bytes(visitor, "big")
    return number % REGISTERS, _RANK_BITS + 1 - (number >> PRECISION).bit_length()


def estimate(ranks: Mapping[int, int]) -> int:
    """How many distinct visitors: ``ranks`` maps a rank above 0 to its number of registers.

    Example:
        >>> estimate({})
        0
        >>> estimate({1: 2, 3: 1})
        3
    """
    filled = sum(ranks.values())
    if not filled:
        return 0
    total = REGISTERS * _tau(1 - ranks.get(_RANK_BITS + 1, 0) / REGISTERS)
    for rank in range(_RANK_BITS, 0, -1):
        total = 0.5 * (total + ranks.get(rank, 0))
    total += REGISTERS * _sigma((REGISTERS - filled) / REGISTERS)
    return round(_ALPHA * REGISTERS * REGISTERS / total)


def _sigma(x: float) -> float:
    if x == 1:
        return inf
    y, z = 1.0, x
    while True:
        x *= x
        before = z
        z += x * y
        y += y
        if z == before:
            return z


def _tau(x: float) -> float:
    if x in (0, 1):
        return 0.0
    y, z = 1.0, 1 - x
    while True:
        x = sqrt(x)
        before = z
        y *= 0.5
        z -= (1 - x) ** 2 * y
        if z == before:
            return z / 3
