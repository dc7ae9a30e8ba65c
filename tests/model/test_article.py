"""Articles: what is required, what is refused, what readers may see when."""

import pickle
from datetime import UTC, datetime, timedelta
from unicodedata import normalize

import attrs
import pytest
from hypothesis import given, strategies as st

from govnews import Article, Attachment, Image, Organisation, Person, Related, Section, Source
from govnews.errors import ModelError
from govnews.testing import articles, aware_datetimes

NOON = datetime(2017, 2, 15, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def article(**fields):
    base = {"uri": "tag:example.vn,2017:173", "headline": "IT TODAY", "published_at": NOON}
    return Article(**{**base, **fields})


def test_three_fields_are_enough():
    one = article()
    assert (one.language, one.status, one.body_type, one.version) == ("vi", "published", "html", 1)
    assert one.updated_at == NOON
    assert article(modified_at=NOON + MINUTE).updated_at == NOON + MINUTE


@given(articles())
def test_articles_are_frozen_hashable_and_picklable(one):
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.headline = "x"
    assert pickle.loads(pickle.dumps(one)) == one
    assert hash(attrs.evolve(one)) == hash(one)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("uri", "173", "is not an absolute URI"),
        ("headline", " ", "is empty"),
        ("headline", "a\x00b", "holds a character XML cannot carry"),
        ("headline", None, "is not a text"),
        ("published_at", datetime(2017, 2, 15), "is not a datetime with a time zone"),
        ("published_at", None, "is missing from a published article"),
        ("url", "/tin/173", "is not an absolute http(s) URL"),
        ("body", "\ud800", "holds a character XML cannot carry"),
        ("body_type", "markdown", "is none of html, plain"),
        ("section", "văn hoá", "is not a key of A-Z, a-z, 0-9 and inner '.', '_', '-'"),
        ("tags", ["a"], "is not a tuple"),
        ("tags", ("",), "is empty"),
        ("language", "vi_VN", "is not a language tag"),
        ("status", "live", "is none of draft, published, withdrawn"),
        ("version", 0, "is not a whole number of 1 or more"),
        ("images", [], "is not a tuple"),
        ("expires_at", datetime(2017, 2, 15), "is not a datetime with a time zone"),
    ],
)
def test_laws_name_the_field(field, value, reason):
    with pytest.raises(ModelError) as caught:
        article(**{field: value})
    assert (caught.value.model, caught.value.field) == ("Article", field)
    assert caught.value.reason == reason


def test_text_is_kept_in_form_c():
    decomposed = normalize("NFD", "Sở Thông tin và Truyền thông")
    one = article(headline=decomposed, lead=decomposed, body=decomposed, tags=(decomposed,))
    composed = normalize("NFC", decomposed)
    assert one.headline == one.lead == one.body == one.tags[0] == composed != decomposed


def test_a_section_may_be_given_as_itself_or_by_key():
    culture = Section(key="van-hoa", title="Văn hoá")
    assert article(section=culture).section == article(section="van-hoa").section == "van-hoa"
    assert article().section is None


def test_a_draft_needs_no_date():
    assert article(status="draft", published_at=None).state(NOON) == "draft"
    with pytest.raises(ModelError, match="withdrawn article"):
        article(status="withdrawn", published_at=None)


@pytest.mark.parametrize(
    ("fields", "at", "state"),
    [
        ({"status": "draft"}, NOON, "draft"),
        ({"status": "withdrawn"}, NOON, "withdrawn"),
        ({}, NOON - MINUTE, "scheduled"),
        ({}, NOON, "live"),
        ({"publish_from": NOON + MINUTE}, NOON, "scheduled"),
        ({"publish_from": NOON + MINUTE}, NOON + MINUTE, "live"),
        ({"publish_from": NOON - MINUTE}, NOON - MINUTE, "live"),
        ({"expires_at": NOON + MINUTE}, NOON, "live"),
        ({"expires_at": NOON + MINUTE}, NOON + MINUTE, "expired"),
        ({"status": "withdrawn", "expires_at": NOON}, NOON + MINUTE, "withdrawn"),
        ({"status": "draft", "expires_at": NOON}, NOON + MINUTE, "draft"),
    ],
)
def test_state_is_derived_from_the_clock(fields, at, state):
    assert article(**fields).state(at) == state


@given(articles(), aware_datetimes(), st.timedeltas(timedelta(0), timedelta(days=3650)))
def test_a_published_article_never_goes_back_to_an_earlier_state(one, now, later):
    order = ["scheduled", "live", "expired"]
    before, after = one.state(now), one.state(now + later)
    if one.status == "published":
        assert order.index(before) <= order.index(after)
    else:
        assert before == after == one.status


def test_state_asks_for_an_aware_moment():
    with pytest.raises(ModelError, match=r"Article\.now"):
        article().state(datetime(2017, 2, 15))


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Image(url="anh.jpg"), "url"),
        (lambda: Image(url="https://a.vn/a.jpg", width=0), "width"),
        (lambda: Attachment(url="https://a.vn/a", length=-1), "length"),
        (lambda: Attachment(url="https://a.vn/a", media_type="pdf"), "media_type"),
        (lambda: Person(name=""), "name"),
        (lambda: Organisation(name="UBND", code=" "), "code"),
        (lambda: Source(name="Cổng", relation="stolen"), "relation"),
        (lambda: Source(name="Cổng", published_at=datetime(2017, 1, 1)), "published_at"),
        (lambda: Related(uri="x"), "uri"),
        (lambda: Related(uri="a:b", rel=""), "rel"),
    ],
)
def test_laws_of_what_belongs_to_an_article(make, field):
    with pytest.raises(ModelError) as caught:
        make()
    assert caught.value.field == field


def test_a_subclass_adds_fields_of_its_own():
    @attrs.frozen(kw_only=True)
    class VideoArticle(Article):
        seconds: int

    video = VideoArticle(uri="tag:a:b", headline="x", published_at=NOON, seconds=90)
    assert video.state(NOON) == "live"
    assert video != article(uri="tag:a:b", headline="x")
