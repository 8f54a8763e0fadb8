"""What a workbook's cell shows."""

from datetime import date, datetime

import pytest

from tieout.tools.checking.cellshown import shown


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (391035, "#,##0", "391,035"),
        (0.241, "0.0%", "24.1%"),
        (-57467, "#,##0_);(#,##0)", "(57,467)"),
        (-0.004, "0.0", "0.0"),
        (6.08, '"$"#,##0.00', "$6.08"),
        (391035000000, '"$"#,##0.0,,," B"', "$391.0 B"),
        (1234.5, "[$€-407] #,##0.00", "€ 1,234.50"),
        (1.5, '0.0"x"', "1.5x"),
        (0, '#,##0;(#,##0);"–"', "–"),
        (0.1 + 0.2, "General", "0.3"),
        (2024, "General", "2024"),
        (1e21, "#,##0", "1,000,000,000,000,000,000,000"),
        (2.5, "0", "3"),
        (True, "General", "TRUE"),
        ("FY2024", "@", "FY2024"),
        (None, "General", ""),
        (datetime(2024, 9, 28), "m/d/yy", "2024-09-28"),  # noqa: DTZ001  # workbooks know no time zones
        (date(2024, 9, 28), "m/d/yy", "2024-09-28"),
        (5, "[Red]#,##0", "5"),
        (float("nan"), "0", "NaN"),
    ],
)
def test_a_value_reads_as_the_sheet_shows_it(value: object, pattern: str, text: str) -> None:
    """Thousands, decimals, percent, brackets, scale, currency and literal text follow the number format."""
    assert shown(value, pattern) == text
