"""One article as an item of an RSS 2.0 feed."""

from html import escape

from ..model import Article
from . import _entry as entry, _markup as markup


def rss_item(article: Article, setting: entry.Setting) -> bytes:
    """The article as an item, by the RSS Advisory Board's Best Practices Profile.

    The lead is the description, the body ``content:encoded``; authors are ``dc:creator``,
    which asks for no mail address; the first file is the one enclosure, every picture and
    further file ``media:content``; the last change is ``atom:updated``.

    Raises:
        UncarriableError: A text holds a character that XML cannot carry.
        ValueError: The article holds what the format cannot say.
    """
    text, plain, attribute = markup.text, markup.plain, markup.attribute
    published, updated = entry.times(article, setting)
    page = markup.uri(article.url) if article.url else None
    link = f"<link>{text(page)}</link>" if page is not None else ""
    # Readers take a description for HTML, so a plain text is written as HTML that shows it.
    lead = text(escape(article.lead, quote=False)) if article.lead else ""
    start = f"<item><title>{plain(article.headline)}</title>{link}<description>{lead}</description>"
    body = entry.body_html(article, setting)
    if body:
        body = b"<content:encoded><![CDATA[%b]]></content:encoded>" % body

    authors, contributors = entry.creators(article)
    parts = [f"<dc:creator>{plain(one.name)}</dc:creator>" for one in authors]
    if contributors:
        parts += [f"<dc:contributor>{plain(one.name)}</dc:contributor>" for one in contributors]
    for _, title in entry.categories(article, setting):
        parts.append(f'<category domain="{setting.scheme}">{plain(title)}</category>')
    for tag in article.tags:
        parts.append(f"<category>{plain(tag)}</category>")
    files = entry.files(article)
    if files:
        first = files[0]
        parts.append(
            f'<enclosure url="{text(first.url)}" length="{first.length or 0}" '
            f'type="{attribute(first.media_type)}"/>'
        )
    identity = markup.uri(article.uri)
    permanent = "true" if page == identity else "false"
    parts.append(
        f'<guid isPermaLink="{permanent}">{text(identity)}</guid>'
        f"<pubDate>{published.rfc822}</pubDate><atom:updated>{updated}</atom:updated>"
    )
    source = article.source
    if source is not None and source.url is not None:
        address = text(markup.uri(source.url))
        parts.append(f'<source url="{address}">{plain(source.name)}</source>')
    elif source is not None:
        parts.append(f"<dc:source>{plain(source.name)}</dc:source>")
    if article.rights:
        parts.append(f"<dc:rights>{plain(article.rights)}</dc:rights>")
    if article.language != setting.language:
        parts.append(f"<dc:language>{article.language}</dc:language>")
    parts.append(entry.links(article, "atom:link"))
    parts += [entry.media(one) for one in files if one.image or one.title or one is not first]
    parts.append(entry.own_elements(article, "rss"))
    return b"%b%b%b</item>" % (markup.utf8(start), body, markup.utf8("".join(parts)))
