"""What cannot be is refused, with the field and the reason."""

from __future__ import annotations

from typing import Any

import pytest
from lesion_cases import cause, disc, sized
from pydantic import ValidationError

STENOSIS = {"kind": "spinal_stenosis", "level": "L4-L5", "side": "both", "zone": "central"}
SLIP = {"kind": "spondylolisthesis", "level": "L5-S1", "type": "isthmic"}
PIRIFORMIS = {"kind": "piriformis_syndrome", "side": "right", "spasm": 0.5}


@pytest.mark.parametrize(
    ("given_cause", "field", "words"),
    [
        (disc(level="L9"), "level", "L5-S1"),
        (disc(root_pressure_mmhg=-5.0), "root_pressure_mmhg", "greater than or equal to 0"),
        (disc(root_pressure_mmhg=float("nan")), "root_pressure_mmhg", "finite"),
        (disc(root_pressure_mmhg="much"), "root_pressure_mmhg", "number"),
        (disc(side="middle"), "side", "left"),
        (disc(colour="red"), "colour", "not permitted"),
        (disc(canal_share=0.6), "canal_share", "only a central disc"),
        (disc(zone="central"), "side", "neither side"),
        (disc(zone="central", side="both"), "canal_share", "missing"),
        (disc(type="sequestration", nucleus_material=0.0), "nucleus_material", "fragment"),
        ({k: v for k, v in disc().items() if k != "root_pressure_mmhg"}, "root_pressure_mmhg", "missing"),
        (disc(size_mm=6.0), "size_mm", "only one"),
        (sized(0.0), "size_mm", "greater than 0"),
        (sized(21.0), "size_mm", "less than or equal to 20"),
        (disc(zone="foraminal", covering="sac"), "covering", "paracentral"),
        (disc(resorption=-1.0), "resorption", "greater than or equal to 0"),
        (disc(began_day=5.0, healed_day=4.0), "healed_day", "before it began"),
        (disc(healed_day=0.0), "healed_day", "before it began"),
        (STENOSIS | {"sac_area_mm2": 60.0, "began_day": 1.0, "healed_day": 0.5}, "healed_day", "before it began"),
        (SLIP | {"grade": "I", "began_day": 1.0, "healed_day": 0.5}, "healed_day", "before it began"),
        (PIRIFORMIS | {"began_day": 1.0, "healed_day": 0.5}, "healed_day", "before it began"),
        (disc(healed_day=float("inf")), "healed_day", "finite"),
        (SLIP | {"grade": "I", "sac_area_mm2": 60.0}, "sac_area_mm2", "foramin"),
        (SLIP | {"type": "degenerative", "grade": "I", "foramen_height_mm": 10.0}, "foramen_height_mm", "the sac"),
        (SLIP | {"grade": "I", "mobility": 4.0}, "mobility", "less than or equal to 3"),
        ({k: v for k, v in disc().items() if k != "level"}, "level", "required"),
        (STENOSIS | {"sac_area_mm2": 0.0}, "sac_area_mm2", "greater than 0"),
        (STENOSIS, "sac_area_mm2", "missing"),
        (STENOSIS | {"sac_area_mm2": 60.0, "side": "left"}, "side", "whole sac"),
        (STENOSIS | {"sac_area_mm2": 60.0, "recess_depth_mm": 2.0}, "recess_depth_mm", "lateral_recess"),
        (SLIP | {"grade": "VI"}, "grade", "'V'"),
        (SLIP, "grade", "missing"),
        (SLIP | {"grade": "I", "slip_percent": 60.0}, "slip_percent", "does not agree"),
        (SLIP | {"type": "degenerative", "slip_percent": 70.0}, "type", "arch"),
        (SLIP | {"type": "degenerative", "grade": "I", "side": "left"}, "side", "whole sac"),
        (PIRIFORMIS | {"zone": "foraminal"}, "zone", "sciatic notch"),
        (PIRIFORMIS | {"level": "L5-S1"}, "level", "sciatic notch"),
        (PIRIFORMIS | {"spasm": 1.2}, "spasm", "less than or equal to 1"),
        (PIRIFORMIS | {"variant": "g"}, "variant", "'f'"),
        ({"kind": "lumbago"}, "kind", "herniated_disc"),
    ],
)
def test_contradictions_are_refused_with_field_and_reason(given_cause: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        cause(**given_cause)
    problem = caught.value.errors()[0]
    said = ".".join(map(str, problem["loc"])) + " " + problem["msg"]
    assert field in said
    assert words in said
