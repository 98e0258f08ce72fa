"""What every cause has: when it came, and when it was gone."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Timed(BaseModel):
    """The times of a cause; what it is stands in the file of each kind."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    began_day: float = Field(default=0.0, description="day on which it came, days of the case")
    healed_day: float | None = Field(
        default=None, description="day from which it presses, pulls and inflames no more (operated, healed), if any"
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.healed_day is not None and self.healed_day <= self.began_day:
            raise ValueError(
                f"healed_day: it cannot have healed before it began; given {self.healed_day:g}, "
                f"wanted after began_day, {self.began_day:g}"
            )
        return self

    def acts(self, day: float | None) -> float:
        """1 while it acts, 0 from the day on which it was healed; what has not begun yet acts as it will come.

        A load carries its own ``began_day``, before which no room to the right feels it.
        """
        return 0.0 if day is not None and self.healed_day is not None and day >= self.healed_day else 1.0
