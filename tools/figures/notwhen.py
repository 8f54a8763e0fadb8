"""Which words around a period make it another one than that of a figure: a due date, a beginning, a plan?"""

import re

_WORDS = (
    r"due|matur\w+|expir\w+|payable|through|thru|until|till|by|after|before|prior\s+to|since|beginning|commencing|starting|"
    r"effective|dated|subsequent\s+to|following"
)
_MORE = (
    r"years?\s+to|months?\s+to|open(?:ed|ing|s)?|began|begins?|started|starts|enter(?:ed|s|ing)|ahead\s+of|preceding|"
    r"run-?up\s+to"
)
_OF_ACTS = r"ending|act\s+of|from|between|than|into|(?:attributable|relat\w+)\s+to|adopted|terminat\w+|vest\w*"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_LINK = r"[\s-]+(?:(?:in|on|of|at)\s+)?(?:(?:the|fiscal|calendar|early|mid|late)\s+)*$"

_SEVERAL = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|several|\d{1,2})[\s-]+(?:fiscal\s+)?"
    r"(?:(?:years?|quarters?)(?:\s+periods?)?\s+(?:that\s+)?end(?:ed|ing)\s+(?:on\s+)?)?$"
)
NOT_WHEN = re.compile(rf"\b(?:(?:{_WORDS}|{_MORE}|early|mid|late){_LINK}|{_SEVERAL})", re.IGNORECASE)
"""Before a period in a sentence that is checked."""
NOT_OWN = re.compile(
    rf"(?:\b(?:{_WORDS}|{_MORE}|{_OF_ACTS}){_LINK}|\b(?:early|mid|late)[\s-]+|\b{_MONTH}\s+(?:of\s+)?)$", re.IGNORECASE
)
"""Before a period in a source's own sentence, whose figure is kept only where its period is sure."""
NOT_BEHIND = re.compile(
    r"(?:[’']s?)?[\s-]+(?:terms|dollars|prices|currency|constant|exchange|rates?|budgets?|plans?|forecasts?|guidance|targets?|"
    r"outlook|levels?|base|standards?|basis)\b",
    re.IGNORECASE,
)
"""Behind a period that is a measure and no time: "in 2021 dollars", "the 2024 plan"."""
