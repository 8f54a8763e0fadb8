"""Public data sets against the calculator, the figure grammar and the checker."""
