"""Feeds against feedgenerator (Django's generator) and plain feedgen.

Run ``python -m tests.benchmarks.feeds``. All candidates render the same articles in one
process: 2.4 KB of Vietnamese HTML each, with author, section, tag, file and two dates.
feedgenerator has no place for a body beside the description, so it is given the body as
description. Neither peer sanitises the body, and ours does.
"""

import resource
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import attrs
import feedgenerator
from feedgen.feed import FeedGenerator

from govnews import Article, Attachment, Person, Portal, Section
from govnews.feeds import EntryCache, Feed, archive, respond

from ._measure import Row, best, faster, table

HANOI = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 24, tzinfo=UTC)
PORTAL = Portal(
    name="Cổng thông tin điện tử tỉnh Sơn La",
    url="https://sonla.example.vn/",
    sections=(Section(key="van-hoa", title="Tin văn hoá - xã hội"),),
)
_PARAGRAPH = (
    "<p>Sáng ngày {0}, Sở Thông tin và Truyền thông tổ chức hội nghị triển khai kế hoạch về "
    "chương trình truyền hình “Ứng dụng công nghệ thông tin trong cơ quan nhà nước”, phát sóng "
    "vào lúc 19h45 chủ nhật hàng tuần trên sóng Đài Phát thanh - Truyền hình tỉnh.</p>\n"
)


def body(number: int) -> str:
    """The body of an article: eight paragraphs, a picture, a link, some emphasis."""
    paragraph = _PARAGRAPH.format(number)
    return (
        f"{paragraph * 4}<p><strong>Nội dung chương trình</strong></p>{paragraph * 4}"
        f'<p><img src="https://sonla.example.vn/anh/{number}.jpg" alt="Hội nghị"></p>'
        f'<p>Xem <a href="https://sonla.example.vn/van-ban/{number}">văn bản</a>.</p>'
    )


def articles(count: int) -> list[Article]:
    """New values, equal at every call."""
    return [
        Article(
            uri=f"tag:sonla.example.vn,2017:{number}",
            headline=f"Triển khai chương trình truyền hình, kỳ {number}",
            published_at=datetime(2017, 2, 15, 17, tzinfo=HANOI) + timedelta(minutes=number),
            modified_at=datetime(2017, 2, 16, 17, tzinfo=HANOI) + timedelta(minutes=number),
            url=f"https://sonla.example.vn/tin/{number}",
            lead="Sở TT&TT chủ trì, Đài PT-TH phát sóng hằng tuần.",
            body=body(number),
            authors=(Person(name="Ban Biên tập"),),
            section="van-hoa",
            tags=("CNTT",),
            attachments=(
                Attachment(
                    url=f"https://sonla.example.vn/van-ban/{number}.pdf",
                    media_type="application/pdf",
                    length=52_000,
                ),
            ),
        )
        for number in range(count)
    ]


def by_feedgenerator(kind: str, rows: list[Article]) -> bytes:
    """The feed by feedgenerator."""
    made = feedgenerator.Rss201rev2Feed if kind == "rss" else feedgenerator.Atom1Feed
    feed = made(
        title=PORTAL.name,
        link=PORTAL.url,
        description=PORTAL.name,
        language="vi",
        feed_url=PORTAL.feed_url(kind),
    )
    for one in rows:
        file = one.attachments[0]
        feed.add_item(
            title=one.headline,
            link=one.url,
            description=one.body,
            author_name="Ban Biên tập",
            pubdate=one.published_at,
            updateddate=one.modified_at,
            unique_id=one.uri,
            unique_id_is_permalink=False,
            categories=["Tin văn hoá - xã hội", "CNTT"],
            enclosures=[feedgenerator.Enclosure(file.url, str(file.length), file.media_type)],
        )
    text: str = feed.writeString("utf-8")
    return text.encode()


def by_feedgen(kind: str, rows: list[Article]) -> bytes:
    """The feed by feedgen, the way its manual shows."""
    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.id(PORTAL.url)
    feed.title(PORTAL.name)
    feed.description(PORTAL.name)
    feed.language("vi")
    feed.link(href=PORTAL.feed_url(kind), rel="self")
    feed.link(href=PORTAL.url, rel="alternate")
    for one in rows:
        file = one.attachments[0]
        entry = feed.add_entry(order="append")
        entry.id(one.uri)
        entry.title(one.headline)
        entry.link(href=one.url, rel="alternate")
        entry.description(one.lead)
        entry.content(one.body, type="html")
        entry.dc.dc_creator("Ban Biên tập")
        entry.category(term="van-hoa", label="Tin văn hoá - xã hội")
        entry.category(term="CNTT")
        entry.enclosure(file.url, str(file.length), file.media_type)
        entry.published(one.published_at)
        entry.updated(one.modified_at)
    data: bytes = feed.rss_str() if kind == "rss" else feed.atom_str()
    return data


def rendering(kind: str, rows: list[Article], cache: EntryCache) -> Callable[[], bytes]:
    """A view that makes the feed anew at each request, with what is kept in a cache."""
    return lambda: Feed(PORTAL, rows, now=NOW, cache=cache).render(kind)


def run() -> list[Row]:
    """Every comparison."""
    rows: list[Row] = []
    for count in (50, 1_000):
        same, equal = articles(count), articles(count)
        for kind in ("rss", "atom"):
            rows += _rendering_rows(kind, count, same, equal)
    return [*rows, _request_row()]


def _rendering_rows(kind: str, count: int, same: list[Article], equal: list[Article]) -> list[Row]:
    cache = EntryCache()
    rendering(kind, same, cache)()
    middle = count // 2
    edits = iter(range(10**9))

    def one_edited() -> bytes:
        edited = attrs.evolve(same[middle], headline=f"Sửa lần {next(edits)}")
        rows = [*same[:middle], edited, *same[middle + 1 :]]
        return rendering(kind, rows, cache)()

    candidates: dict[str, Callable[[], Any]] = {
        "cold": lambda: Feed(PORTAL, same, now=NOW, cache=EntryCache()).render(kind),
        "warm": rendering(kind, same, cache),
        "equal": rendering(kind, equal, cache),
        "edited": one_edited,
        "feedgenerator": lambda: by_feedgenerator(kind, same),
        "feedgen": lambda: by_feedgen(kind, same),
    }
    times = best(candidates, rounds=5)
    name = f"{kind} {count:>5}"
    goal = 20 if count == 50 else 80
    return [
        faster(f"{name}, nothing kept", times, "cold", "feedgenerator", goal=1 / 0.7),
        faster(f"{name}, nothing kept", times, "cold", "feedgen"),
        faster(f"{name}, the same articles again", times, "warm", "feedgenerator", goal),
        faster(f"{name}, equal articles again", times, "equal", "feedgenerator", 15),
        faster(f"{name}, one article changed", times, "edited", "feedgenerator"),
    ]


def _request_row() -> Row:
    feed = Feed(PORTAL, articles(50), now=NOW)
    headers = {
        "Host": "sonla.example.vn",
        "User-Agent": "reader/1.0",
        "Accept": "application/rss+xml, application/xml;q=0.9, */*;q=0.8",
        "Accept-Encoding": "gzip, deflate, br",
        "If-None-Match": feed.etag("rss"),
        "If-Modified-Since": "Thu, 16 Feb 2017 10:49:00 GMT",
    }
    assert respond(feed, "rss", headers).status == 304
    time = best({"304": lambda: respond(feed, "rss", headers)})["304"]
    return Row("a request answered by 304", time, 20.0, "the goal", 20.0 / time, 1)


def archive_memory(count: int) -> float:
    """By how much peak memory grows over an archive of so many articles, in MiB."""
    template = articles(1)[0]
    rows = (
        attrs.evolve(
            template,
            uri=f"tag:sonla.example.vn,2017:{number}",
            published_at=datetime(2007, 1, 1, tzinfo=HANOI) + timedelta(minutes=number),
            body=body(number),
        )
        for number in range(count)
    )
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    documents = size = 0
    for _, document in archive(PORTAL, rows, now=NOW):
        documents += 1
        size += len(document)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(f"archive of {count:,} articles: {documents:,} documents, {size / (1 << 20):,.0f} MiB")
    return after - before


def main() -> None:
    """Print the table and the peak memory of a large archive."""
    growth = archive_memory(100_000)
    print(f"peak memory grew by {growth:.1f} MiB while it was written\n")
    print(table(run()))


if __name__ == "__main__":
    main()
