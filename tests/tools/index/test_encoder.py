"""The shipped encoder: close to the original, the same every time, and unmoved by hostile text."""

import hashlib
import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.errors import NotThereError, ReadError
from tieout.ports import Encoder
from tieout.tools.index.encoder import CARD, MODEL, SHIPPED, TOKENIZER, LocalEncoder

GOLDEN = json.loads((Path(__file__).with_name("data") / "encoder_golden.json").read_text(encoding="utf-8"))
"""Three texts with the vectors that sentence-transformers gives them in fp32."""
TEXTS = [row["text"] for row in GOLDEN]


@pytest.fixture(scope="module")
def encoder() -> LocalEncoder:
    return LocalEncoder()


def test_close_to_the_original(encoder: LocalEncoder) -> None:
    """The shipped model agrees with the fp32 original to a cosine of .99 on fixed sentences."""
    cosines = np.sum(encoder.encode(TEXTS) * np.array([row["vector"] for row in GOLDEN]), axis=1)

    assert min(cosines) >= 0.99


def test_is_an_encoder(encoder: LocalEncoder) -> None:
    """It fulfils the port, with 384 dimensions and 256 tokens."""
    port: Encoder = encoder

    assert (port.dimensions, port.max_tokens) == (384, 256)


def test_name_follows_the_files(encoder: LocalEncoder) -> None:
    """The name ends in the hash of model and tokenizer, so that an exchanged model cannot keep it."""
    content = (SHIPPED / MODEL).read_bytes() + (SHIPPED / TOKENIZER).read_bytes()

    assert f"all-minilm-l6-v2-int8-{hashlib.sha256(content).hexdigest()[:8]}" == encoder.name


def test_company_does_not_matter(encoder: LocalEncoder) -> None:
    """A text's vector is the same bit for bit alone, among others, in any order, and in a second encoder."""
    texts = [*TEXTS, "risk " * 300, "", TEXTS[0]]

    together = encoder.encode(texts)

    assert all(np.array_equal(encoder.encode([text])[0], row) for text, row in zip(texts, together, strict=True))
    assert np.array_equal(together[::-1], LocalEncoder(threads=1).encode(texts[::-1]))


def test_threads_may_share_one() -> None:
    """Eight threads that ask a fresh encoder at once get the vectors that one would get."""
    fresh = LocalEncoder()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(fresh.encode, [TEXTS] * 8))

    assert all(np.array_equal(answers[0], answer) for answer in answers)


def test_nothing_to_encode(encoder: LocalEncoder) -> None:
    """No texts give no rows of the right width."""
    vectors = encoder.encode([])

    assert vectors.shape == (0, 384)
    assert vectors.dtype == np.float32
    assert encoder.count_tokens([]) == []


def test_paraphrase_is_nearer(encoder: LocalEncoder) -> None:
    """A question is nearer to the passage that answers it than to another of the same filing."""
    question, answer, other = encoder.encode(
        [
            "How many people work for the company?",
            "As of September 28, 2024, we had approximately 164,000 full-time equivalent employees.",
            "Our common stock is listed on the Nasdaq Stock Market under the symbol AAPL.",
        ]
    )

    assert question @ answer > question @ other + 0.2


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\x00\x00",
        "net \x00sales",
        "\ud800 lone \udfff",
        "\u202e\ufeff\u200b",
        "[SEP] [CLS] [MASK]",
        "x" * 1_000_000,
        "\U0001f4c8" * 50_000,
    ],
    ids=["empty", "blank", "nul", "nul inside", "surrogates", "invisible", "special", "one long word", "emoji"],
)
def test_hostile_text(encoder: LocalEncoder, text: str) -> None:
    """Any string has a finite vector of unit length."""
    (vector,) = encoder.encode([text])

    assert abs(float(np.linalg.norm(vector)) - 1) < 1e-5


@given(texts=st.lists(st.text(st.characters(exclude_categories=[]), max_size=60), max_size=4))
@settings(max_examples=25, deadline=None)
def test_shape_and_length(encoder: LocalEncoder, texts: list[str]) -> None:
    """Any list of strings gives as many rows, each of unit length, and as many counts of at least two tokens."""
    vectors = encoder.encode(texts)

    assert vectors.shape == (len(texts), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert all(count >= 2 for count in encoder.count_tokens(texts))


def test_counts_are_not_cut(encoder: LocalEncoder) -> None:
    """A text of 500 words counts 502 tokens with its two marks, although 256 are encoded."""
    assert encoder.count_tokens(["risk " * 500, "", "net sales"]) == [502, 2, 4]


def test_only_the_first_tokens_count(encoder: LocalEncoder) -> None:
    """Words beyond the 254th change nothing, the 254th does; also in a text that is cut before it is tokenised."""
    kept = "risk " * 253 + "sales"
    padded = " " * 20_000 + kept + " margin" * 200_000

    cut, same, shorter, long = encoder.encode([kept + " margin", kept, "risk " * 254, padded])

    assert np.array_equal(cut, same)
    assert np.array_equal(cut, long)
    assert not np.array_equal(cut, shorter)


@pytest.mark.parametrize("missing", [MODEL, TOKENIZER, CARD])
def test_missing_file(tmp_path: Path, missing: str) -> None:
    """A missing file is named when the encoder is made, with what to do."""
    folder = shutil.copytree(SHIPPED, tmp_path / "encoder")
    (folder / missing).unlink()

    with pytest.raises(NotThereError, match=rf"{missing}.*install tieout again"):
        LocalEncoder(folder)


@pytest.mark.parametrize("damaged", [MODEL, TOKENIZER, CARD])
def test_damaged_file(tmp_path: Path, damaged: str) -> None:
    """A damaged file is named in a ReadError, whichever library met it."""
    folder = shutil.copytree(SHIPPED, tmp_path / "encoder")
    (folder / damaged).write_bytes(b"{")

    with pytest.raises(ReadError, match=rf"{damaged}.*install tieout again"):
        LocalEncoder(folder).encode(["net sales"])


def test_import_is_light() -> None:
    """Neither importing the module nor making an encoder loads onnxruntime or tokenizers."""
    code = (
        "import sys; from tieout.tools.index.encoder import LocalEncoder; LocalEncoder(); "
        "print([name for name in ('onnxruntime', 'tokenizers') if name in sys.modules])"
    )

    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert printed.stdout == "[]\n"
