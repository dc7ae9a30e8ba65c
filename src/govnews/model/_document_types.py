"""The types of official documents (thể loại văn bản): their codes and names."""

from types import MappingProxyType
from typing import Literal

import attrs

TypeGroup = Literal["administrative", "copy", "legal", "party", "usage"]


@attrs.frozen
class DocumentType:
    """One type of document, named in Vietnamese and English.

    Example:
        >>> DOCUMENT_TYPES["KH"].vi, DOCUMENT_TYPES["KH"].en
        ('Kế hoạch', 'Plan')
    """

    #: The code in the symbol; None for the types that have none (công văn, thư công, luật).
    code: str | None
    #: The Vietnamese name.
    vi: str
    #: The English name.
    en: str
    #: Where the type is laid down. ``administrative`` are the 29 of Decree 30/2020/NĐ-CP,
    #: article 7; ``copy`` its three kinds of copy; ``legal`` the normative ones; ``party``
    #: those of the Communist Party; ``usage`` what agencies write without a rule.
    group: TypeGroup


_ADMINISTRATIVE: tuple[tuple[str | None, str, str], ...] = (
    ("NQ", "Nghị quyết", "Resolution"),
    ("QĐ", "Quyết định", "Decision"),
    ("CT", "Chỉ thị", "Directive"),
    ("QC", "Quy chế", "Regulation"),
    ("QyĐ", "Quy định", "Rules"),
    ("TC", "Thông cáo", "Communiqué"),
    ("TB", "Thông báo", "Notice"),
    ("HD", "Hướng dẫn", "Guidelines"),
    ("CTr", "Chương trình", "Programme"),
    ("KH", "Kế hoạch", "Plan"),
    ("PA", "Phương án", "Plan of action"),
    ("ĐA", "Đề án", "Scheme"),
    ("DA", "Dự án", "Project"),
    ("BC", "Báo cáo", "Report"),
    ("BB", "Biên bản", "Minutes"),
    ("TTr", "Tờ trình", "Submission"),
    ("HĐ", "Hợp đồng", "Contract"),
    (None, "Công văn", "Official letter"),
    ("CĐ", "Công điện", "Telegram"),
    ("BGN", "Bản ghi nhớ", "Memorandum of understanding"),
    ("BTT", "Bản thỏa thuận", "Agreement"),
    ("GUQ", "Giấy ủy quyền", "Power of attorney"),
    ("GM", "Giấy mời", "Invitation"),
    ("GGT", "Giấy giới thiệu", "Letter of introduction"),
    ("GNP", "Giấy nghỉ phép", "Leave permit"),
    ("PG", "Phiếu gửi", "Dispatch note"),
    ("PC", "Phiếu chuyển", "Transfer note"),
    ("PB", "Phiếu báo", "Notification slip"),
    (None, "Thư công", "Formal letter"),
)
_OTHER: tuple[tuple[str | None, str, str, TypeGroup], ...] = (
    ("SY", "Bản sao y", "True copy", "copy"),
    ("TrS", "Bản trích sao", "Extract", "copy"),
    ("SL", "Bản sao lục", "Copy of a copy", "copy"),
    (None, "Hiến pháp", "Constitution", "legal"),
    (None, "Luật", "Law", "legal"),
    (None, "Bộ luật", "Code", "legal"),
    ("PL", "Pháp lệnh", "Ordinance", "legal"),
    ("L", "Lệnh", "Order", "legal"),
    ("NĐ", "Nghị định", "Decree", "legal"),
    ("TT", "Thông tư", "Circular", "legal"),
    ("TTLT", "Thông tư liên tịch", "Joint circular", "legal"),
    ("NQLT", "Nghị quyết liên tịch", "Joint resolution", "legal"),
    ("VBHN", "Văn bản hợp nhất", "Consolidated text", "legal"),
    ("KL", "Kết luận", "Conclusion", "party"),
    ("CV", "Công văn", "Official letter", "usage"),
    ("GP", "Giấy phép", "Licence", "usage"),
    ("GCN", "Giấy chứng nhận", "Certificate", "usage"),
    ("CTPH", "Chương trình phối hợp", "Joint programme", "usage"),
    ("QCPH", "Quy chế phối hợp", "Joint regulation", "usage"),
)

#: Every type, the 29 of Decree 30 first and in its order.
DOCUMENT_TYPE_LIST: tuple[DocumentType, ...] = (
    *(DocumentType(code, vi, en, "administrative") for code, vi, en in _ADMINISTRATIVE),
    *(DocumentType(code, vi, en, group) for code, vi, en, group in _OTHER),
)

#: The types by their codes.
DOCUMENT_TYPES: MappingProxyType[str, DocumentType] = MappingProxyType(
    {one.code: one for one in DOCUMENT_TYPE_LIST if one.code}
)

#: What a document of the National Assembly or its Standing Committee may be called: their
#: numbers (45/2019/QH14, 528/2018/UBTVQH14) hold no code.
ASSEMBLY_NAMES = frozenset({"luật", "bộ luật", "hiến pháp", "pháp lệnh", "nghị quyết"})
#: What a document may be called whose symbol begins with its issuer (1234/UBND-VP).
LETTER_NAMES = frozenset({"công văn", "thư công"})
#: Words before a number that say nothing of its type.
ANY_NAMES = frozenset({"", "văn bản", "tài liệu"})
#: Every name, for telling a name from other words.
ALL_NAMES = frozenset(one.vi.casefold() for one in DOCUMENT_TYPE_LIST) | ANY_NAMES

#: The codes by their capitals, and by those without the stroke of Đ where no code has them.
_BY_CAPITALS = {code.upper().replace("Đ", "D"): code for code in reversed(DOCUMENT_TYPES)}
_BY_CAPITALS |= {code.upper(): code for code in DOCUMENT_TYPES}


def type_code_like(code: str) -> str | None:
    """The type code that a carelessly written one stands for: ``ND`` for ``NĐ``.

    A code that is right as it stands is itself: ``DA`` (dự án) is never ``ĐA`` (đề án).
    """
    return _BY_CAPITALS.get(code.upper())
