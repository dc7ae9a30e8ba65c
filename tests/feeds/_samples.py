"""One portal and articles that the tests of this room share."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from govnews import Article, Attachment, Image, Organisation, Person, Portal, Section, Source

HANOI = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

PORTAL = Portal(
    name="Cổng thông tin điện tử tỉnh Sơn La",
    url="https://sonla.example.vn/",
    description="Tin tức, văn bản và chương trình của tỉnh",
    sections=(
        Section(key="tin", title="Tin tức"),
        Section(key="van-hoa", title="Tin văn hoá - xã hội", parent="tin"),
        Section(key="kinh-te", title="Kinh tế"),
    ),
    publisher=Organisation(name="UBND tỉnh Sơn La", email="cong@sonla.example.vn"),
    logo="https://sonla.example.vn/logo.png",
    icon="https://sonla.example.vn/icon.png",
    hubs=("https://hub.example.vn/",),
    rights="© UBND tỉnh Sơn La",
)


def article(number: int = 1, **fields: Any) -> Article:
    """An article that has only what it must, and what a test says."""
    given = {
        "uri": f"tag:sonla.example.vn,2017:{number}",
        "headline": f"Tin số {number}",
        "published_at": datetime(2017, 2, 15, 17, 0, tzinfo=HANOI) + timedelta(hours=number),
        **fields,
    }
    return Article(**given)


FULL = article(
    173,
    headline="Triển khai chương trình truyền hình “IT TODAY”",
    url="https://sonla.example.vn/tin/173",
    lead="Sở TT&TT chủ trì, Đài PT-TH phát sóng <b>hằng tuần</b>.",
    body='<p>Phát sóng lúc <b>19h45</b> chủ nhật.</p><img src="/anh/173.jpg" alt="Buổi làm việc">',
    authors=(Person(name="Ban Biên tập"),),
    section="van-hoa",
    tags=("truyền hình", "CNTT & TT"),
    modified_at=datetime(2017, 2, 16, 8, 30, 15, tzinfo=HANOI),
    attachments=(
        Attachment(url="https://sonla.example.vn/kh-173.pdf", title="Kế hoạch 173", length=52_000),
        Attachment(url="https://sonla.example.vn/phu-luc.docx"),
    ),
    images=(
        Image(
            url="https://sonla.example.vn/anh/173.jpg",
            caption="Buổi làm việc tại Sở",
            credit="Cổng TTĐT",
            alt="Năm người quanh bàn",
            width=800,
            height=600,
        ),
    ),
    source=Source(
        name="Cổng TTĐT Chính phủ",
        url="https://chinhphu.example.vn/",
        item_uri="https://chinhphu.example.vn/1",
    ),
    rights="© Sơn La",
)
