"""How the home keeps index segments on a Qdrant server: their passages there, their counts in the home."""

import logging
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tieout.errors import TieoutError
from tieout.ports import Encoder
from tieout.tools.home.segments import OpenIndex
from tieout.tools.index.catalogue import Catalogue, collection_of
from tieout.tools.index.connection import Connection, ServerOptions

if TYPE_CHECKING:
    from qdrant_client import QdrantClient

    from tieout.tools.index.segment import Point

_WRITES_TAKE = 6
"""How many times as long as a search a write may take."""

_log = logging.getLogger(__name__)


class ServerSegments:
    """Segments as points of one collection, which all bear the segment's name; a merge writes a new collection."""

    most = 60
    largest = 1 << 40

    def __init__(self, options: ServerOptions, client: "QdrantClient | None" = None) -> None:
        self._reading = Connection(options, client)
        self._writing = Connection(replace(options, timeout=_WRITES_TAKE * options.timeout), client)

    @property
    def where(self) -> str:
        """The server, by its address."""
        return f"on the Qdrant server at {self._reading.options.address!r}"

    def check(self) -> str:
        """The server's version; raises ServiceError where it does not answer."""
        return self._reading.ask(lambda client: client.info().version)

    def write(
        self, folder: Path, points: Iterable["Point"], *, count: int, dimensions: int, beside: Sequence[Path]
    ) -> None:
        """Make a segment in the collection of those beside it, or in a new one where there is none."""
        from tieout.tools.index.collection import write_points  # noqa: PLC0415  # loaded when it is needed

        self.require(beside[-1:])
        _log.debug("writing about %s passages to %s", f"{count:,}", self._writing.options.address)
        collection = Catalogue.read(beside[-1]).collection if beside else ""
        write_points(folder, points, dimensions=dimensions, beside=collection, connection=self._writing)

    def require(self, folders: Sequence[Path]) -> None:
        """Raise InputError where the home itself has these segments, ReadError where another version wrote them."""
        for folder in folders:
            Catalogue.read(folder).require("qdrant")

    def open(self, folders: Sequence[Path], encoder: Encoder) -> OpenIndex:
        """Search these segments; the server is asked whether it has them."""
        from tieout.tools.index.server import ServerIndex  # noqa: PLC0415  # loaded when it is needed

        return ServerIndex(folders, encoder, self._reading)

    def publish(self, folders: Sequence[Path]) -> None:
        """Move the home's alias; nothing of ours reads it, so that a failure is only worth a warning."""
        from tieout.tools.index.collection import move_alias  # noqa: PLC0415  # loaded when it is needed

        if not folders:
            return
        try:
            move_alias(folders[-1].parent, collection_of(folders[-1]), self._writing)
        except TieoutError as error:
            _log.warning("the alias of the newest collection was not moved: %s", error)

    def drop(self, folder: Path) -> None:
        """Remove a segment's points, then its folder; a server that is not there is asked again next time."""
        from tieout.tools.index.collection import drop_points  # noqa: PLC0415  # loaded when it is needed

        try:
            drop_points(folder, sorted(folder.parent.iterdir()), self._writing)
        except TieoutError as error:
            _log.info("a segment that nobody reads stays on the server for now: %s", error)
            return
        shutil.rmtree(folder, ignore_errors=True)
