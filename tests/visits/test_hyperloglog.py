"""Distinct visitors are estimated within the stated error, from 1 to a million."""

from collections import Counter
from random import Random

import pytest

from govnews.visits._hyperloglog import REGISTERS, STANDARD_ERROR, estimate, register_of


def counted(visitors: int, seed: int) -> int:
    random, registers = Random(seed), dict[int, int]()
    for _ in range(visitors):
        register, rank = register_of(random.randbytes(8))
        registers[register] = max(rank, registers.get(register, 0))
    return estimate(Counter(registers.values()))


@pytest.mark.parametrize("visitors", [0, 1, 2, 10, 100, 1_000, 50_000])
@pytest.mark.parametrize("seed", [1, 2])
def test_within_four_standard_errors(visitors: int, seed: int) -> None:
    assert abs(counted(visitors, seed) - visitors) <= max(2, 4 * STANDARD_ERROR * visitors)


def test_the_error_that_is_stated() -> None:
    errors = [(counted(20_000, seed) - 20_000) / 20_000 for seed in range(10)]
    assert (sum(error**2 for error in errors) / len(errors)) ** 0.5 < 1.5 * STANDARD_ERROR


def test_registers_at_their_ends() -> None:
    assert register_of(bytes(8)) == (0, 51)
    assert register_of(b"\xff" * 8) == (REGISTERS - 1, 1)
    assert estimate({51: REGISTERS - 1, 50: 1}) > estimate({50: REGISTERS}) > 2**60
