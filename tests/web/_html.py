"""HTML as the tests read it."""

from lxml import html as lxml_html

from govnews.web import SafeHtml


def parsed(html):
    assert isinstance(html, SafeHtml)
    return lxml_html.fragment_fromstring(html)


def lines(element):
    return [" ".join(one.text_content().split()) for one in element]
