"""What is fuzzed: each target takes any bytes, and may raise nothing but `GovNewsError`.

A target returns whether its input was understood, which tells how deep a run has looked.
"""

from collections.abc import Callable
from contextlib import suppress

from govnews import (
    Article,
    BroadcastPlan,
    DocumentNumber,
    GovNewsError,
    broadcast,
    codec,
    dates,
    feeds,
    find_document_numbers,
    ingest,
    sample,
)

Target = Callable[[bytes], bool]

_FEED = feeds.Feed(sample.portal(), sample.articles(), now=sample.NOW)
_HEADERS = ("If-None-Match", "If-Modified-Since", "Accept", "Accept-Encoding", "A-IM")


def parse_dates(data: bytes) -> bool:
    """Every reader of dates."""
    text = data.decode(errors="ignore")
    understood = False
    for parse in (dates.parse_datetime, dates.parse_date, dates.parse_range, dates.parse_lunar):
        with suppress(GovNewsError):
            value = parse(text)
            understood = True
            if parse is dates.parse_datetime:
                assert value.utcoffset() is not None
    return understood


def parse_schedule(data: bytes) -> bool:
    """Phrases of schedules; a rule that is read has a text and a next day, or none."""
    try:
        rule = broadcast.parse_schedule(data.decode(errors="ignore"))
    except GovNewsError:
        return False
    with suppress(GovNewsError):
        rule.rrule()
    with suppress(GovNewsError):  # lunar days need a calendar
        rule.next(sample.NOW)
    return True


def document_numbers(data: bytes) -> bool:
    """Numbers alone and in running text; what is read is written and read again."""
    text = data.decode(errors="ignore")
    for found in find_document_numbers(text):
        assert DocumentNumber.parse(str(found.number)) == found.number
    try:
        number = DocumentNumber.parse(text)
    except GovNewsError:
        return False
    assert DocumentNumber.parse(str(number)) == number
    return True


def json_values(data: bytes) -> bool:
    """JSON of articles and plans; what is read is written and read again."""
    understood = False
    for kind in (Article, BroadcastPlan):
        with suppress(GovNewsError):
            value = codec.loads(data, kind)
            understood = True
            assert codec.loads(codec.dumps(value), kind) == value
    return understood


def read_feed(data: bytes) -> bool:
    """Feeds of other portals."""
    try:
        return bool(ingest.read_feed(data).articles)
    except GovNewsError:
        return False


def read_page(data: bytes) -> bool:
    """Pages of other portals."""
    try:
        return bool(ingest.read_page(data).articles)
    except GovNewsError:
        return False


def request_headers(data: bytes) -> bool:
    """Conditional requests: one header a line, in a fixed order."""
    lines = data.decode("latin-1").split("\n")
    response = feeds.respond(_FEED, "atom", dict(zip(_HEADERS, lines, strict=False)))
    assert response.status in {200, 226, 304, 400, 406, 412}
    assert (response.status == 304) <= (response.body == b"")
    return response.status != 200


_HUMAN_DATES = [dates.format(sample.NOW, name, place="Sơn La") for name in dates.STYLES]
#: Each target with inputs to begin from.
TARGETS: dict[str, tuple[Target, list[bytes]]] = {
    "dates": (
        parse_dates,
        [
            *map(str.encode, _HUMAN_DATES),
            "từ ngày 1/2/2017 đến ngày 15/2/2017".encode(),
            "mùng 1 tháng Giêng năm Đinh Dậu".encode(),
            b"2017-02-15T17:00:00+07:00",
            b"Wed, 15 Feb 2017 17:00:00 +0700",
        ],
    ),
    "schedules": (
        parse_schedule,
        [
            "19h45 ngày chủ nhật hàng tuần".encode(),
            "20 giờ 30 thứ Hai, thứ Tư và thứ Sáu, trừ ngày lễ".encode(),
            "ngày 15 hằng tháng, nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo".encode(),
            "mùng một âm lịch hàng tháng lúc 6h".encode(),
        ],
    ),
    "document-numbers": (
        document_numbers,
        [
            "Kế hoạch số 173/KH-UBND ngày 15/11/2016, Luật số 45/2019/QH14".encode(),
            b"173/KH-UBND",
            b"13-NQ/TW",
            "Số: 36a/NQ-CP; 05/2017/TT-BTTTT; 1234/UBND-VP".encode(),
        ],
    ),
    "json": (
        json_values,
        [codec.dumps(sample.articles()[0]), codec.dumps(sample.plan()), b'{"@type":"Article"}'],
    ),
    "feeds": (read_feed, [_FEED.render("rss"), _FEED.render("atom"), _FEED.render("json")]),
    "pages": (
        read_page,
        [
            f"<html><head><title>Cổng thông tin</title></head><body><h1>IT TODAY</h1>"
            f"<p>{_HUMAN_DATES[0]}</p><div><a href='/tin/1.html'>Tin</a><p>{text}</p></div>"
            f"<ul><li>Đang truy cập: 12</li><li>Tổng lượt: 40.536.672</li></ul></body>".encode()
            for text in ("", "Kế hoạch số 173/KH-UBND")
        ],
    ),
    "headers": (
        request_headers,
        [
            f"{_FEED.etag('atom')}\n{feeds.respond(_FEED, 'atom').headers.get('Last-Modified')}"
            "\napplication/atom+xml;q=0.9, */*;q=0.1\ngzip, identity;q=0\nfeed".encode(),
            b'W/"a", "b"\nWed, 15 Feb 2017 10:00:00 GMT\n*/*\n*\nfeed',
        ],
    ),
}
