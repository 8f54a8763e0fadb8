"""What do the code blocks of the documentation give? Runs them over the sample filings.

A `console` block runs its `$ tieout …` lines and shows what they print; a `python` block is run, and the `text` block
behind it shows what it prints; a `mermaid` block is the graph; a block below `<!-- file: NAME -->` is written to NAME
first. `python -m tests.documents` writes what they give into the documents.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

from tieout.agent.cli.demo import fill
from tieout.agent.graph import graph
from tieout.agent.workspace import Workspace

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "docs/extending.md")
BLOCK = re.compile(r"(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<language>\w+)\n(?P<body>.*?)```", re.DOTALL)
HOME = Path(".tieout/demo")


def samples_home(folder: Path) -> Path:
    """A folder with the demo's home in it, filled once, however many processes ask."""
    with FileLock(folder / "lock"):
        if not (folder / "filled").exists():
            fill(Workspace(folder / HOME))
            (folder / "filled").touch()
    return folder


def refreshed(document: str, folder: Path) -> str:
    """The document with every block as it comes out today; commands run in `folder`."""
    printed: Iterator[str] = iter(())

    def fresh(block: re.Match[str]) -> str:
        nonlocal printed
        language, body = block["language"], block["body"]
        if block["file"]:
            (folder / block["file"]).write_text(body, encoding="utf-8")
        elif language == "console":
            body = "".join(f"{line}\n{tieout(line, folder)}" for line in body.splitlines() if line.startswith("$ "))
        elif language == "python":
            printed = iter((python(body, folder),))
        elif language == "text":
            body = next(printed, body)
        elif language == "mermaid":
            body = graph.get_graph().draw_mermaid()
        head = block[0][: block.start("body") - block.start()]
        return f"{head}{body}```"

    return BLOCK.sub(fresh, document)


def tieout(line: str, folder: Path) -> str:
    """What a command line prints, on a machine where no variable of ours is set."""
    program, *arguments = shlex.split(line.removeprefix("$ "))
    if program != "tieout":
        raise ValueError(f"{line!r} is no command of ours; put it into a block of another language than console")
    return python("from tieout.agent.cli import main; main()", folder, *arguments)


def python(source: str, folder: Path, *arguments: str) -> str:
    """What a program prints; raises where it writes a traceback."""
    ran = subprocess.run(
        [sys.executable, "-W", "error::SyntaxWarning", "-c", source, *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith(("TIEOUT_", "COV_"))},
        check=False,
        timeout=280,
    )
    if "Traceback" in ran.stderr:
        raise RuntimeError(f"{source}\n{arguments}\n{ran.stderr}")
    return ran.stdout


def main() -> None:
    """Write every document anew."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = samples_home(Path(temporary))
        for name in DOCUMENTS:
            path = ROOT / name
            path.write_text(refreshed(path.read_text(encoding="utf-8"), folder), encoding="utf-8")


if __name__ == "__main__":
    main()
