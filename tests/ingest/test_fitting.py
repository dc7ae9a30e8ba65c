"""Values from what others wrote, less what is at fault."""

from typing import Any

from govnews.ingest._fitting import fitting
from govnews.model import Image


def made(**values: Any) -> tuple[Image | None, list[str]]:
    faults: list[str] = []
    image = fitting(Image, values, ("url",), lambda name, reason: faults.append(f"{name} {reason}"))
    return image, faults


def test_what_is_right_is_kept() -> None:
    assert made(url="https://a.example.vn/a.jpg", width=9, alt=None) == (
        Image(url="https://a.example.vn/a.jpg", width=9),
        [],
    )


def test_every_fault_costs_its_field() -> None:
    image, faults = made(url="https://a.example.vn/a.jpg", width=-1, media_type="?", alt="Ảnh")
    assert image == Image(url="https://a.example.vn/a.jpg", alt="Ảnh")
    assert faults == [
        "width is not a whole number of 1 or more",
        "media_type is not a media type",
    ]


def test_a_required_field_costs_the_value() -> None:
    assert made(url="a.jpg") == (None, ["url is not an absolute http(s) URL"])
    assert made(url=None) == (None, ["url is not a text"])
