"""How do calculator, grammar and checker do on public data sets? FinQA, TAT-QA, FAITH, SciTab, FinQA detection.

DATA holds the folders `finqa`, `tatqa`, `faith` and `faithfulness` with the data sets' JSON files. Nothing of their
text is written, only ids and figures:

    python -m tieout.evals.gold DATA --out docs/results/gold.json --markdown docs/results/gold.md
"""

import argparse
import json
from pathlib import Path

from tieout.evals.gold.page import markdown
from tieout.evals.gold.report import as_json, measure


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--markdown", type=Path)
    options = parser.parse_args()
    report = as_json(measure(options.data))
    options.out.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(markdown(report), encoding="utf-8")


if __name__ == "__main__":
    main()
