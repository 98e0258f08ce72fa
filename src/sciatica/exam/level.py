"""Where the lesion lies, read from the laboratory's findings alone, as an electromyographer reads them.

The reader sees `Findings` and a published chart, and nothing of the simulator: not the roots of its muscles, not its
patients. How often each muscle shows denervation when a surgeon then finds one root pressed is a table (Tsao, Levin and
Bodner 2003, 45 patients, doi:10.1002/mus.10293), ``myotomes.csv``; where they did not look, the textbooks' charts were
put into numbers, which its notes say. Three rules of those books, as probabilities:

- A muscle that its root feeds is found abnormal the oftener the more of the root is lost; one that it does not, almost
  never. How much is lost is not known, so every share counts alike.
- A lesion before the ganglion leaves the sensory response, one at or beyond it lowers that of its own skin: of patients
  with an intracanal L5 lesion 86 % stayed above half of the other side, with a foraminal one 91 % fell below
  (PMC3631025). One at the notch does both for two nerves, and leaves glutei and the muscles beside the spine.
- The H reflex is lost or late in 75 % of S1 radiculopathies and in 6 % of L5 (Diagnostic value of H reflex in the S1
  radiculopathy, J Korean Assoc EMG Electrodiagn Med 1999;1:49).

And one as a rule: nothing is called a lesion on less than two abnormal muscles of one root by different nerves, or one
and the muscles beside the spine, or one and the H reflex (Wilbourn and Aminoff 1998,
doi:10.1002/(SICI)1097-4598(199812)21:12<1612::AID-MUS2>3.0.CO;2-0). What stays below the certainty asked for is "cannot
tell".
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import numpy as np

from sciatica.core.findings import Findings
from sciatica.core.types import FloatArray

ROOTS: Final = ("L4", "L5", "S1")
SIDES: Final = ("left", "right")
NEEDLE: Final = ("fibrillations", "recruitment_reduced", "polyphasic_units")
Place = Literal["before_ganglion", "at_ganglion", "nerve"]

_SEVERITY: Final = (0.25, 0.5, 0.75, 1.0)
_CHANCE_FINDING = 0.03
"""One abnormal finding in health: 97 % of needle studies of healthy people are clean."""
_RESPONSE_LOW = 0.5
_LOW_BEFORE, _LOW_BEYOND, _LOW_ELSEWHERE = 0.143, 0.913, 0.05
_H_OF_S1, _H_OF_L5, _H_OF_NERVE, _H_ELSEWHERE = 0.75, 0.06, 0.75, 0.05
_IN_THE_NERVE: Final = {"yes": 0.8, "beside": 0.4, "no": 0.0}
"""How often a muscle is abnormal in a lesion of the sciatic nerve; that of the inferior gluteal nerve lies beside."""
_SKIN: Final = {"superficial_peroneal": "L5", "sural": "S1"}
_CERTAIN = 0.7


@dataclass(frozen=True)
class Reading:
    """What the reader says."""

    abnormal: bool | None
    """Whether there is a lesion at all; None: cannot tell."""
    side: str | None
    root: str | None
    """Of one root; None for a lesion of a nerve, and where it cannot be told."""
    place: Place | None
    chance: Mapping[str, float]
    """Of each thing that it could be on the side read, summing to 1."""

    @property
    def level(self) -> str:
        """In one word: a root, ``sciatic``, ``healthy`` or ``cannot tell``."""
        if self.abnormal is False:
            return "healthy"
        return "sciatic" if self.place == "nerve" else self.root or "cannot tell"


@dataclass(frozen=True)
class _Row:
    muscle: str
    nerve: str
    share: Mapping[str, float]
    """By root, and in a lesion of the sciatic nerve: how often this muscle is abnormal."""


@dataclass(frozen=True)
class _Seen:
    """One side's findings; what was not studied is not in it."""

    muscles: Mapping[str, bool]
    low: Mapping[str, bool]
    """By sensory nerve: the response is low."""
    reflex: bool | None


def read(findings: Findings) -> Reading:
    """The lesion's level and side, before or beyond the ganglion, from conduction study and needle alone.

    Args:
        findings: only those of the laboratory are looked at; without them nothing can be told.
    """
    seen = [_seen(findings, side) for side in SIDES]
    chances = [_chances(one) for one in seen]
    worse = int(chances[1]["healthy"] < chances[0]["healthy"])
    chance, mine = chances[worse], seen[worse]
    if chance["healthy"] >= _CERTAIN:
        return Reading(False if any(one.muscles for one in seen) else None, None, None, None, chance)
    roots = {root: chance[root] + chance[f"{root} at ganglion"] for root in ROOTS}
    best = max(roots, key=lambda name: roots[name])
    if chance["sciatic"] >= _CERTAIN and _together(mine, "sciatic"):
        return Reading(True, SIDES[worse], None, "nerve", chance)
    if roots[best] < _CERTAIN or not _together(mine, best):
        abnormal = True if any(_together(mine, name) for name in (*ROOTS, "sciatic")) else None
        return Reading(abnormal, SIDES[worse] if abnormal else None, None, None, chance)
    return Reading(True, SIDES[worse], best, _place(chance[f"{best} at ganglion"] / roots[best]), chance)


def _place(beyond: float) -> Place | None:
    """Before the ganglion or at it; nothing studied says it of L4, whose skin has no response here."""
    if beyond >= _CERTAIN:
        return "at_ganglion"
    return "before_ganglion" if beyond <= 1.0 - _CERTAIN else None


@cache
def chart() -> tuple[_Row, ...]:
    """The myotome chart, a muscle a row."""
    text = files("sciatica.exam").joinpath("myotomes.csv").read_text(encoding="utf-8")
    return tuple(
        _Row(
            row["muscle"],
            row["nerve"],
            {root: _share(row[root]) for root in ROOTS} | {"sciatic": _IN_THE_NERVE[row["sciatic"]]},
        )
        for row in csv.DictReader(text.splitlines())
    )


def _share(counted: str) -> float:
    """``k/n`` as the share that so few patients leave likely; nothing named, nothing fed."""
    if not counted:
        return 0.0
    hurt, of = (int(part) for part in counted.split("/"))
    return (hurt + 0.5) / (of + 1.0)


def _seen(findings: Findings, side: str) -> _Seen:
    muscles: dict[str, bool] = {}
    for name in NEEDLE:
        for value in findings.values(name):
            if side not in value.sides() or value.site is None or value.state == "unknown":
                continue
            muscles[value.site] = muscles.get(value.site, False) or value.state == "present"
    low: dict[str, bool] = {}
    for value in findings.values("sensory_potential_reduced"):
        if side in value.sides() and value.site in _SKIN and value.state != "unknown":
            low[str(value.site)] = value.state == "present" if value.amount is None else value.amount < _RESPONSE_LOW
    states = {
        value.state for name in ("h_absent", "h_latency") for value in findings.values(name) if side in value.sides()
    }
    reflex = True if "present" in states else False if "absent" in states else None
    return _Seen(muscles, low, reflex)


def _chances(seen: _Seen) -> dict[str, float]:
    """Probability of each thing it could be, all alike before anything is seen; a pair of roots half as likely."""
    fed = {row.muscle: row.share for row in chart()}
    rows = [(fed[name], hit) for name, hit in seen.muscles.items() if name in fed]

    def needle(share: list[float]) -> float:
        hurt = np.array([_CHANCE_FINDING + (1.0 - _CHANCE_FINDING) * s * np.array(share) for s in _SEVERITY])
        hits: FloatArray = np.array([float(hit) for _, hit in rows])
        return float(np.prod(np.where(hits > 0.0, hurt, 1.0 - hurt), axis=1).mean())

    def skin(low: Mapping[str, float]) -> float:
        return _product([_of(low.get(_SKIN[nerve], _LOW_ELSEWHERE), hit) for nerve, hit in seen.low.items()])

    def reflex(chance: float) -> float:
        return 1.0 if seen.reflex is None else _of(chance, seen.reflex)

    h = {"L4": _H_ELSEWHERE, "L5": _H_OF_L5, "S1": _H_OF_S1}
    weight = {"healthy": needle([0.0] * len(rows)) * skin({}) * reflex(_H_ELSEWHERE)}
    for root in ROOTS:
        arm = needle([share[root] for share, _ in rows]) * reflex(h[root])
        for name, low in ((root, _LOW_BEFORE), (f"{root} at ganglion", _LOW_BEYOND)):
            weight[name] = 0.5 * arm * skin({root: low})
    both = needle([1.0 - (1.0 - share["L5"]) * (1.0 - share["S1"]) for share, _ in rows])
    weight["L5 and S1"] = 0.5 * both * skin({"L5": _LOW_BEFORE, "S1": _LOW_BEFORE}) * reflex(_H_OF_S1)
    nerve = needle([share["sciatic"] for share, _ in rows])
    weight["sciatic"] = nerve * skin({"L5": _LOW_BEYOND, "S1": _LOW_BEYOND}) * reflex(_H_OF_NERVE)
    total = sum(weight.values())
    return {name: value / total for name, value in weight.items()}


def _together(seen: _Seen, root: str) -> bool:
    """Whether enough is abnormal, of one root and by different nerves, to call it a lesion."""
    nerves = {row.nerve for row in chart() if row.share[root] > 0.15 and seen.muscles.get(row.muscle, False)}
    return len(nerves) + (root == "S1" and seen.reflex is True) >= 2


def _of(chance: float, happened: bool) -> float:
    return chance if happened else 1.0 - chance


def _product(values: list[float]) -> float:
    return float(np.prod(values)) if values else 1.0
