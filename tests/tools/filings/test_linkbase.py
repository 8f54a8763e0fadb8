"""Labels of a filing's own linkbase."""

import pytest

from tieout.tools.filings.linkbase import labels

ROLE = "http://www.xbrl.org/2003/role/"


def linkbase(*said: tuple[str, str, str, str]) -> bytes:
    """A linkbase with (name, role, language, text)."""
    locs = "".join(
        f'<link:loc xlink:label="l_{n}" xlink:href="a.xsd#{name}"/><link:label xlink:label="t_{n}" xlink:role='
        f'"{ROLE}{role}" xml:lang="{lang}">{text}</link:label><link:labelArc xlink:from="l_{n}" xlink:to="t_{n}"/>'
        for n, (name, role, lang, text) in enumerate(said)
    )
    return (
        '<?xml version="1.0"?><link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink"><link:labelLink>{locs}</link:labelLink></link:linkbase>'
    ).encode()


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ([("acme_Widgets", "label", "en-US", "Widgets, shipped")], {"acme:Widgets": "Widgets, shipped"}),
        ([("acme_Widgets", "totalLabel", "en-US", "Total")], {}),
        ([("acme_Widgets", "documentation", "en-US", "What was shipped.")], {}),
        ([("acme_Widgets", "label", "de", "Geräte")], {}),
        ([("us-gaap_A_B", "label", "en", "A  b\n c")], {"us-gaap:A_B": "A b c"}),
        (
            [("a_XMember", "label", "en", "X [Member]"), ("a_XMember", "terseLabel", "en", "The X")],
            {"a:XMember": "The X"},
        ),
        ([("a_XMember", "label", "en", "X [Member]")], {"a:XMember": "X"}),
        ([("a_Y", "label", "en", "Y, total"), ("a_Y", "terseLabel", "en", "Total")], {"a:Y": "Y, total"}),
        ([("odd", "label", "en", "Y")], {}),
    ],
)
def test_labels(said: list[tuple[str, str, str, str]], label: dict[str, str]) -> None:
    """A concept has its standard label, a member its terse one; totals, documentation and other tongues are left."""
    assert labels(linkbase(*said)) == label


def test_within_schema() -> None:
    """A linkbase within a schema is found too."""
    inner = linkbase(("acme_W", "label", "en", "W")).partition(b"?>")[2]
    schema = b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:annotation><xs:appinfo>'

    assert labels(schema + inner + b"</xs:appinfo></xs:annotation></xs:schema>") == {"acme:W": "W"}


@pytest.mark.parametrize(
    "data", [b"", b"<labelLink", b"no xml", b'<!DOCTYPE a [<!ENTITY b "c">]><labelLink>&b;</labelLink>']
)
def test_broken(data: bytes) -> None:
    """A linkbase that is broken or declares entities gives nothing."""
    assert labels(data) == {}
