"""A strict YAML 1.2 reader: what stands in the file is what is meant, or it is refused.

No anchors, aliases, tags, merge keys, duplicate keys, second documents, bare yes/no, infinities or NaN; at
most 1 MB and 20 levels. It walks the events of the parser, so that nothing is built before it is checked, and
every refusal names the file and the line. Source: yaml122 in ``references/core.bib``.
"""

from __future__ import annotations

import math
import os
import re
import stat
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sciatica.core.errors import InputError

LARGEST_BYTES: Final = 1_000_000
DEEPEST: Final = 20
LONGEST_NUMBER: Final = 40

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_AMBIGUOUS: Final = frozenset({"yes", "no", "on", "off"})

Scalar = str | int | float | bool | None


def load(path: str | os.PathLike[str]) -> dict[str, Any] | list[Any]:
    """Read a YAML file strictly.

    Raises:
        InputError: the file cannot be read, is not text, too large, empty, not YAML, or uses what is refused.
    """
    file = os.fspath(path)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            what = "this is a folder" if Path(path).is_dir() else "this is not a file"
            raise InputError(what, file=file, wanted="a YAML file")
        with open(path, "rb") as stream:
            data = stream.read(LARGEST_BYTES + 1)
    except InputError:
        raise
    except FileNotFoundError:
        raise InputError("no such file", file=file, wanted="a YAML file") from None
    except PermissionError:
        raise InputError("this file may not be read", file=file, cure="check its permissions") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"cannot be read: {reason}", file=file, wanted="a YAML file") from None
    if len(data) > LARGEST_BYTES:
        raise InputError("too large", file=file, wanted=f"at most {LARGEST_BYTES} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("not text", file=file, wanted="YAML in UTF-8") from None
    return load_text(text, file=file)


def load_text(text: str, *, file: str) -> dict[str, Any] | list[Any]:
    """Read YAML text strictly; ``file`` is the name that errors give. Scalars: str, int, float, bool, None.

    Raises:
        InputError: as :func:`load`.
    """
    if len(text) > LARGEST_BYTES or len(text.encode("utf-8", "surrogatepass")) > LARGEST_BYTES:
        raise InputError("too large", file=file, wanted=f"at most {LARGEST_BYTES} bytes")
    if "\0" in text:
        raise InputError("not text", file=file, wanted="YAML in UTF-8")
    builder = _Builder(file)
    reader = YAML(typ="safe", pure=True)
    try:
        for event in reader.parse(text):
            builder.take(event)
    except InputError:
        raise
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        field = f"line {mark.line + 1}" if mark is not None else ""
        reason = str(error.problem or error.context or "cannot be parsed")
        raise InputError(f"not YAML: {reason}", file=file, field=field) from None
    except (
        YAMLError,
        ValueError,
        RecursionError,
        IndexError,
        AttributeError,
        TypeError,
        AssertionError,
    ) as error:
        reason = str(getattr(error, "reason", "")) or "cannot be parsed"
        raise InputError(f"not YAML: {reason}", file=file) from None
    if not builder.has_root:
        raise InputError("empty file", file=file, wanted="a YAML mapping, as `schema: 1`")
    if not isinstance(builder.root, dict | list):
        raise InputError("not a mapping", file=file, given=builder.root, wanted="lines of the form `key: value`")
    return builder.root


class _Builder:
    """Puts the events of one document together, refusing as it goes."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Any = None
        self.has_root = False
        self.documents = 0
        self.open: list[tuple[dict[str, Any] | list[Any], str]] = []
        self.key: str | None = None
        self.keys: list[str | None] = []

    def take(self, event: Event) -> None:
        """Take in the next event."""
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self.refusal(event, "a second document", cure="keep one document a file")
        elif isinstance(event, AliasEvent):
            raise self.refusal(event, "an alias", given=f"*{event.anchor}", cure="write the value out")
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self.check_plain(event)
            self.begin({} if isinstance(event, MappingStartEvent) else [], event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self.open.pop()
            self.key = self.keys.pop()
        elif isinstance(event, ScalarEvent):
            self.check_plain(event)
            self.scalar(event)

    def refusal(self, event: Event, what: str, **more: Any) -> InputError:
        mark = event.start_mark
        where = f"line {mark.line + 1}" if mark is not None else ""
        return InputError(what, file=self.file, field=where, **more)

    def check_plain(self, event: Any) -> None:
        if event.anchor is not None:
            raise self.refusal(
                event, "an anchor", given=f"&{event.anchor}", cure="write the value out where it is used"
            )
        tag = getattr(event, "ctag", None) or getattr(event, "tag", None)
        if tag is not None and str(tag) not in {"", "None"}:
            raise self.refusal(event, "a tag", given=str(tag), cure="leave it out")

    def begin(self, container: dict[str, Any] | list[Any], event: Event) -> None:
        if self.open and isinstance(self.open[-1][0], dict) and self.key is None:
            raise self.refusal(event, "a key that is not a word", wanted="`key: value`")
        if len(self.open) >= DEEPEST:
            raise self.refusal(event, "too deep", wanted=f"at most {DEEPEST} levels")
        self.put(container)
        self.keys.append(self.key)
        self.open.append((container, ""))
        self.key = None

    def scalar(self, event: Any) -> None:
        plain = bool(event.implicit[0]) and event.style in (None, "")
        value: Scalar = self.plain_value(event) if plain else self.text(event)
        if self.open and isinstance(container := self.open[-1][0], dict) and self.key is None:
            if not isinstance(value, str):
                raise self.refusal(event, "a key that is not a word", given=value, wanted="`key: value`")
            if plain and value == "<<":
                raise self.refusal(event, "a merge key", given="<<", cure="write the values out")
            if value in container:
                raise self.refusal(event, "the same key twice", given=value, cure="keep one of them")
            self.key = value
            return
        self.put(value)

    def put(self, value: Any) -> None:
        if not self.open:
            self.root, self.has_root = value, True
            return
        container = self.open[-1][0]
        if isinstance(container, list):
            container.append(value)
        elif self.key is not None:
            container[self.key] = value
            self.key = None

    def text(self, event: Any) -> str:
        """The text, with the escapes of JSON for one character in two halves put together."""
        try:
            return str(event.value).encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            raise self.refusal(event, "half a character", given=event.value, wanted="whole ones") from None

    def plain_value(self, event: Any) -> Scalar:
        text = str(event.value)
        if text in {"", "~", "null", "Null", "NULL"}:
            return None
        if text in {"true", "True", "TRUE"}:
            return True
        if text in {"false", "False", "FALSE"}:
            return False
        if text.lower() in _AMBIGUOUS:
            raise self.refusal(
                event, "an ambiguous word", given=text, wanted="true or false, or the word in quotation marks"
            )
        if _NOT_FINITE.fullmatch(text):
            raise self.refusal(event, "not a finite number", given=text, wanted="a number")
        if _INT.fullmatch(text) or _FLOAT.fullmatch(text):
            if len(text) > LONGEST_NUMBER:
                raise self.refusal(event, "a number too long", given=text, wanted=f"at most {LONGEST_NUMBER} digits")
            number = int(text) if _INT.fullmatch(text) else float(text)
            if not math.isfinite(number):
                raise self.refusal(event, "not a finite number", given=text, wanted="a number")
            return number
        return text
