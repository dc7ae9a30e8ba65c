"""govnews in Flask: feed views, visit counting, template filters."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Unpack

from . import feeds
from .dates import Style
from .errors import MissingExtraError
from .web import Counter, CountingOptions, PortalFeeds as PortalFeeds, add_filters as _add, wsgi
from .web._streams import media_type, started

try:
    from flask import Response, abort, request
except ImportError as _error:
    raise MissingExtraError("flask", "Flask") from _error

if TYPE_CHECKING:
    from flask import Flask


def feed_response(feed: feeds.Feed[Any], format: str) -> Response:  # noqa: A002  # the word of the whole library
    """Answer the current request by a feed: 200, 226, 304, 405, 406 or 412.

    Args:
        feed: The feed.
        format: ``rss``, ``atom`` or ``json``.

    Raises:
        UnknownFormatError: There is no such format.

    Example:
        >>> from flask import Flask
        >>> from govnews import sample
        >>> app = Flask("portal")
        >>> @app.get("/tin.rss")
        ... def rss():
        ...     return feed_response(feeds.Feed(sample.portal(), sample.articles()), "rss")
        >>> app.test_client().get("/tin.rss").mimetype
        'application/rss+xml'
    """
    headers = wsgi.request_headers(request.environ)
    return _to_flask(feeds.respond(feed, format, headers, request.method))


def stream_response(chunks: Iterator[bytes], format: str) -> Response:  # noqa: A002  # the word of the whole library
    """Send a feed of any length piece by piece.

    Args:
        chunks: What :func:`govnews.feeds.stream` gives.
        format: ``rss``, ``atom`` or ``json``, as given to it.

    Raises:
        UnknownFormatError: There is no such format.

    Example:
        >>> from flask import Flask
        >>> from govnews import sample
        >>> app = Flask("portal")
        >>> @app.get("/kho.atom")
        ... def archive():
        ...     return stream_response(
        ...         feeds.stream(sample.portal(), sample.articles(), "atom"), "atom"
        ...     )
        >>> app.test_client().get("/kho.atom").mimetype
        'application/atom+xml'
    """
    return Response(started(chunks), mimetype=media_type(format))


def serve_feeds(app: "Flask", offered: PortalFeeds[Any]) -> None:
    """Serve everything that a portal offers to machines.

    Args:
        app: The portal.
        offered: What to serve.

    Raises:
        TypeError: The rows come from a coroutine function.

    Example:
        >>> from flask import Flask
        >>> from govnews import sample
        >>> app = Flask("portal")
        >>> serve_feeds(app, PortalFeeds(sample.portal(), sample.articles))
        >>> app.test_client().get("/feeds/all.atom").mimetype
        'application/atom+xml'
    """
    if offered.is_async:
        raise TypeError("rows from a coroutine function need an ASGI server")

    def govnews_feeds(**_: str) -> Response:
        headers = wsgi.request_headers(request.environ)
        answer = offered.respond(request.path, headers, request.method)
        if answer is None:
            abort(404)
        return _to_flask(answer)

    endpoint = govnews_feeds.__name__
    while endpoint in app.view_functions:
        endpoint += "_"  # of a second portal, in another language perhaps
    for route in offered.routes("<name>", "<format>", "<number>"):
        app.add_url_rule(route, endpoint, govnews_feeds)


def count_visits(
    app: "Flask",
    counter: Counter,
    *,
    trusted_proxies: Iterable[str] = (),
    **options: Unpack[CountingOptions],
) -> None:
    """Count the page views of a portal; a counter that fails never disturbs a page.

    Args:
        app: The portal.
        counter: A :class:`~govnews.visits.VisitCounter`.
        trusted_proxies: The portal's own proxies, whose ``X-Forwarded-For`` is believed:
            networks, and ``"unix"`` for one that connects through a socket file.
        options: See :class:`govnews.web.CountingOptions`.

    Raises:
        ModelError: A trusted proxy is no network.
        TypeError: The counter is one for event loops.

    Example:
        >>> from flask import Flask
        >>> from govnews.visits import VisitCounter, open_store
        >>> app = Flask("portal")
        >>> count_visits(app, VisitCounter(open_store("memory:"), site="sonla"))
    """
    app.wsgi_app = wsgi.count_visits(  # type: ignore[assignment,method-assign]  # Flask's own way
        app.wsgi_app, counter, trusted_proxies=trusted_proxies, **options
    )


def add_filters(app: "Flask", *, styles: Mapping[str, Style] | None = None) -> None:
    """Give the portal's templates the filters and blocks of :func:`govnews.web.add_filters`.

    Args:
        app: The portal.
        styles: Its own date styles by name.

    Example:
        >>> from flask import Flask, render_template_string
        >>> app = Flask("portal")
        >>> add_filters(app)
        >>> with app.app_context():
        ...     render_template_string("{{ 40536672 | vn_number }}")
        '40.536.672'
    """
    _add(app.jinja_env, styles=styles)


def _to_flask(answer: feeds.Response) -> Response:
    # A list: for bytes Flask writes a Content-Length of its own, which is 0 for HEAD.
    return _Answer([answer.body], answer.status, answer.headers)


class _Answer(Response):
    """A response with the headers it is given: no media type where there is nothing to read."""

    default_mimetype = None
