"""From the bytes of a document to text that XML can carry."""

import codecs
import re

from ..errors import IngestError

#: The most that is read of one document, in bytes.
MAX_BYTES = 10 * 2**20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # The marks of UTF-32 begin with those of UTF-16, so they are looked for first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("<?".encode("utf-16-le"), "utf-16-le"),
    ("<?".encode("utf-16-be"), "utf-16-be"),
)
#: How XML (section 4.3.3) and HTML (section 4.2.5.4) name their encoding.
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)""",
    re.IGNORECASE,
)
#: Encodings of text only: Python also registers compressions and escapes as codecs.
_TEXT_ENCODING = re.compile(
    r"(?:us-)?ascii|utf-?_?(?:8|16|32)(?:-?[lb]e)?|(?:iso|windows|cp|latin|koi8|gb|big5|shift|euc|tis)"
    r"[\w.:-]*",
    re.IGNORECASE,
)
#: Not of XML 1.0 (fifth edition), section 2.2, production [2] Char; lone surrogates included.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")


def decoded(data: bytes | str, where: str, errors: list[IngestError], max_bytes: int) -> str | None:
    """The text of a document; None when it is too large.

    A byte order mark decides its encoding, else what the document declares, else UTF-8, else
    Windows-1252. What is declared as another encoding is read as UTF-8 if it is that; .NET, for
    one, is apt to declare UTF-16. Bytes that do not fit become U+FFFD and characters that XML
    cannot carry go; all three are told in ``errors``.

    Args:
        data: The document, as it came.
        where: What errors call the document.
        errors: Takes what is found.
        max_bytes: The most that is read, in bytes (of a text: in characters).
    """
    if len(data) > max_bytes:
        errors.append(IngestError(where, None, f"is larger than {max_bytes} bytes"))
        return None
    text = data if isinstance(data, str) else _from_bytes(data, where, errors)
    text = text.removeprefix("\ufeff")
    text, characters = NOT_XML.subn("", text)
    text = _REFERENCE.sub(_carried, text)
    if characters:
        found = "a character" if characters == 1 else f"{characters} characters"
        errors.append(IngestError(where, None, f"held {found} XML cannot carry, which went"))
    return text


def _from_bytes(data: bytes, where: str, errors: list[IngestError]) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode(data, name, where, errors)
    declared = _DECLARED.search(data, 0, 4096)
    if declared:
        name = (declared[1] or declared[2]).decode("ascii", "replace")
        if _TEXT_ENCODING.fullmatch(name):
            try:
                codec = codecs.lookup(name)
            except LookupError:
                pass
            else:
                return _decode_declared(data, codec.name, name, where, errors)
        errors.append(IngestError(where, "encoding", f"is declared as {name!r}, which is unknown"))
    try:
        return data.decode()
    except UnicodeDecodeError:
        if declared:
            return _decode(data, "utf-8", where, errors)
    return _decode(data, "windows-1252", where, errors)


def _decode_declared(
    data: bytes, codec: str, name: str, where: str, errors: list[IngestError]
) -> str:
    # The declaration was found as single bytes, which it would not be in UTF-16 and UTF-32.
    is_wide = codec.startswith(("utf-16", "utf-32"))
    if data.isascii() and not is_wide:
        return _decode(data, name, where, errors)
    try:
        # Text of another encoding is hardly ever UTF-8 throughout by chance.
        text = data.decode()
    except UnicodeDecodeError:
        return _decode(data, "utf-8" if is_wide else name, where, errors)
    if codec != "utf-8":
        errors.append(IngestError(where, "encoding", f"is declared as {name!r}, but is utf-8"))
    return text


def _decode(data: bytes, name: str, where: str, errors: list[IngestError]) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        errors.append(
            IngestError(where, "encoding", f"is not {name} throughout (byte {error.start})")
        )
        return data.decode(name, "replace")


def _carried(reference: re.Match[str]) -> str:
    try:
        number = int(reference[1], 16) if reference[1] else int(reference[2])
        return "" if NOT_XML.match(chr(number)) else reference[0]
    except (ValueError, OverflowError):  # too many digits, or beyond Unicode
        return ""
