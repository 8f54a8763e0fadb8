"""Which words end the names of companies, and say their legal form or what kind of body they are?"""

_CORPORATE = (
    r"inc|incorporated|corp|corporation|company|companies|co|ltd|limited|plc|llc|l\.?l\.?c|lp|l\.?p|s\.?a|s\.?a\.?s|ag|"
    r"s\.?e|n\.?v|b\.?v|ab|asa|a/s|a\.?s|oyj|oy|s\.?p\.?a|gmbh|kgaa|aktiengesellschaft|bhd|berhad|pty|n\.?l|tbk|pjsc|ojsc|"
    r"jsc|k\.?k|kabushiki kaisha|publ|limitada|ltda|s\.?a\.?b|n\.?a"
)
_KINDS = (
    r"reit|trust|funds?|holdings?|group|bancorp|bancorporation|bancshares|bankshares|bank|banque|banco|partners|"
    r"partnership"
)
LEGAL_FORMS = rf"(?:{_CORPORATE}|{_KINDS})"
"""A pattern without regard to case; a full stop may follow."""
