"""How often is a wrong figure judged tied? True sentences of real filings, each with one thing edited."""
