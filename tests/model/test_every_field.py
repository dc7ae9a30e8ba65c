"""Whatever its class, a field of a type keeps the law of that type."""

from datetime import UTC, date, datetime, time, timedelta
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
import pytest

from govnews import model
from govnews.errors import ModelError

NOW = datetime(2017, 2, 15, 17, 0, tzinfo=UTC)
SUNDAY = model.Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
BODY = model.Organisation(name="Sở")
VALUES = (
    model.Article(uri="tag:a,2017:1", headline="Tin", published_at=NOW),
    model.Attachment(url="https://example.vn/a.pdf"),
    model.Image(url="https://example.vn/a.jpg"),
    BODY,
    model.Person(name="Ban Biên tập"),
    model.Related(uri="https://example.vn/"),
    model.Source(name="Cổng"),
    model.BroadcastPlan(key="a", title="A"),
    model.BroadcastService(key="a", name="A"),
    model.Party(organisation=BODY, role="lead"),
    model.ReportDuty(by=BODY, to=BODY),
    model.OfficialDocument(),
    model.DocumentNumber(number=1, type="KH", issuer="UBND"),
    model.RawExtension(name="a", json="1"),
    model.Portal(name="A", url="https://example.vn/"),
    SUNDAY,
    model.LunarDay(day=1, month=1),
    model.Section(key="a", title="A"),
    model.SectionTree(),
    model.Airing(slot="a", start=NOW),
    model.AiringRecord(aired_at=NOW),
    model.Segment(kind="relay"),
    model.Slot(key="a", recurrence=SUNDAY),
    model.SlotException(slot="a", on=date(2017, 2, 15), action="replace", title="A"),
    model.VisitStatistics(total=1, online=1, as_of=NOW),
)
#: Values that look like a type's and break its law.
BROKEN: dict[Any, tuple[object, ...]] = {
    str: ("a\x00", 5),
    int: (-1_000_000, 1.5, True),
    datetime: (datetime(2017, 2, 15),),
    date: (NOW,),
    time: (time(6, tzinfo=UTC),),
    timedelta: (timedelta(0),),
    Literal: ("nonsense",),
    tuple: ([], ""),
    tuple[str, ...]: (("a\x00",), (5,)),
}
#: A section's place among its sisters may be any whole number.
LAWLESS = {"Section.order"}
#: A portal's sections become a tree before anything else looks at them.
TOLD = {"Portal.sections": "SectionTree.sections"}
#: What only its class may check: values of the model, and what is True or False.
UNCHECKED = (bool, model.Extensions)


def laws_of(hint: Any) -> set[Any]:
    """The rows of BROKEN that a type has."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return set().union(*map(laws_of, arguments))
    if origin is tuple:
        return {tuple, tuple[str, ...]} if arguments[0] is str else {tuple}
    if hint in (NoneType, *UNCHECKED) or attrs.has(hint):
        return set()
    return {Literal if origin is Literal else hint}


CASES = [
    pytest.param(value, field.name, broken, id=f"{type(value).__name__}.{field.name}-{broken!r}")
    for value in VALUES
    for field in attrs.fields(type(value))
    if field.init and f"{type(value).__name__}.{field.name}" not in LAWLESS
    for law, values in BROKEN.items()
    if law in laws_of(get_type_hints(type(value))[field.name])
    for broken in values
]


def test_every_class_is_here() -> None:
    public = {one for one in vars(model).values() if isinstance(one, type) and attrs.has(one)}
    found = {model.FoundDocumentNumber, model.DocumentType, model.Extensions}  # made by readers
    assert public - found == set(map(type, VALUES))


@pytest.mark.parametrize(("value", "name", "broken"), CASES)
def test_a_field_keeps_the_law_of_its_type(value, name, broken) -> None:
    with pytest.raises(ModelError) as caught:
        attrs.evolve(value, **{name: broken})
    told = f"{caught.value.model}.{caught.value.field}"
    assert told == TOLD.get(f"{type(value).__name__}.{name}", f"{type(value).__name__}.{name}")
