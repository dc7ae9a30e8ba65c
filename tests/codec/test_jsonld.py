"""schema.org JSON-LD: the right types, nothing empty, every value."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, strategies as st

from govnews import codec, testing as values
from govnews.errors import CodecError
from govnews.model import (
    Airing,
    Article,
    BroadcastPlan,
    BroadcastService,
    DocumentNumber,
    LunarDay,
    OfficialDocument,
    Organisation,
    Party,
    Person,
    Portal,
    Recurrence,
    Related,
    Section,
    Segment,
    Slot,
    SlotException,
    Source,
)

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2017, 2, 15, 17, 0, tzinfo=VIETNAM)
PORTAL = Portal(
    name="Cổng A",
    url="https://a.example.vn/",
    logo="https://a.example.vn/logo.png",
    sections=(Section(key="van-hoa", title="Văn hoá"),),
    publisher=Organisation(name="UBND tỉnh Sơn La"),
)
PLAN = BroadcastPlan(
    key="it-today",
    title="IT TODAY",
    document=OfficialDocument(number=DocumentNumber.parse("173/KH-UBND")),
    authority=Organisation(name="UBND tỉnh Sơn La"),
    parties=(
        Party(organisation=Organisation(name="Viễn thông Sơn La"), role="technical_adviser"),
        Party(organisation=Organisation(name="Sở Thông tin và Truyền thông"), role="lead"),
    ),
    service=BroadcastService(key="truyenhinh.sonla.vn", name="Truyền hình Sơn La"),
    themes=("chính phủ điện tử",),
    segments=(Segment(kind="relay", source=Source(name="Cổng Thông tin điện tử Chính phủ")),),
    slots=(
        Slot(
            key="toi-chu-nhat",
            recurrence=Recurrence(
                frequency="weekly",
                weekdays=("SU",),
                times=(time(19, 45),),
                if_day_off="next_working_day",
            ),
            duration=timedelta(minutes=15),
            valid_from=date(2017, 2, 19),
        ),
        Slot(key="sang-thu-hai", kind="rerun", of="toi-chu-nhat", offset=timedelta(hours=10.75)),
    ),
    exceptions=(
        SlotException(slot="toi-chu-nhat", on=date(2017, 4, 30), action="cancel", reason="Lễ"),
        SlotException(
            slot="toi-chu-nhat",
            on=date(2017, 5, 7),
            action="move",
            moved_to=datetime(2017, 5, 8, 19, 45, tzinfo=VIETNAM),
        ),
        SlotException(
            slot="toi-chu-nhat", on=date(2017, 5, 14), action="replace", title="Số đặc biệt"
        ),
    ),
)


def test_an_article_is_a_news_article() -> None:
    article = Article(
        uri="tag:a.example.vn,2017:1",
        headline="Phát sóng IT TODAY",
        published_at=AT,
        body="<p>Sở TT&amp;TT</p>",
        byline="Ban Biên tập",
        authors=(Person(name="Ban Biên tập"), Person(name="Tổ ảnh", role="photographer")),
        section="van-hoa",
        sections=("khac",),
        source=Source(name="Cổng B", item_uri="tag:b,2017:7"),
        related=(
            Related(uri="https://a.example.vn/en", rel="translation", language="en"),
            Related(uri="https://a.example.vn/2"),
        ),
        documents=(PLAN.document or OfficialDocument(),),
    )
    node = codec.to_jsonld(article, portal=PORTAL)
    assert node["@context"] == "https://schema.org"
    assert (node["@type"], node["@id"]) == ("NewsArticle", article.uri)
    assert node["articleBody"] == "Sở TT&TT"
    assert node["articleSection"] == ["Văn hoá", "khac"]
    assert node["datePublished"] == node["dateModified"] == "2017-02-15T17:00:00+07:00"
    assert node["author"] == [{"@type": "Person", "name": "Ban Biên tập"}]
    assert node["contributor"][0]["roleName"] == "photographer"
    assert node["publisher"] == {
        "@type": "Organization",
        "name": "UBND tỉnh Sơn La",
        "logo": "https://a.example.vn/logo.png",
    }
    assert node["isBasedOn"]["publisher"]["name"] == "Cổng B"
    assert [one["@id"] for one in node["workTranslation"]] == ["https://a.example.vn/en"]
    assert [one["@id"] for one in node["mentions"]] == ["https://a.example.vn/2"]
    assert node["citation"][0]["identifier"] == "173/KH-UBND"
    assert "publisher" not in codec.to_jsonld(article)


def test_a_translated_article_names_what_it_translates() -> None:
    article = Article(
        uri="tag:a,2017:1",
        headline="News",
        published_at=AT,
        language="en",
        source=Source(name="Cổng A", item_uri="tag:a,2017:vi", relation="translated"),
    )
    assert codec.to_jsonld(article)["translationOfWork"]["@id"] == "tag:a,2017:vi"


def test_a_portal_is_a_web_site() -> None:
    node = codec.to_jsonld(PORTAL)
    assert (node["@type"], node["@id"]) == ("WebSite", "https://a.example.vn/")
    assert node["hasPart"] == [
        {"@type": "CollectionPage", "identifier": "van-hoa", "name": "Văn hoá"}
    ]


@pytest.mark.parametrize(
    ("number", "kind", "field", "name"),
    [
        ("45/2019/QH14", "Legislation", "legislationIdentifier", "45/2019/QH14"),
        ("30/2020/NĐ-CP", "Legislation", "legislationIdentifier", "Nghị định số 30/2020/NĐ-CP"),
        ("173/KH-UBND", "DigitalDocument", "identifier", "Kế hoạch số 173/KH-UBND"),
    ],
)
def test_documents_are_legislation_or_not(number: str, kind: str, field: str, name: str) -> None:
    paper = OfficialDocument(
        number=DocumentNumber.parse(number),
        issuer="UBND tỉnh Sơn La",
        effective_on=date(2020, 3, 5),
        expires_on=date(2021, 3, 5),
    )
    node = codec.to_jsonld(paper)
    assert (node["@type"], node[field], node["name"]) == (kind, number, name)
    assert node["expires"] == "2021-03-05"
    assert "2020-03-05" in json.dumps(node)


def test_a_plan_has_its_schedules() -> None:
    node = codec.to_jsonld(PLAN)
    assert node["@type"] == "BroadcastEvent"
    assert node["publishedOn"]["@type"] == "BroadcastService"
    assert [one["name"] for one in node["organizer"]] == [
        "UBND tỉnh Sơn La",
        "Sở Thông tin và Truyền thông",
    ]
    assert [one["roleName"] for one in node["contributor"]] == ["technical_adviser"]
    assert node["subjectOf"][0]["name"] == "Kế hoạch số 173/KH-UBND"
    sunday, monday = node["eventSchedule"]
    assert sunday == {
        "@type": "Schedule",
        "description": "nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo",
        "repeatFrequency": "P1W",
        "byDay": ["https://schema.org/Sunday"],
        "startTime": "19:45:00",
        "endTime": "20:00:00",
        "duration": "PT15M",
        "startDate": "2017-02-19",
        "exceptDate": ["2017-04-30T19:45:00+07:00", "2017-05-07T19:45:00+07:00"],
        "scheduleTimezone": "Asia/Ho_Chi_Minh",
    }
    assert monday == {"@type": "Schedule", "description": "toi-chu-nhat + PT10H45M"}
    cancelled, moved, replaced = node["subEvent"]
    assert cancelled["eventStatus"].endswith("EventCancelled")
    assert (moved["previousStartDate"], moved["startDate"]) == (
        "2017-05-07T19:45:00+07:00",
        "2017-05-08T19:45:00+07:00",
    )
    assert moved["eventStatus"].endswith("EventRescheduled")
    assert (replaced["name"], "eventStatus" in replaced) == ("Số đặc biệt", False)


def test_what_hangs_on_another_slot_is_told_by_that_slot() -> None:
    cancelled = SlotException(slot="sang-thu-hai", on=date(2017, 5, 1), action="cancel")
    plan = attrs.evolve(
        PLAN,
        segments=(Segment(kind="local", supplier=Organisation(name="Sở Y tế")),),
        exceptions=(cancelled,),
    )
    node = codec.to_jsonld(plan)
    assert "subEvent" not in node
    assert node["workPerformed"]["hasPart"] == [
        {
            "@type": "Clip",
            "genre": "local",
            "sourceOrganization": {"@type": "Organization", "name": "Sở Y tế"},
        }
    ]


def test_rules_of_the_month_and_of_the_moon() -> None:
    rules = (
        Recurrence(frequency="monthly", weekdays=("SU",), positions=(1, -1), times=(time(8),)),
        Recurrence(frequency="yearly", lunar_day=LunarDay(day=10, month=3), times=(time(8),)),
    )
    plan = BroadcastPlan(
        key="x",
        title="X",
        slots=tuple(Slot(key=f"s{number}", recurrence=rule) for number, rule in enumerate(rules)),
    )
    month, moon = codec.to_jsonld(plan)["eventSchedule"]
    assert sorted(month["byDay"]) == ["-1SU", "1SU"]
    assert moon["description"] == "ngày 10 tháng 3 âm lịch"
    assert "repeatFrequency" not in moon


def test_an_airing_is_the_same_event_everywhere() -> None:
    airing = PLAN.next_airing(AT)
    assert airing is not None
    node = codec.to_jsonld(airing, plan=PLAN)
    assert (node["name"], node["startDate"]) == ("IT TODAY", "2017-02-19T19:45:00+07:00")
    assert node["endDate"] == "2017-02-19T20:00:00+07:00"
    assert node["workPerformed"]["partOfSeries"]["name"] == "IT TODAY"
    assert node["workPerformed"]["hasPart"][0]["genre"] == "relay"
    assert "url" not in node
    elsewhere = Airing(slot="toi-chu-nhat", start=airing.start.astimezone(UTC))
    assert codec.to_jsonld(elsewhere, plan=PLAN)["@id"] == node["@id"]
    moved = PLAN.airings(datetime(2017, 5, 8, tzinfo=VIETNAM), datetime(2017, 5, 9, tzinfo=VIETNAM))
    assert codec.to_jsonld(moved[0], plan=PLAN)["previousStartDate"] == "2017-05-07T19:45:00+07:00"


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(CodecError, match=r"^date: \$: has no form in schema\.org$"):
        codec.to_jsonld(date(2017, 2, 15))  # type: ignore[arg-type]  # what is tested


def nodes(value: Any) -> Any:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)


ANY = st.one_of(
    values.articles(),
    values.portals(),
    values.organisations(),
    values.persons(),
    values.images(),
    values.attachments(),
    values.official_documents(),
    values.broadcast_services(),
    values.broadcast_plans(),
    values.airings(),
)


@given(value=ANY)
def test_every_value_gives_typed_nodes_without_gaps(value: Any) -> None:
    node = codec.to_jsonld(value)
    assert json.loads(json.dumps(node)) == node
    for one in nodes(node):
        assert "@type" in one
        assert all(item not in (None, "", [], {}) for item in one.values())
