"""How fast and how large is Tieout? Measured beside what it cannot be faster than."""
