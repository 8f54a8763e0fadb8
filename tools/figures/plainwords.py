"""Which words beside a metric leave it what it is, and which make it another one?"""

DETERMINERS = frozenset(
    "a an the its our their his this that these those such both each every all any own another".split()
)
PREPOSITIONS = frozenset(
    "of in on for from at to by with within across among between through under over during into against per via "
    "outside inside around about than as toward towards throughout behind related relating attributable "
    "regarding".split()
)
_PLAIN = """
total totals overall consolidated reported annual annually yearly full-year companywide company-wide group's
company company’s company's corporation corporation’s corporation's issuer registrant filer firm group enterprise
business-wide worldwide full whole entire aggregate combined final actual headline top-line bottom-line
year years quarter quarters month months week weeks period periods half fiscal calendar end year-end quarter-end close
date day days ended ending prior previous preceding last latest current same corresponding comparable-period first
second third fourth three six nine twelve earlier ago before year-ago year-earlier
figure figures amount amounts level levels balance balances line item number numbers value sum total
approximately about roughly around nearly almost just some slightly exactly only also again still then now only
respectively versus vs compared comparison relative while rate basis terms
dollar dollars percent percentage cent cents million billion thousand points point bps
"""
PLAIN = frozenset(_PLAIN.split())
"""Words that belong to a metric and leave it what it is."""
VERBS = frozenset(
    """
is are was were be been being has have had do does did can amounted amounts came comes stood stands totaled totalled
totaling totalling equaled equalled equals reached reaching hit remained remains rose rises rising risen increased
increases increasing grew grows growing grown climbed climbing advanced improved jumped surged gained expanded widened
fell falls falling fallen decreased decreases decreasing declined declines declining dropped slipped slid shrank
contracted narrowed plunged sank lost doubled tripled halved changed moved went ended finished closed began started
opened reported reports recorded records recognized recognised posted posts logged booked registered generated generates
generating earned earns earning delivered delivers produced produces achieved brought showed shows saw carried held
holds owed included includes comprised represented represents representing accounted resulted contributed compares
averaged exceeded topped followed yielded provided stated disclosed printed put gives gave made makes spent received
returned incurred came ran runs swung turned edged ticked inched crept soared tumbled eased firmed rebounded recovered
stayed held sat sits worked reads read took takes clocked checked says said constituted equates equate
""".split()
)
HARMFUL = frozenset(
    """
paid payable payables receivable receivables deferred unearned accrued restricted unrestricted adjusted unadjusted
unallocated allocated excluded excluding acquired discontinued continuing expected budgeted planned projected estimated
forecasted forecast guided targeted assumed hypothetical issued authorized unissued capitalized amortized impaired
realized unrealized unrecognized undistributed uncommitted committed weighted diluted undiluted
""".split()
)
"""Words behind a metric that make it another one."""
ADDS_NOTHING = DETERMINERS | PREPOSITIONS | PLAIN | VERBS | {"and", "or", "company", "we", "it"}
"""Words that never make a figure another one."""
HAVING = frozenset(
    "had has have reported posted recorded logged booked generated delivered registered earned recognized "
    "recognised disclosed "
    "showed produced achieved".split()
)
"""What a company does that has a metric: the word before is who."""
AUXILIARY = frozenset("also has have had again first".split())
"""Words between who has a metric and the verb."""
WHO = frozenset("which that who they he she us them itself themselves and or".split())
"""Words that stand for who was named before."""
FINITE = frozenset("was were is are totaled totalled came amounted stood reached".split())
"""Verbs that lead from a metric to its figure."""
STATED = frozenset(
    "reported recorded recognized recognised generated earned posted achieved booked incurred disclosed stated printed "
    "registered logged realized realised produced delivered".split()
)
"""Participles that leave a metric what it is."""
RISES = frozenset("rise rises fall grow climb drop shrink decline increase decrease slip jump surge".split())
"""Verbs of change as headlines have them."""
DONE = frozenset(
    "cut cuts shed paid sold bought built drew drove beat won lost led left kept got grew spent made ran set sank "
    "rang saw sees swung threw took turns hits says said books logs posts counts earns pays spends sells".split()
)
"""Verbs that make the word before them somebody who acts."""
MOVED = frozenset(
    "increased decreased declined climbed improved advanced dropped slipped reached amounted totaled".split()
)
"""Verbs of change that narrow no metric."""
