"""How a Parquet table of prices is read: as the lines of a CSV file, so that every figure has its place."""

import io
from importlib import import_module
from pathlib import Path

from tieout.errors import InputError, ReadError


def parquet_as_csv(path: Path, data: bytes) -> str:
    """The table as CSV text, in its own order.

    Raises:
        InputError: what reads Parquet is not installed.
        ReadError: the file is broken.
    """
    try:  # heavy, and only these files need it
        arrow, csv, parquet = (import_module(name) for name in ("pyarrow", "pyarrow.csv", "pyarrow.parquet"))
    except ImportError as error:
        raise InputError(
            f"{str(path)!r} is a Parquet file; install `tieout[market]` to read it, or save it as CSV"
        ) from error
    try:
        table = parquet.read_table(io.BytesIO(data))
    except (arrow.ArrowException, OSError) as error:
        raise ReadError(f"{str(path)!r} is a broken Parquet file ({error}); download it again") from error
    printed = io.BytesIO()
    csv.write_csv(table, printed)
    return printed.getvalue().decode()
