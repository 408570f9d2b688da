"""JPEG-LS frames by CharLS (pyjpegls).

Usage: jpegls.py make FOLDER SEED COUNT - writes N.jls and N.raw (what CharLS decodes, colour by pixel, 32-bit little-endian), and
prints one line a frame: N rows columns components bits near interleave.
       jpegls.py read FOLDER N... - decodes N.jls to N.out, likewise.
"""

import pathlib
import sys

import numpy
from jpeg_ls import decode_buffer, encode_buffer


def decoded(stream):
    """CharLS takes and yields planes if there is no interleave, else colour by pixel."""
    content, info = decode_buffer(bytes(stream))
    rows, columns, components = info["height"], info["width"], info["components"]
    values = numpy.frombuffer(bytes(content), "u1" if info["bits_per_sample"] <= 8 else "<u2")
    if components > 1 and info["interleave_mode"] == 0:
        values = values.reshape(components, rows, columns).transpose(1, 2, 0)
    return values.astype("<i4").tobytes()


def picture(random, rows, columns, components, bits):
    """Smooth, flat and noisy parts, so that all modes of the coder occur."""
    y, x = numpy.mgrid[0:rows, 0:columns]
    planes = []
    for _ in range(components):
        plane = (numpy.sin(x / random.uniform(2, 30)) + numpy.cos(y / random.uniform(2, 30)) + 2) / 4 * (2**bits - 1)
        plane += random.normal(0, random.choice([0, 0.5, 2**bits / 64, 2**bits / 4]), plane.shape)
        plane[rows // 3 : rows // 2, columns // 4 :] = random.integers(0, 2**bits)
        planes.append(numpy.clip(plane, 0, 2**bits - 1))
    return numpy.stack(planes, 2).astype("u1" if bits <= 8 else "<u2")


def make(folder, seed, count):
    random = numpy.random.default_rng(seed)
    number = 0
    while number < count:
        bits = int(random.integers(2, 17))
        rows, columns = (int(v) for v in random.integers(1, 70, 2))
        components = int(random.choice([1, 1, 3]))
        near = int(random.choice([0, 0, random.integers(0, min(255, (2**bits - 1) // 2) + 1), 1 if bits > 2 else 0]))
        interleave = int(random.integers(0, 3)) if components > 1 else 0
        pixels = picture(random, rows, columns, components, bits)
        ordered = pixels if interleave else pixels.transpose(2, 0, 1)
        try:
            stream = encode_buffer(ordered.tobytes(), rows, columns, components, bits, near, interleave)
        except RuntimeError:
            continue  # noise that takes more room than CharLS reserves
        (folder / f"{number}.jls").write_bytes(stream)
        (folder / f"{number}.raw").write_bytes(decoded(stream))
        (folder / f"{number}.src").write_bytes(pixels.astype("<i4").tobytes())
        print(number, rows, columns, components, bits, near, interleave)
        number += 1


def main():
    folder = pathlib.Path(sys.argv[2])
    if sys.argv[1] == "make":
        make(folder, int(sys.argv[3]), int(sys.argv[4]))
    else:
        for number in sys.argv[3:]:
            (folder / f"{number}.out").write_bytes(decoded((folder / f"{number}.jls").read_bytes()))


main()
