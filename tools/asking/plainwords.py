"""Which capitalised words of a question are words of the field, of calendars or of maps, and no company's name?"""

import re

_FIELD = frozenset(
    "revenue revenues sales income profit profits loss losses margin margins ratio ratios asset assets liability "
    "liabilities equity cash flow flows statement statements balance sheet sheets risk risks factor factors report "
    "reports reporting annual interim capital operating net gross total debt tax taxes segment segments services "
    "service products product management discussion analysis board director directors committee shareholder "
    "shareholders shareholders' stockholder stockholders chairman chair chief executive officer president letter "
    "note notes item part section table exhibit appendix schedule page consolidated condensed comprehensive "
    "operations position earnings share shares per expense expenses expenditure expenditures cost costs dividend "
    "dividends goodwill inventory inventories receivable receivables payable payables property plant equipment "
    "lease leases investment investments financing depreciation amortization amortisation impairment audit auditor "
    "auditors governance policy policies strategy business overview properties legal proceedings controls "
    "procedures market securities common stock preferred ordinary price value fair return on average weighted basic "
    "diluted current non-current noncurrent long-term short-term growth change changes increase decrease compare "
    "highest lowest customer customers acquisition acquisitions research development marketing sustainability "
    "initiatives employee employees headcount staff wages interest rate rates credit loan loans deposit deposits "
    "premium premiums claims reserve reserves fund funds portfolio liquidity leverage solvency exposure hedge "
    "hedging derivative derivatives currency exchange foreign pension benefit benefits compensation remuneration "
    "outlook guidance forecast target targets dear company companies firm issuer group bank trust corporation "
    "subsidiary subsidiaries joint venture ventures agreement agreements merger mergers quick cash-flow free ebitda "
    "ebit eps roe roa roi roic roce cagr capex opex sg&a r&d md&a gaap ifrs ias asc esg ceo cfo coo cto cio kpi "
    "kpis m&a nav aum ffo affo noi ltv nim cet1 cet npl ipo ghg fx it ai ml iot usd eur gbp chf jpy cad aud hkd sgd "
    "tier basel sec fed fda fasb iasb pcaob nyse nasdaq asx tsx lse aim otc etf etfs covid covid-19 pandemic brexit "
    "inflation recession q1 q2 q3 q4 h1 h2 fy ytd ttm ltm yoy qoq 10-k 10-q 8-k 20-f 40-f 6-k s-1 def form forms "
    "yes no us usa u.s u.s. uk u.k eu emea apac latam america american americas europe european asia asian africa "
    "african australia australian china chinese japan japanese india indian germany german france french italy "
    "italian spain spanish canada canadian mexico brazil russia russian ukraine israel korea taiwan singapore "
    "switzerland swiss austria ireland kingdom states united north south east west northern southern eastern "
    "western central pacific atlantic middle global international domestic worldwide world rest january february "
    "march april may june july august september october november december monday tuesday wednesday thursday friday "
    "which what who how please list name give tell show compute calculate describe explain summarize summarise "
    "discuss analyze analyse does did is was are were has have had can could should would provide identify state "
    "determine find using based according "
    "umsatz umsatzerlöse umsätze erlöse gewinn nettogewinn verlust ergebnis betriebsergebnis jahresüberschuss bilanz "
    "bilanzsumme eigenkapital vermögen schulden aktien aktie dividende dividenden mitarbeiter geschäftsbericht "
    "geschäftsjahr jahr jahre chiffre d'affaires revenus résultat résultats bénéfice bénéfices ventes dette actif "
    "ingresos ventas beneficio beneficios utilidad ganancias activos deuda fatturato ricavi utile utili attivo debiti "
    "receita receitas lucro lucros vendas ativos omzet winst verlies nettowinst".split()
)
_LINKS = frozenset("of and the for in to a an on by or & with".split())


def is_plain(name: str) -> bool:
    """Whether every word of a name is such a word, or a number."""
    words = [w.casefold().strip(".,;:’'\"()") for w in re.split(r"[\s/]+", name)]
    words = [re.sub(r"[’']s$", "", w) for w in words if w]
    return all(w in _FIELD or w in _LINKS or not any(c.isalpha() for c in w) for w in words)
