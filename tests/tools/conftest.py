"""A folder of files, and a home to take them into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, PlainSegments
from tieout.tools.home import Home


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """An empty folder for filings."""
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home that is not there yet."""
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=PlainSegments()) as home:
        yield home
