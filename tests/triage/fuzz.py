"""Hostile input, from a seed: raw bytes, spoilt files, wrong types, deep nesting, huge texts, contradictions.

    python tests/triage/fuzz.py                 # a hundred thousand, with a table of what became of them
    python tests/triage/fuzz.py 2000 5          # two thousand from seed 5

Each input is either refused in one line or answered; anything else is a fault. An answer is held against the input
itself, by a list written here and not by the rules: where a red flag stands in the file the answer is an emergency, and
self-care is possible only where every question that could be dangerous has been answered. One in a hundred goes
through the command line, as a file.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sciatica import cli
from sciatica.core import yaml
from sciatica.core.errors import InputError
from sciatica.core.findings import Findings, Row, table
from sciatica.triage import LEVELS, assess

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "findings").glob("*.yaml"))
RED_FLAGS = frozenset(
    {
        "saddle_numbness", "bladder_retention", "bladder_incontinence", "bladder_hesitancy",
        "urinary_sensation_reduced", "bowel_incontinence", "rectal_fullness_lost", "sexual_dysfunction",
        "trauma_severe", "leg_cold_pale", "collapse", "breathless", "abdominal_pain_severe", "anal_tone_reduced",
        "anal_sensation_reduced", "imaging_cauda_equina_compressed",
    }
)  # fmt: skip
SUDDEN = frozenset({"numbness", "weakness_noticed", "foot_drop", "power_reduced", "touch_reduced"})
ROWS = list(table().values())
WORDS = ("present", "absent", "unknown", "Present", "yes", "no", "true", "", "9", "null", "sudden", "left", "both", "~")
LONGEST_LINE = 2000
ALPHABET = "abc: -[]{}\"'#&*!|>%@`,?\n\t \\0129.eE+_~\u0000\u00e9\u202e\U0001f9b5\ud800"
SPOILERS = (b"[" * 50, b"{" * 30, b"&a ", b"*a", b"!!int ", b"\n---\n", b"\xff", b"\t")
Data = str | bytes | dict[Any, Any]


def inputs(count: int, seed: int) -> list[Callable[[], Data]]:
    """One maker an input, so that huge ones need not all be held at once."""
    return [lambda number=i: _one(random.Random(seed * 1_000_003 + number)) for i in range(count)]  # type: ignore[misc]


def _one(chance: random.Random) -> Data:
    kind = chance.random()
    if kind < 0.10:
        return chance.randbytes(chance.randrange(200))
    if kind < 0.25:
        return "".join(chance.choice(ALPHABET) for _ in range(chance.randrange(120)))
    if kind < 0.38:
        return _spoilt(chance)
    made = _mapping(chance)
    if kind < 0.45:
        try:
            return json.dumps(made, ensure_ascii=chance.random() < 0.5)
        except (TypeError, ValueError, RecursionError):
            return made
    return made


def _spoilt(chance: random.Random) -> bytes:
    """An example's file with bytes changed, lost, doubled or exchanged."""
    text = bytearray(chance.choice(EXAMPLES).read_bytes()[: chance.choice([300, 600, 2000])])
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(4):
            case 0:
                text[at : at + 1] = chance.randbytes(1)
            case 1:
                del text[at : at + chance.randrange(20)]
            case 2:
                text[at:at] = text[max(at - 30, 0) : at]
            case _:
                text[at:at] = chance.choice(
                    [b"[" * 50, b"{" * 30, b"&a ", b"*a", b"!!int ", b"\n---\n", b"\xff", b"\t"]
                )
    return bytes(text)


def _mapping(chance: random.Random) -> dict[Any, Any]:
    data: dict[Any, Any] = {}
    if chance.random() < 0.3:
        data = {row.id: "absent" for row in ROWS if row.danger}
    wild = chance.random() < 0.4
    for _ in range(chance.randrange(8)):
        row = chance.choice(ROWS)
        data[_key(chance) if wild else row.id] = _value(chance) if wild else _sound(chance, row)
    if chance.random() < 0.3:
        data["person"] = chance.choice([{"age_years": 40}, {"age_years": -1}, {"sex": "male"}, [], None, _junk(chance)])
    if chance.random() < 0.2:
        data["schema"] = chance.choice([1, 2, "1", 1.0, True, None])
    return data


def _sound(chance: random.Random, row: Row) -> Any:
    """An answer that may stand there; the answers of one file may still contradict each other."""
    found: dict[str, Any] = {"state": chance.choice(WORDS[:3]), "onset": chance.choice(["sudden", "gradual"])}
    found |= {"since_days": chance.choice([0, 3, 7, 8, 43]), "course": chance.choice(["better", "stable", "worse"])}
    if row.sided:
        found["side"] = chance.choice(["left", "right", "both"])
    if row.sites and found["state"] == "present":
        found["site"] = chance.choice(row.sites)
    if row.has_amount and found["state"] == "present":
        found["amount"] = chance.choice([row.low, (row.low + row.high) / 2, row.high])
    return {k: v for k, v in found.items() if k == "state" or chance.random() < 0.7}


def _key(chance: random.Random) -> Any:
    name = chance.choice(ROWS).id
    kind = chance.random()
    if kind < 0.85:
        return name
    if kind < 0.95:
        at = chance.randrange(len(name))
        return name[:at] + name[at + 1 :]
    return chance.choice(["", "x" * chance.choice([1, 5000]), 7, None, ("a", "b"), "\ud800", "__class__", "schema "])


def _value(chance: random.Random) -> Any:
    kind = chance.random()
    if kind < 0.4:
        return chance.choice(WORDS[:3])
    if kind < 0.75:
        return _answer(chance)
    if kind < 0.9:
        return [_answer(chance) for _ in range(chance.randrange(4))]
    return _junk(chance)


def _answer(chance: random.Random) -> Any:
    row = chance.choice(ROWS)
    found: dict[Any, Any] = {"state": chance.choice(WORDS[:4])}
    for key, values in (
        ("side", ["left", "right", "both", "middle", None]),
        ("site", [*row.sites[:3], "saddle", "somewhere", None]),
        ("amount", [0, 3, 9, 9.5, -1, 1e308, float("nan"), float("inf"), "9", 10**400, None]),
        ("onset", ["sudden", "gradual", "unknown", "slow"]),
        ("since_days", [0, 7, 400, -3, 1e9, "week", None]),
        ("course", ["better", "stable", "worse", "unknown", ""]),
        ("stat", [1]),
    ):
        if chance.random() < (0.35 if key not in ("stat", "site") else 0.1):
            found[key] = chance.choice(values)
    return found


def _junk(chance: random.Random) -> Any:
    deep: Any = "present"
    for _ in range(chance.choice([1, 3, 30, 300])):
        deep = [deep] if chance.random() < 0.5 else {"state": deep}
    return chance.choice(
        [None, True, 3, -0.0, float("nan"), 10**5000, b"present", {"present"}, object(), "x" * 200_000, "a\nb", deep,
         ["present"] * 300, {"state": ["present"]}, {1: 2}, "\ud800", "\u202epresent"]
    )  # fmt: skip


def fate(data: Data) -> str:
    """What became of one input: ``refused``, or the urgency of its answer.

    Raises:
        AssertionError: an answer that is too low, or a refusal that is not one line.
        Exception: whatever broke.
    """
    try:
        if isinstance(data, bytes):
            data = data.decode("utf-8", "replace")
        loaded = yaml.load_text(data, file="in.yaml") if isinstance(data, str) else data
        findings = Findings.from_mapping(loaded, file="in.yaml")  # type: ignore[arg-type]
    except InputError as error:
        line = error.line
    else:
        return _answered(loaded, findings)
    assert line.isprintable(), "not one plain line"
    assert len(line) <= LONGEST_LINE, "a refusal too long"
    return "refused"


def _answered(loaded: Any, findings: Findings) -> str:
    answer = assess(findings)
    json.dumps(answer.to_mapping(), allow_nan=False)
    answer.lines()
    assert isinstance(loaded, dict)
    assert answer.urgency == "emergency" or not _red(loaded), "a red flag in the file, and no emergency"
    assert LEVELS.index(answer.urgency_possible) >= LEVELS.index(answer.urgency)
    if answer.urgency_possible == "self_care":
        male = (loaded.get("person") or {}).get("sex") == "male"
        unasked = {"pregnancy", "vaginal_bleeding"} if male else set()
        open_still = {row.id for row in ROWS if row.danger} - set(loaded) - unasked
        assert not open_still, "self-care with a dangerous question open"
    return answer.urgency


def _red(loaded: dict[str, Any]) -> bool:
    for name, value in loaded.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            state = one.get("state") if isinstance(one, dict) else one
            if state == "present" and name in RED_FLAGS:
                return True
            if state == "present" and name in SUDDEN and isinstance(one, dict) and one.get("onset") == "sudden":
                return True
    return False


def fate_on_the_command_line(data: bytes, folder: Path) -> str:
    """The same for a file given to ``sciatica assess``."""
    path = folder / "in.yaml"
    path.write_bytes(data)
    out, err = io.StringIO(), io.StringIO()
    before = signal.getsignal(signal.SIGTERM)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            cli.main(["assess", str(path), "--json"])
    except SystemExit as left:
        code = left.code
    finally:
        signal.signal(signal.SIGTERM, before)
    said = err.getvalue()
    assert code in (0, 2), said
    assert code == 0 or (said.count("\n") == 1 and not out.getvalue()), said
    return "refused" if code else str(json.loads(out.getvalue())["urgency"])


def run(count: int, seed: int) -> Counter[str]:
    """Every input's fate, counted.

    Raises:
        AssertionError: an input that broke or was answered too low; the message names its number.
    """
    fates: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, make in enumerate(inputs(count, seed)):
            data = make()
            try:
                fates[fate(data)] += 1
                if number % 100 == 0 and isinstance(data, bytes | str):
                    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
                    fates["command line: " + fate_on_the_command_line(raw, Path(folder))] += 1
            except Exception as error:
                raise AssertionError(f"input {number} of seed {seed}: {type(error).__name__}: {error}") from error
    return fates


def main(arguments: list[str]) -> None:
    count, seed = (int(a) for a in (*arguments, *("100000", "1")[len(arguments) :]))
    for name, number in sorted(run(count, seed).items()):
        print(f"{number:8d}  {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
