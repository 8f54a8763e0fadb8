"""Which words leave a figure what it is, and which may make it another one?"""

import re

HEDGED = re.compile(
    r"\b(?:approximately|about|nearly|almost|roughly|around|over|more\s+than|less\s+than|at\s+least|up\s+to|below|above|"
    r"excluding|including|except|adjusted|restated|previously|originally|guidance|consensus|peers?|versus\s+plan|budget)\b",
    re.IGNORECASE,
)
LIGHT = frozenset(
    "a an the of in for to at on by and or was were is are be been being has had have from with as than "
    "compared versus vs total totals totaled totaling totalled amounted came stood reached hit grew grow "
    "grown growing rose risen rise rising increased increase increasing decreased decrease decreasing "
    "declined decline fell fallen fall dropped drop climbed jumped up down higher lower reported recorded "
    "posted generated earned delivered achieved we our us it its company they their respectively year "
    "years quarter fiscal ended ending end period prior previous last same while when whereas but also "
    "again flat unchanged roughly which that this million billion thousand percent points basis full new "
    "record all time year-over-year yoy overall consolidated".split()
)
"""Words that make no metric another one."""
WORD = re.compile(r"[^\W\d_][\w’'-]*")
PLAIN = re.compile(
    r"^[\W\d]*(?:(?:item|note|part|section)\s+[\divxa-c.]+\W*)?(?:(?:and|of|the|for|our|in|to|its|summary|overview|highlights?|key|"
    r"results?|operations|financial|condition|performance|statements?|consolidated|income|earnings|cash|flows?|balance|sheets?|"
    r"liquidity|capital|resources|discussion|analysis|management|management[’']s|review|introduction|background|conclusions?|"
    r"executive|fiscal|year|quarter|annual|figures|metrics|data|table|memo|memorandum|report|note|notes|selected|full|"
    r"results|20\d\d|fy\d*|q[1-4])\b[\W\d]*)*$",
    re.IGNORECASE,
)
"""Headings that narrow nothing: "Results of operations" is the whole company's."""
