"""What a result can be exported to beside the files that every run leaves, by the names that people ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sciatica.core.errors import InputError, nearest

if TYPE_CHECKING:
    from sciatica.simulate.result import Result

FORMS: Final = {
    "yaml": "findings.yaml, the findings as YAML",
    "bids": "bids/, the EMG and the laboratory's traces as a BIDS dataset",
}
"""What can be asked for, and what it writes."""
FOLDERS: Final = frozenset({"bids"})
"""Those that are a folder of that name."""


def chosen(names: str) -> tuple[str, ...]:
    """The exports that a list like ``yaml,bids`` asks for, each once.

    Raises:
        InputError: there is no such export, the list is empty, or a package that one needs is not installed.
    """
    given = [name.strip() for name in names.split(",")]
    for name in given:
        if name not in FORMS:
            best = nearest(name, FORMS)
            cure = f"did you mean {best}?" if best else ""
            raise InputError("no such export", field="--export", given=name, wanted=" or ".join(FORMS), cure=cure)
    if "bids" in given:
        from sciatica.interop.bids_bdf import check_installed

        check_installed()
    return tuple(name for name in FORMS if name in given)


def exported(result: Result, forms: tuple[str, ...]) -> tuple[dict[str, bytes], dict[str, dict[str, bytes]]]:
    """Files by name, and folders by name with their files by path; the same bytes for the same result."""
    files, folders = {}, {}
    if "yaml" in forms:
        files["findings.yaml"] = result.findings.to_yaml().encode("utf-8")
    if "bids" in forms:
        from sciatica.interop.bids_emg import dataset

        folders["bids"] = dataset(result)
    return files, folders
