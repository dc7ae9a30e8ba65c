"""The error tree: data for handlers, readable messages, pickling."""

import inspect
import pickle

import pytest

from govnews import GovNewsError, errors

EXAMPLES = [
    errors.ModelError("Article", "headline", "", "is empty"),
    errors.TextError("x", "is nothing"),
    errors.DateParseError("12/13/2017", "there is no month 13"),
    errors.DateFormatError(None, "portal", "is naive"),
    errors.DocumentNumberError("x", "has no number"),
    errors.ScheduleParseError("x", "has no time"),
    errors.CodecError("Article", ("$.uri: missing", "$.zz: unknown key")),
    errors.FeedError("tag:a,2017:1", 3, "body", "is bad"),
    errors.FeedError(None, 3, None, "the adapter raised"),
    errors.UnknownFormatError("feed format", "rdf", ("rss", "atom")),
    errors.IngestError("item 3", "published_at", "is no date"),
    errors.BroadcastError("it-today", "slot a", "hits no airing"),
    errors.BroadcastError(None, "line 3", "is garbage"),
    errors.VisitError("failed"),
    errors.StoreUnavailableError("valkey://host", "timed out"),
    errors.UnknownStoreError("foo", ("memory", "sqlite")),
    errors.MissingExtraError("ics", "icalendar"),
]


def test_every_error_of_the_module_is_in_the_tree_and_has_an_example():
    classes = {
        value
        for value in vars(errors).values()
        if inspect.isclass(value) and value.__module__ == errors.__name__
    }
    assert all(issubclass(one, GovNewsError) for one in classes)
    assert classes - {GovNewsError} == {type(example) for example in EXAMPLES}


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_errors_survive_pickling_with_their_data(error):
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert vars(copy) == vars(error)
    assert str(copy) == str(error)


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_messages_hold_every_datum(error):
    for value in vars(error).values():
        for part in value if isinstance(value, tuple) else (value,):
            if part is not None:
                assert str(part) in str(error)


def test_a_huge_value_is_not_repeated_whole():
    assert len(str(errors.DateParseError("9" * 1_000_000, "is too long"))) < 200
    assert len(str(errors.ModelError("Article", "tags", ["a"] * 10_000, "is no tuple"))) < 200


class Unshown:
    """A value with a fault of its own."""

    def __repr__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Unshown(), "Unshown value that cannot be shown"),
        (10**5_000, "int value that cannot be shown"),
    ],
    ids=["a fault of its own", "too many digits"],
)
def test_a_value_that_cannot_be_shown_does_not_hide_the_fault(value, shown):
    error = errors.ModelError("Image", "width", value, "is not a whole number of 1 or more")
    assert str(error) == f"Image.width is not a whole number of 1 or more: {shown}"


def test_where_nothing_is_known_the_message_says_so():
    assert str(errors.UnknownFormatError("section", "tin", ())) == (
        "unknown section 'tin'; known: none"
    )


def test_bad_input_is_also_a_value_error_and_a_missing_extra_an_import_error():
    assert issubclass(errors.ModelError, ValueError)
    assert issubclass(errors.DateParseError, ValueError)
    assert issubclass(errors.CodecError, ValueError)
    assert issubclass(errors.MissingExtraError, ImportError)
    assert issubclass(errors.UnknownStoreError, LookupError)
