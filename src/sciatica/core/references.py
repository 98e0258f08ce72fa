"""The papers behind the numbers, read from the ``.bib`` files beside this module.

A small BibTeX reader: entries, nested braces, quoted values; no macros and no cross-references, which we do
not use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sciatica.core.errors import InputError

_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*\{")
_FIELD = re.compile(r"\s*([A-Za-z_][\w-]*)\s*=\s*")


@dataclass(frozen=True)
class Reference:
    """One source. ``doi`` and ``pmid`` are "" where there is none; ``text`` is a line for people."""

    key: str
    authors: tuple[str, ...]
    title: str
    journal: str
    year: int
    doi: str
    pmid: str
    text: str


@cache
def load() -> Mapping[str, Reference]:
    """Every reference by key, from all files of the folder together.

    Raises:
        InputError: a file that cannot be parsed, or one key that stands for two different works.
    """
    folder = files("sciatica.core").joinpath("references")
    found: dict[str, Reference] = {}
    home: dict[str, str] = {}
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".bib")), key=lambda f: f.name):
        for reference in parse(file.read_text(encoding="utf-8"), file=file.name):
            if (known := found.get(reference.key)) is not None and known != reference:
                raise InputError(
                    f"this key stands in {home[reference.key]} too, for another text",
                    file=file.name,
                    field=reference.key,
                    cure="keep one, or make both entries the same",
                )
            found[reference.key] = reference
            home.setdefault(reference.key, file.name)
    return MappingProxyType(dict(sorted(found.items())))


@cache
def of_room(room: str) -> Mapping[str, Reference]:
    """The references of one file of the folder, for whoever has no time to read them all.

    Raises:
        InputError: a file that cannot be parsed.
    """
    name = f"{room}.bib"
    text = files("sciatica.core").joinpath("references", name).read_text(encoding="utf-8")
    return MappingProxyType({reference.key: reference for reference in parse(text, file=name)})


def parse(text: str, *, file: str = "") -> Iterator[Reference]:
    """The entries of one BibTeX text, in order; what stands between entries is comment.

    Raises:
        InputError: an entry that does not close, or lacks author, title or year.
    """
    at = 0
    keys: set[str] = set()
    while match := _ENTRY.search(text, at):
        end = _closing(text, match.end(), file)
        at = end + 1
        if match[1].lower() == "comment":
            continue
        key, _, body = text[match.end() : end].partition(",")
        key = key.strip()
        if not key or re.search(r"\s", key):
            raise InputError("an entry without a key", file=file, given=text[match.start() : match.start() + 60])
        if key in keys:
            raise InputError("the same key twice", file=file, field=key)
        keys.add(key)
        yield _reference(key, _fields(body, file, key), file)


def _closing(text: str, start: int, file: str) -> int:
    depth = 1
    for i in range(start, len(text)):
        if text[i] == "{" and text[i - 1] != "\\":
            depth += 1
        elif text[i] == "}" and text[i - 1] != "\\":
            depth -= 1
            if depth == 0:
                return i
    raise InputError("an entry is not closed", file=file, given=text[start : start + 60], wanted="a matching }")


def _fields(body: str, file: str, key: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    at = 0
    while body[at:].strip(", \t\r\n"):
        at += len(body[at:]) - len(body[at:].lstrip(", \t\r\n"))
        match = _FIELD.match(body, at)
        if match is None:
            raise InputError("not a field", file=file, field=key, given=body[at : at + 60], wanted="name = {value}")
        at = match.end()
        if body[at : at + 1] == "{":
            end = _closing(body, at + 1, file)
            value, at = body[at + 1 : end], end + 1
        elif body[at : at + 1] == '"':
            end = body.find('"', at + 1)
            if end < 0:
                raise InputError("a value is not closed", file=file, field=key, given=body[at : at + 60])
            value, at = body[at + 1 : end], end + 1
        else:
            end = body.find(",", at)
            end = len(body) if end < 0 else end
            value, at = body[at:end], end
        fields[match[1].lower()] = re.sub(r"\s+", " ", re.sub(r"(?<!\\)[{}]", "", value)).replace("\\&", "&").strip()
    return fields


def _reference(key: str, fields: dict[str, str], file: str) -> Reference:
    author = fields.get("author") or fields.get("editor", "")
    for name, value in (
        ("author", author),
        ("title", fields.get("title", "")),
        ("year", fields.get("year", "")),
    ):
        if not value:
            raise InputError(f"an entry without {name}", file=file, field=key)
    if not fields["year"].isdigit():
        raise InputError("the year is not a number", file=file, field=key, given=fields["year"], wanted="as 1999")
    authors = tuple(part.strip() for part in re.split(r"\s+and\s+", author))
    journal = next((fields[n] for n in ("journal", "booktitle", "publisher", "howpublished") if n in fields), "")
    doi = fields.get("doi", "").removeprefix("https://doi.org/")
    pmid = fields.get("pmid", "")
    who = ", ".join(authors[:3]) + (" et al." if len(authors) > 3 else "")
    link = f" doi:{doi}" if doi else f" PMID {pmid}" if pmid else f" {fields['url']}" if "url" in fields else ""
    text = f"{who} ({fields['year']}). {fields['title'].rstrip('.')}.{f' {journal}.' if journal else ''}{link}"
    return Reference(key, authors, fields["title"], journal, int(fields["year"]), doi, pmid, text)
