"""In what guises can a figure stand in a sentence without being bound to anything?"""

from tieout.evals.liar.lie import Desk, Kind, Lie, Maker, lie
from tieout.evals.liar.sentences import text_of

_GUISES: dict[str, tuple[str, ...]] = {
    "digits": ("$987,654 million", "987.6 billion dollars", "$987654000000", "USD 987,654m", "987 654 000 000"),
    "foreign digits": ("３９８ billion", "٣٩٨ billion", "३९८ billion", "三千九百億ドル", "๓๙๘ billion", "𝟑𝟗𝟖 billion"),
    "homoglyphs": ("$39l,O35 million", "$З98 billion", "$398,O00 mi11ion", "S398 billion", "$B98 billion"),
    "zero width": (
        "3\u200b98 billion",
        "$3\u206098 billion",
        "3\u00ad98 billion",
        "$\ufeff398 billion",
        "3\u034f98 bn",
    ),
    "raised and ringed": ("³⁹⁸ billion", "③⑨⑧ billion", "3️⃣9️⃣8️⃣ billion", "₃₉₈ billion", "⒊ billion", "㊿ billion"),
    "fractions": ("½ a trillion", "⅔ of a trillion", "1/2 of a trillion", "3∕4 of a trillion", "⅞"),
    "words": (
        "nine hundred eighty-seven billion dollars",
        "half a trillion dollars",
        "a dozen billions",
        "hundreds of billions",
        "several trillion",
        "a couple of billion dollars",
        "two score and seven billion",
        "a third of a trillion",
        "zero",
        "next to nothing",
        "a billion",
        "a gazillion",
        "double digits of billions",
        "nine point eight billion",
        "umpteen millions",
    ),
    "words of change": (
        "doubled to a record",
        "twice those of the year before",
        "threefold",
        "half as much as before",
        "quadruple the earlier figure",
        "ten times higher",
        "up by a fifth",
        "a tenfold gain",
        "cut in half",
    ),
    "roman numerals": (
        "CCCXCVIII billion",
        "Ⅻ billion",
        "MMXXIV million dollars",
        "$XII billion",
        "XL billion dollars",
    ),
    "foreign words": (
        "dreihundert Milliarden Dollar",
        "trois cents milliards de dollars",
        "quinientos millones",
        "trecento miliardi",
        "триста миллиардов",
        "trezentos bilhões",
        "三百億",
    ),
    "notation": (
        "3.98e11 dollars",
        "10^11 dollars",
        "0x5CAA5 million",
        "398 × 10⁹",
        "$\\frac{398}{1}$ billion",
        "1011 b2",
    ),
    "entities": ("&#51;98 billion", "%33%39%38 billion", "\\u0033\\u0039\\u0038 billion", "&half; a trillion"),
    "references": ("[7]", "Note 391", "Item 391", "[391]", "page 391", "¶ 391", "#391"),
}
_FORMS = (
    "{name}’s {words} {verb} TYPED in fiscal {year}.",
    "In fiscal {year} {name}’s {words} {verb} TYPED.",
    "{name} reported TYPED.",
    "{name}’s {words} {verb} as said: TYPED",
)
_BESIDE = (
    "{name}’s {words} {verb} {{v}} in fiscal {year}, or TYPED.",
    "{name}’s {words} {verb} {{v}} in fiscal {year}, after TYPED in the year before.",
    "{name}’s {words} {verb} {{v}} in fiscal {year}, of which TYPED abroad.",
    "{name}’s {words} {verb} {{v}} (TYPED) in fiscal {year}.",
    "TYPED: {name}’s {words} {verb} {{v}} in fiscal {year}.",
    "{name}’s {words} {verb} {{v}} in fiscal {year}. TYPED",
)
UNSURE = {"references"}
"""Guises of which some are no figures where the cited place has them too."""


def _typed(kind: str, *, beside: bool) -> Maker:
    def made(desk: Desk) -> Lie | None:
        known = desk.any_known(money=True)
        if known is None:
            return None
        typed = desk.random.choice(_GUISES[kind]).replace("{", "").replace("}", "")
        template = text_of(known, desk.random.choice(_BESIDE if beside else _FORMS)).replace("TYPED", typed)
        how: Kind = desk.random.choice(("figure", "prose", "prose"))
        held = known.fact if beside else None
        name = f"{kind} beside a figure" if beside else kind
        return lie(name, desk.claim(template, held, kind=how), held, false=kind not in UNSURE)

    return made


TYPED: dict[str, Maker] = {
    **{kind: _typed(kind, beside=False) for kind in _GUISES},
    **{f"{kind} beside a figure": _typed(kind, beside=True) for kind in _GUISES},
}
