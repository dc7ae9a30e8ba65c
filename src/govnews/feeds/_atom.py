"""One article as an entry, or a tombstone, of an Atom 1.0 feed."""

from ..model import Article
from . import _entry as entry, _markup as markup


def atom_entry(article: Article, setting: entry.Setting) -> bytes:
    """The article as an entry (RFC 4287, section 4.1.2).

    Every file is an enclosure link; pictures are told of in Media RSS as well, which has
    places for caption, credit and size.

    Raises:
        UncarriableError: A text holds a character that XML cannot carry.
        ValueError: The article holds what the format cannot say.
    """
    attribute, construct = markup.attribute, markup.construct
    published, updated = entry.times(article, setting)
    language = article.language
    tongue = f' xml:lang="{language}"' if language != setting.language else ""
    parts = [f"<entry{tongue}><id>{markup.text(markup.uri(article.uri))}</id>"]
    add = parts.append
    add(construct("title", article.headline))
    add(f"<published>{published.rfc3339}</published><updated>{updated.rfc3339}</updated>")
    if article.url:
        page = attribute(markup.uri(article.url))
        add(f'<link rel="alternate" type="text/html" href="{page}"/>')
    authors, contributors = entry.creators(article)
    parts += [_person("author", one) for one in authors]
    parts += [_person("contributor", one) for one in contributors]
    for key, title in entry.categories(article, setting):
        add(f'<category term="{key}" scheme="{setting.scheme}" label="{attribute(title)}"/>')
    parts += [f'<category term="{attribute(tag)}"/>' for tag in article.tags]
    if article.lead:
        add(construct("summary", article.lead))
    start = markup.utf8("".join(parts))
    parts.clear()
    body = entry.body_html(article, setting)
    if body:
        body = b'<content type="html"><![CDATA[%b]]></content>' % body
    elif not article.url:
        # Without an alternate link an entry must have content: RFC 4287, section 4.1.2.
        add(construct("content", article.lead or article.headline))
    files = entry.files(article)
    for one in files:
        length = f' length="{one.length}"' if one.length is not None else ""
        titled = f' title="{attribute(one.title)}"' if one.title else ""
        add(
            f'<link rel="enclosure" type="{attribute(one.media_type)}" '
            f'href="{attribute(one.url)}"{length}{titled}/>'
        )
    add(entry.links(article, "link"))
    if article.rights:
        add(construct("rights", article.rights))
    add(_source(article, setting, published.rfc3339))
    parts += [entry.media(one) for one in files if one.image is not None]
    add(entry.own_elements(article, "atom"))
    return b"%b%b%b</entry>" % (start, body, markup.utf8("".join(parts)))


def _person(tag: str, one: entry.Creator) -> str:
    url = f"<uri>{markup.text(markup.uri(one.url))}</uri>" if one.url else ""
    email = f"<email>{one.email}</email>" if markup.is_mail(one.email) else ""
    return f"<{tag}><name>{markup.text(one.name)}</name>{url}{email}</{tag}>"


def _source(article: Article, setting: entry.Setting, fallback: str) -> str:
    """The feed that a relayed article was taken from (RFC 4287, section 4.2.11)."""
    source = article.source
    if source is None:
        return ""
    if source.url is None:
        return f"<dc:source>{markup.text(source.name)}</dc:source>"
    address = markup.uri(source.url)
    published = source.published_at
    updated = fallback if published is None else setting.stamp(published).rfc3339
    return (
        f"<source><id>{markup.text(address)}</id>{markup.construct('title', source.name)}"
        f'<updated>{updated}</updated><link href="{markup.attribute(address)}"/></source>'
    )


def tombstone(article: Article, setting: entry.Setting) -> bytes:
    """A withdrawn article: RFC 6721, section 3.

    Raises:
        UncarriableError: A text holds a character that XML cannot carry.
        ValueError: The article holds what the format cannot say.
    """
    _, withdrawn = entry.times(article, setting)
    return markup.utf8(
        f'<at:deleted-entry xmlns:at="{markup.TOMBSTONES}" '
        f'ref="{markup.attribute(markup.uri(article.uri))}" when="{withdrawn.rfc3339}"/>'
    )
