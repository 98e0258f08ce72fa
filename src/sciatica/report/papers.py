"""The papers behind the numbers, as a reader can find them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sciatica.core.references import load


@dataclass(frozen=True)
class Paper:
    """One source: a line for people and where it can be found ("" where nowhere is known)."""

    text: str
    url: str

    @property
    def body(self) -> str:
        """The line without the identifier that the link carries."""
        return re.split(r" (?:doi:|PMID |https://)", self.text)[0] if self.url else self.text

    @property
    def link(self) -> str:
        """What the link says."""
        kind = "doi" if "doi.org" in self.url else "PubMed" if "pubmed" in self.url else "page"
        return kind if self.url else ""


def papers(keys: Iterable[str]) -> tuple[Paper, ...]:
    """The papers of these keys, once each, in alphabetical order of their text."""
    found = {Paper(*source_words(key)) for key in keys}
    return tuple(sorted(found, key=lambda paper: paper.text.casefold()))


def short_source(key: str) -> tuple[str, str]:
    """A source key as (authors and year, address), short enough to stand in a sentence."""
    reference = load().get(key)
    if reference is None:
        return key, ""
    authors = [author.split(",")[0].strip() for author in reference.authors]
    names = (
        authors[0]
        if len(authors) == 1
        else f"{authors[0]} and {authors[1]}"
        if len(authors) == 2
        else f"{authors[0]} et al."
    )
    return f"{names} {reference.year}", source_words(key)[1]


def _address(text: str) -> str:
    """The first web address in a reference's text; "" where there is none."""
    found = re.search(r"https://[^\s<>\"]+", text)
    return found[0].rstrip(".,;") if found else ""


def source_words(key: str) -> tuple[str, str]:
    """A source key as (text, address); a key that no reference has is shown as it stands."""
    reference = load().get(key)
    if reference is None:
        return key, ""
    url = f"https://doi.org/{reference.doi}" if reference.doi else ""
    if not url and reference.pmid:
        url = f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    return reference.text, url or _address(reference.text)
