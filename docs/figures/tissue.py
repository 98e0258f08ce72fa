"""Draws the figures of docs/tissue.md from the room itself: ``python docs/figures/tissue.py [folder]``.

The same bytes every time: no date, a fixed salt.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from sciatica.body import ROOTS
from sciatica.body.path import LANDMARKS, reference_positions_mm
from sciatica.core.parameters import read
from sciatica.tissue import axon_loss, energy, inflammation, myelin, oedema, perfusion, sharing
from sciatica.tissue import preparation as of
from sciatica.tissue.preparation import Preparation
from sciatica.tissue.state import TissueState

P = read("tissue")
BLUE, ORANGE, GREEN, RED, GREY = "#0072b2", "#d55e00", "#009e73", "#cc3377", "#777777"
STYLE = {
    "svg.hashsalt": "sciatica",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
    "figure.constrained_layout.use": True,
}
PRESSURE = np.linspace(0.0, 160.0, 321)


def vessels(left: Axes, right: Axes) -> None:
    """Which vessels are open at a pressure, and the flow that this leaves at three blood pressures."""
    left.plot(PRESSURE, 1.0 - perfusion.venules_shut(PRESSURE, P), color=BLUE, label="venules open")
    twice = 2.0 * (perfusion.conductance(PRESSURE, P) - 1.0) / P.capillary_share + 2.0
    left.plot(PRESSURE, twice - 1.0 + perfusion.venules_shut(PRESSURE, P), color=GREEN, label="capillaries open")
    driven = perfusion.drive_mmhg(PRESSURE, 150.0, P) / perfusion.drive_mmhg(0.0, 150.0, P)
    left.plot(PRESSURE, driven, color=RED, label="drive, arterial 150")
    for at, spread, colour in ((30, 10, BLUE), (40, 6, GREEN), (127, 18, RED)):
        left.errorbar(at, 0.03, xerr=spread, fmt="o", color=colour, capsize=2, markersize=4)
    left.set(xlabel="pressure, mmHg", ylabel="share", title="vessels (points: pig, mean and SD of stops)")
    left.legend()
    for arterial, colour in ((65, ORANGE), (95, BLUE), (150, RED)):
        right.plot(
            PRESSURE, perfusion.flow_fraction(PRESSURE, float(arterial), P), color=colour, label=f"{arterial} mmHg"
        )
    right.set(xlabel="pressure, mmHg", ylabel="flow", title="flow by mean arterial pressure")
    right.legend()


def fed(left: Axes, right: Axes) -> None:
    """Where spinal fluid reaches, and how the store runs down without blood."""
    along = np.linspace(0.0, 290.0, 581)
    for root, colour in (("L5", BLUE), ("S1", ORANGE)):
        which = np.full(along.shape, ROOTS.index(root))
        left.plot(along, energy.diffusion(energy.spinal_fluid(which, along, 170.0), P), color=colour, label=root)
        places = reference_positions_mm()[ROOTS.index(root)]
        for landmark in ("sleeve", "drg", "foramen", "notch"):
            left.plot(places[LANDMARKS.index(landmark)], 0.02, "|", color=colour, markersize=8)
    left.set(
        xlabel="mm from the cord, 170 cm tall", ylabel="need met without blood", ylim=(0, 0.3),
        title="ticks: sleeve, ganglion, foramen, notch",
    )  # fmt: skip
    left.legend()
    minutes = np.linspace(0.0, 60.0, 121)
    for name, warm, mass, colour in (
        ("human wrist", 33, 70, BLUE),
        ("human root", 37, 70, GREEN),
        ("rat", 37, 0.3, RED),
    ):
        pace = energy.pace(float(warm), float(mass), P)
        stored, _ = energy.energy_after(np.ones(1), np.zeros(1), minutes / 1440.0, P, pace)
        right.plot(minutes, stored, color=colour, label=f"{name}, {warm} C")
    right.axhspan(P.block_energy_motor, P.block_energy_sensory, color=GREY, alpha=0.2, lw=0)
    right.set(xlabel="minutes without blood", ylabel="energy", title="the store (band: half of fibres fail)")
    right.legend()


def _conducting(
    preparation: Preparation, pressure: float, minutes: np.ndarray, held_h: float, motor: bool
) -> np.ndarray:
    state: TissueState | None = None
    kept, last = [], 0.0
    for minute in minutes:
        step, under = (minute - last) / 60.0, last < held_h * 60.0
        state = of.press(
            preparation, pressure if under else 0.0, step, P, state=state, onset_s=of.SLOW_S if state is None else None
        )
        last = float(minute)
        kept.append(of.conducts(state, P, motor=motor))
    return np.array([1.0, *kept])


def roots(left: Axes, right: Axes) -> None:
    """Pig roots under a balloon for two hours and released; a human median nerve under a cuff."""
    minutes = np.arange(5.0, 215.0, 5.0)
    for pressure, colour in ((50, BLUE), (100, ORANGE), (200, RED)):
        for motor, style in ((False, "-"), (True, "--")):
            curve = _conducting(of.MINIPIG_ROOT, float(pressure), minutes, 2.0, motor)
            label = f"{pressure} mmHg" if not motor else None
            left.plot(np.array([0.0, *minutes]), curve, style, color=colour, label=label)
    left.axvline(120.0, color=GREY, lw=0.8)
    left.set(xlabel="minutes", ylabel="fibres that conduct", title="miniature pig root (dashed: motor)")
    left.legend()
    minutes = np.arange(3.0, 93.0, 3.0)
    for pressure, colour in ((30, BLUE), (60, ORANGE), (90, RED)):
        for motor, style in ((False, "-"), (True, "--")):
            curve = _conducting(of.HUMAN_MEDIAN, float(pressure), minutes, 9.0, motor)
            label = f"{pressure} mmHg" if not motor else None
            right.plot(np.array([0.0, *minutes]), curve, style, color=colour, label=label)
    right.set(xlabel="minutes", ylabel="fibres that conduct", title="human median nerve (dashed: motor)")
    right.legend()


def fluid(left: Axes, right: Axes) -> None:
    """Oedema by pressure, onset and time; how long vessels stay harmed."""
    hours = np.concatenate([[0.0], np.geomspace(1.0 / 60.0, 4.0, 40)])
    for pressure, colour in ((50.0, BLUE), (200.0, RED)):
        for onset, style in ((of.SLOW_S, "-"), (of.FAST_S, "--")):
            sudden = oedema.suddenness(onset, P)
            start = oedema.onset_oedema(np.zeros(1), np.array([pressure]), sudden, P)
            congested = oedema.congestion(np.array([pressure]), 150.0, P)
            curve = oedema.oedema_after(start, congested, np.array([pressure]), np.zeros(1), hours / 24.0, P)
            left.plot(hours * 60.0, curve, style, color=colour, label=f"{pressure:.0f} mmHg" if style == "-" else None)
    left.axhline(P.oedema_seen_mmhg, color=GREY, lw=0.8)
    left.set(
        xscale="symlog", xlabel="minutes", ylabel="added endoneurial pressure, mmHg", xlim=(0, 240),
        title="oedema (dashed: sudden; line: least seen)",
    )  # fmt: skip
    left.legend()
    days = np.linspace(0.0, 4.0, 161)
    for pressure, minutes, colour in ((200.0, 10.0, BLUE), (100.0, 120.0, ORANGE), (200.0, 120.0, RED)):
        harmed = perfusion.vessels_after(
            np.ones(1), perfusion.harm_per_h(np.array([pressure]), 110.0, P), np.array([minutes / 1440.0]), P
        )
        right.plot(
            days, perfusion.vessels_after(harmed, np.zeros(1), days, P), color=colour,
            label=f"{minutes:.0f} min at {pressure:.0f} mmHg",
        )  # fmt: skip
    right.set(
        xlabel="days after release", ylabel="vessels that open", ylim=(0, 1.02), title="what a press does to vessels"
    )
    right.legend()


def paranodes(left: Axes, right: Axes) -> None:
    """Paranodes at tourniquet pressures by thickness and length."""
    pressure = np.linspace(0.0, 2500.0, 251)
    edge = float(myelin.edge_factor(of.BABOON_CORD.length_mm, P))
    seal = myelin.seal_after(np.ones(1), pressure * edge, np.ones(1), np.array([1.5 / 24.0]), P)
    for diameter, colour in ((4.0, BLUE), (10.0, GREEN), (14.0, RED)):
        left.plot(pressure, myelin.seal_by_diameter(seal, diameter, P), color=colour, label=f"{diameter:.0f} um")
    for at in (552, 736, 1180, 1545):
        left.axvline(at, color=GREY, lw=0.6)
    left.set(
        xlabel="pressure, mmHg", ylabel="paranodes that hold", title="90 min (lines: none, partial, severe in baboons)"
    )
    left.legend()
    length = np.geomspace(1.0, 200.0, 100)
    right.plot(length, myelin.edge_factor(length, P), color=ORANGE)
    right.set(xscale="log", xlabel="length pressed, mm", ylabel="factor on pressure", title="edges")


def chronic(left: Axes, right: Axes) -> None:
    """Weeks of low pressure, relief and relapse."""
    days = np.arange(1.0, 181.0, 2.0)

    def course(preparation: Preparation, of_day: Callable[[float], float]) -> tuple[np.ndarray, np.ndarray]:
        state: TissueState | None = None
        sheath, used, last = [], [], 0.0
        for day in days:
            onset = of.SLOW_S if state is None else None
            state = of.press(preparation, of_day(last), (day - last) * 24.0, P, state=state, onset_s=onset)
            sheath.append(float(state.myelin.mean()))
            used.append(float(state.adapted.mean()))
            last = float(day)
        return np.array(sheath), np.array(used)

    for preparation, pressure, colour in ((of.DOG_ROOT, 10.0, BLUE), (of.RAT_TUBE, 40.0, ORANGE)):
        sheath, used = course(preparation, lambda day, p=pressure: p)
        left.plot(days, sheath, color=colour, label=f"{preparation.name}, {pressure:.0f} mmHg")
        left.plot(days, used, ":", color=colour)
    left.set(xlabel="days", ylabel="myelin (dotted: adaptation)", ylim=(0, 1.02), title="a pressure that stays")
    left.legend(loc="center right")
    sheath, _ = course(of.RAT_SCIATIC, lambda day: 60.0 if day < 30 or 110 <= day < 140 else 0.0)
    right.plot(days, sheath, color=RED)
    right.axvspan(0, 30, color=GREY, alpha=0.15, lw=0)
    right.axvspan(110, 140, color=GREY, alpha=0.15, lw=0)
    right.set(xlabel="days", ylabel="myelin", ylim=(0, 1.02), title="60 mmHg (shaded): relief and relapse")


def axons(left: Axes, right: Axes) -> None:
    """How fast hunger takes axons, and how long their far ends answer."""
    stored = np.linspace(0.0, 1.0, 201)
    rate = axon_loss.loss_per_day(stored, np.zeros(1), P)
    left.semilogy(stored[:-1], rate[:-1], color=RED)
    left.set(xlabel="energy", ylabel="axons lost, 1/day", ylim=(1e-5, 10), title="hunger")
    days = np.linspace(0.0, 14.0, 141)
    for motor, colour, gone in ((True, BLUE, 9), (False, ORANGE, 11)):
        right.plot(
            days, axon_loss.distal_stump(days, P, motor=motor), color=colour, label="motor" if motor else "sensory"
        )
        right.plot(gone, 0.0, "^", color=colour)
    right.set(xlabel="days after the cut", ylabel="far ends that answer", title="distal response (points: absent by)")
    right.legend()


def inflamed(left: Axes, right: Axes) -> None:
    """What nucleus material does over months, and who feels how much of a press."""
    days = np.arange(0.0, 120.0, 0.25)
    state = {"root": np.zeros(1), "ganglion": np.zeros(1), "touch": np.zeros(1)}
    seen: dict[str, list[float]] = {name: [] for name in state}
    step = np.array([0.25])
    for day in days:
        active = inflammation.nucleus_activity(np.ones(1), np.array([day]), P)
        state["root"] = inflammation.inflammation_after(state["root"], active, np.zeros(1), step, P)
        state["ganglion"] = inflammation.ganglion_after(state["ganglion"], state["root"], np.zeros(1), step, P)
        state["touch"] = inflammation.chronic_after(state["touch"], state["root"], np.zeros(1), step, P)
        for name in state:
            seen[name].append(float(state[name][0]))
    names = {"root": "root inflamed", "ganglion": "ganglion sensitive", "touch": "root answers touch"}
    for name, colour in zip(state, (RED, ORANGE, BLUE), strict=True):
        left.plot(days, seen[name], color=colour, label=names[name])
    left.set(xlabel="days", ylabel="0 to 1", title="nucleus material on day 0, no pressure")
    left.legend()
    depth = np.linspace(0.0, 1.0, 101)
    for contact, colour in ((0.0, RED), (0.3, ORANGE), (1.0, BLUE)):
        right.plot(depth, sharing.depth_share(np.array(contact), depth, P), color=colour, label=f"contact {contact:g}")
    right.set(
        xlabel="depth, 0 touched side",
        ylabel="share of the surface pressure",
        ylim=(0, 1.05),
        title="who feels the press",
    )
    right.legend()


FIGURES: dict[str, Callable[[Axes, Axes], None]] = {
    "vessels": vessels,
    "fed": fed,
    "roots": roots,
    "fluid": fluid,
    "paranodes": paranodes,
    "chronic": chronic,
    "axons": axons,
    "inflamed": inflamed,
}


def main(folder: Path) -> None:
    """Draw every figure into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context(STYLE):
        for name, draw in FIGURES.items():
            figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.0))
            draw(left, right)
            figure.savefig(folder / f"tissue_{name}.svg", metadata={"Date": None})
            plt.close(figure)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
