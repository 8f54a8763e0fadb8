"""How every thing of the vocabulary behaves: frozen, keyword-only, no unknown fields."""

from pydantic import BaseModel, ConfigDict


class Thing(BaseModel):
    """A frozen value object; equality is by content, unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")
