"""The report as a person meets it in a browser, on a desktop and on a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import report_results as made

from sciatica.report.page import page as render

A4 = (695, 1020)
"""What the margins leave of a sheet, CSS pixels."""
SIZES = {"desktop": (1280, 800), "telephone": (390, 844)}
NAMES = ("disc", "healthy", "cauda", "studied")
OPEN = "document.querySelectorAll('details').forEach((d) => d.open = true)"

CONTRAST = """
() => {
  const channel = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); };
  const light = (c) => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length && (colour.length < 4 || colour[3] > 0.5)) return colour;
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.getClientRects().length || element.closest("style, title, .hidden, .skip")) continue;
    if (element.namespaceURI.endsWith("svg") && element.classList.contains("badge-number")) continue;
    const style = getComputedStyle(element);
    const front = parse(element.namespaceURI.endsWith("svg") ? style.fill : style.color);
    const [a, b] = [light(front), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) bad.push([element.tagName, element.textContent.trim().slice(0, 30), ratio.toFixed(2)]);
  }
  return bad;
}
"""


@dataclass
class Visit:
    """A page that was opened, and what the browser said meanwhile."""

    page: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("report")
    paths = {}
    for name in NAMES:
        paths[name] = folder / f"{name}.html"
        paths[name].write_text(render(getattr(made, name)()), encoding="utf-8")
    return paths


@pytest.fixture
def visit(browser: Any, written: dict[str, Path]) -> Iterator[Any]:
    contexts = []

    def opened(name: str, size: str = "desktop", scheme: str = "light") -> Visit:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        made_visit = Visit(context.new_page())
        made_visit.page.on("console", lambda message: made_visit.said.append(message.text))
        made_visit.page.on("pageerror", lambda error: made_visit.said.append(str(error)))
        made_visit.page.on("request", lambda request: made_visit.asked.append(request.url))
        made_visit.page.goto(written[name].as_uri())
        return made_visit

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_said_asked_for_or_cut_off(visit: Any, name: str, size: str) -> None:
    seen = visit(name, size)
    assert seen.said == []
    assert [url for url in seen.asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in seen.asked if url.startswith("file:")]) == 1
    wide = seen.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= SIZES[size][0]


@pytest.mark.parametrize("name", ["disc", "healthy", "cauda"])
@pytest.mark.parametrize("size", SIZES)
def test_urgency_is_above_the_fold(visit: Any, name: str, size: str) -> None:
    seen = visit(name, size)
    box = seen.page.locator("#urgency-title").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < SIZES[size][1]
    assert seen.page.locator("#urgency .body-text p").first.bounding_box()["y"] < SIZES[size][1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_of_pictures_stands_out_from_what_is_behind_it(visit: Any, scheme: str) -> None:
    seen = visit("disc", "desktop", scheme)
    seen.page.evaluate(OPEN)
    assert seen.page.evaluate(CONTRAST) == []


COLOURS = {"runOnly": ["color-contrast"]}
"""All that a scheme can change; the other rules ask for structure and size, and take as long again."""


@pytest.mark.parametrize(
    ("name", "size", "scheme", "rules"),
    [
        ("studied", "desktop", "light", None),
        ("healthy", "telephone", "dark", None),
        ("disc", "telephone", "light", COLOURS),
        ("studied", "desktop", "dark", COLOURS),
    ],
)
def test_axe_finds_nothing(visit: Any, name: str, size: str, scheme: str, rules: Any) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed: ./go installs what tests need"
    )
    seen = visit(name, size, scheme)
    seen.page.evaluate(OPEN)
    # what is inside a picture is told by the picture's own words and tried above
    found = axe.Axe().run(seen.page, context={"exclude": [["svg > *"]]}, options=rules).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []


def test_what_has_the_focus_is_outlined_and_nothing_moves_where_motion_is_not_wanted(visit: Any) -> None:
    seen = visit("healthy")
    seen.page.emulate_media(reduced_motion="reduce")
    assert seen.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Tab")
    width = seen.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    assert width >= 2


def test_dark_screens_get_a_dark_page(visit: Any) -> None:
    def background(scheme: str) -> str:
        return str(visit("disc", "desktop", scheme).page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert background("light") != background("dark")


def test_the_keyboard_goes_down_the_page_in_order(visit: Any) -> None:
    seen = visit("disc")
    tops = []
    for _ in range(12):
        seen.page.keyboard.press("Tab")
        tops.append(
            seen.page.evaluate(
                "() => { const e = document.activeElement; const b = e.getBoundingClientRect();"
                " return [e.className === 'skip' ? -1 : b.top + window.scrollY, b.left, e.tagName]; }"
            )
        )
    assert tops[0][0] == -1  # the way past everything comes first
    assert all(tag in ("A", "SUMMARY", "DIV") for _, _, tag in tops)
    assert [round(top) for top, _, _ in tops] == sorted(round(top) for top, _, _ in tops)


def test_skipping_leads_to_the_report(visit: Any) -> None:
    seen = visit("disc")
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("location.hash") == "#main"


@pytest.mark.parametrize("name", ["disc", "studied"])
@pytest.mark.parametrize("size", SIZES)
def test_labels_of_a_graph_do_not_lie_on_each_other(visit: Any, size: str, name: str) -> None:
    seen = visit(name, size)
    seen.page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
    overlaps = seen.page.evaluate(
        """() => {
          const found = [];
          for (const svg of document.querySelectorAll('svg.plot, svg.lanes, svg.nerve-map, svg.spasms')) {
            const written = [...svg.querySelectorAll('text')];
            const texts = written.map((t) => [t.textContent.trim(), t.getBoundingClientRect()]);
            const frame = svg.getBoundingClientRect();
            texts.forEach(([name, a], i) => {
              const across = a.left < frame.left - 1 || a.right > frame.right + 1;
              if (across || a.top < frame.top - 1 || a.bottom > frame.bottom + 1) found.push('cut: ' + name);
              for (const [other, b] of texts.slice(i + 1)) {
                const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                if (w > 2 && h > 3) found.push(name + ' / ' + other);
              }
            });
          }
          return found;
        }"""
    )
    assert overlaps == []


def test_a_printed_page_keeps_its_pictures_and_drops_the_contents(visit: Any) -> None:
    seen = visit("disc")
    seen.page.emulate_media(media="print", color_scheme="dark")
    assert seen.page.locator("nav.contents").is_hidden()
    assert seen.page.locator("svg.nerve-map").is_visible()
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_on_paper_no_picture_is_cut_and_no_heading_stands_alone(visit: Any) -> None:
    seen = visit("studied")
    seen.page.set_viewport_size({"width": A4[0], "height": A4[1]})
    seen.page.emulate_media(media="print")
    seen.page.evaluate(OPEN)
    figures = seen.page.evaluate(
        """() => [...document.querySelectorAll('figure, .card, tr')].map((e) => {
            const box = e.getBoundingClientRect();
            return [getComputedStyle(e).breakInside, box.height, box.right];
        })"""
    )
    assert len(figures) > 20
    assert {held for held, _, _ in figures} == {"avoid"}
    assert max(height for _, height, _ in figures) < A4[1]  # else it could not be kept whole
    assert max(right for _, _, right in figures) <= A4[0] + 1
    heads = seen.page.evaluate(
        """() => [...document.querySelectorAll('h2, h3, caption, .head')].map((e) => getComputedStyle(e).breakAfter)"""
    )
    assert set(heads) == {"avoid"}


def test_a_page_on_paper_is_a_few_sheets_of_a4(visit: Any) -> None:
    sheets = {}
    for name in ("disc", "healthy"):
        text = visit(name).page.pdf(prefer_css_page_size=True)
        boxes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", text))
        assert {(round(float(w)), round(float(h))) for w, h in boxes} == {(595, 842)}
        sheets[name] = len(re.findall(rb"/Type /Page\b(?!s)", text))
    assert 2 <= sheets["healthy"] <= 10
    assert sheets["healthy"] < sheets["disc"] <= 16
