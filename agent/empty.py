"""What can be done with a home in which nothing is indexed yet?"""

NEXT_STEP = (
    "run `tieout ingest FILE` with a filing or a folder of them, which takes about 10 seconds a 10-K; or "
    'TIEOUT_IDENTITY="Your Name you@example.com" tieout ingest AAPL, which fetches them from EDGAR first and gives it '
    "the identity that it asks for; `tieout demo` shows three samples"
)
"""The commands, the identity that EDGAR asks for, and the time they take."""
EMPTY = f"nothing is indexed yet; {NEXT_STEP}"
