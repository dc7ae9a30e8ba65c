"""The example portals in a browser: what people see, by eye, keyboard and screen reader."""

import re
from shutil import which

import pytest

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = which("chromium")
if CHROMIUM is None:
    pytest.skip("chromium is not installed", allow_module_level=True)

for _package in ("django", "flask", "gunicorn"):
    pytest.importorskip(_package)

ARTICLE = "tin-tuc/van-hoa-xa-hoi/it-today.html"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
#: WCAG 2.2, levels A and AA, and what axe-core knows to be good practice beyond it.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

portals = pytest.mark.parametrize("name", ["django", "flask"])


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, portal):
    """Opens a page of a portal as a visitor with a browser of their own."""
    contexts = []

    def visit(name, path="", **options):
        context = browser.new_context(base_url=portal(name).url, locale="vi-VN", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()


def faults(page):
    found = axe.Axe().run(page, options={"runOnly": RULES})
    return found.generate_report() if found.violations_count else ""


@portals
@pytest.mark.parametrize(
    ("scheme", "viewport"), [("light", DESKTOP), ("dark", PHONE)], ids=["desktop", "phone"]
)
def test_pages_are_accessible_and_fit(visit, name, scheme, viewport):
    page = visit(name, ARTICLE, color_scheme=scheme, viewport=viewport)
    for path in (ARTICLE, ""):
        page.goto(path)
        assert not faults(page)
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) == 0


def test_the_check_finds_what_is_wrong(visit):
    page = visit("flask", color_scheme="light")
    page.add_style_tag(content="aside li { color: #aaa }")
    page.evaluate("document.querySelector('html').removeAttribute('lang')")
    report = faults(page)
    assert "contrast" in report
    assert "lang" in report


@portals
def test_text_is_set_to_be_read(visit, name):
    page = visit(name, ARTICLE, viewport=DESKTOP)
    paragraph = page.locator("article .lead")
    size = float(paragraph.evaluate("e => getComputedStyle(e).fontSize").removesuffix("px"))
    height = float(paragraph.evaluate("e => getComputedStyle(e).lineHeight").removesuffix("px"))
    assert size >= 16
    assert 1.4 <= height / size <= 1.8
    # Lines of 45 to 90 characters or so: a character of this face is about half as wide as high.
    assert 45 <= paragraph.bounding_box()["width"] / (size / 2) <= 90
    image = page.get_by_role("img")
    assert image.evaluate("e => e.complete && e.naturalWidth > 0")


@portals
def test_dark_pages_are_dark(visit, name):
    paper = "getComputedStyle(document.body).backgroundColor"
    light = visit(name, color_scheme="light").evaluate(paper)
    dark = visit(name, color_scheme="dark").evaluate(paper)
    assert sum(map(int, re.findall(r"\d+", light)[:3])) > 600
    assert sum(map(int, re.findall(r"\d+", dark)[:3])) < 150


@portals
def test_the_keyboard_goes_straight_to_the_text(visit, name):
    page = visit(name, ARTICLE)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    assert skip.evaluate("e => e === document.activeElement")
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
    page.keyboard.press("Tab")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) != "none"


@portals
def test_a_screen_reader_hears_what_is_what(visit, name):
    page = visit(name, ARTICLE)
    for role in ("banner", "navigation", "main", "complementary", "contentinfo", "article"):
        assert page.get_by_role(role).count() == 1, role
    assert page.get_by_role("heading", level=1).count() == 1
    for table in ("Các lần phát sóng tới", "Phân công thực hiện", "Các phần của chương trình"):
        assert page.get_by_role("table", name=table).count() == 1
    head = page.get_by_role("table", name="Phân công thực hiện").get_by_role("columnheader")
    assert head.all_inner_texts() == ["Đơn vị", "Vai trò", "Nhiệm vụ"]
    assert page.get_by_role("region", name="Thống kê truy cập").count() == 1
    assert page.get_by_role("img").get_attribute("alt").startswith("Tranh minh hoạ")


@portals
def test_a_reader_follows_the_feed_and_takes_the_calendar(visit, name):
    page = visit(name, ARTICLE)
    with page.expect_response("**/feeds/all.atom") as feed:
        link = page.get_by_role("link", name="Kênh tin Atom")
        page.evaluate("url => fetch(url)", link.get_attribute("href"))
    assert feed.value.status == 200
    assert feed.value.headers["content-type"].startswith("application/atom+xml")
    with page.expect_download() as calendar:
        page.get_by_role("link", name="Lịch phát sóng").click()
    content = calendar.value.path().read_text()
    assert "RRULE:FREQ=WEEKLY;BYDAY=SU" in content
    assert "SUMMARY" in content


@portals
def test_a_reader_sees_the_counter_move(visit, name):
    def total(page):
        block = page.get_by_role("region", name="Thống kê truy cập").inner_text()
        return int(re.search(r"Tổng số lượt truy cập: (\d+)", block)[1])

    first = visit(name, user_agent=f"Mozilla/5.0 {name} first")
    first.reload()
    before = total(first)
    second = visit(name, user_agent=f"Mozilla/5.0 {name} second")
    second.reload()
    assert total(second) == before + 1
    first.reload()
    assert total(first) == before + 1
