"""A page as lines: fields found by their labels or by their place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from attrs import define, field, fields

from ..dates import parse_date
from ..errors import DateParseError
from ._profiles import Labels, PageProfile

#: Figures of a statistics block, as ``VisitStatistics`` names them.
FIGURES = (
    "total",
    "online",
    "today",
    "yesterday",
    "this_week",
    "last_week",
    "this_month",
    "last_month",
)
#: Texts of an article that a page has once.
TEXTS = (
    "section",
    "headline",
    "subheadline",
    "published_at",
    "modified_at",
    "lead",
    "body",
    "byline",
)
#: Those that have their place on a page.
PLACED = ("section", "headline", "published_at", "lead", "body", "byline")
_SPACES = re.compile(r"\s+")
_FIGURE = re.compile(r"([0-9]{1,3}(?:[.,  ][0-9]{3})+|[0-9]{1,18})(?:\s*(?:lượt|người))?\.?")
#: A date and a time, right or wrong: what a stamp looks like before it is read.
_STAMP = re.compile(
    r"(?=.*\b[0-9]{1,2}\s?[/.-]\s?[0-9]{1,2}\s?[/.-]\s?[0-9]{4}\b)(?=.*\b[0-9]{1,2}\s?[:hg]\s?[0-9]{2})"
)
_LONGEST_STAMP = 80
_LONGEST_BYLINE = 60
_CLOSING = "\"'”’»)] "
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";")


@define
class Found:
    """What a page has: texts by field, figures, and the fields that have several values."""

    fields: dict[str, str] = field(factory=dict)
    figures: dict[str, int] = field(factory=dict)
    #: Whether ``fields["body"]`` is HTML.
    html_body: bool = False
    #: What the page says its links are relative to.
    base: str | None = None
    pictures: list[dict[str, Any]] = field(factory=list)
    captions: list[str] = field(factory=list)
    #: Address and title of files.
    files: list[tuple[str, str]] = field(factory=list)
    tags: list[str] = field(factory=list)
    #: Fields that are there but wrong, and why.
    faults: list[tuple[str, str]] = field(factory=list)


def folded(text: str) -> str:
    """A text as it is compared: NFC, small letters, single spaces."""
    return _SPACES.sub(" ", normalize("NFC", text)).strip().casefold()


def find(lines: Iterable[str], profile: PageProfile) -> Found:
    """The fields of a page of lines.

    Args:
        lines: The lines of the page; empty ones say nothing.
        profile: Labels, boxes, and whether places count.
    """
    told = [_SPACES.sub(" ", normalize("NFC", line)).strip() for line in lines]
    reader = _Labelled([line for line in told if line], profile)
    reader.read()
    if profile.by_position:
        for name, value in _placed(reader.rest, reader.ends).items():
            reader.found.fields.setdefault(name, value)
    return reader.found


class _Labelled:
    """Takes labelled lines and headings of boxes out of a page."""

    def __init__(self, lines: Sequence[str], profile: PageProfile) -> None:
        self.lines = lines
        self.words = _words(profile.labels)
        self.boxes = {folded(box) for box in profile.boxes}
        self.found = Found()
        #: The lines that are left, each with whether something ended an article before it.
        self.rest: list[str] = []
        self.ends: list[bool] = []
        self.ended = False
        #: The lines of a labelled body that is being read, and whether it goes on below them.
        self.body: list[str] | None = None
        self.goes_on = False

    def read(self) -> None:
        used = -1
        for number, line in enumerate(self.lines):
            if number <= used:
                continue
            name, value, colon = _split(line, self.words)
            if name in FIGURES:
                following = self.lines[number + 1] if number + 1 < len(self.lines) else ""
                if self.figure(name, value or following, colon=colon):
                    used = number if value else number + 1
                    continue
            if name and name not in FIGURES and colon:
                self.text(name, value)
            elif folded(line) in self.boxes:
                self.end()
            elif self.body is not None:
                self.body.append(line)
                self.goes_on = True
            else:
                self.keep(line)
        self.end_body()

    def figure(self, name: str, value: str, *, colon: bool) -> bool:
        """Take a figure; False when the line only begins like its label."""
        figure = _FIGURE.fullmatch(value)
        if figure:
            self.found.figures.setdefault(name, int(re.sub(r"\D", "", figure[1])))
        elif colon:
            self.found.faults.append((name, f"is no number: {value[:80]!r}"))
        else:
            return False
        self.end()
        return True

    def text(self, name: str, value: str) -> None:
        self.end_body()
        if name == "body":
            self.body = [value] if value else []
        if value:
            self.found.fields.setdefault(name, value)
        if name == "published_at":
            # A stamp with a label marks the same place as one without.
            self.keep(value)

    def keep(self, line: str) -> None:
        self.rest.append(line)
        self.ends.append(self.ended)
        self.ended = False

    def end(self) -> None:
        self.end_body()
        self.ended = True

    def end_body(self) -> None:
        if self.body is not None and self.goes_on:
            self.found.fields["body"] = "\n\n".join(self.body)
        self.body = None
        self.goes_on = False


def _words(labels: Labels) -> list[tuple[str, str]]:
    """Labels and the field each means, the longest first: some begin like others."""
    words = [
        (folded(word), one.name) for one in fields(Labels) for word in getattr(labels, one.name)
    ]
    return sorted(words, key=lambda word: -len(word[0]))


def _split(line: str, words: Sequence[tuple[str, str]]) -> tuple[str | None, str, bool]:
    """The field a line is labelled with, its value, and whether a colon stands between."""
    small = line.casefold()
    for word, name in words:
        if small.startswith(word):
            value = line[len(word) :].lstrip()
            if value.startswith(":"):
                return name, value[1:].strip(), True
            if not value or value[0].isdigit():
                return name, value, False
    return None, "", False


def _placed(lines: Sequence[str], ends: Sequence[bool]) -> Mapping[str, str]:
    placed: dict[str, str] = {}
    stamp = _stamp(lines)
    if stamp is None:
        # Without a stamp the short lines at the top are what stands above one.
        top = next((place for place, line in enumerate(lines[:3]) if _is_sentence(line)), 0)
        above, below = list(lines[:top]), top
    else:
        above, below = list(lines[:stamp]), stamp + 1
        placed["published_at"] = lines[stamp]
    if above:
        placed["headline"] = above[-1]
    if len(above) > 1:
        placed["section"] = above[-2]
    end = next((place for place in range(below, len(lines)) if ends[place]), len(lines))
    text = _without_headings(lines[below:end])
    if len(text) > 1 and len(text[-1]) <= _LONGEST_BYLINE and not _is_sentence(text[-1]):
        placed["byline"] = text.pop()
    if text:
        placed["lead"] = text.pop(0)
    if len(text) > 1 and not _is_sentence(text[0]):
        placed["caption"] = text.pop(0)
    if text:
        placed["body"] = "\n\n".join(text)
    return placed


def _without_headings(lines: Sequence[str]) -> list[str]:
    """The lines of an article without headings of boxes: in capitals, after all sentences."""
    sentences = [place for place, line in enumerate(lines) if _is_sentence(line)]
    last = sentences[-1] if sentences else len(lines)
    heading = (place for place in range(last + 1, len(lines)) if lines[place].isupper())
    return list(lines[: next(heading, len(lines))])


def _stamp(lines: Sequence[str]) -> int | None:
    """The place of the stamp: a line that looks like one, best before a sentence (the lead)."""
    places = [place for place, line in enumerate(lines) if _is_stamp(line)]
    for place in places:
        if place > 0 and place + 1 < len(lines) and _is_sentence(lines[place + 1]):
            return place
    return places[0] if places else None


def _is_stamp(line: str) -> bool:
    if len(line) > _LONGEST_STAMP:
        return False
    if _STAMP.match(line):
        return True
    if not any(character.isdigit() for character in line):
        return False
    try:
        parse_date(line)
    except DateParseError:
        return False
    return True


def _is_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)
