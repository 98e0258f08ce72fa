"""Whose walking the tables can speak of."""

from __future__ import annotations

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.person import Person


def check_person(person: Person, p: Parameters) -> tuple[str, ...]:
    """What must be said of a person outside the people measured; empty where nothing need be.

    Raises:
        InputError: a body to which a grown person's measured walking cannot be carried at all.
    """
    index = person.mass_kg / (person.height_cm / 100) ** 2
    for name, value, unit, low, high in (
        ("height_cm", person.height_cm, "cm", p.height_least_cm, p.height_most_cm),
        ("mass_kg", index, "kg/m2 (mass over height squared)", p.mass_index_least, p.mass_index_most),
        ("age_years", person.age_years, "years", p.age_least_years, 120.0),
    ):
        if not low <= value <= high:
            raise InputError(
                "outside the bodies whose standing and walking can be computed",
                field=f"person.{name}",
                given=round(value, 1),
                wanted=f"{low:g} .. {high:g} {unit}",
            )
    notes = []
    if not p.height_measured_least_cm <= person.height_cm <= p.height_measured_most_cm:
        notes.append(f"height {person.height_cm:g} cm is outside the people whose walking was measured")
    if not p.mass_index_measured_least <= index <= p.mass_index_measured_most:
        notes.append(f"mass {index:.0f} kg/m2 is outside the people whose walking and strength were measured")
    if person.age_years < p.age_measured_least_years:
        notes.append("strength and walking were measured in adults")
    return tuple(notes)
