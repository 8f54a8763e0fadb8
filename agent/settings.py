"""What the environment says: the one place that reads it."""

import os
from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

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
    identity: str | None = Field(default=None, validation_alias="TIEOUT_IDENTITY")
    cohere_api_key: SecretStr | None = Field(default=None, validation_alias="COHERE_API_KEY")
    cohere_base_url: str | None = Field(default=None, validation_alias="CO_API_URL")


@cache
def settings() -> Settings:
    """The environment, read once at the first use."""
    return Settings()


def told(name: str) -> str | None:
    """A variable that another library reads, None where it is not set or empty; to report on, not to configure by."""
    return os.environ.get(name) or None
