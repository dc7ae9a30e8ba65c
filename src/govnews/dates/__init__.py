"""Vietnamese dates, times and numbers: written in named styles, and read back strictly."""

from ._format import format as format
from ._names import Language as Language
from ._parse import parse_date as parse_date
from ._parse import parse_datetime as parse_datetime
from ._parse import parse_time as parse_time
from ._style import Style as Style
from ._styles import STYLES as STYLES
from ._zone import VIETNAM as VIETNAM
