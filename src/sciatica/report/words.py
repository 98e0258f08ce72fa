"""Plain words for the names that the rooms use, and numbers as a reader wants them.

A value that nothing computed is never written as a number: every formatter answers ``NOT_COMPUTED`` for it.
"""

from __future__ import annotations

import math

NOT_COMPUTED = "not computed"

_TERRITORIES = {
    "anterior_thigh": "front of the thigh",
    "medial_thigh": "inner thigh",
    "lateral_thigh": "outer thigh",
    "posterior_thigh": "back of the thigh",
    "buttock": "buttock",
    "knee_medial": "inner knee",
    "medial_leg": "inner lower leg",
    "lateral_leg": "outer lower leg",
    "posterior_calf": "calf",
    "dorsum_foot": "top of the foot",
    "great_toe": "great toe",
    "lateral_foot": "outer edge of the foot",
    "sole": "sole",
    "saddle": "between the legs (saddle)",
    "genital": "genitals",
}
_MUSCLES = {
    "psoas": "psoas",
    "iliacus": "iliacus",
    "addlong": "adductor longus",
    "recfem": "rectus femoris",
    "vasti": "vasti (quadriceps)",
    "tibant": "tibialis anterior",
    "ehl": "extensor hallucis longus",
    "edl": "extensor digitorum longus",
    "perlong": "peroneus longus",
    "tibpost": "tibialis posterior",
    "glmed": "gluteus medius",
    "glmax": "gluteus maximus",
    "piri": "piriformis",
    "bflh": "biceps femoris",
    "semiten": "semitendinosus",
    "gasmed": "gastrocnemius",
    "soleus": "soleus",
    "fhl": "flexor hallucis longus",
    "edb": "extensor digitorum brevis",
    "abdhal": "abductor hallucis",
    "multifidus": "multifidus",
    "erector": "erector spinae",
    "sphincter_ani": "anal sphincter",
    "tfl": "tensor fasciae latae",
    "addmag": "adductor magnus",
    "quadlum": "quadratus lumborum",
}
_MOVEMENTS = {
    "hip_flexion": "lifting the knee",
    "hip_adduction": "closing the legs",
    "knee_extension": "straightening the knee",
    "ankle_dorsiflexion": "lifting the foot",
    "great_toe_extension": "lifting the great toe",
    "toe_extension": "lifting the toes",
    "ankle_eversion": "turning the foot out",
    "ankle_inversion": "turning the foot in",
    "hip_abduction": "moving the leg out",
    "hip_extension": "pushing the leg back",
    "hip_external_rotation": "turning the hip out",
    "knee_flexion": "bending the knee",
    "ankle_plantarflexion": "pushing the foot down",
    "toe_flexion": "curling the toes",
    "trunk_extension": "straightening the back",
    "anal_squeeze": "squeezing the anus",
}
_POSTURES = {
    "lying": "lying",
    "side_lying": "on the side",
    "sleeping": "asleep",
    "standing": "standing",
    "walking": "walking",
    "sitting": "sitting",
    "sitting_slouched": "slouched",
    "bending": "bending",
    "lifting": "lifting",
    "rising": "rising",
    "coughing": "coughing",
    "sneezing": "sneezing",
    "straining": "straining",
    "slump": "slump test",
    "fair": "FAIR test",
    "femoral_stretch": "femoral stretch",
    "extension": "bent back",
    "flexion": "bent forward",
}
_CLASSES = {
    "motor": ("motor", "movement"),
    "a_alpha": ("Aα", "stretch and reflexes"),
    "a_beta": ("Aβ", "touch"),
    "a_delta": ("Aδ", "sharp pain, cold"),
    "c": ("C", "burning pain, warmth"),
    "pelvic": ("pelvic", "bladder and bowel"),
}


def _known(table: dict[str, str], name: str) -> str:
    return table.get(name, name.replace("_", " "))


def territory_words(name: str) -> str:
    """A skin territory in plain words."""
    return _known(_TERRITORIES, name)


def muscle_words(name: str) -> str:
    """A muscle's full name."""
    return _known(_MUSCLES, name)


def movement_words(name: str) -> str:
    """A movement in plain words."""
    return _known(_MOVEMENTS, name)


def site_words(name: str) -> str:
    """Any place that a finding can name: skin, muscle or movement."""
    return next((t[name] for t in (_TERRITORIES, _MOVEMENTS, _MUSCLES) if name in t), name.replace("_", " "))


def posture_words(name: str) -> str:
    """A posture in plain words; ``leg_raise_left_60`` is the left leg raised by 60 degrees."""
    if name.startswith("leg_raise_"):
        side, _, angle = name.removeprefix("leg_raise_").partition("_")
        return f"{side} leg raised {angle}°"
    stem, _, side = name.rpartition("_")
    if side in ("left", "right"):
        return f"{_known(_POSTURES, stem)}, {side}"
    return _known(_POSTURES, name)


def class_name(name: str) -> str:
    """A fibre class as it is written in the field."""
    return _CLASSES.get(name, (name.replace("_", " "), ""))[0]


def class_carries(name: str) -> str:
    """What a fibre class carries, in plain words."""
    return _CLASSES.get(name, ("", ""))[1]


def percent(share: float) -> str:
    """A share of one as whole percent; words where it was not computed."""
    return f"{100 * share:.0f}\u00a0%" if math.isfinite(share) else NOT_COMPUTED


def amount(value: float, unit: str = "", digits: int = 0) -> str:
    """A number with its unit; words where it was not computed."""
    if not math.isfinite(value):
        return NOT_COMPUTED
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return f"{text}\u00a0{unit}" if unit else text


def distance(metres: float) -> str:
    """A way in metres, or in kilometres from one of them."""
    return amount(metres, "m") if metres < 1000 else amount(metres / 1000, "km", 1)


def listed(parts: list[str]) -> str:
    """Words joined as a sentence does: "a, b and c"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def thousands(value: float) -> str:
    """A large count with thin spaces between thousands; in millions from ten of them."""
    if value >= 1e7:
        return f"{value / 1e6:,.0f}".replace(",", "\u202f") + "\u00a0million"
    return f"{value:,.0f}".replace(",", "\u202f")
