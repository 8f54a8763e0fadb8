"""Encoding with a model of fastembed's: named, fetched from a hub on loopback, kept, and read again without it."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.cli_runner import clean
from tests.loopback import Reply, Request, ScriptedServer
from tieout.errors import InputError, NotThereError
from tieout.tools.index.encoder import MODEL, SHIPPED, TOKENIZER
from tieout.tools.index.fastembed import FastembedEncoder

NAME = "BAAI/bge-small-en-v1.5"
needs_fastembed = pytest.mark.skipif(find_spec("fastembed") is None, reason="the extra 'fastembed' is not installed")

WORK = f"""
import json, sys
from pathlib import Path
from tieout.errors import TieoutError
from tieout.tools.connections import connections
from tieout.tools.index.fastembed import FastembedEncoder
folder, allowed = Path(sys.argv[1]), sys.argv[2] == "online"
encoder = FastembedEncoder({NAME!r}, folder=folder)
try:
    with connections(allowed=allowed):
        vectors = encoder.encode(["Net sales rose.", "", "Net sales rose."])
    print(json.dumps([list(vectors.shape), float(abs(vectors[0]).max()), bool((vectors[0] == vectors[2]).all()),
                      encoder.count_tokens(["Net sales rose."])]))
except TieoutError as error:
    print(json.dumps([type(error).__name__, str(error)]))
"""


def worked(folder: Path, endpoint: str, *, online: bool = True) -> Any:
    """What encoding in a fresh process gives, with the hub at an address."""
    done = subprocess.run(
        [sys.executable, "-c", WORK, str(folder), "online" if online else "offline"],
        env=clean(HF_ENDPOINT=endpoint, HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_XET="1"),
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=280,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


class Hub:
    """A model hub that has one model: the shipped encoder, under the name that fastembed asks for."""

    def __init__(self) -> None:
        settings = {"max_length": 256, "pad_token": "[PAD]", "model_max_length": 256}
        self.files = {
            "model_optimized.onnx": (SHIPPED / MODEL).read_bytes(),
            "tokenizer.json": (SHIPPED / TOKENIZER).read_bytes(),
            "tokenizer_config.json": json.dumps(settings).encode(),
            "config.json": json.dumps({"pad_token_id": 0}).encode(),
            "special_tokens_map.json": json.dumps({"pad_token": "[PAD]", "unk_token": "[UNK]"}).encode(),
        }

    def __call__(self, request: Request) -> Reply:
        """As the hub answers: about the model, its list of files, or one of them."""
        path = request.path.partition("?")[0]
        if "/resolve/" in path:
            return self._file(path.rpartition("/")[2])
        if "/tree/" in path:
            return Reply.json(
                [{"type": "file", "path": n, "size": len(b), "oid": "0" * 40} for n, b in self.files.items()]
            )
        siblings = [{"rfilename": name} for name in self.files]
        return Reply.json({"id": "m", "modelId": "m", "sha": "1" * 40, "siblings": siblings, "private": False})

    def _file(self, name: str) -> Reply:
        if name not in self.files:
            return Reply(status=404, headers={"x-error-code": "EntryNotFound"})
        body = self.files[name]
        headers = {"etag": f'"{name}"', "x-repo-commit": "1" * 40, "content-type": "application/octet-stream"}
        return Reply(headers=headers, body=body)


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else is tried."""
    monkeypatch.setitem(sys.modules, "fastembed", None)

    with pytest.raises(NotThereError, match=r"pip install 'tieout\[fastembed\]'"):
        FastembedEncoder(NAME)


@needs_fastembed
def test_a_name_that_is_not_on_the_list_is_refused_with_near_ones() -> None:
    """Before anything is fetched; capitals do not matter, and the name says the dimensions."""
    with pytest.raises(InputError, match=r"no model 'bge-smal-en'; .* perhaps 'BAAI/bge-small-en'"):
        FastembedEncoder("bge-smal-en")

    assert FastembedEncoder(NAME.lower()).name == f"fastembed:{NAME}@384"


@needs_fastembed
@pytest.mark.slow
def test_a_model_is_fetched_once(tmp_path: Path) -> None:
    """From the hub into its folder, and from there without the hub; vectors have unit length."""
    with ScriptedServer(always=Hub()) as server:
        fetched = worked(tmp_path, server.url)
        asked = len(server.requests)
    again = worked(tmp_path, server.url, online=False)

    assert fetched[0] == [3, 384]
    assert 0 < fetched[1] <= 1
    assert again == fetched
    assert asked > 2


@needs_fastembed
@pytest.mark.slow
def test_a_hub_out_of_reach_is_said_at_once(tmp_path: Path, nowhere: str) -> None:
    """What to check, and what helps without a hub; fastembed's own forty seconds of attempts are not waited for."""
    name, message = worked(tmp_path, nowhere)

    assert name == "UnreachableError"
    assert "could not be fetched from the model hub" in message
    assert "HF_ENDPOINT" in message
    assert "set TIEOUT_ENCODER=local" in message


@needs_fastembed
@pytest.mark.slow
def test_nothing_is_fetched_where_no_connection_may_be_opened(tmp_path: Path) -> None:
    """The refusal says how the model gets here."""
    with ScriptedServer() as server:
        name, message = worked(tmp_path, server.url, online=False)

    assert (name, server.requests) == ("RefusedError", [])
    assert "needs a connection, and none may be opened; run `tieout index rebuild` once where the hub" in message
