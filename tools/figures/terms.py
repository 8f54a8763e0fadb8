"""What a calculation is made of: reported figures, or calculations opened down to their figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tieout.calculation import Calculation
from tieout.fact import Fact
from tieout.period import Period
from tieout.tools.figures.derive import NotDerivable, key_of, written
from tieout.tools.figures.formula import MAX_CHARACTERS, Binary, Magnitude, Name, Node, Number, names, parse
from tieout.tools.figures.formula import Operand as Leaf

Level = Fact | Calculation
_TWO = Decimal(2)


@dataclass(frozen=True, kw_only=True)
class Term:
    """One part of a calculation: a formula over facts, with what it comes to be of."""

    node: Node
    facts: Mapping[str, Fact]
    """By the name that the formula uses."""
    unit: str
    period: Period
    entity: str
    label: str


def term(name: str, level: Level, facts: Mapping[str, Fact]) -> Term:
    """A figure under a name, or a calculation with its operands' names made its own.

    `facts` holds the operands of a calculation by fact id; raises NotDerivable where one is not there.
    """
    if isinstance(level, Fact):
        return _reported(name, level)
    if level.operation == "compound_growth":
        raise NotDerivable("not_derivable", "a compound growth rate cannot be part of another calculation")
    tree = parse(level.expression)
    renamed = {leaf: f"{name}_{leaf.removesuffix(')').replace('(', '_')}" for leaf in _keys(tree)}
    if len(written(_renamed(tree, renamed.__getitem__))) * 2 > MAX_CHARACTERS:
        renamed = {leaf: f"{name}_{number}" for number, leaf in enumerate(renamed, start=1)}
    sources = {operand.name: operand.fact for operand in level.operands}
    missing = [leaf for leaf in renamed if sources.get(leaf) not in facts]
    if missing:
        raise NotDerivable("no_source", f"{level.metric} rests on figures that are not at hand: {', '.join(missing)}")
    return Term(
        node=_renamed(tree, renamed.__getitem__),
        facts={own: facts[sources[leaf]] for leaf, own in renamed.items()},
        unit=level.unit,
        period=level.period,
        entity=level.entity,
        label=level.metric,
    )


def _reported(name: str, fact: Fact) -> Term:
    if fact.value is None:
        raise NotDerivable("not_meaningful", f"{fact.label!r} has no value in the source: {fact.absence}")
    return Term(
        node=Name(metric=name),
        facts={name: fact},
        unit=fact.unit,
        period=fact.period,
        entity=fact.entity.key,
        label=fact.label,
    )


def _keys(tree: Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key_of(leaf) for name in names(tree) for leaf in name.operands))


def _renamed(tree: Node, rename: Callable[[str], str]) -> Node:
    """The tree with plain names for all its figures, averages written out."""
    if isinstance(tree, Number):
        return tree
    if isinstance(tree, Magnitude):
        return Magnitude(body=_renamed(tree.body, rename))
    if isinstance(tree, Binary):
        return Binary(sign=tree.sign, left=_renamed(tree.left, rename), right=_renamed(tree.right, rename))
    if tree.call == "average":
        both = Binary(sign="+", left=_named(tree.operands[0], rename), right=_named(tree.operands[1], rename))
        return Binary(sign="/", left=both, right=Number(value=_TWO))
    return _named(tree.operands[0], rename)


def _named(leaf: Leaf, rename: Callable[[str], str]) -> Name:
    return Name(metric=rename(key_of(leaf)))
