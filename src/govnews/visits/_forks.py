"""What must be made anew in a forked child: locks, connections, queues, writer names.

A web server that loads the application and then forks would otherwise have its children
share one database connection, wait for a lock nobody holds, or send one queue twice.
"""

import os
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")

_renewed: WeakKeyDictionary[Any, Callable[[Any], None]] = WeakKeyDictionary()


def renew_after_fork(owner: T, renew: Callable[[T], None]) -> None:
    """Have ``renew(owner)`` called in every child forked from now on."""
    _renewed[owner] = renew


def _renew_all() -> None:
    for owner, renew in list(_renewed.items()):
        renew(owner)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_all)
