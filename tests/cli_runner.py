"""How tests run the command line: in a process of its own, with a home of sample filings, without anybody's keys."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "agent" / "demo"
PROGRAM = [sys.executable, "-P", "-c", "from tieout.agent.cli import main; main()"]
NET_SALES = "What were Apple's net sales in fiscal 2024?"
NET_SALES_ANSWER = "Apple Inc.’s net sales were $391,035 million in fiscal 2024 (ended September 28, 2024). [1]"
_OURS = ("TIEOUT_", "LANGSMITH_", "LANGCHAIN_", "LANGGRAPH_", "OPENAI_", "COHERE_", "CO_API", "QDRANT_", "PYTHON")


@dataclass(frozen=True, kw_only=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


def clean(**more: str) -> dict[str, str]:
    """The environment without settings or keys of whoever runs the tests, and with `more`."""
    left = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return left | {"PYTHONUTF8": "1"} | more


def start(*arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> "subprocess.Popen[str]":
    """`tieout ARGUMENTS`, running."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [*PROGRAM, *arguments], env=env or clean(), cwd=cwd, text=True, encoding="utf-8", stdout=pipe, stderr=pipe
    )


def finish(process: "subprocess.Popen[str]", seconds: float = 600) -> Ran:
    """Wait for its end."""
    try:
        out, err = process.communicate(timeout=seconds)
    finally:
        process.kill()
    return Ran(code=process.returncode, out=out, err=err)


def ran(*arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Ran:
    """`tieout ARGUMENTS`, run to its end."""
    return finish(start(*arguments, env=env, cwd=cwd))
