"""The page as a document: complete, self-contained, escaped, the same bytes, and calm where nothing is wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pytest
import report_results as made

from sciatica.core.findings import Findings
from sciatica.report.page import page
from sciatica.report.sections import nerve, person
from sciatica.simulate.result import Result

VOID = {"meta", "link", "br"}


class Document(HTMLParser):
    """Tags with their attributes, the text outside of style, and whether every tag closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.header: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)
            if "header" in self.open or "title" in self.open:
                self.header.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {name: page(getattr(made, name)()) for name in ("disc", "healthy", "cauda", "studied")}


@pytest.fixture(scope="module", params=["disc", "healthy", "cauda", "studied"])
def text(request: pytest.FixtureRequest, pages: dict[str, str]) -> str:
    return pages[request.param]


def test_the_same_result_gives_the_same_bytes(pages: dict[str, str]) -> None:
    assert page(made.disc()) == pages["disc"]


def test_time_taken_does_not_reach_the_page(pages: dict[str, str]) -> None:
    result = made.disc()
    slower = replace(result, counts=replace(result.counts, seconds=999.0))
    assert page(slower) == pages["disc"]


def test_tags_close_and_ids_are_unique(text: str) -> None:
    document = Document(text)
    assert document.open == []
    ids = [attributes["id"] for _, attributes in document.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_reference_inside_the_page_resolves(text: str) -> None:
    document = Document(text)
    ids = {attributes["id"] for _, attributes in document.tags if "id" in attributes}
    wanted = set(re.findall(r"url\(#([^)]+)\)", text))
    for _, attributes in document.tags:
        for name in ("href", "xlink:href", "aria-labelledby"):
            value = attributes.get(name, "")
            if value.startswith("#") or (name == "aria-labelledby" and value):
                wanted |= set(value.removeprefix("#").split())
    assert wanted <= ids


def test_nothing_is_fetched_from_anywhere(text: str) -> None:
    document = Document(text)
    assert len(text.encode()) < 1_500_000
    for tag, attributes in document.tags:
        assert tag not in ("script", "iframe", "img", "object", "embed")
        assert "src" not in attributes
        outside = [v for n, v in attributes.items() if "//" in v and not n.startswith("xmlns")]
        assert not outside or tag == "a", (tag, attributes)
        assert not any(name.startswith("on") for name in attributes)
    assert "@import" not in text
    assert not re.search(r"url\((?!#)", text)


def test_every_picture_has_words_or_is_hidden_from_those_who_cannot_see(text: str) -> None:
    document = Document(text)
    for tag, attributes in document.tags:
        if tag == "svg":
            assert attributes.get("aria-hidden") == "true" or len(attributes.get("aria-label", "")) > 20
    chart = [attributes for tag, attributes in document.tags if attributes.get("class") == "chart"]
    assert len(chart) == 1
    assert chart[0]["role"] == "img"
    assert len(chart[0]["aria-label"]) > 20


def test_urgency_comes_before_everything_else(text: str) -> None:
    assert text.index('id="urgency"') < text.index('id="nerve"')
    assert "not a medical device" in text


def test_no_value_is_printed_that_is_not_one(text: str) -> None:
    document = Document(text)
    every = document.words + " ".join(value for _, attributes in document.tags for value in attributes.values())
    assert not re.search(r"\b(nan|NaN|inf|None|null)\b", every)
    assert "-0\u00a0%" not in every


def test_a_missing_value_is_said_in_words() -> None:
    result = made.disc()
    passage = result.last.passage
    missing = np.full_like(passage.fraction_passing, np.nan)
    missing[:, 0, 1:] = 1.0
    day = replace(result.last, passage=replace(passage, fraction_passing=missing))
    words = Document(page(replace(result, days=(*result.days[:-1], day)))).words
    assert "not computed" in words
    assert not re.search(r"\bnan\b", words.lower())


def test_text_from_elsewhere_is_escaped() -> None:
    text = page(made.with_text(made.disc(), '<script>alert("x")</script>&"\''))
    assert "<script" not in text
    assert text.count("&lt;script&gt;") >= 3


def test_a_healthy_page_has_nothing_wrong_in_it(pages: dict[str, str]) -> None:
    document = Document(pages["healthy"])
    classes = {name for _, attributes in document.tags for name in attributes.get("class", "").split()}
    assert not classes & {"lesion", "badge", "pain", "numb", "low", "mid", "spark", "lost"}
    assert not re.search(r'id="(passes|tissue|course)"', pages["healthy"])
    assert "Nothing presses on or inflames a nerve root" in document.words
    assert "no leg pain" in document.words.lower()


def test_the_same_marks_do_appear_where_something_is_wrong(pages: dict[str, str]) -> None:
    classes = {name for _, a in Document(pages["disc"]).tags for name in a.get("class", "").split()}
    assert {"lesion", "badge", "pain", "numb", "low", "spark", "lost"} <= classes


def test_the_cause_is_named_in_the_header_and_nowhere_else(pages: dict[str, str]) -> None:
    document = Document(pages["disc"])
    header = " ".join(document.header)
    assert "disc extrusion at L5–S1" in header
    everything = document.words
    for word in ("extrusion", "paracentral", "herniated"):
        assert everything.lower().count(word) == header.lower().count(word)


def test_below_the_header_the_page_does_not_depend_on_the_cause(pages: dict[str, str]) -> None:
    result = made.disc()
    renamed = replace(result, case=replace_causes(result))
    body = pages["disc"][pages["disc"].index('<main id="main"') :]
    assert page(renamed)[page(renamed).index('<main id="main"') :] == body


def replace_causes(result: Result) -> object:
    return made.case(
        [{"kind": "spondylolisthesis", "level": "L5-S1", "side": "right", "type": "isthmic", "grade": "II"}]
    )


def test_the_pain_drawing_follows_the_findings() -> None:
    result = made.disc()
    silent = Findings.from_mapping({"leg_pain": "absent", "pain_site": "absent", "numbness": "absent"})
    quiet = page(replace(result, days=(*result.days[:-1], replace(result.last, findings=silent))))
    loud = page(result)
    assert "outer edge of the foot right 6 of 10" in loud
    assert "no pain and no lost feeling" in quiet


def test_causes_are_said_as_a_radiologist_would() -> None:
    def header(**changes: object) -> str:
        return " ".join(person.view(replace(made.disc(), case=made.case([{**made.DISC, **changes}]))).causes)

    assert "Left foraminal disc sequestration at L4–L5" in header(
        side="left", zone="foraminal", type="sequestration", level="L4-L5"
    )
    assert "inflames and does not press" in header(root_pressure_mmhg=0.0)


def test_the_nerve_is_called_inflamed_where_nothing_presses() -> None:
    result = made.disc()
    loads = result.last.loads
    eased = replace(result.last, loads=replace(loads, pressure_mmhg=np.zeros_like(loads.pressure_mmhg)))
    shown = nerve.view(replace(result, days=(*result.days[:-1], eased)))
    assert shown.title == "Where the nerve is inflamed"
    assert ("pressure", "none: nothing presses here") in shown.marks[0].facts
    assert nerve.view(result).title == "Where the nerve is pressed"


def test_headings_step_down_one_at_a_time_and_landmarks_are_there(text: str) -> None:
    tags = [tag for tag, _ in Document(text).tags]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [tags.count(name) for name in ("main", "header", "footer", "nav")] == [1, 1, 1, 1]
    assert '<html lang="en">' in text


def test_every_table_has_headings_for_its_rows_and_columns(text: str) -> None:
    document = Document(text)
    scopes = [attributes.get("scope") for tag, attributes in document.tags if tag == "th"]
    assert scopes
    assert set(scopes) <= {"col", "row"}
    assert text.count("<thead>") == text.count("<table")
    assert text.count("<caption") + len(re.findall(r"<table aria-labelledby", text)) == text.count("<table")


def test_what_an_examiner_found_is_said_to_be_that_and_the_truth_stands_inside(pages: dict[str, str]) -> None:
    outside, inside = pages["disc"].split('<div class="band inside">')
    assert "These are what an examiner found" in outside
    assert "exact" not in outside.split('id="exam"')[1].replace("the exact truth stands further down", "")
    assert "share of healthy, exact" in inside


def test_the_figures_at_the_head_are_an_examiners() -> None:
    whole = made.disc()
    blind = replace(whole.last, findings=Findings.from_mapping({"leg_pain": "absent"}))
    assert person.view(replace(whole, days=(*whole.days[:-1], blind))).glance == ()
    shown = " ".join(f"{cell.figure} {cell.words}" for cell in person.view(whole).glance)
    assert "4 of 5 power in pushing the foot down, right" in shown
