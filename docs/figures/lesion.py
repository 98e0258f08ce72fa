"""Draws the figures of docs/lesion.md from the room itself: ``python docs/figures/lesion.py [folder]``.

The same bytes every time: no date, a fixed salt.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from sciatica import body, lesion
from sciatica.core.parameters import read
from sciatica.core.person import Person
from sciatica.lesion import contact, narrowing, resorption, spondylolisthesis, traction
from sciatica.lesion.stance import NAMES

P = read("lesion")
PERSON = Person(age_years=40, sex="male", height_cm=170, mass_kg=70, systolic_mmhg=120, diastolic_mmhg=80)
BODY = body.build(PERSON, np.random.default_rng(0), read("body"), 1)
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
DISC = lesion.DiscHerniation(
    kind="herniated_disc", level="L5-S1", side="right", zone="paracentral", type="extrusion",
    root_pressure_mmhg=53.0, nucleus_material=0.5,
)  # fmt: skip
CANAL = lesion.SpinalStenosis(
    kind="spinal_stenosis", level="L4-L5", side="both", zone="central", sac_area_mm2=68.0
)  # fmt: skip
FORAMEN = lesion.SpinalStenosis(
    kind="spinal_stenosis", level="L4-L5", side="right", zone="foraminal", foramen_height_mm=13.0
)  # fmt: skip
MUSCLE = lesion.PiriformisSyndrome(kind="piriformis_syndrome", side="right", spasm=0.0)


def pressures(cause: object, postures: list[lesion.Posture]) -> np.ndarray:
    """[A] pressure on the first root that the cause meets, mmHg."""
    return lesion.build([cause], BODY, postures, P).pressure_mmhg[0, 0]  # type: ignore[list-item]


def named(name: str, source: str = "wilke") -> lesion.Posture:
    """A posture of the day."""
    return lesion.posture(name, P, source)  # type: ignore[arg-type]


def transfer(axes: np.ndarray) -> None:
    """Disc pressure and what reaches the root, by posture."""
    rows = np.arange(len(NAMES))
    for source, colour, shift in (("wilke", BLUE, 0.2), ("nachemson", ORANGE, -0.2)):
        held = [named(name, source) for name in NAMES]
        axes[0].barh(rows + shift, [p.disc_pressure_mpa for p in held], 0.38, color=colour, label=source.title())
        axes[1].barh(rows + shift, pressures(DISC, held), 0.38, color=colour)
    axes[0].set_yticks(rows, [name.replace("_", " ") for name in NAMES])
    axes[1].set_yticks(rows, [])
    for ax in axes:
        ax.invert_yaxis()
    axes[0].set_xlabel("in the disc, MPa")
    axes[1].set_xlabel("on the root, mmHg (53 lying prone)")
    axes[0].legend(loc="lower right")


def size(axes: np.ndarray) -> None:
    """Contact pressure against the size of a herniation."""
    ax = axes[0]
    ax.axhspan(7, 256, color=GREY, alpha=0.15, lw=0, label="at operation: 7-256 mmHg")
    ax.axhline(53, color=GREY, lw=1, ls=":", label="mean 53 mmHg")
    millimetres = np.linspace(0, 12, 121)
    for kind, length, colour in (("bulge", P.bulge_length_mm, ORANGE), ("extrusion", P.extrusion_length_mm, BLUE)):
        values = [contact.pressure_mmhg(mm, length, P) for mm in millimetres]
        ax.plot(millimetres, values, color=colour, label=f"{kind}, {length:g} mm of root")
    ax.set(xlabel="size behind the endplates, mm", ylabel="contact pressure lying, mmHg", ylim=(0, 320))
    ax.legend(loc="upper left")


def shrinking(axes: np.ndarray) -> None:
    """What is left of each type, and the shares of people that set it or judge it."""
    days = np.linspace(0, 730, 147)
    for kind, colour in zip(
        ("bulge", "protrusion", "extrusion", "sequestration"), (GREY, GREEN, BLUE, RED), strict=True
    ):
        middle = [resorption.volume_left(kind, d, P) for d in days]
        slow, fast = (
            [resorption.volume_left(kind, d, P, np.exp(z * P.resorption_spread)) for d in days] for z in (-1.0, 1.0)
        )
        axes[0].plot(days / 30.44, middle, color=colour, label=kind)
        axes[0].fill_between(days / 30.44, fast, slow, color=colour, alpha=0.12, lw=0)
        shrunk = [100 * resorption.share_gone(kind, d, 0.2, P) for d in days]
        axes[1].plot(days / 30.44, shrunk, color=colour)
        if kind in ("extrusion", "sequestration"):
            gone = [100 * resorption.share_gone(kind, d, 0.9, P) for d in days]
            axes[1].plot(days / 30.44, gone, color=colour, ls="--")
    for value, colour in ((96, RED), (70, BLUE), (41, GREEN), (13, GREY), (43, RED)):
        axes[1].plot(12, value, "o", color=colour, mfc="none")
    axes[1].plot(12, 15, "s", color=BLUE)
    axes[1].plot([6, 6], [100 * 49 / 55, 100 * 27 / 55], "s", color=RED)
    axes[0].set(xlabel="months", ylabel="volume left", ylim=(0, 1.02))
    axes[0].legend(loc="lower left", fontsize=8)
    axes[1].set(xlabel="months", ylabel="people, % (dashed: gone)", ylim=(0, 102))


def room(axes: np.ndarray) -> None:
    """Area to pressure, and what a step does to a narrow sac."""
    ax = axes[0]
    area = np.linspace(40, 90, 201)
    measured = area >= 77 * (1 - P.sac_lack_measured)
    values = np.array([narrowing.pressure_mmhg(a, P.critical_sac_mm2, P) for a in area])
    ax.plot(area[measured], values[measured], color=BLUE)
    ax.plot(area[~measured], values[~measured], color=BLUE, ls="--")
    for lack, spread, mmhg in ((0.0, 13 / 77, 0), (0.19, 0.08, 50), (0.26, 0.08, 100)):
        ax.errorbar(77 * (1 - lack), mmhg, xerr=77 * spread, fmt="o", color=GREY, mfc="none", capsize=2)
    for name, colour in (("lying", GREEN), ("standing", ORANGE), ("walking", RED)):
        held = replace(named(name), load_swing=0.0, bend_swing=0.0)
        size = 68.0 * narrowing.sac_factor(held, P)
        ax.plot(size, narrowing.pressure_mmhg(size, P.critical_sac_mm2, P), "s", color=colour, label=f"68 mm², {name}")
    ax.set(xlabel="area of the dural sac, mm²", ylabel="pressure among the roots, mmHg", ylim=(-5, 260))
    ax.legend(loc="upper right")
    step = np.linspace(0, 2, 81)
    for bend, colour, words in ((-0.35, RED, "walking upright"), (0.5, GREEN, "walking bent forward")):
        walking = replace(named("walking"), flexion=bend)
        wave = np.cos(2 * np.pi * step)
        moments = [
            replace(walking, axial_load=walking.axial_load * (1 + walking.load_swing * w),
                    flexion=walking.flexion - walking.bend_swing * w, steps_per_s=0.0)
            for w in wave
        ]  # fmt: skip
        axes[1].plot(step, pressures(CANAL, moments), color=colour, label=words)
    axes[1].set(xlabel="steps", ylabel="mmHg in a sac of 68 mm²", ylim=(0, 75))
    axes[1].legend(loc="center right")


def sitting(axes: np.ndarray) -> None:
    """Minutes sat, on a root behind a disc, in a canal and in a foramen."""
    minutes = np.linspace(0, 240, 121)
    for ax, cause, title in zip(axes, (DISC, CANAL, FORAMEN), ("disc", "canal", "foramen"), strict=True):
        for name, colour in (("sitting", BLUE), ("sitting_slouched", ORANGE), ("standing", GREY)):
            held = [lesion.held(named(name), float(m)) for m in minutes]
            ax.plot(minutes, pressures(cause, held), color=colour, label=name.replace("_", " "))
        ax.set(title=title, xlabel="minutes without a break", ylim=(0, None))
    axes[0].set_ylabel("mmHg")
    axes[0].legend(loc="lower right")


def legs(axes: np.ndarray) -> None:
    """Leg raise: slide and stretch of free roots, and what a herniation makes of it."""
    angles = np.linspace(0, 90, 91)
    raised = [lesion.leg_raise(float(a), "right") for a in angles]
    for name, colour in (("L4", GREEN), ("L5", ORANGE), ("S1", BLUE)):
        root = body.ROOTS.index(name)
        axes[0].plot(angles, [traction.root_excursion_mm(root, 1, p, P) for p in raised], color=colour, label=name)
        axes[1].plot(angles, [100 * traction.root_strain(root, 1, p, P) for p in raised], color=colour)
    axes[0].axhspan(0.5, 5, color=GREY, alpha=0.12, lw=0)
    axes[1].axhspan(2, 4, color=GREY, alpha=0.12, lw=0)
    held = lesion.build([DISC], BODY, raised, P)
    axes[1].plot(angles, 100 * held.strain[0, 0], color=BLUE, ls="--", label="S1 held by 53 mmHg")
    axes[2].plot(angles, held.pressure_mmhg[0, 0], color=BLUE, ls="--", label="its own leg")
    crossed = [lesion.leg_raise(float(a), "left") for a in angles]
    axes[2].plot(angles, pressures(DISC, crossed), color=BLUE, ls=":", label="the other leg")
    for ax, words in zip(axes, ("slide, mm", "stretch, %", "on the root, mmHg"), strict=True):
        ax.set(xlabel="leg raised, degrees", ylabel=words, ylim=(0, 1.25 * ax.get_ylim()[1]))
        ax.legend(loc="upper left", fontsize=8)


def slips(axes: np.ndarray) -> None:
    """A slip by posture, and what isthmic and degenerative slips press."""
    cause = lesion.Spondylolisthesis(
        kind="spondylolisthesis", level="L4-L5", type="degenerative", slip_percent=12.2, seen="lying"
    )
    upright = named("standing")
    held = [lesion.flat(), upright, named("sitting_slouched"), replace(upright, flexion=1.0)]
    words = ["lying", "standing", "sitting\nslouched", "standing\nbent"]
    axes[0].bar(words, [100 * spondylolisthesis.slip_in(cause, p, P) for p in held], color=BLUE, width=0.6)
    axes[0].plot([0, 3], [12.2, 16.7], "o", color=ORANGE, label="set by")
    axes[0].plot([2], [16.0], "s", color=RED, label="judged by")
    axes[0].set(ylabel="slip, % of the endplate", ylim=(0, 20))
    axes[0].legend(loc="upper left")
    percent = np.linspace(1, 50, 50)
    for kind, colour in (("isthmic", BLUE), ("degenerative", ORANGE)):
        for name, style in (("lying", ":"), ("standing", "-")):
            causes = [
                lesion.Spondylolisthesis(
                    kind="spondylolisthesis",
                    level="L5-S1",
                    type=kind,
                    slip_percent=float(x),  # type: ignore[arg-type]
                )
                for x in percent
            ]
            values = [pressures(c, [named(name)])[0] for c in causes]
            axes[1].plot(percent, values, color=colour, ls=style, label=kind if name == "standing" else None)
    axes[1].set(xlabel="slip standing, % of the endplate", ylabel="mmHg, standing (dotted: lying)", ylim=(0, 300))
    axes[1].legend(loc="upper left")


def muscle(axes: np.ndarray) -> None:
    """The piriformis: contraction, position and seat."""
    level = np.linspace(0, 1, 51)
    seat = replace(named("sitting"), seat=1.0)
    for held, colour, words in (
        (lesion.fair("right"), RED, "FAIR"),
        (seat, ORANGE, "hard seat"),
        (named("standing"), BLUE, "standing"),
    ):
        values = pressures(MUSCLE, [lesion.contracted(held, float(x)) for x in level])
        axes[0].plot(level, values, color=colour, label=words)
    axes[0].set(xlabel="contraction of the muscle", ylabel="on the nerve, mmHg", ylim=(0, None))
    axes[0].legend(loc="upper left")


FIGURES: dict[str, tuple[Callable[[np.ndarray], None], int, tuple[float, float]]] = {
    "transfer": (transfer, 2, (7.2, 3.6)),
    "size": (size, 1, (4.6, 3.0)),
    "resorption": (shrinking, 2, (7.2, 3.0)),
    "room": (room, 2, (7.2, 3.0)),
    "sitting": (sitting, 3, (7.2, 2.7)),
    "legs": (legs, 3, (7.2, 2.7)),
    "slips": (slips, 2, (7.2, 3.0)),
    "muscle": (muscle, 1, (4.6, 3.0)),
}


def draw(folder: Path, suffix: str = "svg") -> None:
    """Every figure as ``lesion_<what>.<suffix>``."""
    with mpl.rc_context(STYLE):
        for name, (fill, columns, inches) in FIGURES.items():
            figure, axes = plt.subplots(1, columns, figsize=inches, squeeze=False)
            row: list[Axes] = list(axes[0])
            fill(np.array(row, dtype=object))
            metadata = {"Date": None} if suffix == "svg" else None
            figure.savefig(folder / f"lesion_{name}.{suffix}", metadata=metadata)
            plt.close(figure)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    draw(Path(arguments[0]) if arguments else Path(__file__).parent, arguments[1] if len(arguments) > 1 else "svg")
