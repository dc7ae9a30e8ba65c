"""Two ways to read one value: a short one, and one that tells every fault."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

#: The key that names the class of a value where several classes may stand.
TYPE_KEY = "@type"

Hook = Callable[[Any, Any], Any]
#: Reads a value that has no fault, and raises anything at one that has. It is not asked for
#: values that are taken as they are: see :func:`plain_types`.
Shortcut = Callable[[Any], Any]


class TwoWayHook:
    """A structure hook of cattrs that also knows a shorter way for data without fault.

    Nearly all data is without fault. So a whole object is first read by shortcuts alone, which
    call no other hook; only when one of them raises is it read again by the hooks that
    collect every fault with its path. Either way gives the same value.
    """

    def __init__(
        self,
        tell: Hook,
        make_shortcut: Callable[[], Shortcut],
        plain: tuple[type, ...] = (),
        only: type | None = None,
    ) -> None:
        self.tell = tell
        self.make_shortcut = make_shortcut
        #: Types of JSON whose values are taken as they are.
        self.plain = plain
        #: The class that shortcut and plain types are for, when cattrs asks this hook for its
        #: subclasses as well: for a ``StrEnum`` it asks that of texts.
        self.only = only

    def is_for(self, kind: Any) -> bool:
        """Whether shortcut and plain types hold for a type."""
        return self.only is None or self.only is kind

    def __call__(self, value: Any, kind: Any) -> Any:
        return self.tell(value, kind)

    @cached_property
    def shortcut(self) -> Shortcut:
        """The shorter way, made when it is first asked for, as it is made of others."""
        # Classes may hold each other in circles; one that is being made is asked for later.
        self.__dict__["shortcut"] = lambda value: self.shortcut(value)  # noqa: PLW0108
        try:
            return self.make_shortcut()
        finally:
            self.__dict__.pop("shortcut", None)


def shortest(hook: Hook, kind: Any) -> Shortcut:
    """The shortcut of a hook, or the hook itself where a portal has put its own."""
    if isinstance(hook, TwoWayHook) and hook.is_for(kind):
        return hook.shortcut
    return lambda value: hook(value, kind)


def plain_types(hook: Hook, kind: Any) -> tuple[type, ...]:
    """The types of JSON whose values a hook takes as they are for a type."""
    return hook.plain if isinstance(hook, TwoWayHook) and hook.is_for(kind) else ()
