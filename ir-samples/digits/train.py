#!/usr/bin/env python3
"""Trains the classifier of digits.qir on scikit-learn's handwritten digits and writes its weights.

Writes digits.safetensors (the weights), images.npy (the 360 test images, float32 [360, 8, 8] with
values 0 to 16) and labels.npy (their classes, int32 [360]) beside this file. Needs numpy and
scikit-learn, whose copy of the data set it reads; forward and backward passes are written out below.

The seed fixes the split, the initial weights and the order of the batches; another BLAS may change the last
bits of the weights. The numbers below were chosen by cross-validation on the training images alone.
"""
import json
import pathlib
import struct

import numpy as np
from sklearn.datasets import load_digits

SEED = 20
TEST_COUNT = 360
EPOCHS = 60
BATCH = 64
RATE = 5e-3
DECAY = 3e-2
HERE = pathlib.Path(__file__).resolve().parent


def windows(x, stride):
    """Returns the 3x3 windows of x [B, C, H, W], padded by one zero: [B, H/stride, W/stride, 9 C]."""
    b, c, h, w = x.shape
    p = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    parts = [p[:, :, i:i + h:stride, j:j + w:stride] for i in range(3) for j in range(3)]
    return np.stack(parts, axis=2).transpose(0, 3, 4, 1, 2).reshape(b, h // stride, w // stride, 9 * c)


def windows_gradient(g, shape, stride):
    """Returns the gradient of x, of the given shape, for the gradient g of windows(x, stride)."""
    b, c, h, w = shape
    g = g.reshape(b, h // stride, w // stride, c, 9).transpose(0, 3, 4, 1, 2)
    p = np.zeros((b, c, h + 2, w + 2))
    for k in range(9):
        i, j = divmod(k, 3)
        p[:, :, i:i + h:stride, j:j + w:stride] += g[:, :, k]
    return p[:, :, 1:-1, 1:-1]


def convolve(x, kernel, bias, stride):
    """Returns the convolution of x [B, C, H, W] with kernel [O, C, 3, 3], and the windows it used."""
    cut = windows(x, stride)
    return (cut @ kernel.reshape(len(kernel), -1).T + bias).transpose(0, 3, 1, 2), cut


def forward(p, images):
    """Returns the scores [B, 10] of images [B, 8, 8] and what the backward pass needs."""
    x = images[:, None] / 16
    a, cut1 = convolve(x, p["conv1.weight"], p["conv1.bias"], 1)
    h1 = np.maximum(a, 0)
    c, cut2 = convolve(h1, p["conv2.weight"], p["conv2.bias"], 2)
    h2 = np.maximum(c, 0)
    flat = h2.reshape(len(h2), -1)
    return flat @ p["dense.weight"] + p["dense.bias"], (cut1, h1, cut2, h2, flat)


def gradients(p, images, labels):
    """Returns the gradient of the mean cross entropy for each parameter."""
    scores, (cut1, h1, cut2, h2, flat) = forward(p, images)
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    g = e / e.sum(axis=1, keepdims=True)
    g[np.arange(len(labels)), labels] -= 1
    g /= len(labels)
    d = {"dense.weight": flat.T @ g, "dense.bias": g.sum(axis=0)}
    g = (g @ p["dense.weight"].T).reshape(h2.shape) * (h2 > 0)
    d |= convolution_gradients("conv2", g, cut2, p)
    g = g.transpose(0, 2, 3, 1) @ p["conv2.weight"].reshape(g.shape[1], -1)
    g = windows_gradient(g, h1.shape, 2) * (h1 > 0)
    return d | convolution_gradients("conv1", g, cut1, p)


def convolution_gradients(name, g, cut, p):
    """Returns the gradients of kernel and bias for the gradient g [B, O, H, W] of the result."""
    g = g.transpose(0, 2, 3, 1).reshape(-1, g.shape[1])
    kernel = (g.T @ cut.reshape(len(g), -1)).reshape(p[f"{name}.weight"].shape)
    return {f"{name}.weight": kernel, f"{name}.bias": g.sum(axis=0)}


def shifted(images, rng):
    """Returns images, about half of them moved by up to one pixel in each direction."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    moves = rng.integers(0, 3, size=(len(images), 2))
    moves[rng.random(len(images)) < 0.5] = 1
    return np.stack([im[i:i + 8, j:j + 8] for im, (i, j) in zip(padded, moves)])


def train(images, labels, rng):
    """Returns the parameters after EPOCHS epochs of Adam with a rate that falls to zero."""
    def normal(*shape, fan_in):
        return rng.standard_normal(shape) * np.sqrt(2 / fan_in)

    p = {
        "conv1.weight": normal(16, 1, 3, 3, fan_in=9), "conv1.bias": np.zeros(16),
        "conv2.weight": normal(32, 16, 3, 3, fan_in=144), "conv2.bias": np.zeros(32),
        "dense.weight": normal(512, 10, fan_in=1024), "dense.bias": np.zeros(10),
    }
    mean = {k: np.zeros_like(v) for k, v in p.items()}
    square = {k: np.zeros_like(v) for k, v in p.items()}
    per_epoch = len(images) // BATCH
    for step in range(EPOCHS * per_epoch):
        if step % per_epoch == 0:
            order = rng.permutation(len(images))
        chosen = order[step % per_epoch * BATCH:][:BATCH]
        d = gradients(p, shifted(images[chosen], rng), labels[chosen])
        rate = RATE * (1 + np.cos(np.pi * step / (EPOCHS * per_epoch))) / 2
        for k in p:
            mean[k] += 0.1 * (d[k] - mean[k])
            square[k] += 0.001 * (d[k] ** 2 - square[k])
            m = mean[k] / (1 - 0.9 ** (step + 1))
            s = square[k] / (1 - 0.999 ** (step + 1))
            p[k] -= rate * (m / (np.sqrt(s) + 1e-8) + DECAY * p[k])
    return p


def write_safetensors(path, tensors):
    """Writes float32 tensors: the length of the header, the header as JSON, the elements."""
    header, data = {}, b""
    for name, t in tensors.items():
        elements = np.ascontiguousarray(t, dtype="<f4").tobytes()
        header[name] = {
            "dtype": "F32", "shape": list(t.shape),
            "data_offsets": [len(data), len(data) + len(elements)],
        }
        data += elements
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    digits = load_digits()
    rng = np.random.default_rng(SEED)
    order = rng.permutation(len(digits.images))
    test, rest = order[:TEST_COUNT], order[TEST_COUNT:]
    p = train(digits.images[rest], digits.target[rest], rng)
    p = {k: v.astype(np.float32) for k, v in p.items()}

    images = digits.images[test].astype(np.float32)
    labels = digits.target[test].astype(np.int32)
    scores, _ = forward(p, images)
    right = int((scores.argmax(axis=1) == labels).sum())
    write_safetensors(HERE / "digits.safetensors", p)
    np.save(HERE / "images.npy", images)
    np.save(HERE / "labels.npy", labels)
    print(f"trained on {len(rest)} images; {right} of {len(labels)} test images are classified right")


if __name__ == "__main__":
    main()
