"""Figure questions over annual reports in PDF, all in one index."""
