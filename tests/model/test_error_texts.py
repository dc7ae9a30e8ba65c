"""Errors name the class, the field and what was wrong, whole: portals show them to editors."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from govnews import (
    Airing,
    AiringRecord,
    Article,
    BroadcastPlan,
    DocumentNumber,
    Extensions,
    Image,
    OfficialDocument,
    Organisation,
    Party,
    Portal,
    Recurrence,
    Section,
    SectionTree,
    Segment,
    Slot,
    SlotException,
    Source,
    VisitStatistics,
)
from govnews.errors import BroadcastError, DocumentNumberError, ModelError
from govnews.model import LunarDay, RawExtension, ReportDuty

NOW = datetime(2017, 2, 15, 17, 0, tzinfo=UTC)
NAIVE = datetime(2017, 2, 15, 17, 0)
DAY = date(2017, 2, 15)
DAY_BEFORE = date(2017, 2, 14)
HALF_A_MINUTE = timezone(timedelta(seconds=30))
HOUR = timedelta(hours=1)
ROLES = ("authority", "lead", "content_supplier", "technical_adviser", "broadcaster")
PICTURE = "https://example.vn/a.jpg"
NEW_YEAR = LunarDay(day=1, month=1)
SUNDAY = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
TWICE = Recurrence(frequency="daily", times=(time(6), time(18)))
FIRST = Slot(key="first", recurrence=SUNDAY)
TWICE_A_DAY = Slot(key="twice", recurrence=TWICE)
MOVE = SlotException(slot="twice", on=DAY, action="move", moved_to=NOW)
RELAYED = Source(name="Cổng")


def article(**fields):
    return Article(**{"uri": "tag:a,2017:1", "headline": "Tin", "published_at": NOW, **fields})


def portal(**fields):
    return Portal(name="Cổng", url="https://example.vn/", **fields)


def cancel(**fields):
    return SlotException(slot="a", on=DAY, action="cancel", **fields)


def plan(*slots, **fields):
    return BroadcastPlan(key="it-today", title="IT TODAY", slots=slots, **fields)


@pytest.mark.parametrize(
    ("make", "law", "value"),
    [
        (lambda: article(headline=5), "Article.headline is not a text", 5),
        (
            lambda: article(headline="a\x00"),
            "Article.headline holds a character XML cannot carry",
            "a\x00",
        ),
        (lambda: article(headline=" "), "Article.headline is empty", " "),
        (lambda: article(headline=""), "Article.headline is empty", ""),
        (
            lambda: article(published_at=NAIVE),
            "Article.published_at is not a datetime with a time zone",
            NAIVE,
        ),
        (
            lambda: article(published_at="2017-02-15"),
            "Article.published_at is not a datetime with a time zone",
            "2017-02-15",
        ),
        (
            lambda: article(published_at=datetime(2017, 2, 15, tzinfo=HALF_A_MINUTE)),
            "Article.published_at has an offset that is not whole minutes",
            datetime(2017, 2, 15, tzinfo=HALF_A_MINUTE),
        ),
        (
            lambda: article(
                published_at=datetime(2017, 2, 15, tzinfo=timezone(timedelta(microseconds=5)))
            ),
            "Article.published_at has an offset that is not whole minutes",
            datetime(2017, 2, 15, 0, 0, tzinfo=timezone(timedelta(microseconds=5))),
        ),
        (lambda: article(uri="a b"), "Article.uri is not an absolute URI", "a b"),
        (lambda: article(uri="tin/1"), "Article.uri is not an absolute URI", "tin/1"),
        (lambda: article(uri=5), "Article.uri is not a text", 5),
        (
            lambda: article(url="ftp://example.vn/"),
            "Article.url is not an absolute http(s) URL",
            "ftp://example.vn/",
        ),
        (lambda: article(url="https://"), "Article.url is not an absolute http(s) URL", "https://"),
        (lambda: article(url=5), "Article.url is not a text", 5),
        (
            lambda: article(section="văn hoá"),
            "Article.section is not a key of A-Z, a-z, 0-9 and inner '.', '_', '-'",
            "văn hoá",
        ),
        (
            lambda: article(sections=("tin", 5)),
            "Article.sections is not a key of A-Z, a-z, 0-9 and inner '.', '_', '-'",
            5,
        ),
        (lambda: article(sections=["tin"]), "Article.sections is not a tuple", ["tin"]),
        (lambda: article(language="v"), "Article.language is not a language tag", "v"),
        (lambda: article(language=None), "Article.language is not a language tag", None),
        (lambda: article(authors=[]), "Article.authors is not a tuple", []),
        (lambda: article(tags=("a", "")), "Article.tags is empty", ""),
        (lambda: article(tags="abc"), "Article.tags is not a tuple", "abc"),
        (lambda: article(version=0), "Article.version is not a whole number of 1 or more", 0),
        (lambda: article(version=True), "Article.version is not a whole number of 1 or more", True),
        (
            lambda: article(status="live"),
            "Article.status is none of draft, published, withdrawn",
            "live",
        ),
        (lambda: article(body_type="pdf"), "Article.body_type is none of html, plain", "pdf"),
        (
            lambda: article(published_at=None),
            "Article.published_at is missing from a published article",
            None,
        ),
        (
            lambda: article(published_at=None, status="withdrawn"),
            "Article.published_at is missing from a withdrawn article",
            None,
        ),
        (lambda: article().state(NAIVE), "Article.now is not a datetime with a time zone", NAIVE),
        (lambda: Image(url=PICTURE, width=0), "Image.width is not a whole number of 1 or more", 0),
        (
            lambda: Image(url=PICTURE, width="1"),
            "Image.width is not a whole number of 1 or more",
            "1",
        ),
        (
            lambda: Image(url=PICTURE, length=-1),
            "Image.length is not a whole number of 0 or more",
            -1,
        ),
        (
            lambda: Image(url=PICTURE, length=1.5),
            "Image.length is not a whole number of 0 or more",
            1.5,
        ),
        (
            lambda: Image(url=PICTURE, media_type="jpeg"),
            "Image.media_type is not a media type",
            "jpeg",
        ),
        (lambda: Image(url=PICTURE, media_type=5), "Image.media_type is not a media type", 5),
        (
            lambda: Source(name="Cổng", relation="stolen"),
            "Source.relation is none of relayed, excerpt, translated, adapted",
            "stolen",
        ),
        (lambda: OfficialDocument(issued_on=NOW), "OfficialDocument.issued_on is not a date", NOW),
        (
            lambda: OfficialDocument(issued_on="15/2/2017"),
            "OfficialDocument.issued_on is not a date",
            "15/2/2017",
        ),
        (
            lambda: OfficialDocument(effective_on=DAY, expires_on=DAY_BEFORE),
            "OfficialDocument.expires_on is before effective_on",
            DAY_BEFORE,
        ),
        (lambda: RawExtension(name="a", json="{"), "RawExtension.json is not JSON", "{"),
        (lambda: RawExtension(name="a", json=5), "RawExtension.json is not JSON", 5),
        (
            lambda: Extensions(("a", 1)),
            "Extensions.values is not in order: use Extensions.of",
            ("a", 1),
        ),
        (lambda: Extensions.of("a", "b"), "Extensions.values has a type that occurs twice", "a"),
        (lambda: Extensions.of(["a"]), "Extensions.values is not frozen", ["a"]),
        (
            lambda: portal(time_zone="Asia/Son_La"),
            "Portal.time_zone is no zone of the IANA database",
            "Asia/Son_La",
        ),
        (lambda: portal(time_zone=7), "Portal.time_zone is no zone of the IANA database", 7),
        (
            lambda: portal(feed_path="feeds/{format}"),
            "Portal.feed_path is not a path with {name} and {format}",
            "feeds/{format}",
        ),
        (
            lambda: portal(feed_path="feeds/{name}.{kind}"),
            "Portal.feed_path is not a path with {name} and {format}",
            "feeds/{name}.{kind}",
        ),
        (lambda: portal(feed_path=5), "Portal.feed_path is not a path with {name} and {format}", 5),
        (
            lambda: SectionTree((Section(key="a", title="A"), Section(key="a", title="B"))),
            "SectionTree.sections holds a key twice",
            "a",
        ),
        (
            lambda: SectionTree((Section(key="a", title="A", parent="b"),)),
            "SectionTree.sections lacks a parent",
            "b",
        ),
        (
            lambda: SectionTree(
                (Section(key="a", title="A", parent="b"), Section(key="b", title="B", parent="a"))
            ),
            "SectionTree.sections form a circle above",
            "a",
        ),
        (lambda: SectionTree([]), "SectionTree.sections is not a tuple", []),
        (lambda: LunarDay(day=0, month=1), "LunarDay.day is not 1 to 30", 0),
        (lambda: LunarDay(day=31, month=1), "LunarDay.day is not 1 to 30", 31),
        (lambda: LunarDay(day="1", month=1), "LunarDay.day is not 1 to 30", "1"),
        (lambda: LunarDay(day=1, month=13), "LunarDay.month is not 1 to 12", 13),
        (lambda: LunarDay(day=1, month=True), "LunarDay.month is not 1 to 12", True),
        (
            lambda: Recurrence(frequency="hourly"),
            "Recurrence.frequency is none of daily, weekly, monthly, yearly",
            "hourly",
        ),
        (
            lambda: Recurrence(frequency="daily", interval=0),
            "Recurrence.interval is not a whole number of 1 or more",
            0,
        ),
        (
            lambda: Recurrence(frequency="weekly", weekdays=("XX",)),
            "Recurrence.weekdays is none of MO, TU, WE, TH, FR, SA, SU",
            "XX",
        ),
        (
            lambda: Recurrence(frequency="weekly", weekdays=["SU"]),
            "Recurrence.weekdays is not a tuple",
            ["SU"],
        ),
        (
            lambda: Recurrence(frequency="monthly", weekdays=("SU",), positions=(6,)),
            "Recurrence.positions is not 1 to 5 or -1 to -5",
            6,
        ),
        (
            lambda: Recurrence(frequency="monthly", weekdays=("SU",), positions=(0,)),
            "Recurrence.positions is not 1 to 5 or -1 to -5",
            0,
        ),
        (
            lambda: Recurrence(frequency="monthly", month_days=(32,)),
            "Recurrence.month_days is not 1 to 31 or -1 to -31",
            32,
        ),
        (
            lambda: Recurrence(frequency="monthly", month_days=(-32,)),
            "Recurrence.month_days is not 1 to 31 or -1 to -31",
            -32,
        ),
        (
            lambda: Recurrence(frequency="monthly", month_days=("1",)),
            "Recurrence.month_days is not 1 to 31 or -1 to -31",
            "1",
        ),
        (
            lambda: Recurrence(frequency="yearly", months=(0,)),
            "Recurrence.months is not 1 to 12",
            0,
        ),
        (
            lambda: Recurrence(frequency="yearly", months=(-1,)),
            "Recurrence.months is not 1 to 12",
            -1,
        ),
        (
            lambda: Recurrence(frequency="yearly", months=(13,)),
            "Recurrence.months is not 1 to 12",
            13,
        ),
        (
            lambda: Recurrence(frequency="daily", times=(time(6, tzinfo=UTC),)),
            "Recurrence.times is not a local time without a zone",
            time(6, 0, tzinfo=UTC),
        ),
        (
            lambda: Recurrence(frequency="daily", times=("6:00",)),
            "Recurrence.times is not a local time without a zone",
            "6:00",
        ),
        (
            lambda: Recurrence(frequency="daily", times=(time(6, 0, 0, 1),)),
            "Recurrence.times is not whole seconds with fold 0",
            time(6, 0, 0, 1),
        ),
        (
            lambda: Recurrence(frequency="daily", times=(time(6, fold=1),)),
            "Recurrence.times is not whole seconds with fold 0",
            time(6, 0, fold=1),
        ),
        (
            lambda: Recurrence(frequency="daily", time_zone="Asia/Son_La"),
            "Recurrence.time_zone is not a time zone",
            "Asia/Son_La",
        ),
        (
            lambda: Recurrence(frequency="daily", time_zone=7),
            "Recurrence.time_zone is not a time zone",
            7,
        ),
        (lambda: Recurrence(frequency="daily", anchor=NOW), "Recurrence.anchor is not a date", NOW),
        (
            lambda: Recurrence(frequency="daily", if_day_off="skip"),
            "Recurrence.if_day_off is none of next_working_day",
            "skip",
        ),
        (
            lambda: Recurrence(frequency="monthly", positions=(1,)),
            "Recurrence.positions needs weekdays to choose from",
            (1,),
        ),
        (
            lambda: Recurrence(frequency="weekly", weekdays=("SU",), positions=(1,)),
            "Recurrence.positions needs a monthly or yearly rule",
            (1,),
        ),
        (
            lambda: Recurrence(frequency="yearly", weekdays=("SU",), positions=(1,)),
            "Recurrence.positions needs months in a yearly rule",
            (1,),
        ),
        (
            lambda: Recurrence(frequency="daily", month_days=(1,)),
            "Recurrence.month_days needs a monthly or yearly rule",
            (1,),
        ),
        (
            lambda: Recurrence(frequency="yearly", months=(2,), month_days=(30, -30)),
            "Recurrence.month_days is in none of the months",
            (30, -30),
        ),
        (
            lambda: Recurrence(frequency="monthly", lunar_day=NEW_YEAR),
            "Recurrence.lunar_day needs a rule of every year",
            NEW_YEAR,
        ),
        (
            lambda: Recurrence(frequency="yearly", interval=2, lunar_day=NEW_YEAR),
            "Recurrence.lunar_day needs a rule of every year",
            NEW_YEAR,
        ),
        (
            lambda: Recurrence(frequency="yearly", weekdays=("SU",), lunar_day=NEW_YEAR),
            "Recurrence.weekdays is not for a lunar day",
            ("SU",),
        ),
        (
            lambda: Recurrence(frequency="yearly", month_days=(1,), lunar_day=NEW_YEAR),
            "Recurrence.month_days is not for a lunar day",
            (1,),
        ),
        (
            lambda: Recurrence(frequency="yearly", months=(1,), lunar_day=NEW_YEAR),
            "Recurrence.months is not for a lunar day",
            (1,),
        ),
        (
            lambda: Recurrence(frequency="yearly", lunar_day=NEW_YEAR).rrules(),
            "Recurrence.lunar_day cannot be said in RFC 5545",
            NEW_YEAR,
        ),
        (
            lambda: Recurrence(frequency="yearly", lunar_day=NEW_YEAR).next(NOW),
            "Recurrence.lunar_day needs a lunar calendar: see lunar_days()",
            NEW_YEAR,
        ),
        (
            lambda: Recurrence(frequency="daily", times=(time(6), time(18, 30))).rrule(),
            "Recurrence.times need more than one RRULE: see rrules()",
            (time(6, 0), time(18, 30)),
        ),
        (lambda: SUNDAY.next_day(NOW), "Recurrence.after is not a date", NOW),
        (lambda: SUNDAY.previous_day("15/2/2017"), "Recurrence.before is not a date", "15/2/2017"),
        (lambda: SUNDAY.days(NOW, DAY), "Recurrence.start is not a date", NOW),
        (lambda: SUNDAY.days(DAY, NOW), "Recurrence.end is not a date", NOW),
        (lambda: SUNDAY.includes(NOW), "Recurrence.day is not a date", NOW),
        (lambda: SUNDAY.next(NAIVE), "Recurrence.after is not a datetime with a time zone", NAIVE),
        (lambda: SUNDAY.previous(DAY), "Recurrence.before is not a datetime with a time zone", DAY),
        (
            lambda: SUNDAY.between(NAIVE, NOW),
            "Recurrence.start is not a datetime with a time zone",
            NAIVE,
        ),
        (
            lambda: SUNDAY.between(NOW, NAIVE),
            "Recurrence.end is not a datetime with a time zone",
            NAIVE,
        ),
        (lambda: Segment(kind="live"), "Segment.kind is none of relay, local", "live"),
        (
            lambda: Segment(kind="local", source=RELAYED),
            "Segment.source belongs to a relay segment",
            "Cổng",
        ),
        (
            lambda: Slot(key="a b", recurrence=SUNDAY),
            "Slot.key is not a key of A-Z, a-z, 0-9 and inner '.', '_', '-'",
            "a b",
        ),
        (lambda: Slot(key="a"), "Slot.recurrence is missing, and so is an offset", None),
        (
            lambda: Slot(key="a", recurrence=SUNDAY, offset=HOUR, kind="rerun", of="b"),
            "Slot.offset is given beside a recurrence",
            HOUR,
        ),
        (
            lambda: Slot(key="a", recurrence=Recurrence(frequency="daily")),
            "Slot.recurrence gives no time of day",
            Recurrence(frequency="daily"),
        ),
        (
            lambda: Slot(key="a", recurrence=SUNDAY, of="b"),
            "Slot.of names a first run, but the slot is no rerun",
            "b",
        ),
        (
            lambda: Slot(key="a", offset=HOUR, kind="rerun"),
            "Slot.of is missing: an offset counts from a first run",
            None,
        ),
        (
            lambda: Slot(key="a", offset=timedelta(0), kind="rerun", of="b"),
            "Slot.offset is not a duration above zero",
            timedelta(0),
        ),
        (
            lambda: Slot(key="a", recurrence=SUNDAY, duration=15),
            "Slot.duration is not a duration above zero",
            15,
        ),
        (
            lambda: Slot(key="a", recurrence=SUNDAY, kind="repeat"),
            "Slot.kind is none of first, rerun",
            "repeat",
        ),
        (
            lambda: Slot(key="a", recurrence=SUNDAY, valid_from=DAY, valid_until=DAY_BEFORE),
            "Slot.valid_until is before valid_from",
            DAY_BEFORE,
        ),
        (
            lambda: SlotException(slot="a", on=NOW, action="cancel"),
            "SlotException.on is not a date",
            NOW,
        ),
        (
            lambda: SlotException(slot="a", on=DAY, action="skip"),
            "SlotException.action is none of cancel, move, replace",
            "skip",
        ),
        (
            lambda: SlotException(slot="a", on=DAY, action="move"),
            "SlotException.moved_to is missing from a move",
            None,
        ),
        (lambda: cancel(moved_to=NOW), "SlotException.moved_to does not belong to a cancel", NOW),
        (lambda: cancel(title="A"), "SlotException.action leaves nothing to be shown", "cancel"),
        (
            lambda: cancel(segments=(Segment(kind="local"),)),
            "SlotException.action leaves nothing to be shown",
            "cancel",
        ),
        (
            lambda: cancel(duration=timedelta(minutes=1)),
            "SlotException.action leaves nothing to be shown",
            "cancel",
        ),
        (
            lambda: SlotException(slot="a", on=DAY, action="replace"),
            "SlotException.title is missing from a replace, and so are its segments",
            None,
        ),
        (
            lambda: SlotException(slot="a", on=DAY, action="replace", moved_to=NOW, title="A"),
            "SlotException.moved_to does not belong to a replace",
            NOW,
        ),
        (
            lambda: cancel(at=time(6, tzinfo=UTC)),
            "SlotException.at is not a local time without a zone",
            time(6, 0, tzinfo=UTC),
        ),
        (lambda: Airing(slot="a", start=NOW, end=NOW), "Airing.end is not after the start", NOW),
        (
            lambda: Airing(slot="a", start=NOW, end=NAIVE),
            "Airing.end is not a datetime with a time zone",
            NAIVE,
        ),
        (
            lambda: Airing(slot="a", start=NOW, kind="repeat"),
            "Airing.kind is none of first, rerun",
            "repeat",
        ),
        (
            lambda: AiringRecord(scheduled_at=NOW),
            "AiringRecord.aired_at is missing from a record of status aired",
            None,
        ),
        (
            lambda: AiringRecord(scheduled_at=NOW, status="late"),
            "AiringRecord.aired_at is missing from a record of status late",
            None,
        ),
        (
            lambda: AiringRecord(status="failed"),
            "AiringRecord.scheduled_at is missing, and so is aired_at",
            None,
        ),
        (
            lambda: AiringRecord(scheduled_at=NOW, status="lost"),
            "AiringRecord.status is none of aired, late, pre_empted, failed",
            "lost",
        ),
        (
            lambda: Party(organisation=Organisation(name="Đài"), role="boss"),
            f"Party.role is none of {', '.join(ROLES)}",
            "boss",
        ),
        (
            lambda: ReportDuty(
                by=Organisation(name="Sở"), to=Organisation(name="UBND tỉnh"), every="week"
            ),
            "ReportDuty.every is none of year, quarter, month",
            "week",
        ),
        (lambda: plan(FIRST, FIRST), "BroadcastPlan.slots hold a key twice", "first"),
        (
            lambda: plan(Slot(key="again", recurrence=SUNDAY, kind="rerun", of="first")),
            "BroadcastPlan.slots lack the first run of a rerun",
            "first",
        ),
        (
            lambda: plan(
                FIRST,
                Slot(key="b", recurrence=SUNDAY, kind="rerun", of="first"),
                Slot(key="c", recurrence=SUNDAY, kind="rerun", of="b"),
            ),
            "BroadcastPlan.slots hold a rerun of a rerun",
            "b",
        ),
        (
            lambda: plan(FIRST, exceptions=(SlotException(slot="b", on=DAY, action="cancel"),)),
            "BroadcastPlan.exceptions name an unknown slot",
            "b",
        ),
        (
            lambda: plan(
                FIRST, exceptions=(SlotException(slot="first", on=DAY, action="cancel"),) * 2
            ),
            "BroadcastPlan.exceptions hold the same airing twice",
            ("first", DAY, None),
        ),
        (
            lambda: plan(FIRST, extra=(Airing(slot="a", start=NOW),) * 2),
            "BroadcastPlan.extra hold the same airing twice",
            ("a", NOW),
        ),
        (
            lambda: VisitStatistics(total=-1, online=0, as_of=NOW),
            "VisitStatistics.total is not a whole number of 0 or more",
            -1,
        ),
        (
            lambda: VisitStatistics(total=0, online=0, as_of=NAIVE),
            "VisitStatistics.as_of is not a datetime with a time zone",
            NAIVE,
        ),
        (
            lambda: DocumentNumber(number=0, issuer="QH14"),
            "DocumentNumber.number is not 1 to 9999999",
            0,
        ),
        (
            lambda: DocumentNumber(number=10_000_000, issuer="QH14"),
            "DocumentNumber.number is not 1 to 9999999",
            10000000,
        ),
        (
            lambda: DocumentNumber(number="1", issuer="QH14"),
            "DocumentNumber.number is not 1 to 9999999",
            "1",
        ),
        (
            lambda: DocumentNumber(number=1, suffix="ab", issuer="QH14"),
            "DocumentNumber.suffix is not one small letter or empty",
            "ab",
        ),
        (
            lambda: DocumentNumber(number=1, issuer="qh"),
            "DocumentNumber.issuer is not codes in capitals, joined by hyphens",
            "qh",
        ),
        (
            lambda: DocumentNumber(number=1, issuer=5),
            "DocumentNumber.issuer is not codes in capitals, joined by hyphens",
            5,
        ),
        (
            lambda: DocumentNumber(number=1, year=1899, type="KH", issuer="UBND"),
            "DocumentNumber.year is not 1900 to 2999",
            1899,
        ),
        (
            lambda: DocumentNumber(number=1, year="2017", type="KH", issuer="UBND"),
            "DocumentNumber.year is not 1900 to 2999",
            "2017",
        ),
        (
            lambda: DocumentNumber(number=1, type="XX", issuer="UBND"),
            "DocumentNumber.type is not the code of a type",
            "XX",
        ),
        (
            lambda: DocumentNumber(number=1, issuer="KH-UBND"),
            "DocumentNumber.issuer begins with the type's code KH",
            "KH-UBND",
        ),
        (
            lambda: DocumentNumber(number=1, year=2017, issuer="UBND"),
            "DocumentNumber.type is missing beside a year",
            None,
        ),
        (
            lambda: DocumentNumber(number=1, issuer="TW", hyphenated=True),
            "DocumentNumber.type is not a code, as this form needs",
            None,
        ),
        (
            lambda: DocumentNumber(number=1, type="N Q", issuer="TW", hyphenated=True),
            "DocumentNumber.type is not a code, as this form needs",
            "N Q",
        ),
        (
            lambda: DocumentNumber(number=1, year=2017, type="NQ", issuer="TW", hyphenated=True),
            "DocumentNumber.year has no place in the form with a hyphen",
            2017,
        ),
        (
            lambda: DocumentNumber(number=1, year=3000, type="KH", issuer="UBND"),
            "DocumentNumber.year is not 1900 to 2999",
            3000,
        ),
        (
            lambda: plan(TWICE_A_DAY, exceptions=(MOVE,)),
            (
                "BroadcastPlan.exceptions hold a move of a slot "
                "with several airings a day that has no `at`"
            ),
            MOVE,
        ),
    ],
)
def test_a_broken_law_is_told_whole(make, law, value) -> None:
    with pytest.raises(ModelError) as caught:
        make()
    error = caught.value
    assert (f"{error.model}.{error.field} {error.reason}", error.value) == (law, value)


@pytest.mark.parametrize(
    ("ask", "argument"),
    [
        (lambda: plan().next_airing(NAIVE), "after"),
        (lambda: plan().on_air(NAIVE), "at"),
        (lambda: plan().airings(NAIVE, NOW), "start"),
        (lambda: plan().airings(NOW, NAIVE), "end"),
        (lambda: plan().upcoming(1, NAIVE), "after"),
        (lambda: plan().conflicts(NAIVE, NOW), "start"),
    ],
)
def test_a_plan_says_which_moment_has_no_zone(ask, argument) -> None:
    with pytest.raises(BroadcastError) as caught:
        ask()
    error = caught.value
    assert (error.plan, error.where) == ("it-today", argument)
    assert error.reason == "is not a datetime with a time zone"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        (5, "is empty"),
        ("KH-UBND", "there is no number"),
        ("15/2/2017", "is a date or a fraction, not a document number"),
        ("1/2", "is a date or a fraction, not a document number"),
        ("173/KH-UBND ngày 15", "there is something after the number: ' ngày 15'"),
        ("173 /KH-UBND", "there are spaces in it"),
        ("173", "there is no symbol after the number"),
        ("173/kh", "the symbol is not codes in capitals, joined by hyphens"),
        ("001/KH-UBND", "the number is padded with more than one zero"),
        ("0/KH-UBND", "numbers start from 1"),
        ("1/1899/KH-UBND", "there is no document of the year 1899"),
        ("1/3000/KH-UBND", "there is no document of the year 3000"),
        ("1/2017/UBND", "there is a year but no code of a type"),
        ("1/KH", "the symbol names a type but no issuer"),
        ("52/KH-389", "is not codes in capitals, joined by hyphens"),
        ("1/ND-CP", "'ND' is no code of a type, 'NĐ' is"),
        ("Báo đài số 1/KH-UBND", "the words before the number are no type of document"),
        ("Quyết định số 173/KH-UBND", "'quyết định' contradicts the symbol"),
        ("QĐ số 173/KH-UBND", "'qđ' contradicts the symbol"),
        ("Kế hoạch số 1234/UBND-VP", "'kế hoạch' contradicts the symbol"),
        ("Kế hoạch số 45/2019/QH14", "'kế hoạch' contradicts the symbol"),
        ("1" * 1000, "is too long for a document number"),
    ],
)
def test_what_is_no_document_number_is_told_with_its_reason(text, reason) -> None:
    with pytest.raises(DocumentNumberError) as caught:
        DocumentNumber.parse(text)
    error = caught.value
    assert (error.reason, error.text) == (reason, text if isinstance(text, str) else repr(text))
