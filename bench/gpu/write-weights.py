"""Writes a GGUF file in the shape of a Gemma 3 model with random Q8_0 weights: right in size and speed, and of no use otherwise.

Usage: write-weights.py SHAPE FILE, where SHAPE is tiny, 270m or 4b. Nothing but Python's own library is needed.
"""
import os
import struct
import sys

# Layers, width, width of the feed-forward part, heads, heads of keys and values, window, vocabulary (model cards of Gemma 3, Google, 2025).
SHAPES = {
    "tiny": (6, 256, 512, 2, 1, 128, 4096),
    "270m": (18, 640, 2048, 4, 1, 512, 262144),
    "4b": (34, 2560, 10240, 8, 4, 1024, 262144),
}
HEAD = 256
UINT32, FLOAT32, INT32, STRING, ARRAY = 4, 6, 5, 8, 9
F32, Q8_0 = 0, 8
ALIGNMENT = 32


def text(value):
    raw = value.encode()
    return struct.pack("<Q", len(raw)) + raw


def entry(key, kind, value):
    return text(key) + struct.pack("<I", kind) + value


def numbers(key, kind, values, letter):
    return entry(key, ARRAY, struct.pack("<IQ", kind, len(values)) + struct.pack(f"<{len(values)}{letter}", *values))


def vocabulary(size):
    tokens = ["<pad>", "<eos>", "<bos>", "<unk>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    kinds = [3, 3, 3, 2] + [6] * 256
    words = [f"\u2581w{n}" for n in range(size - len(tokens))]
    return tokens + words, kinds + [1] * len(words)


def metadata(shape):
    layers, width, inner, heads, kv_heads, window, size = shape
    tokens, kinds = vocabulary(size)
    whole = {
        "gemma3.context_length": 32768,
        "gemma3.embedding_length": width,
        "gemma3.block_count": layers,
        "gemma3.feed_forward_length": inner,
        "gemma3.attention.head_count": heads,
        "gemma3.attention.head_count_kv": kv_heads,
        "gemma3.attention.key_length": HEAD,
        "gemma3.attention.value_length": HEAD,
        "gemma3.attention.sliding_window": window,
        "tokenizer.ggml.padding_token_id": 0,
        "tokenizer.ggml.eos_token_id": 1,
        "tokenizer.ggml.bos_token_id": 2,
        "tokenizer.ggml.unknown_token_id": 3,
        "general.quantization_version": 2,
    }
    real = {"gemma3.attention.layer_norm_rms_epsilon": 1e-6, "gemma3.rope.freq_base": 1e6}
    entries = [
        entry("general.architecture", STRING, text("gemma3")),
        entry("general.name", STRING, text("random weights")),
        entry("tokenizer.ggml.model", STRING, text("llama")),
        entry(
            "tokenizer.ggml.tokens",
            ARRAY,
            struct.pack("<IQ", STRING, size) + b"".join(text(token) for token in tokens),
        ),
        numbers("tokenizer.ggml.scores", FLOAT32, [-float(n) for n in range(size)], "f"),
        numbers("tokenizer.ggml.token_type", INT32, kinds, "i"),
    ]
    entries += [entry(key, UINT32, struct.pack("<I", value)) for key, value in whole.items()]
    entries += [entry(key, FLOAT32, struct.pack("<f", value)) for key, value in real.items()]
    return entries


def tensors(shape):
    layers, width, inner, heads, kv_heads, _, size = shape
    yield "token_embd.weight", (width, size)
    yield "output_norm.weight", (width,)
    for layer in range(layers):
        for name, form in {
            "attn_norm": (width,),
            "attn_q": (width, heads * HEAD),
            "attn_k": (width, kv_heads * HEAD),
            "attn_v": (width, kv_heads * HEAD),
            "attn_output": (heads * HEAD, width),
            "attn_q_norm": (HEAD,),
            "attn_k_norm": (HEAD,),
            "post_attention_norm": (width,),
            "ffn_norm": (width,),
            "ffn_gate": (width, inner),
            "ffn_up": (width, inner),
            "ffn_down": (inner, width),
            "post_ffw_norm": (width,),
        }.items():
            yield f"blk.{layer}.{name}.weight", form


def bytes_of(form):
    if len(form) == 1:
        return form[0] * 4
    return form[0] * form[1] // 32 * 34


def random_rows():
    """A megabyte of blocks of Q8_0, written again and again: each a small scale and 32 random bytes."""
    scale = struct.pack("<e", 0.0004)
    return b"".join(scale + os.urandom(32) for _ in range(32768))


def write(shape, path):
    entries = metadata(shape)
    described = [(name, form, bytes_of(form)) for name, form in tensors(shape)]
    offset, table = 0, []
    for name, form, size in described:
        kind = F32 if len(form) == 1 else Q8_0
        table.append(text(name) + struct.pack(f"<I{len(form)}QIQ", len(form), *form, kind, offset))
        offset += -(-size // ALIGNMENT) * ALIGNMENT
    rows = random_rows()
    with open(path + ".new", "wb") as file:
        file.write(b"GGUF" + struct.pack("<IQQ", 3, len(described), len(entries)))
        file.write(b"".join(entries) + b"".join(table))
        file.write(b"\0" * (-file.tell() % ALIGNMENT))
        for _, form, size in described:
            left = size
            while left > 0:
                piece = struct.pack("<f", 1.0) * (size // 4) if len(form) == 1 else rows[:left]
                file.write(piece)
                left -= len(piece)
            file.write(b"\0" * (-size % ALIGNMENT))
    os.replace(path + ".new", path)


if __name__ == "__main__":
    write(SHAPES[sys.argv[1]], sys.argv[2])
