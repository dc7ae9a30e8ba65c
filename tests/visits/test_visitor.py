"""A request becomes a digest: what makes a visitor, and what never gets out."""

import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, strategies as st

from govnews.visits import Hit, Request, client_address
from govnews.visits._visitor import Unsalted, Visitors

HANOI = timezone(timedelta(hours=7))
NOW = datetime(2017, 2, 15, 17, 0, tzinfo=HANOI)
MIDNIGHT = datetime(2017, 2, 16, tzinfo=HANOI)
SALTS = {date(2017, 2, 15): b"a" * 32, date(2017, 2, 16): b"b" * 32}


def visitors(salts: dict[date, bytes] = SALTS) -> Visitors:
    made = Visitors(zone=HANOI, timeout=1800, is_bot=lambda agent: agent == "bot")
    for day, salt in salts.items():
        made.add_salt(day, salt)
    return made


def hit(at: datetime = NOW, *, address: str = "203.0.113.9", agent: str = "ff") -> Hit:
    made = visitors().hit(address, agent, at, None, None)
    assert type(made) is Hit
    return made


def test_a_digest_is_eight_bytes_and_the_same_every_time() -> None:
    assert len(hit().visitor) == 8
    assert hit() == hit()
    assert hit().visitor != hit(address="203.0.113.10").visitor != hit(agent="gg").visitor


@given(address=st.ip_addresses(v=4).map(str), agent=st.text(min_size=1))
def test_salts_separate_the_days(address: str, agent: str) -> None:
    today = visitors().hit(address, agent, NOW, None, None)
    tomorrow = visitors().hit(address, agent, NOW + timedelta(days=1), None, None)
    assert type(today) is type(tomorrow) is Hit
    assert today.visitor != tomorrow.visitor
    assert today.spread == tomorrow.spread in range(64)


@pytest.mark.parametrize(
    ("seconds", "alias_day"),
    [(-1801, None), (-1800, 16), (-1, 16), (0, 15), (1799, 15), (1800, None)],
)
def test_the_neighbours_digest_comes_along_around_midnight(
    seconds: int, alias_day: int | None
) -> None:
    made = hit(MIDNIGHT + timedelta(seconds=seconds))
    if alias_day is None:
        assert made.alias is None
    else:
        same = hit(datetime(2017, 2, alias_day, 12, tzinfo=HANOI))
        assert made.alias == same.visitor


def test_whole_seconds_are_rounded_down() -> None:
    assert hit(NOW.replace(microsecond=999_999)).at == int(NOW.timestamp())
    before = datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)
    assert visitors({date(1970, 1, 1): b"s" * 32}).hit("1.2.3.4", "ff", before, None, None).at == -1


def test_without_its_salt_a_request_waits_and_shows_nothing() -> None:
    it = visitors({})
    waiting = it.hit("203.0.113.9", "Mozilla", MIDNIGHT, "p", None)
    assert type(waiting) is Unsalted
    assert it.missing([waiting]) == set(SALTS)
    assert waiting.at == int(MIDNIGHT.timestamp())
    assert "203" not in repr(waiting)
    assert not hasattr(waiting, "__dict__")
    with pytest.raises(TypeError):
        pickle.dumps(waiting)
    for day, salt in SALTS.items():
        it.add_salt(day, salt)
    assert it.missing([waiting]) == set()
    assert it.salted(waiting) == visitors().hit("203.0.113.9", "Mozilla", MIDNIGHT, "p", None)


def test_a_request_waits_for_one_day_when_it_needs_one() -> None:
    it = visitors({})
    waiting = it.hit("203.0.113.9", "Mozilla", NOW, None, None)
    assert it.missing([waiting]) == {NOW.date()}
    it.add_salt(NOW.date(), SALTS[NOW.date()])
    assert it.salted(waiting) == visitors().hit("203.0.113.9", "Mozilla", NOW, None, None)


def test_old_salts_are_forgotten() -> None:
    it = visitors({})
    for n in range(9):
        it.add_salt(date(2017, 2, 1 + n), bytes(32))
    assert sorted(it._salts) == [date(2017, 2, 8), date(2017, 2, 9)]
    it.add_salt(date(2017, 1, 1), bytes(32))
    it.add_salt(date(2017, 1, 2), bytes(32))
    assert sorted(it._salts) == [date(2017, 1, 2), date(2017, 2, 8), date(2017, 2, 9)]


def test_a_bot_has_no_digest() -> None:
    assert hit(agent="bot") == Hit(b"", None, 0, int(NOW.timestamp()), NOW.date(), None, True)


def test_a_day_with_a_change_of_clocks_is_a_day() -> None:
    from zoneinfo import ZoneInfo

    berlin = ZoneInfo("Europe/Berlin")
    days = {date(2024, 10, 27): b"a" * 32, date(2024, 10, 28): b"b" * 32}
    it = Visitors(zone=berlin, timeout=1800, is_bot=lambda _: False)
    for day, salt in days.items():
        it.add_salt(day, salt)
    last = datetime(2024, 10, 27, 23, 59, 59, tzinfo=berlin)
    assert it.hit("1.2.3.4", "ff", last.astimezone(UTC), None, None).day == date(2024, 10, 27)  # type: ignore[union-attr]


def test_a_request_hides_who_it_was() -> None:
    request = Request(address="203.0.113.9", user_agent="Mozilla", at=NOW, key="an", page="p")
    assert repr(request) == f"Request(at={NOW!r}, page='p')"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        (None, 1, "10.0.0.1"),
        ("203.0.113.9", 0, "10.0.0.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", 1, "203.0.113.9"),
        ("6.6.6.6,203.0.113.9 , 10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
    ],
)
def test_only_the_portals_own_proxies_are_believed(
    forwarded: str | None, proxies: int, address: str
) -> None:
    assert client_address("10.0.0.1", forwarded, proxies=proxies) == address


@given(
    address=st.text(), agent=st.one_of(st.none(), st.text()), key=st.one_of(st.none(), st.text())
)
def test_anything_is_taken(address: str, agent: Any, key: Any) -> None:
    assert type(visitors().hit(address, agent, NOW, address, key)) is Hit
