"""The order of the rooms, what may be named where, and what a light import may load."""

from __future__ import annotations

import ast
import csv
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import sciatica

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "sciatica"

RIGHT_OF_LESION = ("tissue", "nerve", "cord", "muscle", "movement", "episode", "exam", "simulate")
WITHOUT_GAIT_NAMES = (
    "body",
    "lesion",
    "tissue",
    "nerve",
    "cord",
    "muscle",
    "movement",
    "episode",
    "simulate",
)
WITHOUT_SPASM_MUSCLE = ("tissue", "nerve", "movement", "episode", "exam")

# "disc" is also a part of the back that prose may speak of: only as a name, without spaces, is it a cause
CAUSE = re.compile(
    r"herni|prolaps|extru[ds]|protru[ds]|sequest|stenos|stenot|spondylol"
    r"|piriformis[ _-]?syndrome|^(?!\S*disc_pressure)\S*(?<![a-z])discs?(?![a-z])\S*$",
    re.IGNORECASE,
)
GAIT = re.compile(r"antalgic|steppage|trendelenburg", re.IGNORECASE)
SPASM_MUSCLE = re.compile(r"piriformis", re.IGNORECASE)


# --- imports ---


LINT = """
import json, sys
sys.path.insert(0, "src")
from importlinter.cli import lint_imports
answers = []
for path, text in json.loads(sys.argv[1]):
    if path:
        open(path, "w").write(text)
    answers.append(lint_imports(no_cache=True))
    if path:
        open(path, "w").close()
print("\\n" + json.dumps(answers))
"""


def lint_imports(folder: Path, changes: list[tuple[str, str]]) -> tuple[list[int], str]:
    """import-linter with the contracts of ``folder``: exit codes with each file changed in turn, what it said."""
    done = subprocess.run([sys.executable, "-c", LINT, json.dumps(changes)], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stdout


def test_every_room_imports_only_rooms_to_its_left() -> None:
    codes, said = lint_imports(ROOT, [("", "")])
    assert codes == [0], said


def test_an_import_to_the_right_breaks_the_order_and_a_room_not_there_does_not(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    package = tmp_path / "src" / "sciatica"
    for room in ("core", "body", "lesion", "nerve", "exam", "triage", "report"):
        (package / room).mkdir(parents=True)
        (package / room / "__init__.py").write_text("")
    for name in ("__init__", "cli", "cli_write", "cli_progress", "cli_assess"):
        (package / f"{name}.py").write_text("")
    wrong = [
        ("core", "body"),
        ("body", "lesion"),
        ("lesion", "nerve"),
        ("nerve", "exam"),
        ("exam", "triage"),
        ("triage", "exam"),
        ("triage", "body"),
        ("triage", "report"),
        ("exam", "report"),
        ("report", "cli"),
    ]
    changes = [
        (
            f"src/sciatica/{importer}/__init__.py",
            f"def f():\n    from sciatica import {imported}\n    {imported}\n",
        )
        for importer, imported in wrong
    ]
    codes, said = lint_imports(tmp_path, [("", ""), *changes])
    assert codes == [0, *[1] * len(wrong)], said
    for importer, imported in wrong:
        assert f"sciatica.{importer} -> sciatica.{imported}" in said


def test_every_room_of_the_house_stands_in_the_order() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    named = {name for contract in contracts for layer in contract["layers"] for name in re.findall(r"[a-z_]+", layer)}
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    rooms |= {path.stem for path in SOURCE.glob("*.py")} - {"__init__"}
    assert rooms <= named


def test_the_fibre_engine_stands_alone() -> None:
    """In ``nerve`` only injury and conduct know of other rooms, and only ``__init__`` knows of those two."""
    folder = SOURCE / "nerve"
    above = {"sciatica.nerve.injury", "sciatica.nerve.conduct"}
    for path in sorted(folder.rglob("*.py")):
        if path.parent == folder / "conduct" or (path.parent == folder and path.stem == "injury"):
            continue
        for name in imported(path):
            room = ".".join(name.split(".")[:2])
            assert room in {"sciatica.core", "sciatica.nerve"} or not name.startswith("sciatica"), (
                path,
                name,
            )
            assert path == folder / "__init__.py" or not any(name.startswith(a) for a in above), (path, name)


def imported(path: Path) -> Iterator[str]:
    """The absolute names of what a file imports, wherever in it."""
    package = ".".join(("sciatica", *path.relative_to(SOURCE).parts[:-1]))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = importlib.util.resolve_name("." * node.level + (node.module or ""), package)
            yield from (f"{base}.{alias.name}" for alias in node.names)


# --- names ---


def words(path: Path) -> Iterator[str]:
    """Identifiers and texts of Python without docstrings; cells of tables without notes and sources."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        for row in csv.DictReader(text.splitlines()):
            yield from (str(cell) for column, cell in row.items() if column not in {"note", "source"})
        return
    tree = ast.parse(text)
    prose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value
        for name in ("id", "attr", "arg", "name", "module", "asname", "rest"):
            if isinstance(value := getattr(node, name, None), str):
                yield value


def named(rooms: tuple[str, ...], pattern: re.Pattern[str]) -> list[str]:
    """Where in the rooms' files the pattern is said."""
    return [
        f"{path.relative_to(SOURCE)}: {word}"
        for room in rooms
        for path in sorted((SOURCE / room).rglob("*"))
        if path.suffix in {".py", ".csv"}
        for word in words(path)
        if pattern.search(word)
    ]


def test_right_of_lesion_nothing_names_a_cause() -> None:
    assert named(RIGHT_OF_LESION, CAUSE) == []


def test_only_the_examiner_names_a_gait() -> None:
    assert named(WITHOUT_GAIT_NAMES, GAIT) == []


def test_only_cord_muscle_and_lesion_name_the_muscle_of_a_spasm() -> None:
    assert named(WITHOUT_SPASM_MUSCLE, SPASM_MUSCLE) == []


def test_the_search_finds_names_and_passes_prose(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text('"""A disc herniation."""\n# stenosis\ndef f(disc_pressure_mpa):\n    return "the disc itself"\n')
    assert not [word for word in words(path) if CAUSE.search(word)]
    for said in (
        "is_herniated = 1",
        "from x import stenosis",
        "f(disc=1)",
        "x.spondylolisthesis",
        "kind = 'herniated_disc'",
        "def extrusion(): ...",
        "f'{1} piriformis syndrome'",
    ):
        path.write_text(said)
        assert [word for word in words(path) if CAUSE.search(word)], said


# --- pages ---


def test_every_page_is_listed_and_every_link_leads_somewhere() -> None:
    docs = ROOT / "docs"
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (docs / "index.md").read_text(encoding="utf-8")))
    assert {path.name for path in docs.glob("*.md")} - {"index.md"} == listed
    for page in (*docs.glob("*.md"), *ROOT.glob("*.md")):
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), (page.name, link)


# --- light imports ---

HEAVY = ("numba", "xarray", "matplotlib", "pandas", "h5netcdf", "mujoco", "dask", "jinja2")


@pytest.mark.parametrize(
    "code",
    [
        "import sciatica; sciatica.InputError; sciatica.__version__",
        "import sciatica.triage; from sciatica import assess",
        "import sciatica; sciatica.assess({'schema': 1})",
        "import sciatica.cli",
        "import sciatica.core.findings, sciatica.core.parameters as p; p.defaults()",
    ],
)
def test_a_light_import_loads_nothing_heavy(code: str) -> None:
    check = f"{code}\nimport sys\nprint(*sorted(set(sys.modules) & {set(HEAVY)!r}))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_the_version_is_the_one_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert sciatica.__version__ == project["version"]


def test_simulate_is_a_room_and_a_function() -> None:
    code = (
        "import sciatica, sciatica.simulate as room\n"
        "assert sciatica.simulate is room\n"
        "from sciatica.simulate import run\n"
        "room.run = lambda case, **options: (case, options)\n"
        "assert sciatica.simulate(1, seed=2) == (1, {'seed': 2})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
