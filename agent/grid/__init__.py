"""Companies by metrics by periods, every cell proven or with its reason."""
