"""The annual report as Markdown and HTML, in the layout of a state report."""

import re
from html import escape

from ._letterhead import MOTTO, NATION, Letterhead, letterhead_of
from ._report import AnnualReport
from ._report_chart import report_chart
from ._report_content import Chart, Part, Table, opening, parts, subject
from ._wording import one_line

_ROMAN = ("I", "II", "III", "IV")
#: What Markdown would take for markup (CommonMark 0.31, section 2.4).
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_STYLE = """
@page{size:A4;margin:2cm 1.5cm 2cm 3cm}
body{font:14pt/1.4 "Times New Roman",Times,serif;max-width:18cm;margin:1cm auto;color:#000}
.head,.foot{display:grid;grid-template-columns:9fr 11fr;gap:0 1em;text-align:center}
.head{font-size:12pt}.head p,.foot p{margin:0}.nation{white-space:nowrap}
.head .date{font-style:italic;font-size:13pt}
.rule{width:fit-content}.head .rule{margin:0 auto}
.rule::after{content:"";display:block;width:40%;margin:2px auto 6px;border-top:1px solid}
.nation+.rule::after{width:100%}
h1{font-size:14pt;text-align:center;margin:1.2em 0 0}
.subject{font-weight:bold;text-align:center;margin:0 auto 1em}
h2{font-size:14pt;margin:1em 0 .4em}
table{border-collapse:collapse;width:100%;font-size:11pt;margin:.6em 0}
caption{font-style:italic;text-align:left;padding:.2em 0}
th,td{border:1px solid #777;padding:2px 5px;vertical-align:top;text-align:left}
td.n,th.n{text-align:right}tr:last-child td:first-child{white-space:nowrap}
figure{margin:.6em 0}figcaption{font-style:italic;font-size:11pt}
.foot{margin-top:1.5em}.foot .copies{text-align:left;font-size:11pt}.foot .office{font-weight:bold}
.sign{height:5em}
"""


def report_html(report: AnnualReport, letterhead: Letterhead | None = None) -> str:
    """The annual report as an HTML page, ready to print.

    Args:
        report: The report.
        letterhead: Its head and foot; by default what the plan's duty to report says, with
            number, place and date left open.

    Returns:
        A whole document (HTML Living Standard) in Vietnamese, with the chart of months in it,
        in the layout of Decree 30/2020/NĐ-CP, appendix I.

    Example:
        >>> from govnews import BroadcastPlan
        >>> from govnews.broadcast import annual_report
        >>> report = annual_report(BroadcastPlan(key="it-today", title="IT TODAY"), 2017, [])
        >>> "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in report_html(report)
        True
    """
    head = letterhead or letterhead_of(report.plan)
    title = subject(report)
    sections = "".join(
        _html_part(roman, part, report) for roman, part in zip(_ROMAN, parts(report), strict=False)
    )
    parent = f"<p>{_html(head.parent.upper())}</p>" if head.parent else ""
    to = f"<p>Kính gửi: {_html(head.recipient)}</p>\n" if head.recipient else ""
    copies = "".join(f"<br>- {_html(one)}" for one in _copies(head))
    return (
        f'<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{_html(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<header class="head">\n<div>{parent}<p class="rule">'
        f"<strong>{_html(head.agency.upper())}</strong></p><p>{_html(head.number_line)}</p></div>\n"
        f'<div><p class="nation"><strong>{NATION}</strong></p>'
        f'<p class="rule"><strong>{MOTTO}</strong></p>'
        f'<p class="date">{_html(head.dateline)}</p></div>\n</header>\n'
        f'<main>\n<h1>BÁO CÁO</h1>\n<p class="subject rule">{_html(title)}</p>\n{to}'
        f"<p>{_html(opening(report, head))}</p>\n{sections}</main>\n"
        '<footer class="foot">\n<p class="copies"><strong><em>Nơi nhận:</em></strong>'
        f"{copies}</p>\n"
        f'<div><p class="office">{_html((head.signatory or "…").upper())}</p>'
        '<p class="sign"></p></div>\n</footer>\n</body>\n</html>\n'
    )


def report_markdown(
    report: AnnualReport, letterhead: Letterhead | None = None, *, chart: str | None = None
) -> str:
    """The annual report as Markdown (CommonMark with the tables of GitHub).

    Args:
        report: The report.
        letterhead: As for :func:`report_html`.
        chart: Address of a file with :func:`report_chart`, to be shown; None for no chart.

    Example:
        >>> from govnews import BroadcastPlan
        >>> from govnews.broadcast import annual_report
        >>> report = annual_report(BroadcastPlan(key="it-today", title="IT TODAY"), 2017, [])
        >>> report_markdown(report).splitlines()[0]
        '|  | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |'
    """
    head = letterhead or letterhead_of(report.plan)
    heading = (
        f"| {_plain((head.parent or '').upper())} | **{NATION}** |\n| :---: | :---: |\n"
        f"| **{_plain(head.agency.upper())}** | **{MOTTO}** |\n"
        f"| {_plain(head.number_line)} | *{_plain(head.dateline)}* |"
    )
    blocks = [heading, "# BÁO CÁO", f"**{_plain(subject(report))}**"]
    if head.recipient:
        blocks.append(f"Kính gửi: {_plain(head.recipient)}")
    blocks.append(_plain(opening(report, head)))
    for roman, part in zip(_ROMAN, parts(report), strict=False):
        blocks.append(f"## {roman}. {_plain(part.title.upper())}")
        blocks += [_markdown(block, chart) for block in part.blocks]
    blocks.append(f"**{_plain((head.signatory or '…').upper())}**")
    copies = "".join(f"\n- {_plain(one)}" for one in _copies(head))
    blocks.append(f"***Nơi nhận:***\n{copies}")
    return "\n\n".join(block for block in blocks if block) + "\n"


def _copies(head: Letterhead) -> list[str]:
    """Who gets copies, each line closed as the decree closes it."""
    ends = [";"] * (len(head.copies) - 1) + ["."]
    return [copy + end for copy, end in zip(head.copies, ends, strict=False)]


# ---- HTML ---------------------------------------------------------------------------------


def _html(text: str) -> str:
    return escape(one_line(text))


def _html_part(roman: str, part: Part, report: AnnualReport) -> str:
    blocks = "".join(_html_block(block, report) for block in part.blocks)
    return f"<section>\n<h2>{roman}. {_html(part.title.upper())}</h2>\n{blocks}</section>\n"


def _html_block(block: str | Table | Chart, report: AnnualReport) -> str:
    if isinstance(block, str):
        return f"<p>{_html(block)}</p>\n"
    if isinstance(block, Chart):
        caption = f"<figcaption>{_html(block.caption)}</figcaption>"
        return f"<figure>{report_chart(report)}{caption}</figure>\n"
    heads = "".join(_cell("th", text, place, block) for place, text in enumerate(block.heads))
    rows = "".join(
        f"<tr>{''.join(_cell('td', text, place, block) for place, text in enumerate(row))}</tr>\n"
        for row in block.rows
    )
    return (
        f"<table>\n<caption>{_html(block.caption)}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _cell(tag: str, text: str, place: int, table: Table) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    kind = ' class="n"' if place >= table.numbers_from else ""
    return f"<{tag}{scope}{kind}>{_html(text)}</{tag}>"


# ---- Markdown -----------------------------------------------------------------------------


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", one_line(text))


def _markdown(block: str | Table | Chart, chart: str | None) -> str:
    if isinstance(block, str):
        return _plain(block)
    if isinstance(block, Chart):
        return f"![{_plain(block.caption)}](<{chart}>)" if chart is not None else ""
    rules = ("---:" if place >= block.numbers_from else "---" for place in range(len(block.heads)))
    lines = [block.heads, *block.rows]
    rows = [f"| {' | '.join(map(_plain, line))} |" for line in lines]
    rows.insert(1, f"| {' | '.join(rules)} |")
    return f"*{_plain(block.caption)}*\n\n" + "\n".join(rows)
