"""What does a printed formula come to? A small evaluator of its own: + − × ÷ ^ and brackets."""

import ast
import operator
import re
from collections.abc import Callable
from decimal import Decimal, DivisionByZero, InvalidOperation

_SIGNS = str.maketrans({"−": "-", "×": "*", "÷": "/"})
_NOTE = re.compile(r"\([A-Z][^()]*\)\s*$")
_RULES: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_LITERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")


def result_of(formula: str) -> Decimal | None:
    """Its result; None where it is written in words."""
    text = _NOTE.sub("", formula).translate(_SIGNS)
    plain = _LITERAL.sub(lambda m: m[0].replace(",", ""), text).replace("^", "**")
    if not re.fullmatch(r"[\d\s.+\-*/()]+", plain):
        return None
    try:
        return _worth(ast.parse(plain.strip(), mode="eval").body)
    except (SyntaxError, DivisionByZero, InvalidOperation):
        return None


def _worth(node: ast.expr) -> Decimal:
    if isinstance(node, ast.Constant):
        return Decimal(str(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_worth(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in _RULES:
        return _RULES[type(node.op)](_worth(node.left), _worth(node.right))
    raise SyntaxError(f"no arithmetic: {ast.dump(node)}")
