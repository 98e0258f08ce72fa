"""A case: one person, what presses or inflames the nerve, and the day on which they are examined.

The schema of each cause stands in its own lesion file; here they are only gathered.
"""

from __future__ import annotations

import os
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sciatica.core import yaml
from sciatica.core.errors import InputError, nearest
from sciatica.core.findings import Findings, table
from sciatica.core.person import Person
from sciatica.core.schema import checked
from sciatica.lesion import Cause
from sciatica.lesion.posture import NAMES as POSTURES

LONGEST_COURSE_DAYS = 3650.0


class Case(BaseModel):
    """What a case file says; every key is checked and none is guessed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = Field(alias="schema", description="1")
    person: Person
    causes: tuple[Cause, ...] = Field(default=(), max_length=8, description="a list of causes; [] for none")
    day: Annotated[float, Field(ge=0, le=LONGEST_COURSE_DAYS, allow_inf_nan=False)] = Field(
        description="day of the examination, counted from the beginning, 0 to 3650"
    )
    activities: dict[str, Annotated[float, Field(ge=0, le=24, allow_inf_nan=False)]] | None = Field(
        default=None, description="hours a day by posture; the rest is spent lying"
    )
    guarding: Literal["cocontraction", "extensor", "flexor", "none"] = Field(
        default="cocontraction", description="how this person guards: cocontraction, extensor, flexor or none"
    )
    sitting_source: Literal["wilke", "nachemson"] = "wilke"
    answers: dict[str, Any] = Field(
        default_factory=dict,
        description="answers to what is not simulated, as in a findings file (fever: absent)",
    )
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for name in self.activities or {}:
            if name not in POSTURES:
                best = nearest(name, POSTURES)
                raise ValueError(f"activities: no posture {name!r}" + (f"; did you mean {best}?" if best else ""))
        hours = sum((self.activities or {}).values())
        if hours > 24:
            raise ValueError(f"activities: {hours:g} hours in a day of 24")
        for number, cause in enumerate(self.causes):
            if cause.began_day > self.day:
                raise ValueError(
                    f"causes[{number}].began_day: {cause.began_day:g} is after the examination on day {self.day:g}"
                )
        return self


def load_case(path: str | os.PathLike[str]) -> Case:
    """A case from a YAML file, read strictly.

    Raises:
        InputError: anything that cannot be used, in one line that names file, field, what was given and what is wanted.
    """
    return case_from_mapping(yaml.load(path), file=os.fspath(path))


def case_from_mapping(data: object, *, file: str = "") -> Case:
    """A case from plain data.

    Raises:
        InputError: as :func:`load_case`.
    """
    case = checked(Case, data, file=file)
    for name in case.answers:
        row = table().get(name)
        if row is None:
            best = nearest(name, table())
            raise InputError(
                "unknown finding",
                file=file,
                field=f"answers.{name}",
                cure=f"did you mean {best}?" if best else "",
            )
        if row.simulated:
            raise InputError(
                "this finding is simulated and cannot be answered beforehand",
                file=file,
                field=f"answers.{name}",
                cure="leave it out",
            )
    Findings.from_mapping(dict(case.answers), file=file)  # the values, checked as any findings are
    return case
