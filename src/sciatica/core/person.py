"""The person: what a nurse would write down on one line."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Person(BaseModel):
    """Age, sex, size and blood pressure of one person; frozen and strict (no text where a number belongs)."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    age_years: float = Field(ge=0, le=120, description="age, years")
    sex: Literal["male", "female"]
    height_cm: float = Field(ge=50, le=250, description="height, cm")
    mass_kg: float = Field(ge=2, le=400, description="body mass, kg")
    systolic_mmhg: float = Field(ge=20, le=300, description="systolic arterial pressure at rest, mmHg")
    diastolic_mmhg: float = Field(ge=20, le=300, description="diastolic arterial pressure at rest, mmHg")
    diabetes: bool = Field(default=False, description="known diabetes")
    skin_temperature_c: float = Field(default=33.0, ge=10, le=45, description="skin temperature of the foot, °C")

    @model_validator(mode="after")
    def _systolic_is_higher(self) -> Self:
        if self.systolic_mmhg <= self.diastolic_mmhg:
            raise ValueError("systolic_mmhg must be higher than diastolic_mmhg")
        return self

    @property
    def mean_arterial_mmhg(self) -> float:
        """Mean arterial pressure, mmHg: diastolic plus a third of the pulse pressure."""
        return self.diastolic_mmhg + (self.systolic_mmhg - self.diastolic_mmhg) / 3
