"""Vietnamese dates, times and numbers: written in named styles, and read back strictly."""

from ._format import format as format  # noqa: A004 - read as dates.format
from ._lunar import (
    LunarDate as LunarDate,
    from_lunar as from_lunar,
    hung_kings_day as hung_kings_day,
    tet as tet,
    to_lunar as to_lunar,
)
from ._lunar_parse import parse_lunar as parse_lunar
from ._names import Language as Language
from ._numbers import (
    format_dong as format_dong,
    format_number as format_number,
    format_ordinal as format_ordinal,
    parse_number as parse_number,
)
from ._parse import (
    parse_date as parse_date,
    parse_datetime as parse_datetime,
    parse_time as parse_time,
)
from ._range import (
    DateRange as DateRange,
    format_range as format_range,
    parse_range as parse_range,
)
from ._relative import relative as relative
from ._style import Style as Style
from ._styles import STYLES as STYLES
from ._zone import VIETNAM as VIETNAM
