"""Addresses as feeds and pages write them."""

import re
from urllib.parse import quote, urljoin

_PATH = re.compile(r"[^?#]*")
#: What RFC 3986 lets stand nowhere in an address.
_UNSAFE = re.compile(r"[\x00-\x20\x7f<>\"{}|\\^`\s]")


def absolute(url: str, base: str) -> str:
    """An address made absolute and escaped, as browsers do it: a backslash parts a path as well.

    Raises:
        ValueError: It is none.
    """
    url = _PATH.sub(lambda path: path[0].replace("\\", "/"), url.strip(), count=1)
    return _UNSAFE.sub(lambda match: quote(match[0]), urljoin(base, url))
