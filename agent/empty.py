"""What can be done with a home in which nothing is indexed yet?"""

_STEP = (
    "run `tieout ingest FILE` with a filing or a folder of them, which takes {time}; or "
    'TIEOUT_IDENTITY="Your Name you@example.com" tieout ingest AAPL, which fetches them from EDGAR first and gives it '
    "the identity that it asks for; `tieout demo` shows some samples"
)
NEXT_STEP = _STEP.format(time="about 10 seconds a 10-K")
"""The commands, the identity that EDGAR asks for, and the time they take."""
EMPTY = f"nothing is indexed yet; {_STEP.format(time='some seconds for each annual report')}"
"""The same as the reason for a refusal, in which no number stands that is not proven."""
