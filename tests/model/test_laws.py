"""The laws, each at its boundaries."""

from datetime import UTC, datetime, timedelta, timezone
from unicodedata import combining, is_normalized, normalize
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import assume, given, strategies as st

from govnews.errors import ModelError
from govnews.model import _laws as laws


@attrs.frozen
class Probe:
    """Stands for any model class."""

    value: object = None


FIELD = attrs.fields(Probe).value


def refusal(law, value):
    with pytest.raises(ModelError) as caught:
        law(Probe(), FIELD, value)
    assert (caught.value.model, caught.value.field) == ("Probe", "value")
    assert caught.value.value is value
    return caught.value.reason


def xml_can_carry(character):
    """XML 1.0, production [2], word for word."""
    code = ord(character)
    return (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )


@given(st.text(st.characters(), max_size=5))
def test_text_is_what_xml_can_carry(text):
    if all(map(xml_can_carry, text)):
        laws.text(Probe(), FIELD, text)
    else:
        assert refusal(laws.text, text) == "holds a character XML cannot carry"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8))
def test_text_is_kept_in_form_c(text):
    assume(all(map(xml_can_carry, text)))
    probe = Probe(text)
    laws.text(probe, FIELD, text)
    assert probe.value == normalize("NFC", text)


def test_what_one_pass_settles_is_in_form_c_beside_anything():
    plain = [chr(code) for code in range(0x110000) if laws._PLAIN_TEXT(chr(code))]
    assert len(plain) > 800
    for character in plain:
        assert is_normalized("NFC", character)
        assert combining(character) == 0
        assert is_normalized("NFC", f"a{character}")
        assert xml_can_carry(character)


@pytest.mark.parametrize("bad", ["\0", "a\x0bb", "\ud800", "\ufffe", "\uffff", "\x1f"])
def test_text_refuses(bad):
    assert refusal(laws.text, bad) == "holds a character XML cannot carry"


@pytest.mark.parametrize("value", [None, 5, b"a"])
def test_text_is_a_str(value):
    assert refusal(laws.text, value) == "is not a text"


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u00a0"])
def test_filled_text_is_not_blank(blank):
    assert refusal(laws.filled_text, blank) == "is empty"


@given(st.text())
def test_nfc_normalises_and_leaves_the_rest_alone(text):
    assert laws.nfc(text) == normalize("NFC", text)
    assert laws.nfc_tuple((text,)) == (laws.nfc(text),)


def test_what_is_no_text_is_left_to_the_validator():
    assert laws.nfc(5) == 5
    assert laws.nfc_tuple("abc") == "abc"


def test_aware_takes_whole_minute_offsets_only():
    moment = datetime(2017, 2, 15, 17, 0)
    for zone in (UTC, ZoneInfo("Asia/Ho_Chi_Minh"), timezone(timedelta(hours=-3, minutes=-30))):
        laws.aware(Probe(), FIELD, moment.replace(tzinfo=zone))
    assert "time zone" in refusal(laws.aware, moment)
    assert "time zone" in refusal(laws.aware, moment.date())
    assert "time zone" in refusal(laws.aware, "2017-02-15")
    for offset in (timedelta(hours=7, seconds=30), timedelta(microseconds=1)):
        assert "whole minutes" in refusal(laws.aware, moment.replace(tzinfo=timezone(offset)))
    # Local mean time, as the IANA database has it before 1911: +07:06:30.
    old = datetime(1900, 1, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert "whole minutes" in refusal(laws.aware, old)


@pytest.mark.parametrize(
    "uri", ["tag:example.vn,2017:1", "https://a.vn/bài", "urn:isbn:1", "a:b", "doi:10.1/x"]
)
def test_absolute_uri(uri):
    laws.absolute_uri(Probe(), FIELD, uri)


@pytest.mark.parametrize("bad", ["", "a", "/a/b", "a b:c", "a:", "a:b c", "1a:b", "a:<b>", "a:b\n"])
def test_absolute_uri_refuses(bad):
    assert refusal(laws.absolute_uri, bad) == "is not an absolute URI"


@pytest.mark.parametrize(
    "url",
    [
        "http://a",
        "HTTPS://a.vn/x?y#z",
        "https://a.vn/ảnh.jpg",
        "https://tỉnhsơnla.vn/",
        "http://[::1]:8000/a",
        "https://a.vn:/",
        "https://user:word@a.vn/@b:c[1]",
    ],
)
def test_web_url(url):
    laws.web_url(Probe(), FIELD, url)


@pytest.mark.parametrize(
    "bad",
    [
        "ftp://a",
        "https://",
        "https:///x",
        "//a/b",
        "javascript:alert(1)",
        "http://a b",
        "https://[x/a.jpg",
        "https://[::1/a.jpg",
        "https://a]b/",
        "https://a\u2100.vn/",
        "https://a.vn:cổng/",
        "https://a.vn:99999/",
        "https://@/",
        "https://:80/",
    ],
)
def test_web_url_refuses(bad):
    assert refusal(laws.web_url, bad) == "is not an absolute http(s) URL"


@pytest.mark.parametrize("key", ["a", "van-hoa", "A1", "a.b_c-d"])
def test_identifier(key):
    laws.identifier(Probe(), FIELD, key)


@pytest.mark.parametrize("bad", ["", "-a", "a-", "a/b", "văn", "a b", "..", "a\n", None])
def test_identifier_refuses(bad):
    assert "is not a key" in refusal(laws.identifier, bad)


@pytest.mark.parametrize("tag", ["vi", "en-GB", "zh-Hans", "hmn"])
def test_language_tag(tag):
    laws.language_tag(Probe(), FIELD, tag)


@pytest.mark.parametrize("bad", ["", "v", "vi_VN", "tiếng", "vi-", None])
def test_language_tag_refuses(bad):
    assert refusal(laws.language_tag, bad) == "is not a language tag"


def test_media_type():
    laws.media_type_name(Probe(), FIELD, "image/svg+xml")
    laws.media_type_name(Probe(), FIELD, "text/html; charset=utf-8")
    for bad in ("image", "/png", "image/", "ảnh/png", None):
        assert refusal(laws.media_type_name, bad) == "is not a media type"


def test_numbers_are_whole_and_no_booleans():
    laws.not_negative(Probe(), FIELD, 0)
    laws.positive(Probe(), FIELD, 1)
    for bad in (-1, True, 1.0, "1"):
        assert "0 or more" in refusal(laws.not_negative, bad)
    for bad in (0, -1, True, 1.0):
        assert "1 or more" in refusal(laws.positive, bad)


def test_duration_is_above_zero():
    laws.duration(Probe(), FIELD, timedelta(microseconds=1))
    for bad in (timedelta(0), timedelta(seconds=-1), 15):
        assert "duration" in refusal(laws.duration, bad)


def test_choices_tuples_and_optional_laws():
    choice = laws.one_of("html", "plain")
    choice(Probe(), FIELD, "html")
    assert refusal(choice, "pdf") == "is none of html, plain"
    laws.frozen_tuple(Probe(), FIELD, ())
    assert refusal(laws.frozen_tuple, ["a"]) == "is not a tuple"
    members = laws.tuple_of(laws.identifier)
    members(Probe(), FIELD, ("a", "b"))
    assert refusal(members, "ab") == "is not a tuple"
    with pytest.raises(ModelError) as caught:
        members(Probe(), FIELD, ("a", "b c"))
    assert caught.value.value == "b c"
    laws.optional(laws.identifier)(Probe(), FIELD, None)
    assert "is not a key" in refusal(laws.optional(laws.identifier), "")


#: Laws with a quick test, each with values that the test is there for.
QUICK = [
    (laws.text, ["", "Chính phủ điện tử", "“a”\n"]),
    (laws.filled_text, ["Chính phủ điện tử", "a "]),
    (laws.absolute_uri, ["tag:sonla.vn,2017:1", "a:b"]),
    (laws.web_url, ["http://a", "https://a.vn/b?c=d#e"]),
    (laws.identifier, ["van-hoa", "a"]),
    (laws.language_tag, ["vi", "en-GB"]),
    (laws.media_type_name, ["image/jpeg"]),
    (laws.aware, [datetime(2017, 2, 15, tzinfo=UTC)]),
    (laws.not_negative, [0, 1]),
    (laws.positive, [1]),
    (laws.frozen_tuple, [(), (1,)]),
    (laws.one_of("html", "plain"), ["html"]),
    (laws.tuple_of(laws.filled_text), [(), ("IT TODAY", "Chính phủ")]),
    (laws.optional(laws.web_url), ["https://a.vn"]),
]
HAZARDS = st.text(
    st.sampled_from(
        'aZ1.-_:/?#@[]<>"{}|\\^` \t\n\x00\x1f\x7f\x85\xa0ạ\u0301\u1100\u2028\ud800\uffff'
    ),
    max_size=6,
)
ANYTHING = (
    HAZARDS
    | st.builds("{}{}".format, st.sampled_from(["https://", "http://", "a:", "vi-"]), HAZARDS)
    | st.integers(-2, 2)
    | st.booleans()
    | st.none()
    | st.datetimes(timezones=st.none() | st.timezones())
    | st.datetimes().map(lambda moment: moment.replace(tzinfo=timezone(timedelta(seconds=1))))
    | st.times(timezones=st.just(UTC))
    | st.lists(HAZARDS, max_size=2)
    | st.lists(HAZARDS, max_size=2).map(tuple)
)


@pytest.mark.parametrize("seconds", [1, 59, 61, 3_661])
def test_the_quick_test_of_a_moment_takes_whole_minutes_only(seconds):
    moment = datetime(2017, 2, 15, tzinfo=timezone(timedelta(seconds=seconds)))
    assert not laws.QUICK_TESTS[laws.aware](moment)


@pytest.mark.parametrize(("law", "typical"), QUICK)
def test_what_passes_a_quick_test_keeps_the_law_as_it_is(law, typical):
    test = laws.QUICK_TESTS[law]
    assert all(map(test, typical))

    @given(ANYTHING)
    def check(value):
        try:
            passed = test(value)
        except (TypeError, ValueError):  # not of the type that it is made for
            passed = False
        if passed:
            probe = Probe(value)
            law(probe, FIELD, value)
            assert probe.value is value

    check()


def test_every_law_with_a_quick_test_is_tried():
    named = {law for law in laws.QUICK_TESTS if law in vars(laws).values()}
    assert named <= {law for law, _ in QUICK}


def test_no_character_passes_a_quick_test_for_addresses_alone():
    for code in range(0x3000):
        for law, before in ((laws.web_url, "https://"), (laws.absolute_uri, "a:")):
            for text in (f"{before}{chr(code)}", f"{before}a{chr(code)}"):
                if laws.QUICK_TESTS[law](text):
                    law(Probe(), FIELD, text)
                    assert text.isascii()


def test_quick_tests_of_laws_made_of_laws():
    keys = laws.QUICK_TESTS[laws.tuple_of(laws.identifier)]
    assert keys(()) is keys(("a",)) is keys(("a", "b")) is True
    assert not keys(("a", "b c"))
    assert not keys(["a"])
    assert laws.QUICK_TESTS[laws.optional(laws.positive)] is laws.QUICK_TESTS[laws.positive]
    assert laws.QUICK_TESTS[laws.one_of("a", "b")]("b")


def test_quick_tests_need_a_law_that_has_one():
    assert laws.optional(laws.duration) not in laws.QUICK_TESTS
    assert laws.tuple_of(laws.duration) not in laws.QUICK_TESTS
