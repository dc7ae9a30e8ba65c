"""The parts of a rule: their limits and their one order."""

from datetime import UTC, time

import attrs
import pytest

from govnews.errors import ModelError
from govnews.model import _rule_parts as parts


@attrs.frozen
class Probe:
    """Stands for any model class."""

    value: object = None


FIELD = attrs.fields(Probe).value


@pytest.mark.parametrize(
    ("limit", "from_end", "numbers", "law"),
    [
        (5, True, (-5, -1, 1, 5), "is not 1 to 5 or -1 to -5"),
        (31, True, (-31, -1, 1, 31), "is not 1 to 31 or -1 to -31"),
        (12, False, (1, 12), "is not 1 to 12"),
    ],
)
def test_numbers_lie_between_their_limits(limit, from_end, numbers, law) -> None:
    check = parts.numbers_to(limit, from_end=from_end)
    check(Probe(), FIELD, numbers)
    wrong = [0, limit + 1, -limit - 1, 1.0, True, "1"] + ([] if from_end else [-1])
    for number in wrong:
        with pytest.raises(ModelError) as caught:
            check(Probe(), FIELD, (*numbers, number))
        error = caught.value
        assert (error.model, error.field, error.reason) == ("Probe", "value", law)
        assert error.value is number


def test_numbers_count_from_the_end_unless_told_otherwise() -> None:
    parts.numbers_to(5)(Probe(), FIELD, (-5,))


def test_parts_have_one_order_and_occur_once() -> None:
    assert parts.ordered_numbers((-1, 15, -2, 1, 15)) == (1, 15, -2, -1)
    assert parts.ordered_weekdays(("SU", "MO", "SU")) == ("MO", "SU")
    assert parts.ordered_times((time(18), time(6), time(18))) == (time(6), time(18))


@pytest.mark.parametrize(
    ("order", "values"),
    [
        (parts.ordered_numbers, [2, 1]),
        (parts.ordered_numbers, (2, "1")),
        (parts.ordered_numbers, (2, True)),
        (parts.ordered_weekdays, ["SU", "MO"]),
        (parts.ordered_weekdays, ("SU", "mo")),
        (parts.ordered_times, [time(18), time(6)]),
        (parts.ordered_times, (time(18), "6:00")),
        (parts.ordered_times, (time(18), time(6, tzinfo=UTC))),
    ],
)
def test_what_is_no_part_is_left_to_its_validator(order, values) -> None:
    assert order(values) is values
