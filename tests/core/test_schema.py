from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from sciatica.core.errors import InputError
from sciatica.core.schema import checked


class Round(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["round"]
    radius_mm: float = Field(gt=0, lt=10, description="radius, mm")


class Square(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["square"]
    edge_mm: float = Field(ge=0)
    colour: Literal["red", "blue"] = "red"


class Box(BaseModel):
    model_config = ConfigDict(extra="forbid")
    schema_version: Literal[1] = Field(alias="schema")
    things: tuple[Annotated[Round | Square, Field(discriminator="kind")], ...] = ()
    lid: Square | None = None
    count: int = Field(default=1, ge=1)


def refusal(data: object) -> str:
    with pytest.raises(InputError) as caught:
        checked(Box, data, file="box.yaml")
    return caught.value.line


def test_good_data_becomes_the_model() -> None:
    box = checked(Box, {"schema": 1, "things": [{"kind": "round", "radius_mm": 2}]})
    assert box.things == (Round(kind="round", radius_mm=2.0),)


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (
            {"kind": "round"},
            "things[0].radius_mm: missing; wanted a number, 0 to 10 without 0 and 10 (radius, mm)",
        ),
        (
            {"kind": "round", "radius_mm": 10},
            "things[0].radius_mm: cannot be used; given 10; wanted a number, 0 to 10",
        ),
        (
            {"kind": "round", "radus_mm": 2},
            "things[0].radus_mm: unknown key; wanted one of kind, radius_mm; did you",
        ),
        (
            {"kind": "sqare"},
            "things[0].kind: unknown; given sqare; wanted round | square; did you mean square?",
        ),
        ({"edge_mm": 2}, "things[0].kind: missing"),
        (
            {"kind": "square", "edge_mm": -1},
            "things[0].edge_mm: cannot be used; given -1; wanted a number, 0 or more",
        ),
        (
            {"kind": "square", "edge_mm": 1, "colour": "grey"},
            "things[0].colour: cannot be used; given grey; wanted red",
        ),
        ("round", "things[0]: cannot be used; given the text 'round'; wanted keys and values"),
    ],
)
def test_a_fault_in_a_list_of_alternatives_is_placed_as_the_file_has_it(thing: object, said: str) -> None:
    assert refusal({"schema": 1, "things": [thing]}).startswith(f"box.yaml: {said}")


def test_a_misspelt_key_is_named_rather_than_the_missing_one() -> None:
    assert refusal({"shema": 1}).startswith("box.yaml: shema: unknown key; wanted one of schema, things, lid, count;")
    assert refusal({"shema": 1}).endswith("did you mean schema?")


def test_other_shapes() -> None:
    assert refusal([1]).startswith("box.yaml: not a mapping; given a list; wanted keys and values: schema")
    assert refusal(None).startswith("box.yaml: not a mapping; given nothing")
    assert refusal({}) == "box.yaml: schema: missing; wanted 1"
    assert refusal({"schema": 2}) == "box.yaml: schema: cannot be used; given 2; wanted 1"
    assert refusal({"schema": 1, "lid": {"kind": "square"}}).startswith("box.yaml: lid.edge_mm: missing")
    assert refusal({"schema": 1, "count": 1.5}).startswith("box.yaml: count: cannot be used; given 1.5; wanted a whole")
