"""Makes JPEG 2000 streams with OpenJPEG (by pylibjpeg and Pillow), and what OpenJPEG decodes of them.

Usage: jpeg2000_streams.py FOLDER SEED. Each case leaves NAME.j2k and NAME.raw (32-bit little-endian samples, colour by pixel,
after the inverse component transform); prints NAME ROWS COLUMNS SAMPLES and "exact" where the coding is reversible, else "near".
"""

import io
import pathlib
import sys
import warnings

import numpy
import openjpeg
import openjpeg.utils
import PIL.Image

warnings.simplefilter("ignore")
folder, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2])
random = numpy.random.default_rng(seed)


def picture(rows, columns, samples, bits, kind, signed=False):
    shape = (rows, columns, samples)
    high = 1 << bits
    if kind == "noise":
        made = random.integers(0, high, shape)
    else:
        y, x, s = numpy.mgrid[0:rows, 0:columns, 0:samples]
        field = 0.5 + 0.4 * numpy.sin(x / 9 + s) * numpy.cos(y / 7 - s) + 0.1 * (x > columns / 2)
        made = numpy.clip(field * (high - 1) + random.normal(0, high / 200, shape), 0, high - 1).astype(int)
    return made - high // 2 if signed else made


def done(name, stream, exact, original=None):
    if "offset" in name:  # pylibjpeg takes no notice of the picture's offset
        array = numpy.asarray(PIL.Image.open(io.BytesIO(stream)))
    else:
        array = openjpeg.decode(io.BytesIO(stream))
    array = array.reshape(array.shape[0], array.shape[1], -1)
    if exact and original is not None:
        assert (array == original).all(), name
    (folder / (name + ".j2k")).write_bytes(stream)
    (folder / (name + ".raw")).write_bytes(array.astype("<i4").tobytes())
    print(name, *array.shape, "exact" if exact else "near")


def encoded(name, pixels, bits, signed, **options):
    kind = ("i" if signed else "u") + ("1" if bits <= 8 else "2")
    array = numpy.ascontiguousarray(pixels.astype(kind))
    stream = openjpeg.utils.encode_array(array[..., 0] if array.shape[2] == 1 else array, bits_stored=bits, **options)
    done(name, bytes(stream), not options.get("compression_ratios"), pixels)


def pillow(name, pixels, **options):
    array = pixels[..., 0] if pixels.shape[2] == 1 else pixels
    out = io.BytesIO()
    PIL.Image.fromarray(array.astype("u1" if array.max() < 256 else "u2")).save(out, "JPEG2000", **options)
    lossless = not options.get("irreversible") and not options.get("quality_layers")
    done(name, out.getvalue(), lossless or options.get("quality_layers", [1])[-1] == 0, pixels)


for kind in ("noise", "smooth"):
    for rows, columns in [(32, 40), (57, 33), (64, 64), (130, 70)]:
        at = "%s-%dx%d" % (kind, rows, columns)
        for bits in (1, 2, 8, 12, 16):
            encoded("u%d-%s" % (bits, at), picture(rows, columns, 1, bits, kind), bits, False)
        for bits in (8, 12, 16):
            encoded("s%d-%s" % (bits, at), picture(rows, columns, 1, bits, kind, True), bits, True)
        rgb = picture(rows, columns, 3, 8, kind)
        encoded("rct-" + at, rgb, 8, False, use_mct=True, photometric_interpretation=1)
        encoded("plain-" + at, rgb, 8, False, use_mct=False, photometric_interpretation=1)
        encoded("box-" + at, rgb, 8, False, use_mct=True, photometric_interpretation=1, codec_format=1)
        encoded("four-" + at, picture(rows, columns, 4, 8, kind), 8, False, use_mct=False)
        encoded("ict-" + at, rgb, 8, False, use_mct=True, photometric_interpretation=1, compression_ratios=[6, 3])
        for bits in (8, 12, 16):
            pixels = picture(rows, columns, 1, bits, kind)
            encoded("lossy%d-%s" % (bits, at), pixels, bits, False, compression_ratios=[4, 2])
            pixels = picture(rows, columns, 1, bits, kind, True)
            encoded("lossys%d-%s" % (bits, at), pixels, bits, True, compression_ratios=[3])
    for rows, columns in [(1, 1), (1, 40), (7, 9), (8, 8), (50, 3)]:
        at = "%s-%dx%d" % (kind, rows, columns)
        for bits, samples in ((8, 1), (8, 3), (16, 1)):
            pixels = picture(rows, columns, samples, bits, kind)
            for levels in (1, 2, 3):
                if min(rows, columns) < 2 ** (levels - 1):
                    continue  # OpenJPEG does not encode it
                pillow("small%d-%d-%d-%s" % (bits, samples, levels, at), pixels, num_resolutions=levels)
            pillow("near%d-%d-%s" % (bits, samples, at), pixels, num_resolutions=1, irreversible=True)
    rgb, grey = picture(97, 123, 3, 8, kind), picture(97, 123, 1, 16, kind)
    for progression in ("LRCP", "RLCP", "RPCL", "PCRL", "CPRL"):
        for levels in (1, 3, 6):
            at = "%s-%s-%d" % (kind, progression, levels)
            options = {"progression": progression, "num_resolutions": levels}
            pillow("tiles-" + at, rgb, tile_size=(40, 56), **options)
            pillow("precincts-" + at, grey, precinct_size=(32, 64), codeblock_size=(16, 8), **options)
            pillow("layers-" + at, rgb, quality_layers=[40, 10, 0], **options)
            pillow("ict-" + at, rgb, irreversible=True, tile_size=(64, 64), no_jp2=True, **options)
            pillow("both-" + at, rgb, quality_layers=[20, 5], irreversible=True, precinct_size=(64, 32), **options)
    pillow("offset-" + kind, rgb, offset=(13, 7), tile_size=(50, 60), tile_offset=(5, 3))
    pillow("offset-lossy-" + kind, rgb, offset=(13, 7), tile_size=(50, 60), tile_offset=(5, 3), irreversible=True)
    pillow("plt-" + kind, rgb, plt=True, comment="made for a test")
