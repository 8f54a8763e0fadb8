"""Annual reports of invented companies, as a home may have them."""

from datetime import date

from tieout.document import Document, Entity


def report(
    name: str,
    year: int,
    *,
    form: str | None = "10-K",
    end: date | None = None,
    ticker: str | None = None,
    names: tuple[str, ...] = (),
    span: str = "FY",
    cik: str | None = None,
) -> Document:
    """One report; its id is its name's first word, its year and its period."""
    return Document.model_validate(
        {
            "id": f"{name.split(maxsplit=1)[0].lower()}-{year}-{span}",
            "entity": Entity(name=name, ticker=ticker, cik=cik),
            "kind": "filing",
            "title": name,
            "form": form,
            "fiscal_year": year,
            "fiscal_period": span,
            "period_end": end or date(year, 12, 31),
            "names": names,
            "content_hash": "0" * 64,
        }
    )


HOME = (
    report("HARBOR LIGHT BANCSHARES, INC.", 2022, names=("Harbor Light Bank", "HLB")),
    report("Compagnie Générale du Lac SA", 2022, form=None, names=("Lacustra", "CGL")),
    report("Amberline Metals Limited", 2022, form=None, end=date(2022, 6, 30), names=("Kopper Ridge Limited",)),
    report("Apple Inc.", 2022, ticker="AAPL", cik="0000320193", end=date(2022, 9, 24)),
    report("Apple Inc.", 2023, ticker="AAPL", cik="0000320193", end=date(2023, 9, 30)),
    report("Apple Inc.", 2023, ticker="AAPL", cik="0000320193", end=date(2023, 7, 1), form="10-Q", span="Q3"),
    report("TARGET CORP", 2022, ticker="TGT"),
    report("Ellington Marine Inc", 2022),
    report("RIVERTON.COM, INC.", 2022),
)
