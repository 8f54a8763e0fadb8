"""What is in an Office file? Its parts, opened only where they are of a size that can be meant."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath

from lxml import etree

from tieout.errors import InputError, ReadError

LARGEST = 200 * 1024 * 1024
"""Bytes of all parts together, unpacked."""
STEEPEST = 300
"""How many times larger than its packed form a large part may be."""
_SMALL = 1024 * 1024
_MOST = 20_000
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True)
class Archive:
    """An Office file whose parts can be read."""

    path: Path
    file: zipfile.ZipFile

    @classmethod
    def opened(cls, path: Path, data: bytes) -> "Archive":
        """An archive; raises ReadError for one that is broken, encrypted, or unpacks to more than can be meant."""
        try:
            file = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError) as error:
            raise ReadError(f"{str(path)!r} is a broken archive: {error}; save the document again") from error
        entries = file.infolist()
        if any(one.flag_bits & 1 for one in entries):
            raise ReadError(f"{str(path)!r} is encrypted; save it without a password")
        total = sum(one.file_size for one in entries)
        steep = any(one.file_size > max(_SMALL, STEEPEST * one.compress_size) for one in entries)
        if total > LARGEST or steep or len(entries) > _MOST:
            raise ReadError(
                f"{str(path)!r} unpacks to {total:,} bytes in {len(entries):,} parts, more than a document needs; "
                "it is not opened"
            )
        return cls(path, file)

    @property
    def names(self) -> frozenset[str]:
        """The names of its parts."""
        return frozenset(self.file.namelist())

    def bytes_of(self, name: str) -> bytes:
        """One part; raises ReadError where it is broken, InputError where it is not there."""
        try:
            with self.file.open(name) as part:
                data = part.read(LARGEST + 1)
        except KeyError as error:
            raise InputError(f"{str(self.path)!r} has no part {name!r}; it is no Office document") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise ReadError(f"{str(self.path)!r} is broken in {name!r}: {error}; save it again") from error
        if len(data) > LARGEST:
            raise ReadError(f"{str(self.path)!r} unpacks to more than {LARGEST:,} bytes; it is not opened")
        return data

    def tree(self, name: str) -> etree._Element:
        """One part as a tree; raises ReadError where it is no XML. Nothing outside it is looked up."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            return etree.fromstring(self.bytes_of(name), parser)
        except etree.XMLSyntaxError as error:
            raise ReadError(f"{str(self.path)!r} is broken in {name!r}: {error.msg}; save it again") from error

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Of one part the parts that it refers to: by id the last word of the relation, and the name."""
        beside = f"{dirname(name)}/_rels/{name.rpartition('/')[2]}.rels".lstrip("/")
        if beside not in self.names:
            return {}
        found = {}
        for one in self.tree(beside).iter(_RELATION):
            if one.get("TargetMode") != "External":
                target = one.get("Target", "")
                place = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(name), target))
                found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], place)
        return found
