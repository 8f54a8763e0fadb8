"""How does a single page without tags answer? FinQA, TAT-QA and ConvFinQA, each page as the only document of a home.

DATA holds the folders `finqa`, `tatqa` and `convfinqa` with the data sets' JSON files. Nothing of their text is
written; the ids of wrong answers are, of the open half only:

    python -m tieout.evals.pages DATA --out docs/results/pages.json --markdown docs/results/pages.md
"""

import argparse
import json
from pathlib import Path

from tieout.evals.pages.page import markdown
from tieout.evals.pages.report import as_json, told


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--markdown", type=Path)
    parser.add_argument("--open", action="store_true", help="only the half that rules may be made from")
    options = parser.parse_args()
    report = as_json(list(told(options.data, only_open=options.open)))
    options.out.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(markdown(report), encoding="utf-8")


if __name__ == "__main__":
    main()
