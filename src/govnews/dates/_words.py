"""The words and shapes of a stamp, as regular expressions over folded text.

Folded text is lower case, in Unicode normalisation form C, with single spaces. Every
expression here is linear: no repeat holds another, and the text has a length limit.
"""

import re

_ENGLISH_WEEKDAYS = (
    ("monday", "mon"),
    ("tuesday", "tues", "tue"),
    ("wednesday", "wed"),
    ("thursday", "thurs", "thur", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)

#: Spellings of the weekdays, Monday at 0.
WEEKDAYS = {
    "thứ hai": 0,
    "thứ ba": 1,
    "thứ tư": 2,
    "thứ năm": 3,
    "thứ sáu": 4,
    "thứ bảy": 5,
    "thứ bẩy": 5,
    "chủ nhật": 6,
    "chúa nhật": 6,
    "cn": 6,
    **{
        f"{word}{space}{day}": day - 2
        for word in ("thứ", "th", "t")
        for space in ("", " ")
        for day in range(2, 8)
    },
    **{word: day for day, words in enumerate(_ENGLISH_WEEKDAYS) for word in words},
}

#: Spellings of the months in words.
MONTHS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
}

_ENGLISH_MONTH_WORDS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
ENGLISH_MONTHS = {
    word: month for month, words in enumerate(_ENGLISH_MONTH_WORDS, start=1) for word in words
}

#: Parts of the day and what they are called: initials, Vietnamese, English.
PERIODS = {
    "sáng": "sáng",
    "trưa": "trưa",
    "chiều": "chiều",
    "tối": "tối",
    "đêm": "đêm",
    "sa": "sa",
    "ch": "ch",
    "am": "sa",
    "pm": "ch",
    "a.m.": "sa",
    "p.m.": "ch",
    "in the morning": "sáng",
    "in the afternoon": "chiều",
    "in the evening": "tối",
    "at night": "đêm",
}

#: Days named from today.
RELATIVE_DAYS = {
    "hôm nay": 0,
    "hôm qua": -1,
    "hôm kia": -2,
    "ngày mai": 1,
    "ngày kia": 2,
    "ngày mốt": 2,
    "nay": 0,
    "qua": -1,
    "mai": 1,
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
}

#: Seconds in the units of "5 phút trước".
UNITS = {
    "giây": 1,
    "phút": 60,
    "giờ": 3_600,
    "tiếng": 3_600,
    "ngày": 86_400,
    "tuần": 604_800,
    "second": 1,
    "minute": 60,
    "hour": 3_600,
    "day": 86_400,
    "week": 604_800,
}


def any_of(words: dict[str, int] | dict[str, str]) -> str:
    """An alternation of words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


MONTH_WORD = any_of(MONTHS)
_ENGLISH_MONTH = any_of(ENGLISH_MONTHS)
_STEM = "giáp|ất|bính|đinh|mậu|k[ỷỉ]|canh|tân|nhâm|qu[ýí]"

#: Digits that are minutes, not the day that begins a date.
_MINUTES_NOT_A_DAY = r"(?!\d|\ ?[/.]|-\d|:|\ tháng|\ thg)"
#: A year is not the hour of a time.
_NOT_AN_HOUR = r"(?![\d:hg])"

_WEEKDAY = rf"""
    (?P<weekday>
        thứ\ (?:hai|ba|tư|năm|sáu|b[ảẩ]y) | (?:thứ|th|t)\ ?[2-7] | ch(?:ủ|úa)\ nhật | cn
        | {"|".join(sorted(sum(_ENGLISH_WEEKDAYS, ()), key=len, reverse=True))}
    )\b\.?
"""
_DATE = r"""
    (?P<iso>
        (?P<iso_year>\d{4,}) (?P<iso_sep>[-/]) (?P<iso_month>\d+) (?P=iso_sep) (?P<iso_day>\d+)
        (?:t(?=\d\d:))?
    )
    | (?P<numeric>
        (?P<day>\d+)\ ? (?P<sep>[/.-])\ ? (?P<month>\d+)\ ? (?P=sep)\ ? (?P<year>\d+)
    )
"""
_DATE_IN_WORDS = rf"""
    (?P<word_day>\d+)\ (?:tháng|thg)\ (?P<word_month>\d+|(?:{MONTH_WORD})\b)
    (?:(?:,?\ (?:năm\ )?|\ ?[/-]\ ?)(?P<word_year>\d+){_NOT_AN_HOUR})?
"""
_LUNAR_MONTH = rf"tháng\ [^()\d]{{2,15}}\ năm\ (?:{_STEM})\ [^\W\d_]+\b"
_ENGLISH_DATE = rf"""
    (?P<english>
        (?P<english_day>\d+)(?:st|nd|rd|th)?\ (?P<english_month>{_ENGLISH_MONTH})\b\.?,?
        (?:\ (?P<english_year>\d+){_NOT_AN_HOUR})?
    )
"""
_AMERICAN_DATE = rf"""
    (?P<american>
        (?P<american_month>{_ENGLISH_MONTH})\b\.?\ (?P<american_day>\d+)(?:st|nd|rd|th)?,
        \ (?P<american_year>\d+){_NOT_AN_HOUR}
    )
"""
_TIME = rf"""
    (?P<clock>
        (?P<clock_hour>\d+) : (?P<clock_minute>\d+)
        (?: : (?P<clock_second>\d+) (?:\.(?P<clock_fraction>\d+))? )?
    )
    | (?P<press>
        (?P<press_hour>\d+)\ ?[hg]
        (?:(?P<press_minute>\d+)|\ (?P<press_spaced>\d+){_MINUTES_NOT_A_DAY})?
        (?:\ ?(?:['’′]|phút\b|p\b))?
        (?![^\W_])
    )
    | (?P<spoken>
        (?P<spoken_hour>\d+)\ ?giờ\b
        (?:
            \ (?P<spoken_minute>\d+){_MINUTES_NOT_A_DAY}
            (?:\ ?['’′]|\ ?phút\b(?:\ (?P<spoken_second>\d+)\ ?giây\b)?)?
            | \ (?P<spoken_half>rưỡi)\b
        )?
    )
"""
_ZONE = r"""
    (?P<zone>
        (?:gmt|utc)
        (?:\ ?(?P<zone_sign>[+-])\ ?(?P<zone_hour>\d{1,2})(?::?(?P<zone_minute>\d\d))?)?\b
        | ict\b
    )
    | (?P<bare>(?P<bare_sign>\+)(?P<bare_hour>\d\d):?(?P<bare_minute>\d\d)(?!\d)|z\b)
"""
_LABEL = r"""
    (?P<label>
        (?:ngày\ đăng|đăng\ ngày|đăng\ lúc|cập\ nhật(?:\ lúc|\ ngày)?|posted|updated):?
        | (?:vào(?:\ lúc)?|lúc|hồi|ngày|at|on)\b:?
    )
    | (?P<views>lượt\ xem:?\ ?[\d.]+)
"""
#: Shapes that lack a day; read so that the refusal can say what they are.
_SPAN = rf"""
    (?P<month_only>
        (?:tháng|thg)\ (?:\d+|(?:{MONTH_WORD})\b)(?:(?:\ năm\ |\ ?[/-]\ ?|,?\ )\d+)?
    )
    | (?P<quarter>quý\b)
"""
#: What may stand between two components; it belongs to the one before.
_GAP = r"[\ ,|()–—•·-]*"

#: One component that begins with a digit; ``lastgroup`` names the kind.
DIGITS_FIRST = re.compile(
    rf"""
    (?:{_DATE}|{_TIME}|(?P<lunar>\d+\ {_LUNAR_MONTH})|(?P<words>{_DATE_IN_WORDS})|{_ENGLISH_DATE}
    |(?P<short>\d+\ ?[/-]\ ?\d+)){_GAP}
    """,
    re.VERBOSE,
)
#: One component that begins with anything else.
LETTERS_FIRST = re.compile(
    rf"""
    (?:{_WEEKDAY}|{_ZONE}
    |(?P<lunar>âm\ lịch\b|(?:m[ùồ]ng\ \d+|rằm)\ {_LUNAR_MONTH}|rằm\b)
    |(?P<mung>(?:ngày\ )?m[ùồ]ng)\b
    |(?P<words>ngày\ {_DATE_IN_WORDS})
    |(?P<relative>{any_of(RELATIVE_DAYS)})\b|(?P<period>{any_of(PERIODS)})(?!\w)|{_LABEL}
    |{_AMERICAN_DATE}|{_SPAN}){_GAP}
    """,
    re.VERBOSE,
)

#: A negative offset straight after a time; read only where a date in ISO or English came first,
#: for elsewhere "08:00-09:30" is a span of time.
NEGATIVE_OFFSET = re.compile(
    r" ?(?P<bare_sign>[-−])(?P<bare_hour>\d\d):?(?P<bare_minute>\d\d)(?!\d)"
)
#: The place before an official date: "Sơn La, ngày ...", "Quận 1, ngày ...".
PLACE = re.compile(r"(?!thứ |chủ nhật)[^\W\d_][^\d_,()|/:]*(?: \d{1,2})?, ?(?=ngày )")
#: The commonest whole stamps. A shortcut: what it does not match is read by component.
COMMON = re.compile(
    r"""
    (?:(?!ngày)(?P<weekday>[^\W\d_][^\d,]{1,8}),?\ )?
    (?:(?P<early>[0-9]{1,2})(?:[:hg]|\ giờ\ )(?P<early_minute>[0-9]{2})(?:\ phút)?,?\ )?
    (?:ngày\ )?
    (?P<day>[0-9]{1,2})
    (?:
        (?P<sep>[/-])(?P<month>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4})
        | \ tháng\ (?P<word_month>[0-9]{1,2})\ năm\ (?P<word_year>[0-9]{4})
    )
    (?:
        (?:,|\ -|\ \|)?\ (?P<late>[0-9]{1,2}):(?P<late_minute>[0-9]{2})
        (?:\ (?P<half>sa|ch|am|pm))?
    )?
    (?P<offset>\ \|\ gmt\ \+7|\ gmt\ ?\+7|\ \(gmt\+7\))?
    """,
    re.VERBOSE,
)
#: RFC 3339, section 5.6, as far as :meth:`datetime.datetime.fromisoformat` reads the same.
ISO_STAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[tT ](?:[01][0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:[zZ]|[+-][0-9]{2}:[0-9]{2})?"
)
#: "5 phút trước".
AGO = re.compile(rf"(?:khoảng )?(\d+) ({any_of(UNITS)})s? (?:trước|ago)")
#: Characters of stamps: Latin text, digits 0-9 and the punctuation above.
FOREIGN = re.compile(
    "[^\x20-\x7e\u00b7\u00c0-\u024f\u1e00-\u1eff\u2010-\u2015\u2018-\u201d\u2022\u2032\u2212]"
)
