"""How answers, grids, checks and facts are shown: as pages, tables, workbooks."""
