"""Counting visits against django-hitcount and against a bare counter in Valkey.

``python -m tests.benchmarks.visits`` takes about a minute; ``--large`` adds a million active
visitors in Valkey and ten million hits in SQLite, and takes some more.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count, islice
from pathlib import Path
from random import Random
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

from govnews.visits import (
    AsyncVisitCounter,
    Batch,
    Hit,
    Request,
    VisitCounter,
    open_async_store,
    open_store,
)
from govnews.visits._journal import MOST_HITS
from tests.faults.sqlite_faults import many_writers
from tests.visits.servers import Server, cluster, running, valkey_binary

from ._measure import Row, best, faster, table
from ._turns import alternating, steady

NOW = datetime(2017, 2, 15, 3, 0, tzinfo=UTC)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PAGE = "tag:portal.example,2017:1"
HITCOUNT = "django-hitcount"
INCR = "client.incr()"


def requests(people: int = 50_000) -> Iterator[Request]:
    """Page views of so many people, a hundred a second, without an end."""
    for n in count():
        who = n * 7919 % people
        yield Request(
            address=f"10.{who >> 16}.{who >> 8 & 255}.{who & 255}",
            user_agent=BROWSER,
            at=NOW + timedelta(milliseconds=10 * n),
        )


@cache
def made() -> list[Request]:
    """Enough of them for a benchmark, made beforehand: a web server has them at hand."""
    return list(islice(requests(), 600_000))


@cache
def newcomers() -> list[Request]:
    """The same by ever new people."""
    return list(islice(requests(1_000_000), 600_000))


def readers() -> Iterator[Request]:
    """A hundred people who read on and on, each a page every ten seconds."""
    for n in count():
        at = NOW + timedelta(milliseconds=100 * n)
        yield Request(address=f"10.0.0.{n % 100}", user_agent=BROWSER, at=at)


def recorder(
    counter: VisitCounter, views: Iterator[Request], page: str | None = None
) -> Callable[[], object]:
    """Records the next page view when it is called."""

    def record() -> None:
        view = next(views)
        outcome = counter.record(
            address=view.address, user_agent=view.user_agent, at=view.at, page=page
        )
        assert outcome == "stored", counter.health()

    return record


def hitcount(directory: Path, rows: int = 0, *, analyzed: bool = True) -> Callable[[], object]:
    """A new visitor's hit in django-hitcount, with SQLite set up as well as it can be.

    Without ``analyzed`` SQLite knows nothing of the ``rows``, which Django leaves it at.
    """
    import django
    from django.conf import settings
    from django.db import connection
    from django.test import RequestFactory

    if not settings.configured:
        wal = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        settings.configure(
            DATABASES={
                "default": {
                    "ENGINE": "django.db.backends.sqlite3",
                    "NAME": directory / "hitcount.db",
                    "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": wal},
                }
            },
            INSTALLED_APPS=[
                "django.contrib.auth",
                "django.contrib.contenttypes",
                "hitcount",
            ],
            DEFAULT_AUTO_FIELD="django.db.models.AutoField",
            ALLOWED_HOSTS=["*"],
            USE_TZ=True,
        )
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.contenttypes.models import ContentType
    from hitcount.models import Hit as Row_, HitCount
    from hitcount.views import HitCountMixin

    kind = ContentType.objects.get_for_model(ContentType)
    target, _ = HitCount.objects.get_or_create(content_type=kind, object_pk=1)
    if rows:
        Row_.objects.bulk_create(
            [
                Row_(session=f"bulk{n}", ip="10.0.0.1", user_agent=BROWSER, hitcount=target)
                for n in range(rows)
            ],
            batch_size=500,
        )
    if analyzed:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    factory, numbers, name = RequestFactory(), count(), token_hex(8)

    class Session:
        session_key = ""

    def record() -> None:
        who = next(numbers)
        request: Any = factory.get("/", REMOTE_ADDR=f"10.{who >> 8 & 255}.{who & 255}.7")
        request.META["HTTP_USER_AGENT"] = BROWSER
        request.session, request.user = Session(), AnonymousUser()
        request.session.session_key = f"{name}.{who}"
        answer = HitCountMixin.hit_count(request, target)
        assert answer.hit_counted, answer

    return record


def sqlite(stack: ExitStack) -> list[Row]:
    """One page view on SQLite, everything included."""
    directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    counters = {
        name: VisitCounter(open_store(f"sqlite:///{directory}/{name}.db{more}"), site="s")
        for name, more in [("process", ""), ("pages", ""), ("power", "?durability=power")]
    }
    times = best(
        {
            "process": recorder(counters["process"], iter(made())),
            "pages": recorder(counters["pages"], iter(made()), PAGE),
            HITCOUNT: hitcount(directory),
        },
        seconds=0.2,
    )
    # Apart, for its flushes would hold the others up.
    times |= best({"power": recorder(counters["power"], iter(made()))}, seconds=0.2)
    rows = [
        faster("SQLite, a page view", times, "process", HITCOUNT, 40),
        faster("SQLite, a page view that counts its page", times, "pages", HITCOUNT, 40),
        faster("SQLite, a page view that survives a power cut", times, "power", HITCOUNT),
    ]
    views = iter(newcomers())
    counter = VisitCounter(open_store(f"sqlite:///{directory}/more.db"), site="s")
    assert counter.record_many(islice(views, 100_000)) == 100_000
    default = hitcount(directory, rows=100_000, analyzed=False)
    times = best({"process": recorder(counter, views), HITCOUNT: default}, seconds=0.2)
    rows.append(
        faster("SQLite, a page view, both with 100,000 rows", times, "process", HITCOUNT, 60)
    )
    times = best(
        {
            "figures": lambda: counter.statistics(at=NOW + timedelta(minutes=20)),
            "process": recorder(counter, views),
            "many": lambda: counter.record_many(islice(views, 1_000)),
            HITCOUNT: hitcount(directory),
        },
        seconds=0.2,
    )
    times["one of a thousand"] = times.pop("many") / 1_000
    rows += [
        faster("SQLite, the same, the peer's analysed", times, "process", HITCOUNT, 60),
        faster("SQLite, one of a thousand, the same peer", times, "one of a thousand", HITCOUNT),
        within("SQLite, figures", times["figures"], 1_000),
    ]
    report = many_writers(directory, 500)
    rows.append(within("SQLite, longest wait of 8 writers", report.longest * 1e6, 100_000))
    return rows


def within(name: str, ours: float, limit: float) -> Row:
    """A row for a time in microseconds that is to stay below a limit."""
    return Row(name, ours, limit, "the limit", limit / ours, 1)


def valkey(stack: ExitStack) -> list[Row]:
    """A page view in Valkey, alone, by the thousand and among 256 at once."""
    directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    server = stack.enter_context(running(valkey_binary(), directory, "--appendonly", "yes"))
    url = f"valkey://127.0.0.1:{server.port}/0?visitors=50000&time_limit=5"
    counter = VisitCounter(open_store(url), site="s", time_limit=5)
    client = _client(url)
    runner = stack.enter_context(asyncio.Runner())
    crowd = _Crowd(url)
    within_visits = VisitCounter(open_store(url), site="t", time_limit=5)
    running_site = VisitCounter(open_store(url), site="v", time_limit=5)
    views, strangers = iter(made()), iter(newcomers())
    # Everybody once, so that the page views to come lie within visits, as most do.
    running_site.record_many(islice(views, 50_000))
    first_views = VisitCounter(open_store(url), site="w", time_limit=5)
    times = alternating(
        {
            INCR: lambda: client.incr("bare"),
            "record": recorder(counter, iter(made())),
            "again": recorder(within_visits, readers()),
            "many": lambda: running_site.record_many(islice(views, 1_000)),
            "newcomers": lambda: first_views.record_many(islice(strangers, 1_000)),
            "crowd": lambda: runner.run(crowd.read()),
        }
    )
    rows = [
        steady("Valkey, a page view that begins a visit", times, "record", INCR, 0.6),
        steady("Valkey, a page view within a visit", times, "again", INCR, 0.6),
        steady("Valkey, one of a thousand", times, "many", INCR, 10, of=1_000),
        steady("Valkey, one of a thousand that begin visits", times, "newcomers", INCR, of=1_000),
        steady("Valkey, asyncio, one of 256 at once", times, "crowd", INCR, 6, of=_Crowd.views),
        within("Valkey, figures, 99th of 100", _p99(counter), 1_000),
    ]
    runner.run(crowd.counter.close())
    for one in (counter, within_visits, running_site, first_views):
        one.close()
    nodes = stack.enter_context(cluster(valkey_binary(), directory / "cluster"))
    url = f"valkey-cluster://127.0.0.1:{nodes[0].port}?time_limit=5"
    with VisitCounter(open_store(url), site="s", time_limit=5) as counter:
        counter.record_many(islice(views, 5_000))
        rows.append(within("Valkey cluster, figures, 99th of 100", _p99(counter), 2_000))
    return rows


def _p99(counter: VisitCounter) -> float:
    """The slowest of a hundred calls but one, in the best of five rounds, in microseconds."""
    rounds = []
    for _ in range(5):
        times = []
        for _ in range(100):
            start = time.perf_counter()
            counter.statistics(at=NOW + timedelta(minutes=5))
            times.append(time.perf_counter() - start)
        rounds.append(sorted(times)[98] * 1e6)
    return min(rounds)


class _Crowd:
    """256 tasks that each read 32 pages."""

    views = 256 * 32

    def __init__(self, url: str) -> None:
        self.counter = AsyncVisitCounter(open_async_store(url), site="u", time_limit=5)
        self.requests = iter(made())

    async def _one(self) -> None:
        for _ in range(32):
            view = next(self.requests)
            outcome = await self.counter.record(
                address=view.address, user_agent=view.user_agent, at=view.at
            )
            assert outcome == "stored", self.counter.health()

    async def read(self) -> None:
        await asyncio.gather(*(self._one() for _ in range(256)))


def _client(url: str) -> Any:
    """The client as its users make it: with a pool, and no retries as in ours."""
    import valkey as package
    from valkey.backoff import NoBackoff
    from valkey.retry import Retry

    port = urlsplit(url).port
    return package.Valkey(port=port, retry=Retry(NoBackoff(), 0))


def _in_use(server: Server) -> int:
    """Bytes that a server uses."""
    return int(server.info("memory").split("used_memory:")[1].split("\r\n")[0])


def large(stack: ExitStack) -> list[Row]:
    """A million active visitors in Valkey; ten million hits in SQLite."""
    directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    server = stack.enter_context(running(valkey_binary(), directory))
    store = open_store(f"valkey://127.0.0.1:{server.port}/0?visitors=1000000&time_limit=5")
    store.record(Batch("s", "w", 1, 1800, [_hit(b"\0" * 8, 0)]))
    before, random = _in_use(server), Random(1)
    visitors = [random.randbytes(8) for _ in range(1_000_000)]
    # Twenty minutes that begin in one generation of sessions and end in the next.
    slowest = _fill(store, server, visitors, 1, start=1_200)
    memory = (_in_use(server) - before) / len(visitors)
    # All of them come back ten minutes later, and so are in the next generation.
    slowest = max(slowest, _fill(store, server, visitors, 1_000_000, start=2_400))
    twice = (_in_use(server) - before) / len(visitors)
    rows = [
        Row(
            "Valkey, a million active visitors, each", memory, 32, "the limit", 32 / memory, 1, "B"
        ),
        Row("Valkey, the same after all came back", twice, 32, "the limit", 32 / twice, 1, "B"),
        within("Valkey, slowest call at a million", slowest, 5_000),
    ]
    return rows + aged(directory)


def aged(directory: Path, hits: int = 10_000_000) -> list[Row]:
    """A SQLite file after so many hits against a new one with the same people in it."""
    old = VisitCounter(open_store(f"sqlite:///{directory}/old.db"), site="s")
    new = VisitCounter(open_store(f"sqlite:///{directory}/new.db"), site="s")
    views = requests()
    start = time.perf_counter()
    assert old.record_many(islice(views, hits)) == hits
    print(f"{hits:,} hits into SQLite: {time.perf_counter() - start:.0f} s")
    recent, next_ones = list(islice(views, 50_000)), list(islice(views, 100_000))
    for counter in (old, new):
        assert counter.record_many(recent) == len(recent)
    times = alternating(
        {"old": recorder(old, iter(next_ones)), "new": recorder(new, iter(next_ones))}, turns=201
    )
    return [steady("SQLite, after ten million hits", times, "old", "new", 0.9)]


def _hit(visitor: bytes, second: int) -> Hit:
    at = 1_487_152_800 + second
    return Hit(visitor, None, 0, at, (NOW + timedelta(hours=7)).date())


def _fill(store: Any, server: Server, visitors: list[bytes], seq: int, *, start: int) -> float:
    """Record a hit of each visitor; the most that one call kept the server busy, in microseconds.

    Busy, not away: the server's own log of slow calls also holds the time in which the system
    let another process run.
    """
    slowest, before = 0, _busy(server)
    for number in range(0, len(visitors), MOST_HITS):
        second = start + number // 1_000
        hits = [_hit(visitor, second) for visitor in visitors[number : number + MOST_HITS]]
        seq += 1
        store.record(Batch("s", "w", seq, 1800, hits))
        # The system adds up when the server has gone to sleep.
        time.sleep(0.001)
        after = _busy(server)
        slowest, before = max(slowest, after - before), after
    return slowest / 1_000


def _busy(server: Server) -> int:
    """Nanoseconds for which a server's main thread has run (Linux)."""
    assert server.process is not None
    pid = server.process.pid
    return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text("ascii").split()[0])


def run() -> list[Row]:
    """The rows of the ordinary run."""
    with ExitStack() as stack:
        return sqlite(stack) + valkey(stack)


def main() -> None:
    """Print the table."""
    print(table(run()))
    if "--large" in sys.argv:
        with ExitStack() as stack:
            print(table(large(stack)))


if __name__ == "__main__":
    main()
