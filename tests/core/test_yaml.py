import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.core import yaml
from sciatica.core.errors import InputError

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.floats(-1e9, 1e9) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), PLAIN) | st.lists(PLAIN))
def test_json_is_yaml_and_comes_back_as_it_was(data: object) -> None:
    assert yaml.load_text(json.dumps(data), file="f") == data


def test_scalars_are_read_as_the_core_schema_of_yaml_1_2_has_them() -> None:
    text = """
    words: [x, 'yes', "12", 2026-01-01, 012x, 1_000, L5-S1, 0o7, =, "~", 1:30]
    whole: [0, -3, +4, 012]
    real: [1.5, -3e2, .5, 4., 1E-2]
    truth: [true, False, TRUE]
    none: [null, ~, ]
    empty:
    """
    read = yaml.load_text(text, file="f")
    assert isinstance(read, dict)
    assert read["words"] == [
        "x",
        "yes",
        "12",
        "2026-01-01",
        "012x",
        "1_000",
        "L5-S1",
        "0o7",
        "=",
        "~",
        "1:30",
    ]
    assert read["whole"] == [0, -3, 4, 12]
    assert all(type(value) is int for value in read["whole"])
    assert read["real"] == [1.5, -300.0, 0.5, 4.0, 0.01]
    assert all(type(value) is float for value in read["real"])
    assert read["truth"] == [True, False, True]
    assert read["none"] == [None, None]
    assert read["empty"] is None


REFUSED = {
    "the same key twice": ("a: 1\nb: 2\na: 3", "line 3: the same key twice; given a"),
    "the same key twice, deep": ("a:\n  - {b: 1, b: 2}", "the same key twice; given b"),
    "an anchor": ("a: &x 1", "an anchor; given &x"),
    "an anchor on a mapping": ("a: &x {b: 1}", "an anchor; given &x"),
    "an anchor on a key": ("&x a: 1", "an anchor; given &x"),
    "an alias": ("a: *x", "an alias; given *x"),
    "a merge key": ("<<: {a: 1}", "a merge key"),
    "a tag": ("a: !!python/object:os.system x", "a tag"),
    "a bare tag": ("a: ! 12", "a tag"),
    "a tag on a list": ("a: !!set [b]", "a tag"),
    "yes": ("a: yes", "an ambiguous word; given yes; wanted true or false"),
    "Off": ("a: [Off]", "an ambiguous word; given Off"),
    "a key no": ("no: 1", "an ambiguous word; given no"),
    "not a number": ("a: .nan", "not a finite number"),
    "infinity": ("a: -.inf", "not a finite number"),
    "overflow": ("a: 1e999", "not a finite number"),
    "a number too long": ("a: " + "9" * 5000, "a number too long"),
    "a number as key": ("1: 2", "a key that is not a word; given 1"),
    "nothing as key": ("~: 2", "a key that is not a word; given None"),
    "a list as key": ("[a]: 2", "a key that is not a word"),
    "a mapping as key": ("? {a: 1}\n: 2", "a key that is not a word"),
    "two documents": ("a: 1\n---\nb: 2", "line 2: a second document"),
    "empty": ("", "empty file"),
    "only a comment": ("# nothing\n", "empty file"),
    "only a word": ("hello", "not a mapping; given hello"),
    "an open bracket": ("a: [1, 2", "not YAML"),
    "an open quotation": ("a: 'x", "not YAML"),
    "a tab": ("a:\n\tb: 1", "not YAML"),
    "two colons": ("a: b: c", "not YAML"),
    "half a character": ('a: "\\ud800"', "half a character"),
    "a control character": ("a: \x07", "not YAML"),
    "a zero byte": ("a: \0", "not text"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_plain_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        yaml.load_text(text, file="case.yaml")
    assert said in caught.value.line
    assert caught.value.line.startswith("case.yaml: ")
    assert "\n" not in caught.value.line


@pytest.mark.parametrize("piece", ["[", "{a: ", "- "])
def test_depth_is_limited_and_the_limit_is_reached(piece: str) -> None:
    close = {"[": "]", "{a: ": "}", "- ": ""}[piece]

    def nested(levels: int) -> str:
        return piece * levels + "1" + close * levels

    assert yaml.load_text(nested(yaml.DEEPEST), file="f")
    with pytest.raises(InputError, match="too deep"):
        yaml.load_text(nested(yaml.DEEPEST + 1), file="f")
    with pytest.raises(InputError, match="too deep"):
        yaml.load_text(nested(100_000), file="f")


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(InputError, match=r"line 1: an anchor"):
        yaml.load_text(bomb, file="f")


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        path = tmp_path / "a.yaml"
        path.write_bytes(mark + "größe: 1\n".encode())
        assert yaml.load(path) == {"größe": 1}


def test_size_is_limited_in_bytes(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    start = b"a: 1\n#"
    path.write_bytes(start + b" " * (yaml.LARGEST_BYTES - len(start)))
    assert yaml.load(path) == {"a": 1}
    with open(path, "ab") as file:
        file.write(b" ")
    with pytest.raises(InputError, match="too large"):
        yaml.load(path)
    with pytest.raises(InputError, match="too large"):
        yaml.load_text("a: " + "é" * (yaml.LARGEST_BYTES // 2), file="f")


def test_what_is_not_a_readable_text_file_is_named(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(bytes(range(256)))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, said in (
        (tmp_path, "this is a folder"),
        (tmp_path / "none.yaml", "no such file"),
        (binary, "not text"),
        (pipe, "this is not a file"),
        (binary / "x", "cannot be read"),
        ("a\0b", "cannot be read"),
        ("x" * 5000, "cannot be read"),
    ):
        with pytest.raises(InputError, match=said):
            yaml.load(path)
