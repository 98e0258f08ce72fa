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
Hours = dict[str, Annotated[float, Field(ge=0, le=24, allow_inf_nan=False)]]


class Change(BaseModel):
    """Another way of spending the days, from a day on: rest, going back to work, a new chair."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: Annotated[float, Field(ge=0, le=LONGEST_COURSE_DAYS, allow_inf_nan=False)] = Field(
        description="day from which it holds, 0 to 3650"
    )
    activities: Hours = Field(description="hours a day by posture; the rest is spent lying")


class Case(BaseModel):
    """What a case file says; every key is checked and none is guessed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = Field(alias="schema", description="1")
    person: Person
    causes: tuple[Cause, ...] = Field(default=(), max_length=8, description="a list of causes; [] for none")
    day: Annotated[float, Field(ge=0, le=LONGEST_COURSE_DAYS, allow_inf_nan=False)] = Field(
        description="day of the examination, counted from the beginning, 0 to 3650"
    )
    activities: Hours | None = Field(default=None, description="hours a day by posture; the rest is spent lying")
    changes: tuple[Change, ...] = Field(
        default=(), max_length=50, description="a list of changes of the activities, each with its day, in order"
    )
    guarding: Literal["cocontraction", "extensor", "flexor", "none"] = Field(
        default="cocontraction", description="how this person guards: cocontraction, extensor, flexor or none"
    )
    sitting_source: Literal["wilke", "nachemson"] = "wilke"
    observer: Literal["usual", "exact"] = Field(
        default="usual", description="who examines: usual, with the errors of an examiner, or exact, with none"
    )
    answers: dict[str, Any] = Field(
        default_factory=dict,
        description="answers to what is not simulated, as in a findings file (fever: absent)",
    )
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _a_day(self.activities or {}, "activities")
        for number, change in enumerate(self.changes):
            _a_day(change.activities, f"changes[{number}].activities")
            if change.day > self.day:
                raise ValueError(f"changes[{number}].day: {change.day:g} is after the examination on day {self.day:g}")
            if number and change.day <= self.changes[number - 1].day:
                raise ValueError(
                    f"changes[{number}].day: {change.day:g} does not come after {self.changes[number - 1].day:g}"
                )
        for number, cause in enumerate(self.causes):
            if cause.began_day > self.day:
                raise ValueError(
                    f"causes[{number}].began_day: {cause.began_day:g} is after the examination on day {self.day:g}"
                )
        return self

    def activities_from(self, day: float) -> Hours | None:
        """Hours a day by posture in the day that begins at ``day``; None: those of a sedentary life."""
        held = [change.activities for change in self.changes if change.day <= day]
        return held[-1] if held else self.activities


def _a_day(activities: Hours, field: str) -> None:
    """Refuses hours that are no day.

    Raises:
        ValueError: a posture that there is not, or more than 24 hours.
    """
    for name in activities:
        if name not in POSTURES:
            best = nearest(name, POSTURES)
            raise ValueError(f"{field}: no posture {name!r}" + (f"; did you mean {best}?" if best else ""))
    hours = sum(activities.values())
    if hours > 24:
        raise ValueError(f"{field}: {hours:g} hours in a day of 24")


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
