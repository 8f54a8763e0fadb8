"""Under which id a reading is kept, and which document it takes the place of."""

import hashlib
from collections.abc import Mapping

from tieout.document import Document
from tieout.locator import Locator
from tieout.reading import Reading
from tieout.tools.home.documents import Kept

_DIGITS = 6


def settle(reading: Reading, source: str, kept: Mapping[str, Kept], *, alone: bool = True) -> Reading:
    """The reading under the id that it is to be kept by; a kept document with this id is the one it replaces.

    The same content or the same path is the same document. So is the same id with the same accession. Another file that
    only has the same name gets an id of its own. Of a file with several documents (not `alone`), the same path and the
    same id are the same document.
    """
    name = _known_as(reading.document, source, kept, alone=alone) or _free_name(reading.document, kept)
    return reading if name == reading.document.id else _renamed(reading, name)


def _known_as(document: Document, source: str, kept: Mapping[str, Kept], *, alone: bool) -> str | None:
    for one in kept.values():
        if one.document.content_hash == document.content_hash:
            return one.document.id
    for one in kept.values():
        if one.source == source and (alone or one.document.id == document.id):
            return one.document.id
    same = kept.get(document.id)
    is_same = same and document.accession and same.document.accession == document.accession
    return document.id if is_same else None


def _free_name(document: Document, kept: Mapping[str, Kept]) -> str:
    return f"{document.id}~{document.content_hash[:_DIGITS]}" if document.id in kept else document.id


def _renamed(reading: Reading, name: str) -> Reading:
    """The same reading as document `name`; fact ids, which hash the document, become others too."""
    passages = (
        one.model_copy(update={"document": name, "locator": _moved(one.locator, name)}) for one in reading.passages
    )
    facts = (
        one.model_copy(update={"id": _fact_id(one.id, name), "document": name, "locator": _moved(one.locator, name)})
        for one in reading.facts
    )
    document = reading.document.model_copy(update={"id": name})
    return reading.model_copy(update={"document": document, "passages": tuple(passages), "facts": tuple(facts)})


def _moved(locator: Locator, name: str) -> Locator:
    return locator.model_copy(update={"document": name})


def _fact_id(before: str, name: str) -> str:
    return hashlib.sha256(f"{before} {name}".encode()).hexdigest()[: len(before)]
