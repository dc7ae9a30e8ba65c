"""Keys for sections that come with a title only."""

import re
from unicodedata import combining, normalize
from uuid import NAMESPACE_URL, uuid5


def slug(title: str) -> str:
    """A section's key from its title: Vietnamese letters as their Latin base letters.

    Example:
        >>> slug("Tin văn hoá - xã hội"), slug("Đời sống")
        ('tin-van-hoa-xa-hoi', 'doi-song')
    """
    plain = normalize("NFD", title.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not combining(letter))
    words = re.findall(r"[a-z0-9]+", letters)
    # A title in another script has no Latin letters to make a key of.
    return "-".join(words) or f"section-{uuid5(NAMESPACE_URL, normalize('NFC', title)).hex[:8]}"
