"""Keys for what comes in without one."""

import re
import unicodedata

_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


def key_of(text: str) -> str:
    """A key out of any text; one that is a key already is left alone.

    Example:
        >>> key_of("Bản tin 19h45: Điện Biên")
        'ban-tin-19h45-dien-bien'
    """
    if _KEY.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return "-".join(re.findall(r"[a-z0-9]+", letters)) or "khong-ten"
