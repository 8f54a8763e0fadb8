"""From files to documents, passages and facts."""

from tieout.tools.filings.reader import read
from tieout.tools.filings.sentences import sentences

__all__ = ["read", "sentences"]
