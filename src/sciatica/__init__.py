"""The sciatic nerve pathway, simulated from a pressed root to pain, weakness and spasm, and back.

``sciatica.simulate(case)`` runs a case, ``sciatica.assess(findings)`` says how soon to seek help, and each
room can be used on its own. Nothing heavy is loaded before it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from os import PathLike
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sciatica.core.errors import InputError

if TYPE_CHECKING:
    from sciatica import simulate as simulate
    from sciatica.core.findings import Findings
    from sciatica.triage import Answer

__version__ = "0.1.0"
__all__ = ["InputError", "__version__", "assess", "simulate"]


def assess(findings: Findings | Mapping[str, Any] | str | PathLike[str]) -> Answer:
    """How soon must help be sought?

    Args:
        findings: `Findings`, plain data as in a findings file, or the path of such a file.

    Raises:
        InputError: findings that cannot be used.
    """
    from sciatica.core.findings import Findings
    from sciatica.triage import assess

    if isinstance(findings, Mapping):
        findings = Findings.from_mapping(findings)
    elif not isinstance(findings, Findings):
        findings = Findings.from_yaml(findings)
    return assess(findings)


class _SimulateRoom(ModuleType):
    """The room ``sciatica.simulate``, which can be called as the function that it is mostly wanted for."""

    def __call__(self, case: Any, **options: Any) -> Any:
        """Simulate a case: a ``Case``, plain data as in a case file, or the path of such a file."""
        if isinstance(case, str | PathLike):
            case = self.load_case(case)
        elif isinstance(case, Mapping):
            case = self.case_from_mapping(case)
        return self.run(case, **options)


class _Package(ModuleType):
    """This package: the import system binds a room to it by name, and one of the rooms is also a function."""

    def __setattr__(self, name: str, value: object) -> None:
        """Bind ``name``; make the room ``simulate`` callable as it is bound."""
        if name == "simulate" and type(value) is ModuleType:
            value.__class__ = _SimulateRoom
        super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        """Load the room ``simulate`` when it is first asked for."""
        if name == "simulate":
            return import_module("sciatica.simulate")
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


sys.modules[__name__].__class__ = _Package
