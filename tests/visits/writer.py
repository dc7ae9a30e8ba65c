"""A process that writes visits, and says what the store has acknowledged."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from govnews.visits import VisitCounter, open_store

NOW = datetime(2017, 2, 15, 17, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def write(path: Path, process: int, count: int) -> None:
    """Record page views of ten people into a SQLite file."""
    store = open_store(f"sqlite:///{path}?time_limit=30")
    with VisitCounter(store, site="s", time_limit=30) as counter:
        for n in range(count):
            outcome = counter.record(
                address=f"10.0.{process}.{n % 10}",
                user_agent=BROWSER,
                at=NOW + timedelta(seconds=n // 10),
                page=f"p{n % 3}",
            )
            assert outcome == "stored"
