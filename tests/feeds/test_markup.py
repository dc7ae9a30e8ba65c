from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from govnews.feeds import _markup as markup
from govnews.testing import aware_datetimes

ANY = st.text(st.characters(exclude_categories=["Cs"]))
CARRIABLE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r&<>\"']")
)


@given(CARRIABLE)
def test_texts_and_attributes_are_read_back(value: str) -> None:
    document = f'<a b="{markup.attribute(value)}">{markup.text(value)}</a>'
    root = ET.fromstring(document)

    assert root.get("b") == value
    assert (root.text or "") == value
    assert (ET.fromstring(f"<a>{markup.plain(value)}</a>").text or "") == value


@given(ANY)
def test_what_xml_cannot_carry_is_refused(value: str) -> None:
    try:
        data = markup.utf8(value)
    except markup.UncarriableError:
        with pytest.raises(ET.ParseError):
            ET.fromstring(f"<a>{markup.text(value)}</a>")
    else:
        assert data.decode() == value
        ET.fromstring(f"<a>{markup.text(value)}</a>")


@pytest.mark.parametrize(
    "value", ["\x00", "a\x1fb", "\x0b", "\ufffe", "\uffff", "a\ud800", "b\udfff"]
)
def test_controls_and_surrogates_are_refused(value: str) -> None:
    with pytest.raises(markup.UncarriableError, match="holds a character XML cannot carry"):
        markup.utf8(value)


@pytest.mark.parametrize("value", ["\t\n\r", "\x7f\x85", "\ufdd0\ufeff\uff01\ufffd", "\U0001fffe"])
def test_everything_else_is_carried(value: str) -> None:
    assert markup.utf8(value).decode() == value


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("TT&TT", "text"),
        ("a < b", "text"),
        ("<b> thôi", "text"),
        ("R&D; x", "text"),
        ("<b>x</b>", "html"),
        ("a &amp; b", "html"),
        ("&apos", "html"),
        ("&#38;", "html"),
    ],
)
def test_what_looks_like_html_is_declared_as_html_that_shows_it(value: str, kind: str) -> None:
    element = ET.fromstring(markup.construct("title", value))

    assert element.get("type", "text") == kind
    assert (element.text == value) is (kind == "text")


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://a.vn/x?y=1&z#q", "https://a.vn/x?y=1&z#q"),
        ("https://a.vn/đường-dẫn", "https://a.vn/%C4%91%C6%B0%E1%BB%9Dng-d%E1%BA%ABn"),
        ("https://a.vn/%C4%91%zz", "https://a.vn/%C4%91%25zz"),
        ("https://a.vn/[1]", "https://a.vn/%5B1%5D"),
        ("https://[::1]:80/x", "https://[::1]:80/x"),
        ('https://a"b<.vn/x', "https://a%22b%3C.vn/x"),
        ("https://a.vn/x#y#z", "https://a.vn/x#y%23z"),
        ("https://tỉnh.example.vn:8080/ả", "https://xn--tnh-dlz.example.vn:8080/%E1%BA%A3"),
        ("https://u:p@tỉnh.vn/", "https://u:p@xn--tnh-dlz.vn/"),
        ("tag:a.vn,2017:tin/ả", "tag:a.vn,2017:tin/%E1%BA%A3"),
        ("urn:uuid:1-2", "urn:uuid:1-2"),
        (f"https://{'ả' * 70}.vn/", f"https://{'%E1%BA%A3' * 70}.vn/"),
    ],
)
def test_addresses_become_uris(iri: str, expected: str) -> None:
    assert markup.uri(iri) == expected
    assert markup.uri(expected) == expected


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1))
def test_a_uri_is_ascii_and_means_what_the_iri_means(path: str) -> None:
    made = markup.uri(f"https://a.vn/{path}")

    assert made.isascii()
    assert markup.uri(made) == made
    if "%" not in path and "#" not in path and "?" not in path:
        assert unquote(urlsplit(made).path) == f"/{path}"


@given(ANY)
def test_a_uri_can_stand_in_an_attribute(value: str) -> None:
    for iri in (value, f"https://{value}", f"https://a.vn/{value}", f"tag:{value}"):
        made = markup.uri(iri)
        assert markup.text(made) == markup.attribute(made)
        assert not set(made) & set('<>"\t\n\r ')


VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@given(aware_datetimes())
def test_both_forms_of_a_date_name_the_instant(value: datetime) -> None:
    stamp = markup.stamp(value, VIETNAM)

    assert datetime.fromisoformat(stamp.rfc3339) == value
    assert parsedate_to_datetime(stamp.rfc822) == value.replace(microsecond=0)
    assert stamp.rfc3339 == markup.stamp(value.astimezone(UTC), VIETNAM).rfc3339


def test_an_offset_with_seconds_gives_way_to_utc() -> None:
    value = datetime(1900, 1, 1, tzinfo=UTC)

    assert markup.stamp(value, VIETNAM).rfc3339 == "1900-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    "value",
    [
        datetime(9999, 12, 31, 23, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=9))),
    ],
)
def test_an_instant_that_no_calendar_has_is_refused(value: datetime) -> None:
    zone = VIETNAM if value.year > 1 else UTC
    with pytest.raises(ValueError, match="is on no calendar in the portal's zone"):
        markup.stamp(value, zone)


def test_plain_text_becomes_paragraphs() -> None:
    assert markup.paragraphs("Một\nhai\r\n\r\n \nBa < 4\n") == "<p>Một<br>hai</p><p>Ba &lt; 4</p>"
    assert markup.paragraphs(" \n ") == ""
