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
    plain, attribute = markup.plain, markup.attribute
    published, updated = entry.times(article, setting)
    parts = [f"<item><title>{plain(article.headline)}</title>"]
    add = parts.append
    page = markup.uri(article.url) if article.url else None
    if page is not None:
        add(f"<link>{markup.text(page)}</link>")
    # Readers take a description for HTML, so a plain text is written as HTML that shows it.
    lead = markup.text(escape(article.lead, quote=False)) if article.lead else ""
    add(f"<description>{lead}</description>")
    start = markup.utf8("".join(parts))
    body = entry.body_html(article, setting)
    if body:
        body = b"<content:encoded><![CDATA[%b]]></content:encoded>" % body
    parts.clear()
    authors, contributors = entry.creators(article)
    parts += [f"<dc:creator>{plain(one.name)}</dc:creator>" for one in authors]
    parts += [f"<dc:contributor>{plain(one.name)}</dc:contributor>" for one in contributors]
    for _, title in entry.categories(article, setting):
        add(f'<category domain="{attribute(setting.base)}">{plain(title)}</category>')
    parts += [f"<category>{plain(tag)}</category>" for tag in article.tags]
    files = entry.files(article)
    if files:
        first = files[0]
        add(
            f'<enclosure url="{attribute(first.url)}" length="{first.length or 0}" '
            f'type="{attribute(first.media_type)}"/>'
        )
    identity = markup.uri(article.uri)
    permanent = "true" if page == identity else "false"
    add(f'<guid isPermaLink="{permanent}">{markup.text(identity)}</guid>')
    add(f"<pubDate>{published.rfc822}</pubDate>")
    add(f"<atom:updated>{updated.rfc3339}</atom:updated>")
    source = article.source
    if source is not None and source.url is not None:
        address = attribute(markup.uri(source.url))
        add(f'<source url="{address}">{plain(source.name)}</source>')
    elif source is not None:
        add(f"<dc:source>{plain(source.name)}</dc:source>")
    if article.rights:
        add(f"<dc:rights>{plain(article.rights)}</dc:rights>")
    if article.language != setting.language:
        add(f"<dc:language>{article.language}</dc:language>")
    add(entry.links(article, "atom:link"))
    parts += [entry.media(one) for one in files if one.image or one.title or one is not first]
    add(entry.own_elements(article, "rss"))
    add("</item>")
    return start + body + markup.utf8("".join(parts))
