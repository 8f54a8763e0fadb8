"""The documentation: its code runs, its outputs are real, its links lead somewhere."""

import re
import shutil
from pathlib import Path

import pytest

from tests.documents import DOCUMENTS, HOME, ROOT, refreshed, samples_home

LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")


@pytest.fixture(scope="module", name="folder")
def _folder(fresh_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `.tieout/demo` holds the sample filings."""
    folder = tmp_path_factory.mktemp("documents")
    shutil.copytree(fresh_home, folder / HOME)
    return samples_home(folder)


@pytest.mark.slow
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_block_of_a_document_gives_what_the_document_shows(name: str, folder: Path) -> None:
    """What README and docs show is printed today; `make readme` writes it anew."""
    shown = (ROOT / name).read_text(encoding="utf-8")

    assert refreshed(shown, folder) == shown


@pytest.mark.slow
def test_a_changed_output_is_noticed(folder: Path) -> None:
    """A figure in the README that the program does not print fails the test above."""
    invented = f'```console\n$ tieout ask --home {HOME} "What was AMD\'s revenue in fiscal 2023?"\n$1 million\n```'

    found = refreshed(invented, folder)

    assert "$22,680 million" in found
    assert "$1 million" not in found


@pytest.mark.parametrize("path", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]), ids=lambda path: path.name)
def test_every_link_inside_the_repository_leads_to_a_file(path: Path) -> None:
    """A reader who follows a relative link finds something."""
    missing = [link for link in LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()]

    assert missing == []


def test_the_first_screen_says_what_it_is_shows_an_answer_a_refusal_and_a_limit() -> None:
    """Within the first sixty lines of the README: `make demo`, a proven figure, a refusal, and what it cannot do."""
    first = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:60])

    assert "make demo" in first
    assert "0000002488-24-000012" in first
    assert "Not verifiable from the indexed documents" in first
    assert "cannot" in first


def test_one_command_of_the_readme_is_refused_and_the_others_are_answered() -> None:
    """An example that was meant as an answer has not turned into a refusal unnoticed."""
    shown = re.findall(r"^\$ (tieout ask .*)\n(.*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    refused = [command for command, first in shown if first.startswith("Not verifiable")]

    assert len(shown) >= 3
    assert refused == ['tieout ask --home .tieout/demo "What was Tesla\'s net income in fiscal 2023?"']


def test_every_setting_of_the_example_environment_is_in_the_readme() -> None:
    """A variable that `.env.example` offers is explained in the README as well."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    offered = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)

    assert [name for name in offered if f"`{name}`" not in readme] == []
