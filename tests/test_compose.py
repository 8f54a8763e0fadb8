"""The container files: valid by the Compose specification, healthy before use, and without default secrets."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose
from langgraph_cli.config import validate_config_file

from tieout.agent.settings import Settings

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
VARIABLE = re.compile(r"\$\{(\w+)([^}]*)\}")
EXAMPLE = re.compile(r"^(\w+)=(.*)$", re.MULTILINE)


@pytest.fixture(name="services")
def _services() -> dict[str, Any]:
    services: dict[str, Any] = yaml.safe_load(TEXT)["services"]
    return services


def interpolated(text: str) -> str:
    """The file as Compose reads it once the variables are set."""
    return VARIABLE.sub("value", text)


def test_the_file_follows_the_compose_specification() -> None:
    """An independent parser of the specification accepts it and finds the four services."""
    compose = PyCompose.from_yaml(interpolated(TEXT))
    compose.validate()

    assert sorted(compose.service_names()) == ["api", "postgres", "qdrant", "redis"]


def test_the_parser_would_object_to_a_misspelt_key() -> None:
    """The check above can fail: a misspelt health check is refused."""
    with pytest.raises(ValueError, match="helthcheck"):
        PyCompose.from_yaml(interpolated(TEXT.replace("healthcheck", "helthcheck")))


def test_every_service_says_when_it_is_healthy(services: dict[str, Any]) -> None:
    """Each has a health check, and the API waits for the three others."""
    others = {name: {"condition": "service_healthy"} for name in ("postgres", "qdrant", "redis")}

    assert all(service["healthcheck"]["test"] for service in services.values())
    assert services["api"]["depends_on"] == others


def test_no_port_is_open_to_other_machines(services: dict[str, Any]) -> None:
    """Every published port is bound to the loopback address; the databases publish none but Qdrant's."""
    ports = {name: service["ports"] for name, service in services.items() if "ports" in service}

    assert ports == {"api": ["127.0.0.1:8123:8000"], "qdrant": ["127.0.0.1:6333:6333"]}


def test_there_are_no_default_secrets() -> None:
    """A password or key comes from the environment, and Compose stops with a message where it is not set."""
    secrets = [(name, rest) for name, rest in VARIABLE.findall(TEXT) if re.search("PASSWORD|KEY", name)]
    literals = re.findall(r"^\s*\w*(?:PASSWORD|KEY|TOKEN): (?!\$\{).*", TEXT, re.MULTILINE)

    assert {name for name, _ in secrets} == {"POSTGRES_PASSWORD", "QDRANT_API_KEY"}
    assert {rest for _, rest in secrets} == {":?set it in .env"}
    assert literals == []


def test_every_volume_is_named_and_used(services: dict[str, Any]) -> None:
    """What is worth keeping outlives its container."""
    used = sorted(volume.split(":")[0] for service in services.values() for volume in service["volumes"])

    assert used == sorted(yaml.safe_load(TEXT)["volumes"])


def test_the_example_environment_names_every_variable_and_sets_none() -> None:
    """`.env.example` has each setting and each variable of the compose file, empty but for a switch that is off."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    example = dict(EXAMPLE.findall(text))
    settings = {str(field.validation_alias) for field in Settings.model_fields.values()}

    assert {name: value for name, value in example.items() if value} == {"LANGSMITH_TRACING": "false"}
    assert settings | {name for name, _ in VARIABLE.findall(TEXT)} <= set(example)
    assert all(re.search(rf"^# .+\n{name}=(?:false)?$", text, re.MULTILINE) for name in example)


def test_the_image_serves_the_graph_of_langgraph_json() -> None:
    """The Dockerfile and langgraph.json name the same graph and the same Python."""
    config = validate_config_file(ROOT / "langgraph.json")
    graphs = re.search(r"LANGSERVE_GRAPHS='(.*)'", DOCKERFILE)

    assert graphs is not None
    assert json.loads(graphs[1]) == config["graphs"] == {"research": "tieout.agent.graph:graph"}
    assert f"FROM langchain/langgraph-api:{config['python_version']}\n" in DOCKERFILE


def test_the_image_holds_all_that_the_package_is_built_from() -> None:
    """`.dockerignore` lets every folder through that pyproject.toml packages."""
    kept = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))

    assert kept >= {"pyproject.toml", "README.md", "LICENSE", "tieout", "agent", "tools", "prompts", "evals"}
