"""One article as an entry, or a tombstone, of an Atom 1.0 feed."""

from ..model import Article, Source
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
    link = ""
    if article.url:
        page = markup.text(markup.uri(article.url))
        link = f'<link rel="alternate" type="text/html" href="{page}"/>'
    start = (
        f"<entry{tongue}><id>{markup.text(markup.uri(article.uri))}</id>"
        f"{construct('title', article.headline)}<published>{published.rfc3339}</published>"
        f"<updated>{updated}</updated>{link}"
    )
    authors, contributors = entry.creators(article)
    parts = [_person("author", one) for one in authors]
    if contributors:
        parts += [_person("contributor", one) for one in contributors]
    for key, title in entry.categories(article, setting):
        parts.append(
            f'<category term="{key}" scheme="{setting.scheme}" label="{attribute(title)}"/>'
        )
    for tag in article.tags:
        parts.append(f'<category term="{attribute(tag)}"/>')
    if article.lead:
        parts.append(construct("summary", article.lead))
    body = entry.body_html(article, setting)
    if body:
        body = b'<content type="html"><![CDATA[%b]]></content>' % body
    elif not article.url or not article.lead:
        # Without an alternate link an entry must have content, and without a summary it ought
        # to have some text: RFC 4287, sections 4.1.2 and 4.1.1.1.
        parts.append(construct("content", article.lead or article.headline))
    files = entry.files(article)
    parts += [_enclosure(one) for one in files]
    parts.append(entry.links(article, "link"))
    if article.rights:
        parts.append(construct("rights", article.rights))
    if article.source is not None:
        parts.append(_source(article.source, setting, published.rfc3339))
    parts += [entry.media(one) for one in files if one.image is not None]
    parts.append(entry.own_elements(article, "atom"))
    return b"%b%b%b</entry>" % (markup.utf8(start), body, markup.utf8("".join(parts)))


def _person(tag: str, one: entry.Creator) -> str:
    url = f"<uri>{markup.text(markup.uri(one.url))}</uri>" if one.url else ""
    email = f"<email>{one.email}</email>" if markup.is_mail(one.email) else ""
    return f"<{tag}><name>{markup.text(one.name)}</name>{url}{email}</{tag}>"


def _enclosure(file: entry.File) -> str:
    length = f' length="{file.length}"' if file.length is not None else ""
    titled = f' title="{markup.attribute(file.title)}"' if file.title else ""
    return (
        f'<link rel="enclosure" type="{markup.attribute(file.media_type)}" '
        f'href="{markup.text(file.url)}"{length}{titled}/>'
    )


def _source(source: Source, setting: entry.Setting, fallback: str) -> str:
    """The feed that a relayed article was taken from (RFC 4287, section 4.2.11)."""
    if source.url is None:
        return f"<dc:source>{markup.text(source.name)}</dc:source>"
    address = markup.uri(source.url)
    published = source.published_at
    # Validators ask for a date; without one, the relayed article's is the best there is.
    updated = fallback if published is None else setting.stamp(published).rfc3339
    return (
        f"<source><id>{markup.text(address)}</id>{markup.construct('title', source.name)}"
        f'<updated>{updated}</updated><link href="{markup.text(address)}"/></source>'
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
        f'ref="{markup.text(markup.uri(article.uri))}" when="{withdrawn}"/>'
    )
