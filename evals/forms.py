"""How do people type questions about figures? Metrics, periods and wordings that are not taken from the product.

A wording is open or held back by its hash: what is changed for the open half is measured on the other.
"""

from hashlib import sha256
from typing import Literal

Half = Literal["open", "held"]


def half_of(form: str) -> Half:
    """To which half a wording belongs."""
    return "held" if sha256(form.encode()).digest()[0] % 2 else "open"


NAMES = {
    "AAPL": ("Apple", "apple", "Apple Inc."), "AMD": ("Advanced Micro Devices", "amd"),
    "CL": ("Colgate", "Colgate-Palmolive"), "GD": ("General Dynamics",), "GE": ("General Electric",),
    "GM": ("General Motors", "General Motors Company"), "HD": ("Home Depot", "The Home Depot"),
    "KHC": ("Kraft Heinz", "The Kraft Heinz Company"), "LOW": ("Lowe's", "Lowes", "lowe's"),
    "MARA": ("Marathon Digital", "Marathon Digital Holdings"), "MCD": ("McDonald's", "mcdonalds"),
    "NKE": ("Nike", "NIKE"), "PEP": ("PepsiCo", "pepsico", "Pepsico"), "RTX": ("RTX Corporation", "rtx"),
    "TXN": ("Texas Instruments", "texas instruments"), "VZ": ("Verizon", "Verizon Communications"),
    "WBA": ("Walgreens", "Walgreens Boots Alliance"),
}  # fmt: skip
ABSENT = (
    "Tesla", "Microsoft", "Nvidia", "JPMorgan Chase", "Acme Corp", "Amazon", "TSLA", "MSFT", "Ford", "Coca-Cola",
    "Intel", "Alphabet", "Netflix", "Boeing",
)  # fmt: skip
PRINTED = {"I Phone": "iPhone", "I Pad": "iPad", "Homeand": "Home and", "CN": "China", "US": "United States"}
"""Words of members' names, as people type them."""

YEARS = ("fiscal {y}", "FY{s}", "FY{y}", "{y}", "{y}", "fiscal year {y}", "FY {y}", "the {y} fiscal year")
QUARTERS = ("Q{q} {y}", "Q{q} FY{s}", "{q}Q{s}", "the {o} quarter of fiscal {y}", "fiscal {y} Q{q}", "{o} quarter {y}")
ORDINALS = ("first", "second", "third", "fourth")

LOOK_UP = (
    "What was {c}'s {m} in {y}?", "{c} {m} {y}", "how much {m} did {c} report in {y}", "{m} of {c} for {y}",
    "Tell me the {m} of {c} in {y}.", "In {y}, what was the {m} of {c}?", "{y} {m} {c}?", "{c} {y} {m}?",
    "pls give me {c}'s {m} for {y}", "Could you please look up {m} for {c} in {y}? Thanks!",
    "I need {c} {m}, {y}, in millions", "hi, quick q - what's {c}'s {m} for {y}?", "{c}: {m} ({y})",
    "As reported by {c}, {m} for {y} was how much?", "According to the 10-K, what were {c}'s {m} for {y}?",
    "What did {c} report as {m} for {y}, in billions?", "what is the {y} {m} number for {c}",
    "Find {c}'s consolidated {m} for {y}.", "{m} - {c} - {y}", "How high was {c}'s {m} in {y}?",
    "{c}'s reported {m}, {y}, in US dollars please", "whats {c} {m} {y}", "Give the {y} {m} figure for {c}.",
)  # fmt: skip
SEVERAL = (
    "What were {c}'s {m} and {n} in {y}?", "{c} {m}, {n} {y}", "{m} & {n} for {c} {y}", "{c} {y}: {m}; {n}?",
    "Please list {c}'s {m} and {n} for {y}.", "show me {m} and also {n} of {c} in {y}",
    "How much {m} and how much {n} did {c} have in {y}?",
)  # fmt: skip
PERCENT = (
    "By what percentage did {c}'s {m} change from {x} to {y}?", "{c} {m} growth {y}", "{c} {m} yoy {y}",
    "How fast did the {m} of {c} grow in {y}?", "percent change in {m} of {c}, {y} vs {x}",
    "What was the year-over-year growth of {c}'s {m} in {y}?", "{c} {m} growth rate {y}?",
    "{m} growth at {c} in {y}, %",
    "what % did {c} {m} grow or shrink in {y}", "How much did {c}'s {m} grow in percent in {y} compared with {x}?",
    "Y/Y change in {c} {m} for {y} in percent", "calculate the percentage change of {m} at {c} between {x} and {y}",
    "{y} vs {x} {m} growth for {c}", "What is {c}'s yoy % change in {m} for {y}?",
)  # fmt: skip
CHANGE = (
    "What was the change in {c}'s {m} between {x} and {y}?", "How much did {c}'s {m} change in {y}?",
    "By how much did {m} of {c} rise or fall in {y} compared to {x}?", "{c} change in {m} {y}",
    "difference in {m} of {c} between {y} and {x}", "how much did {m} at {c} move from {x} to {y}",
    "{c} {m}: {y} minus {x}", "What's the dollar change in {c}'s {m}, {y} vs. {x}?",
    "by how many dollars did {c} {m} go up or down in {y}", "absolute change in {m} at {c} {x}-{y}",
)  # fmt: skip
SHARE = (
    "What was {c}'s {m} in {y}?", "{c} {m} {y}", "{m} for {c} in {y}", "In {y}, what was {c}'s {m}?",
    "compute {m} of {c} for {y}", "{y} {m}, {c}", "What {m} did {c} have in {y}?", "please work out {c}'s {m} for {y}",
)  # fmt: skip
COMPARE = (
    "Compare the {m} of {c} and {d} in {y}.", "{m} {y}: {c} vs {d}", "How does {c}'s {m} compare to {d}'s in {y}?",
    "{c} and {d} {m} in {y}", "What were the {m} of {c} and of {d} in {y}?", "{c} versus {d}, {m}, {y}",
    "{c} v {d} {m} {y}", "side by side: {m} {y} for {c} and {d}", "{m} of {c} against {d} in {y}",
    "Set {c}'s {m} against that of {d} for {y}.",
)  # fmt: skip
RANK = (
    "Which had the higher {m} in {y}, {c} or {d}?", "Rank {c}, {d} and {e} by {m} in {y}.",
    "Which of {c}, {d} and {e} had the highest {m} in {y}?", "who had more {m} in {y}: {c}, {d} or {e}?",
    "rank by {y} {m}: {c}, {d}, {e}", "Among {c}, {d} and {e}, whose {m} was largest in {y}?",
)  # fmt: skip
TREND = (
    "{c}'s {m} for each of the last three years", "How did {c}'s {m} develop from {w} to {y}?", "{c} {m} {w}-{y}",
    "{m} trend at {c}, {w} to {y}", "Show {c}'s {m} in {w}, {x} and {y}", "{c} {m} over the years {w} through {y}",
    "{c} {m} {w}, {x}, {y}", "three-year {m} history for {c} through {y}", "{m} by year for {c}, {w}–{y}",
    "track {c}'s {m} from {w} until {y}", "give me a table of {c} {m} for {w}/{x}/{y}", "{c} 3 yr {m} trend to {y}",
)  # fmt: skip
PART = (
    "What were the {m} of {c}'s {p} in {y}?", "{c} {p} {m} {y}", "How much {m} did {p} bring {c} in {y}?",
    "{c}'s {p} {m} in {y}", "{m} of {p} at {c}, {y}", "what was {p} {m} for {c} in {y}", "{c}: {m} from {p}, {y}",
    "How much of {c}'s {m} came from {p} in {y}, in dollars?", "{p} segment {m} at {c} {y}?", "{y} {p} {m} ({c})",
)  # fmt: skip
PART_SHARE = (
    "What percentage of {c}'s {m} came from {p} in {y}?", "{p} as % of {c} {m} {y}", "share of {m} from {p}, {c}, {y}",
    "{p}'s share of {c}'s total {m} in {y}",
)  # fmt: skip
PART_GROWTH = (
    "{c} {p} {m} growth {y}", "How much did {c}'s {p} {m} grow in {y} in percent?",
    "yoy % change {p} {m} at {c} in {y}",
    "By what percent did {p} {m} of {c} change in {y} vs {x}?",
)  # fmt: skip
DEFINE = (
    "Define {k} as {a} divided by {b}. What was {c}'s {k} in {y}?",
    "If {k} is {a} divided by {b}, what was it for {c} in {y}, in percent?",
    "{c} {y} {k} ({k} = {a} / {b})", "Calculate {c}'s {k} for {y}, where {k} means {a} over {b}.",
)  # fmt: skip
DEFINE_LESS = (
    "Define free cash flow as {a} minus {b}. What was {c}'s free cash flow in {y}?",
    "What was {a} less {b} at {c} in {y}?", "{c} {y} {a} minus {b}", "FCF ({a} - {b}) of {c} for {y}",
)  # fmt: skip
AVERAGED = (
    "What was the average {m} of {c} over {w} to {y}?", "{c} average {m} {w}-{y}", "mean {m} at {c} from {w} to {y}",
)  # fmt: skip
SUMMED = (
    "What was {c}'s cumulative {m} over {w} to {y}?", "total {m} of {c} over {w}, {x} and {y} combined",
    "{c} sum of {m} {w}-{y}",
)  # fmt: skip
COMPOUND = (
    "What was the CAGR of {c}'s {m} from {w} to {y}?", "{c} {m} CAGR {w}-{y}",
    "compound annual growth rate of {m} at {c}, {w} to {y}",
)  # fmt: skip
FORECASTS = (
    "What will {c}'s {m} be next year?", "Forecast {c}'s {m} for {y}", "{c} {m} outlook", "{c} {m} {y} estimate",
    "Predict the {m} of {c} in {y}.", "How much {m} is {c} going to make next year?",
)  # fmt: skip

QUARTER = (
    "What was {c}'s {m} in {t}?", "{c} {m} {t}", "{t} {m} for {c}?", "how much {m} did {c} post in {t}",
    "{c} {t} {m}", "Please give me {c}'s {m} for {t}.", "{m} of {c}, {t}", "In {t}, what was {c}'s {m}?",
    "what did {c} report as {m} for {t}", "{c}'s {t} {m} in millions",
)  # fmt: skip
QUARTER_GROWTH = (
    "By what percentage did {c}'s {m} change in {t} against the same quarter a year ago?", "{c} {m} yoy growth {t}",
    "year-over-year growth in {c}'s {m} in {t}", "{c} {t} {m} growth vs prior year quarter",
)  # fmt: skip
QUARTER_AGAINST = (
    "Compare {c}'s {m} in {t} and {u}", "{c} {m} {t} vs {u}", "{c}: {m} in {t} and in {u}",
)  # fmt: skip
AHEAD = (
    "What was {c}'s year-to-date {m} through {t}?", "{c} YTD {m} as of {t}",
    "{c} {m} for the first {n} months of fiscal {y}",
    "{n}-month {m} of {c} in fiscal {y}", "{c} {m} YTD {t}",
)  # fmt: skip
TRAILING = (
    "{c} TTM {m} as of {t}", "What was {c}'s trailing twelve month {m} at {t}?", "LTM {m} {c} {t}",
    "trailing-twelve-months {m} for {c} as of {t}", "{c} {m} for the twelve months ended {t}",
)  # fmt: skip
EACH = (
    "{c} quarterly {m} in fiscal {y}", "Show {c}'s {m} for each quarter of fiscal {y}", "{c} {m} by quarter FY{s}",
)  # fmt: skip
