"""The model behind the skeleton: loaded from myo-sim, bared of what only draws or touches, compiled, kept.

Leg (MyoLeg) and trunk (MyoTorso) as composed by myo-sim (Apache-2.0), without arms, meshes, sensors and contacts, so
that nothing needs OpenGL. Compiling takes half a second; the result lies in the cache folder for the next process,
named after the versions and the source that made it.
"""

from __future__ import annotations

import hashlib
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np

from sciatica.core.surface import surfaces_folder
from sciatica.core.types import FloatArray
from sciatica.movement.bones import Q_NAMES

LINEAR: Final = np.array([0.0, 1.0, 0.0, 0.0, 0.0])
"""The polynomial of a coordinate that follows another one to one."""


@dataclass(frozen=True)
class Model:
    """The compiled model and how its coordinates hang on ours; nothing here is of any one person."""

    mujoco: Any
    compiled: Any
    data: Any
    follows: tuple[tuple[int, int, FloatArray], ...]
    """(address in qpos, our coordinate, polynomial [5]) of every coordinate of the model that moves."""
    tendon: tuple[str, ...]
    """Names of all muscle paths."""


@cache
def load() -> Model:
    """The model, compiled at the first call.

    Raises:
        ModuleNotFoundError: mujoco or myo-sim is not installed.
    """
    try:
        import mujoco
        import myo_sim
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            f"the skeleton needs {missing.name}: install sciatica with the extra `movement`", name=missing.name
        ) from None
    compiled = _kept(mujoco, version("myo-sim"))
    if compiled is None:
        # the composer warns about names when it joins legs and trunk
        with _quiet(mujoco), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled = _bare(myo_sim.load_spec("myofullbody"), mujoco).compile()
        _keep(compiled, mujoco, version("myo-sim"))
    return Model(
        mujoco=mujoco,
        compiled=compiled,
        data=mujoco.MjData(compiled),
        follows=_follows(compiled, mujoco),
        tendon=tuple(compiled.tendon(compiled.actuator_trnid[a, 0]).name for a in range(compiled.nu)),
    )


@contextmanager
def _quiet(mujoco: Any) -> Iterator[None]:
    """MuJoCo's warnings unheard; it would write them into a file wherever the process runs."""
    mujoco.set_mju_user_warning(lambda message: None)
    try:
        yield
    finally:
        mujoco.set_mju_user_warning(None)


def _place(mujoco: Any, composer: str) -> Path:
    """Where the compiled model lies: in the cache folder, named after all that made it."""
    made_by = f"{mujoco.__version__} {composer} {Path(__file__).read_text(encoding='utf-8')}"
    return surfaces_folder().parent / "skeleton" / f"{hashlib.sha256(made_by.encode()).hexdigest()[:24]}.mjb"


def _kept(mujoco: Any, composer: str) -> Any:
    """The model compiled by an earlier process, or None."""
    path = _place(mujoco, composer)
    if not path.is_file():
        return None
    try:
        with _quiet(mujoco):
            return mujoco.MjModel.from_binary_path(str(path))
    except (ValueError, mujoco.FatalError):
        return None


def _keep(compiled: Any, mujoco: Any, composer: str) -> None:
    """Leaves the model to later processes, all of it or nothing; without a writable folder they compile their own."""
    path = _place(mujoco, composer)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".mjb", delete=False) as file:
            whole = Path(file.name)
        mujoco.mj_saveModel(compiled, str(whole))
        whole.replace(path)
    except OSError:
        return


def _bare(spec: Any, mujoco: Any) -> Any:
    """The model without arms, and without all that only draws or touches."""
    for root in ("myoarm_r_root", "myoarm_l_root"):
        spec.delete(spec.body(root))
    for kind in (spec.sensors, spec.pairs, spec.keys):
        for thing in list(kind):
            spec.delete(thing)
    for geom in list(spec.geoms):
        if geom.type == mujoco.mjtGeom.mjGEOM_MESH:
            spec.delete(geom)
        else:
            geom.material = ""
    for thing in (*spec.sites, *spec.tendons):
        thing.material = ""
    for kind in (spec.meshes, spec.materials, spec.textures):
        for thing in list(kind):
            spec.delete(thing)
    for part in spec.bodies:
        if not part.explicitinertial and part.name != "world":
            part.explicitinertial, part.mass, part.inertia, part.ipos = True, 0.05, [1e-4] * 3, [0.0, 0.0, 0.0]
    return spec


def _follows(compiled: Any, mujoco: Any) -> tuple[tuple[int, int, FloatArray], ...]:
    ours = {name: c for c, name in enumerate(Q_NAMES)}
    address = {compiled.joint(j).name: int(compiled.jnt_qposadr[j]) for j in range(compiled.njnt)}
    coupled: dict[str, tuple[str, FloatArray]] = {}
    for e in range(compiled.neq):
        if compiled.eq_type[e] == mujoco.mjtEq.mjEQ_JOINT and compiled.eq_obj2id[e] >= 0:
            first, second = (compiled.joint(compiled.eq_obj1id[e]).name, compiled.joint(compiled.eq_obj2id[e]).name)
            coupled[first] = (second, np.array(compiled.eq_data[e, :5]))
    found = [(address[name], ours[name], LINEAR) for name in Q_NAMES[6:16]]
    found += [(address[n], ours[m], rule) for n, (m, rule) in coupled.items() if m in ours]
    for driver, name in (
        ("flex_extension", "lumbar_extension"),
        ("lat_bending", "lumbar_bending"),
        ("axial_rotation", "lumbar_rotation"),
    ):
        parts = {driver: 1.0} | {n: float(rule[1]) for n, (m, rule) in coupled.items() if m == driver}
        # the abdomen's plate only carries muscle paths: it follows, and adds nothing to the bend of the spine
        whole = sum(share for n, share in parts.items() if not n.startswith("Abs"))
        found += [(address[n], ours[name], LINEAR * share / whole) for n, share in parts.items()]
    return tuple(found)
