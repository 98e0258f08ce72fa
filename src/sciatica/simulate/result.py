"""What a simulated patient is: every number that the report may show, and nothing that was not computed.

The ground truth (fibres, tissue, firing) stands beside the `Findings` an examiner could know, apart from them.
Arrays follow the house's axes: P persons (here 1), L loads, K depth bins, A postures, N fibres, M muscles,
sides (left, right), R loaded root-and-side pairs, classes as in ``body.CLASSES``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sciatica.core.types import FloatArray, IntArray

if TYPE_CHECKING:
    from sciatica.body import Body
    from sciatica.core.findings import Findings
    from sciatica.episode import Episode
    from sciatica.exam import LegRaise
    from sciatica.exam.studies import Laboratory
    from sciatica.lesion.loads import Loads
    from sciatica.movement import Movement
    from sciatica.nerve.conduct import Channels
    from sciatica.simulate.case import Case
    from sciatica.simulate.estimate import Lesson
    from sciatica.simulate.record import Course
    from sciatica.tissue import Moment, TissueState


@dataclass(frozen=True)
class Passage:
    """What passes the loaded roots, by fibre class and posture.

    ``nan`` marks a class that a root does not carry (pelvic fibres outside S2-S4).
    """

    root: IntArray
    """[R] index into ``body.ROOTS``."""
    side: IntArray
    """[R] 0 left, 1 right."""
    fraction_passing: FloatArray
    """[R, 6, A] share of the class's axons that carry an impulse past the lesion."""
    added_delay_ms: FloatArray
    """[R, 6, A] mean delay that the lesion adds to the impulses that pass, ms."""
    ectopic_rate_hz: FloatArray
    """[R, 6, A] mean rate of impulses born in the lesion or ganglion, Hz per axon."""
    pressure_mmhg: FloatArray
    """[R, A] highest contact pressure on the root."""
    flow: FloatArray
    """[R, A] mean blood flow over the depth of the root, lowest of its loads, 0-1."""


@dataclass(frozen=True)
class Examined:
    """One day on which the fibres were run and the person was examined."""

    day: float
    postures: tuple[str, ...]
    loads: Loads
    tissue: TissueState
    moment: Moment
    channels: Channels
    passage: Passage
    episode: Episode
    movement: Movement
    leg_raise: LegRaise
    pain_by_posture: FloatArray
    """[2, A] pain (0-10) on the left and right that holding each posture brings."""
    pain_by_root: FloatArray
    """[2, 9, A] the same by root."""
    reflex: Mapping[str, FloatArray]
    """[2] share of the healthy reflex, by name (knee, ankle)."""
    findings: Findings
    lesson: Lesson | None = None
    """What the examination taught about the days after it."""
    lived_pain: FloatArray | None = None
    """[2, A] as ``pain_by_posture``, holding the body as it has learnt to; an examiner asks for upright instead."""
    sitting: tuple[FloatArray, FloatArray] | None = None
    """Minutes [K] sat and pain [2, K]; None where nobody asked (``exam.Bedside``)."""
    bends: tuple[FloatArray, FloatArray] | None = None
    """Bend of the low back standing [G], degrees, and pain [2, G]."""
    stoops: tuple[FloatArray, FloatArray] | None = None
    """The same walking."""
    diary: tuple[FloatArray, FloatArray] | None = None
    """Hour [H] of the day and pain [2, H], as lived."""
    laboratory: Laboratory | None = None
    """What the electrodiagnostic laboratory recorded; None on days without a visit."""
    exact: Findings | None = None
    """What an examiner without errors would have found."""


@dataclass(frozen=True)
class Sweep:
    """At what pressure each sign would appear, had the same tissue time at another pressure."""

    pressure_mmhg: FloatArray
    """[Q] highest contact pressure, lying."""
    sign: tuple[str, ...]
    """Names of the signs, plain words."""
    value: FloatArray
    """[n signs, Q] the finding's size at each pressure: share lost, 0-1, or pain, 0-10."""
    limit: FloatArray
    """[n signs] size from which an examiner would call it present."""
    appears_mmhg: FloatArray
    """[n signs] lowest pressure at which it is present; nan: not within the range swept."""


@dataclass(frozen=True)
class Counts:
    """How much was run to get here."""

    fibres: int
    fibre_runs: int
    node_steps: int
    episodes: int
    episode_windows: int
    seconds: float


@dataclass(frozen=True)
class Result:
    """A case, simulated to its day."""

    case: Case
    body: Body
    days: tuple[Examined, ...]
    """In order of time; the last is the case's day."""
    sweep: Sweep | None
    """None where nothing presses."""
    counts: Counts
    held: tuple[str, ...]
    """What was held beyond a simulated window, in plain words."""
    silent: tuple[str, ...]
    """What the rooms cannot say yet, in plain words."""
    citations: tuple[str, ...]
    """Reference keys behind this run."""
    course: Course | None = None
    """Every day up to the case's; None on day 0."""
    what_if: Mapping[str, Course] = field(default_factory=dict)
    """The same days with the circle opened at one place, by what was changed, in plain words."""

    @property
    def last(self) -> Examined:
        """The examination on the case's own day."""
        return self.days[-1]

    @property
    def findings(self) -> Findings:
        """What an examiner could know on the case's day."""
        return self.days[-1].findings
