"""What the tests of this room share: a body, its constants, and causes drawn at random."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from pydantic import TypeAdapter

from sciatica import body, lesion
from sciatica.core.parameters import read
from sciatica.core.person import Person

PARAMETERS = read("lesion")
PERSON = Person(age_years=40, sex="male", height_cm=175, mass_kg=75, systolic_mmhg=120, diastolic_mmhg=80)
BODY = body.build(PERSON, np.random.default_rng(1), read("body"))
STANDARD = lesion.standard(PARAMETERS)
RAISED = tuple(lesion.leg_raise(angle, side) for side in ("left", "right") for angle in (30.0, 60.0, 80.0))
EXAMINED = (
    lesion.extension(),
    *(way(side) for way in (lesion.fair, lesion.slump, lesion.femoral_stretch) for side in ("left", "right")),
)
POSTURES = (*STANDARD, *RAISED, *EXAMINED)
FEW = tuple(p for p in POSTURES if p.name in ("lying", "standing", "walking", "coughing", "leg_raise_right_60"))
NAMES = [posture.name for posture in POSTURES]

LEVELS = st.sampled_from(body.LEVELS)
SHARE = st.floats(0, 1)
TYPES = ("bulge", "protrusion", "extrusion", "sequestration")


def cause(**given: Any) -> Any:
    """One cause from plain data, as a case file gives it."""
    return TypeAdapter(lesion.Cause).validate_python(given)


def disc(**changes: Any) -> dict[str, Any]:
    """A lateral S1 disc, with changes."""
    given = {
        "kind": "herniated_disc",
        "level": "L5-S1",
        "side": "right",
        "zone": "paracentral",
        "type": "extrusion",
        "root_pressure_mmhg": 100.0,
        "nucleus_material": 0.8,
    }
    return given | changes


def at(loads: lesion.Loads, name: str) -> np.ndarray:
    """[L] pressures of the one person in one posture."""
    index = [posture.name for posture in loads.postures].index(name)
    return loads.pressure_mmhg[0, :, index]


def build(*causes: dict[str, Any], postures: tuple[lesion.Posture, ...] = POSTURES, **keywords: Any) -> lesion.Loads:
    """Loads of plain causes in the shared body."""
    return lesion.build([cause(**c) for c in causes], BODY, postures, PARAMETERS, **keywords)


def roots(loads: lesion.Loads) -> set[tuple[str, int]]:
    """The roots and sides that are loaded."""
    return {(body.ROOTS[r], int(s)) for r, s in zip(loads.root[0], loads.side[0], strict=True)}


def sized(size_mm: float, **changes: Any) -> dict[str, Any]:
    """A lateral S1 disc given by its size, with changes."""
    return {k: v for k, v in disc(size_mm=size_mm, **changes).items() if k != "root_pressure_mmhg"}


@st.composite
def causes(draw: st.DrawFn) -> dict[str, Any]:
    """Any valid cause, as plain data, that has a left or right where it can."""
    kind = draw(st.sampled_from(["herniated_disc", "spinal_stenosis", "spondylolisthesis", "piriformis_syndrome"]))
    side = draw(st.sampled_from(["left", "right", "both"]))
    level = draw(LEVELS)
    times = draw(st.sampled_from([{}, {"began_day": -20.0}, {"began_day": 3.0, "healed_day": 40.0}]))
    if kind == "herniated_disc":
        zone = draw(st.sampled_from(["central", "paracentral", "foraminal", "far_lateral"]))
        by_size = draw(st.booleans())
        given = (sized(draw(st.floats(0.5, 20))) if by_size else disc(root_pressure_mmhg=draw(st.floats(0, 400)))) | {
            "level": level,
            "side": "both" if zone == "central" else side,
            "zone": zone,
            "type": draw(st.sampled_from(TYPES)),
            "nucleus_material": draw(st.floats(0.01, 1)),
            "resorption": draw(st.floats(0, 20)),
        }
        taken = {"canal_share": draw(st.floats(0.05, 1))} if zone == "central" and not by_size else {}
        covering = {"covering": draw(st.sampled_from(["sac", "sleeve"]))} if zone == "paracentral" else {}
        return given | taken | covering | times
    if kind == "spinal_stenosis":
        zone = draw(st.sampled_from(["central", "lateral_recess", "foraminal"]))
        size = {
            "central": ("sac_area_mm2", st.floats(1, 200)),
            "lateral_recess": ("recess_depth_mm", st.floats(0.5, 8)),
            "foraminal": ("foramen_height_mm", st.floats(2, 25)),
        }[zone]
        given = {"kind": kind, "level": level, "side": "both" if zone == "central" else side, "zone": zone}
        return given | {size[0]: draw(size[1])} | times
    if kind == "spondylolisthesis":
        degenerative = draw(st.booleans())
        slip = {
            "slip_percent": draw(st.floats(1, 50 if degenerative else 120)),
            "seen": draw(st.sampled_from(["standing", "lying"])),
            "mobility": draw(st.floats(0, 3)),
        }
        given = {"kind": kind, "level": level, "side": "both" if degenerative else side}
        return given | {"type": "degenerative" if degenerative else "isthmic"} | slip | times
    given = {"kind": kind, "side": side, "spasm": draw(SHARE), "hypertrophy": draw(SHARE)}
    return given | {"variant": draw(st.sampled_from("abcdef"))} | times


def working(left: float, right: float) -> dict[str, np.ndarray]:
    """The keyword that makes the muscle over the sciatic nerve work, on each side."""
    activation = np.zeros((len(BODY.muscles), 2))
    activation[BODY.muscles.index("piri")] = (left, right)
    return {"muscle_activation": activation}
