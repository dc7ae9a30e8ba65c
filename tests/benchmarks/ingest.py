"""Taking in a feed of 50 articles, against parsers that stop at dictionaries.

``read_feed`` does what they do and more: sanitised HTML, aware datetimes, absolute addresses,
checked model values, each item once. ``python -m tests.benchmarks.ingest`` prints the table.
"""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import fastfeedparser
import feedparser

from govnews import Article, Portal, feeds, ingest

from ._measure import Row, best, faster, table

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PARAGRAPH = "<p>Sở Thông tin và Truyền thông chủ trì, phối hợp với các ngành, huyện, thành phố.</p>"


def documents() -> dict[str, bytes]:
    """The same 50 articles with bodies of 2.4 KB in each format."""
    portal = Portal(name="Cổng thông tin điện tử", url="https://portal.example.vn/")
    articles = [
        Article(
            uri=f"tag:portal.example.vn,2026:{number}",
            url=f"https://portal.example.vn/tin/{number}",
            headline=f"Tin số {number} về chuyển đổi số",
            published_at=NOW - timedelta(hours=number),
            lead="Sapô của tin, một câu.",
            body=PARAGRAPH * 21,
            byline="Ban Biên tập",
            tags=("CNTT",),
        )
        for number in range(1, 51)
    ]
    feed = feeds.Feed(portal, articles, now=NOW)
    return {"rss": feed.render("rss"), "atom": feed.render("atom"), "json": feed.render("json")}


def _measured(data: bytes) -> dict[str, float]:
    return best(
        {
            "govnews": lambda: ingest.read_feed(data),
            "feedparser": lambda: feedparser.parse(BytesIO(data)),
            "fastfeedparser": lambda: fastfeedparser.parse(data),
        }
    )


def run() -> list[Row]:
    """Measure; the figures are microseconds a feed."""
    rows = []
    given = documents()
    for kind in ("rss", "atom"):
        times = _measured(given[kind])
        rows += [
            faster(f"{kind}, 50 articles", times, "govnews", peer)
            for peer in ("feedparser", "fastfeedparser")
        ]
    times = best(
        {
            "govnews": lambda: ingest.read_feed(given["json"]),
            "govnews rss": lambda: ingest.read_feed(given["rss"]),
        }
    )
    rows.append(faster("json, 50 articles", times, "govnews", "govnews rss"))
    return rows


def main() -> None:
    """Print the table."""
    print(table(run()))


if __name__ == "__main__":
    main()
