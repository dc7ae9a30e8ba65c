"""The two moments every style is shown for, and strategies for moments in Vietnam."""

from datetime import datetime
from typing import Any

import pytest

from govnews import dates


@pytest.fixture
def now() -> Any:
    """The moment of the sample portal's article."""
    return datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM)
