"""The home: where facts, documents and the passage index are kept and read."""

from tieout.tools.home.generation import Generation
from tieout.tools.home.home import Home
from tieout.tools.home.snapshot import HomeSnapshot

__all__ = ["Generation", "Home", "HomeSnapshot"]
