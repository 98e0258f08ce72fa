"""The command line: simulate a case, assess findings, compare ourselves with published facts, print a schema.

Exit codes: 0 done, 2 bad input (one line on standard error), 1 our fault. Results go to standard output and
files, everything else to standard error.
"""

from __future__ import annotations

import enum
import json
import os
import shutil
import signal
import sys
import textwrap
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from sciatica import __version__
from sciatica.cli_assess import Form, assessed, plain_call
from sciatica.core.errors import InputError, shown

DONE, OUR_FAULT, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
WIDEST = 100
DIALECT = "https://json-schema.org/draft/2020-12/schema"

app = typer.Typer(
    name="sciatica",
    help="Simulates the sciatic nerve pathway. For research and teaching; not a medical device.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Bench(enum.StrEnum):
    """What can be measured."""

    courses = "courses"
    demo = "demo"
    episode = "episode"
    fibres = "fibres"
    levels = "levels"


class Surfaces(enum.StrEnum):
    """What can be done with response surfaces."""

    build = "build"


class Schema(enum.StrEnum):
    """What can be printed: the JSON Schema of two files, and the form."""

    case = "case"
    findings = "findings"
    questionnaire = "questionnaire"


@app.command()
def simulate(
    case: Annotated[Path, typer.Argument(help="the case, a YAML file", metavar="CASE")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="folder for the results  [default: out/CASE]", metavar="DIR"),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="use this seed instead of the case's", min=0)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the findings as JSON, not the summary")] = False,
    export: Annotated[
        str,
        typer.Option(
            help="also write findings.yaml (yaml), or the EMG and the laboratory's traces as a BIDS dataset (bids)",
            metavar="yaml,bids",
        ),
    ] = "",
) -> None:
    """Simulate a case and write report.html, findings.json and result.nc."""
    from sciatica.cli_progress import progress
    from sciatica.cli_write import check_folder, check_ours, load_ahead, write_all
    from sciatica.interop.exports import FOLDERS, chosen, exported
    from sciatica.simulate import load_case

    loaded = load_case(case)
    if seed is not None:
        loaded = loaded.model_copy(update={"seed": seed})
    folder = output if output is not None else Path("out") / case.stem
    check_folder(folder)
    forms = chosen(export) if export else ()
    check_ours(folder, FOLDERS & set(forms))
    with progress() as report_progress:
        report_progress(0.0, "loading")
        from sciatica import report
        from sciatica.simulate import run

        load_ahead()
        result = run(loaded, progress=report_progress)
        files = report.files(result)
        more, folders = exported(result, forms)
    written = write_all(folder, files | more, folders)
    typer.echo(result.findings.to_json() if as_json else report.summary(result), nl=not as_json)
    if not as_json:
        typer.echo("\nWritten: " + ", ".join(str(path) for path in written))


@app.command()
def assess(
    findings: Annotated[Path, typer.Argument(help="findings, YAML or JSON, or FHIR R4, JSON", metavar="FINDINGS")],
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
    as_fhir: Annotated[bool, typer.Option("--fhir", help="print a FHIR R4 Bundle")] = False,
) -> None:
    """Say how soon to seek help, by which rules, and what is still unknown."""
    if as_json and as_fhir:
        raise InputError("two forms at once", field="--fhir", given="--json --fhir", wanted="one of them")
    _assess(findings, "fhir" if as_fhir else "json" if as_json else "words")


@app.command()
def validate(
    only: Annotated[str, typer.Option(help="only these rooms", metavar="ROOM[,ROOM]")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
    free: Annotated[bool, typer.Option("--free", help="print the count of free constants against facts, JSON")] = False,
) -> None:
    """Compare what the rooms compute with what was measured and published."""
    from sciatica import validate as room
    from sciatica.cli_progress import progress

    rooms = tuple(name.strip() for name in only.split(",") if name.strip()) or None
    with progress() as report_progress:
        rows = room.run(only=rooms, progress=report_progress)
    typer.echo(room.counted_as_json(rows) if free else room.as_json(rows) if as_json else room.as_table(rows))


@app.command()
def bench(
    of: Annotated[Bench, typer.Argument(help="what to measure", metavar="courses|demo|episode|fibres|levels")],
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Measure how fast we are on this machine, beside peers that are installed; how often a level is read right."""
    from sciatica import bench as room
    from sciatica.cli_progress import progress

    with progress() as report_progress:
        numbers = getattr(room, of.value)(report_progress)
    typer.echo(room.as_json(numbers) if as_json else room.as_table(numbers))


@app.command()
def surfaces(
    do: Annotated[Surfaces, typer.Argument(help="what to do", metavar="build")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="folder for the surfaces  [default: the cache folder]", metavar="DIR"),
    ] = None,
) -> None:
    """Compute the response surfaces from which quick answers are read; they last until a source or constant changes."""
    from sciatica.cli_progress import progress
    from sciatica.cli_write import check_folder
    from sciatica.core.surface import surfaces_folder
    from sciatica.episode import surface

    folder = output if output is not None else surfaces_folder()
    check_folder(folder)
    with progress() as report_progress:
        written = {Surfaces.build: surface.build_all}[do](folder, report_progress)
    typer.echo("Written: " + ", ".join(str(path) for path in written))


@app.command()
def schema(
    of: Annotated[Schema, typer.Argument(help="which file", metavar="case|findings|questionnaire")],
) -> None:
    """Print the JSON Schema of a case or of findings, or the form as a FHIR Questionnaire."""
    if of is Schema.case:
        from sciatica.simulate.case import Case

        made = {"$schema": DIALECT, **Case.model_json_schema(by_alias=True)}
    elif of is Schema.questionnaire:
        from sciatica.interop import questionnaire

        made = questionnaire()
    else:
        from sciatica.core.findings_schema import json_schema

        made = json_schema()
    typer.echo(_as_json(made))


def _assess(findings: Path, form: Form) -> int:
    lines = assessed(findings, form)
    typer.echo(wrapped(lines) if form == "words" else "\n".join(lines))
    return DONE


@app.callback(invoke_without_command=True)
def _about(version: Annotated[bool, typer.Option("--version", help="print the version")] = False) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


def _as_json(data: object) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)


def wrapped(lines: Iterable[str]) -> str:
    """Lines for people, folded to the terminal where there is one; the rest of a line stands further in."""
    if not sys.stdout.isatty():
        return "\n".join(lines)
    width = min(shutil.get_terminal_size().columns, WIDEST)
    folded: list[str] = []
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()) + 2 * line.startswith(" "))
        folded += textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False) or [""]
    return "\n".join(folded)


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    signal.signal(signal.SIGTERM, _terminated)
    # before numpy loads: our matrices are small, and threads for them cost several times what they save
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    plain = plain_call(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _assess(*plain) if plain else app(args=arguments, prog_name="sciatica", standalone_mode=False)
    except InputError as error:
        _say(error.line)
        code = BAD_INPUT
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:
        if _is_usage(error):
            _say(shown(error.format_message(), 300) + "; see --help")  # type: ignore[attr-defined]
            code = BAD_INPUT
        elif isinstance(error, OSError) and error.strerror:
            _say(f"{shown(error.filename or '', 200)}: {error.strerror}".lstrip(": "))
            code = OUR_FAULT
        else:
            traceback.print_exc()
            _say("this is a fault in sciatica, not in what you gave it")
            code = OUR_FAULT
    if code == INTERRUPTED:
        _say("stopped")
    sys.exit(code if isinstance(code, int) else DONE)


def _is_usage(error: Exception) -> bool:
    """Whether the command line was not understood: by shape, since typer keeps the class to itself."""
    return hasattr(error, "format_message") and getattr(error, "exit_code", None) == BAD_INPUT


def _say(line: str) -> None:
    print(f"sciatica: {line}", file=sys.stderr)


if __name__ == "__main__":
    main()
