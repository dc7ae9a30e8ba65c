"""JSON for every model value, and the interchange formats of the news trade."""

from ._faults import describe_errors as describe_errors
from ._json import (
    JsonConverter as JsonConverter,
    dumps as dumps,
    loads as loads,
    make_converter as make_converter,
)
from ._jsonld import to_jsonld as to_jsonld
from ._ninjs import to_ninjs as to_ninjs
from ._ninjs_reader import from_ninjs as from_ninjs
from ._schema import json_schema as json_schema
