"""What the environment says: the one place that reads it."""

import os
from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from tieout.errors import InputError

NO_TELEMETRY = {
    "LANGGRAPH_CLI_NO_ANALYTICS": "1",
    "RAGAS_DO_NOT_TRACK": "true",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "false",
}
"""Set before a third-party library could send anything about its use; an explicit value is kept."""


class Settings(BaseSettings):
    """The environment's settings; each is documented in `.env.example`."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, env_ignore_empty=True)

    home: Path = Field(default=Path(".tieout"), validation_alias="TIEOUT_HOME")
    model: str | None = Field(default=None, validation_alias="TIEOUT_MODEL")
    fallback_model: str | None = Field(default=None, validation_alias="TIEOUT_FALLBACK_MODEL")
    base_url: str | None = Field(default=None, validation_alias="TIEOUT_BASE_URL")
    model_cache: bool = Field(default=True, validation_alias="TIEOUT_MODEL_CACHE")
    prices: Path | None = Field(default=None, validation_alias="TIEOUT_PRICES")
    identity: str | None = Field(default=None, validation_alias="TIEOUT_IDENTITY")
    cohere_api_key: SecretStr | None = Field(default=None, validation_alias="COHERE_API_KEY")
    cohere_base_url: str | None = Field(default=None, validation_alias="CO_API_URL")
    encoder: str = Field(default="local", validation_alias="TIEOUT_ENCODER")
    models: Path | None = Field(default=None, validation_alias="FASTEMBED_CACHE_PATH")
    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL")
    qdrant_url: str | None = Field(default=None, validation_alias="QDRANT_URL")
    qdrant_api_key: SecretStr | None = Field(default=None, validation_alias="QDRANT_API_KEY")
    qdrant_timeout: float = Field(default=10.0, gt=0, validation_alias="QDRANT_TIMEOUT")
    qdrant_prefix: str = Field(default="tieout", pattern=r"^[\w-]+$", validation_alias="QDRANT_PREFIX")
    qdrant_shards: int | None = Field(default=None, gt=0, validation_alias="QDRANT_SHARDS")
    qdrant_replicas: int = Field(default=1, gt=0, validation_alias="QDRANT_REPLICAS")
    qdrant_quantized: bool = Field(default=True, validation_alias="QDRANT_QUANTIZED")
    qdrant_on_disk: bool = Field(default=True, validation_alias="QDRANT_ON_DISK")


@cache
def settings() -> Settings:
    """The environment, read once at the first use; raises InputError where a variable cannot be what it is set to."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{one['loc'][0]}: {one['msg']}" for one in error.errors(include_input=False))
        raise InputError(f"the environment is set wrongly: {wrong}; see .env.example") from error


def told(name: str) -> str | None:
    """A variable that another library reads, None where it is not set or empty; to report on, not to configure by."""
    return os.environ.get(name) or None
