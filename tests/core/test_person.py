import pytest

from sciatica.core.errors import InputError
from sciatica.core.person import Person
from sciatica.core.schema import checked

MAN = {
    "age_years": 38,
    "sex": "male",
    "height_cm": 178,
    "mass_kg": 82,
    "systolic_mmhg": 125,
    "diastolic_mmhg": 80,
}


def test_mean_pressure_lies_a_third_above_the_diastolic() -> None:
    man = checked(Person, MAN)
    assert man.mean_arterial_mmhg == 95.0
    assert man.diastolic_mmhg < man.mean_arterial_mmhg < man.systolic_mmhg
    assert man == Person(**MAN)
    assert hash(man) == hash(Person(**MAN))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"height_cm": 1780},
            "height_cm: cannot be used; given 1780; wanted a number, 50 to 250 (height, cm)",
        ),
        (
            {"height_cm": 1.78},
            "height_cm: cannot be used; given 1.78; wanted a number, 50 to 250 (height, cm)",
        ),
        ({"mass_kg": "82"}, "mass_kg: cannot be used; given the text '82'; wanted a number, 2 to 400"),
        ({"mass_kg": True}, "mass_kg: cannot be used; given True; wanted a number"),
        ({"mass_kg": None}, "mass_kg: cannot be used; given nothing; wanted a number"),
        ({"mass_kg": float("nan")}, "mass_kg: cannot be used; given nan; wanted a number, 2 to 400"),
        ({"age_years": [38]}, "age_years: cannot be used; given a list; wanted a number"),
        ({"sex": "m"}, "sex: cannot be used; given m; wanted male | female"),
        ({"systolic_mmhg": 80, "diastolic_mmhg": 80}, "systolic_mmhg must be higher than diastolic_mmhg"),
        ({"diabetes": "no"}, "diabetes: cannot be used; given the text 'no'; wanted true or false"),
        ({"heigth_cm": 178}, "heigth_cm: unknown key"),
    ],
)
def test_what_no_person_can_be_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as caught:
        checked(Person, MAN | change, file="case.yaml", field="person")
    assert said in caught.value.line


def test_a_person_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Person(**MAN).age_years = 40  # type: ignore[misc]
