import pickle

from hypothesis import given
from hypothesis import strategies as st

from sciatica import InputError
from sciatica.core.errors import nearest, shown


def test_the_line_names_everything_in_order() -> None:
    error = InputError(
        "unknown level",
        file="a.yaml",
        field="causes[0].level",
        given="L9",
        wanted="L5-S1",
        cure="see the docs",
    )
    assert error.line == "a.yaml: causes[0].level: unknown level; given L9; wanted L5-S1; see the docs"
    assert str(error) == error.line
    assert isinstance(error, ValueError)


def test_what_was_not_given_is_not_shown_but_none_and_empty_are() -> None:
    assert InputError("missing").line == "missing"
    assert InputError("wrong", given=None).line == "wrong; given None"
    assert InputError("wrong", given="").line == "wrong; given "


@given(st.text(), st.text(), st.one_of(st.text(), st.integers(), st.binary(), st.lists(st.text())))
def test_the_line_is_one_printable_line_of_bounded_length(what: str, file: str, value: object) -> None:
    line = InputError(what, file=file, field=file, given=value, wanted=what, cure=what).line
    assert line.isprintable()
    assert len(line) < 1700


def test_a_value_too_long_loses_its_middle_and_keeps_its_ends() -> None:
    text = "a" * 50 + "b" * 100_000 + "c" * 50
    short = shown(text)
    assert len(short) == 80
    assert short.startswith("aaaa")
    assert short.endswith("cccc")
    assert "…" in short


def test_an_integer_too_long_for_python_to_print_is_named() -> None:
    assert shown(10**5000) == "a very long int"


def test_lone_surrogates_and_escape_codes_are_spelt_out() -> None:
    assert shown("\udcff\x1b[31m\n") == "\\udcff\\x1b[31m\\n"


def test_the_nearest_name_is_like_the_given_one_or_nothing() -> None:
    assert nearest("heigth_cm", ["mass_kg", "height_cm"]) == "height_cm"
    assert nearest("HEIGHT_CM", ["mass_kg", "height_cm"]) == "height_cm"
    assert nearest("qqqq", ["mass_kg", "height_cm"]) == ""
    assert nearest("a", []) == ""


def test_an_error_crosses_to_another_process_with_its_line() -> None:
    for error in (InputError("x", file="f", given=lambda: 0), InputError("x")):
        assert pickle.loads(pickle.dumps(error)).line == error.line
