"""Which encoder a home is opened with, by the settings and by the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli_runner import NET_SALES, NET_SALES_ANSWER, SAMPLES, Ran, clean, ran
from tests.loopback import Reply, Request, ScriptedServer
from tests.test_offline_sockets import watched
from tieout.agent.homes import choose_encoder
from tieout.agent.settings import Settings
from tieout.errors import InputError, NotThereError
from tieout.ports import Encoder
from tieout.tools.index.encoder import LocalEncoder

PROSE = "What does Apple say about its suppliers?"


def chosen(tmp_path: Path, **settings: str) -> Encoder:
    """The encoder of these settings."""
    given: Any = settings
    return choose_encoder(lambda: Settings(**given), tmp_path)


def test_the_shipped_encoder_is_the_default(tmp_path: Path) -> None:
    """Without a setting no key and no connection is needed, also where a key is there for something else."""
    assert isinstance(chosen(tmp_path, OPENAI_API_KEY="k"), LocalEncoder)
    assert isinstance(chosen(tmp_path, TIEOUT_ENCODER=" local "), LocalEncoder)


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ("openai", "openai:text-embedding-3-small@1536"),
        ("openai:text-embedding-3-large", "openai:text-embedding-3-large@3072"),
        ("openai:text-embedding-3-large@256", "openai:text-embedding-3-large@256"),
        ("openai:nomic-embed-text:latest@768", "openai:nomic-embed-text:latest@768"),
    ],
)
def test_a_setting_names_the_model(tmp_path: Path, setting: str, name: str) -> None:
    """The name of an encoder is a setting that chooses it again."""
    assert chosen(tmp_path, TIEOUT_ENCODER=setting, OPENAI_API_KEY="k").name == name
    assert chosen(tmp_path, TIEOUT_ENCODER=name, OPENAI_API_KEY="k").name == name


@pytest.mark.parametrize("setting", ["huge", "local:x", "openai:m@", "openai:m@x", "openai:m@0", ":", "sentence:x"])
def test_another_name_is_refused_with_those_that_there_are(tmp_path: Path, setting: str) -> None:
    """The message lists what can be chosen."""
    with pytest.raises(InputError, match="set TIEOUT_ENCODER to one of local, openai:MODEL"):
        chosen(tmp_path, TIEOUT_ENCODER=setting, OPENAI_API_KEY="k")


def test_a_missing_package_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package of fastembed the message names the extra."""
    monkeypatch.setitem(__import__("sys").modules, "fastembed", None)

    with pytest.raises(NotThereError, match=r"pip install 'tieout\[fastembed\]', or set TIEOUT_ENCODER=local"):
        chosen(tmp_path, TIEOUT_ENCODER="fastembed")


def embedding(request: Request) -> Reply:
    """Vectors of 8 numbers that depend on the text."""
    texts = request.json()["input"]
    rows = [[1.0 + text.lower().count(letter) for letter in "aeioulrs"] for text in texts]
    return Reply.json({"data": [{"index": at, "embedding": row} for at, row in enumerate(rows)]})


def tieout(home: Path, server: ScriptedServer, *arguments: str, encoder: str = "openai:mini@8") -> Ran:
    """A command with an encoder behind the scripted server."""
    env = clean(TIEOUT_ENCODER=encoder, OPENAI_BASE_URL=f"{server.url}/v1", TIEOUT_HOME=str(home))
    return ran(*arguments, env=env)


@pytest.mark.slow
def test_an_index_remembers_its_encoder(tmp_path: Path) -> None:
    """Another encoder is refused with both ways out; a rebuild takes it on, and going back encodes nothing again."""
    home = tmp_path / "home"
    with ScriptedServer(always=embedding) as server:
        assert tieout(home, server, "ingest", str(SAMPLES)).code == 0
        encoded = sum(len(request.json()["input"]) for request in server.requests)
        assert tieout(home, server, "search", "suppliers", "--json").code == 0
        assert len(server.requests[-1].json()["input"]) == 1

        other = tieout(home, server, "search", "suppliers", encoder="local")
        assert other.code == 2
        assert "indexed with the encoder 'openai:mini@8', not 'all-minilm" in other.err
        assert "`tieout index rebuild`" in other.err
        assert "set TIEOUT_ENCODER=openai:mini@8 to use it as it is" in other.err
        assert tieout(home, server, "ingest", str(SAMPLES), encoder="local").code == 2

        asked = len(server.requests)
        assert tieout(home, server, "index", "rebuild", encoder="local").code == 0
        assert tieout(home, server, "search", "suppliers", encoder="local").code == 0
        assert tieout(home, server, "index", "rebuild").code == 0
        assert len(server.requests) == asked
        found = json.loads(tieout(home, server, "search", "suppliers", "--json").out)

    assert encoded > 30
    assert len(found) == 10


@pytest.mark.slow
def test_offline_a_question_opens_no_socket_whatever_the_encoder(tmp_path: Path) -> None:
    """A figure is answered from the facts; what needs a search says why there is none."""
    home = tmp_path / "home"
    with ScriptedServer(always=embedding) as server:
        assert tieout(home, server, "ingest", str(SAMPLES)).code == 0
        env = {"TIEOUT_ENCODER": "openai:mini@8", "OPENAI_BASE_URL": f"{server.url}/v1", "OPENAI_API_KEY": "k"}
        asked = len(server.requests)
        codes, seen = watched([["ask", text, "--home", str(home), "--offline"] for text in (NET_SALES, PROSE)], **env)
        figure = ran("ask", NET_SALES, "--home", str(home), "--offline", env=clean(**env))
        prose = ran("ask", PROSE, "--home", str(home), "--offline", env=clean(**env))

    assert (codes, seen) == ([0, 3], [])
    assert len(server.requests) == asked
    assert NET_SALES_ANSWER in figure.out
    assert "the encoder 'openai:mini@8' needs a connection, and none may be opened; ask without --offline" in prose.err


@pytest.mark.slow
def test_the_demo_needs_no_connection_whatever_is_set(tmp_path: Path) -> None:
    """The samples are read with what is shipped."""
    env = {"TIEOUT_ENCODER": "openai", "OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}

    assert ran("demo", "--home", str(tmp_path / "home"), env=clean(**env)).code == 0


@pytest.mark.slow
def test_an_encoder_out_of_reach_is_a_service_that_was_not_reached(tmp_path: Path, nowhere: str) -> None:
    """Exit code 3, in bounded time, and what to do."""
    env = clean(TIEOUT_ENCODER="openai:mini@8", OPENAI_BASE_URL=f"{nowhere}/v1", TIEOUT_HOME=str(tmp_path / "home"))

    done = ran("ingest", str(SAMPLES), env=env)

    assert done.code == 3
    assert "no usable embeddings came" in done.err
    assert "asked 4 times" in done.err
