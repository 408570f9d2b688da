"""Makes JPEG streams with independent encoders, and what independent decoders make of them.

Usage: jpeg_streams.py FOLDER SEED. Each case leaves NAME.jpg and NAME.raw (32-bit little-endian samples, colour by pixel, no
colour conversion); prints NAME ROWS COLUMNS SAMPLES DECODER and, for lossless coding, "exact".
Encoders: dcmtk (dcmcjpeg), GDCM, Pillow. Decoders: dcmtk (dcmdjpeg), GDCM, pylibjpeg, Pillow.
"""

import io
import pathlib
import subprocess
import sys
import warnings

import gdcm
import numpy
import PIL.Image
import pydicom
import pydicom.uid
from pydicom.encaps import encapsulate, generate_frames
from pydicom.pixels import get_decoder, pixel_array

warnings.simplefilter("ignore")
folder, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2])
random = numpy.random.default_rng(seed)


def picture(rows, columns, samples, bits, kind):
    """Noise over the whole range, or a smooth field with a little noise and an edge."""
    shape = (rows, columns, samples)
    high = 1 << bits
    if kind == "noise":
        return random.integers(0, high, shape)
    y, x, s = numpy.mgrid[0:rows, 0:columns, 0:samples]
    field = 0.5 + 0.4 * numpy.sin(x / 9 + s) * numpy.cos(y / 7 - s) + 0.1 * (x > columns / 2)
    noisy = field * (high - 1) + random.normal(0, high / 200, shape)
    return numpy.clip(noisy, 0, high - 1).astype(int)


def dataset(pixels, stored, signed=0, photometric=None):
    rows, columns, samples = pixels.shape
    allocated = 8 if stored <= 8 else 16
    made = pydicom.Dataset()
    made.file_meta = pydicom.dataset.FileMetaDataset()
    made.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    made.SOPClassUID = made.file_meta.MediaStorageSOPClassUID = pydicom.uid.SecondaryCaptureImageStorage
    made.SOPInstanceUID = made.file_meta.MediaStorageSOPInstanceUID = pydicom.uid.generate_uid()
    made.StudyInstanceUID = made.SeriesInstanceUID = pydicom.uid.generate_uid()
    made.Rows, made.Columns, made.SamplesPerPixel = rows, columns, samples
    made.BitsAllocated, made.BitsStored, made.HighBit = allocated, stored, stored - 1
    made.PixelRepresentation = signed
    made.PhotometricInterpretation = photometric or ("RGB" if samples == 3 else "MONOCHROME2")
    if samples > 1:
        made.PlanarConfiguration = 0
    data = pixels.astype("<u1" if allocated == 8 else "<u2").tobytes()
    made.PixelData = data + b"\0" * (len(data) % 2)
    return made


def done(name, stream, expected, decoder, lossless):
    (folder / (name + ".jpg")).write_bytes(stream)
    rows, columns, samples = expected.shape
    (folder / (name + ".raw")).write_bytes(expected.astype("<i4").tobytes())
    print(name, rows, columns, samples, decoder, "exact" if lossless else "near")


def unsigned(array, made):
    array = array.reshape(made.Rows, made.Columns, made.SamplesPerPixel)
    return array.astype(int) & ((1 << made.BitsAllocated) - 1)


def dcmtk(name, made, options, lossless=False):
    native, coded, back = (str(folder / ("x." + part)) for part in ("native", "coded", "back"))
    made.save_as(native, enforce_file_format=True)
    subprocess.run(["dcmcjpeg", "-q", "+un", *options, native, coded], check=True)
    subprocess.run(["dcmdjpeg", "-q", "+cn", coded, back], check=True)
    stream = next(generate_frames(pydicom.dcmread(coded).PixelData, number_of_frames=1))
    result = pydicom.dcmread(back)
    done(name, stream, unsigned(pixel_array(result, raw=True), result), "dcmtk", lossless)


def wrapped(name, stream, made, syntax, plugin, lossless=False):
    made.file_meta.TransferSyntaxUID = syntax
    made.PixelData = encapsulate([stream])
    made["PixelData"].VR = "OB"
    array, _ = get_decoder(syntax).as_array(made, raw=True, decoding_plugin=plugin, index=0)
    done(name + "-" + plugin, stream, unsigned(array, made), plugin, lossless)


def gdcm_lossless(name, made):
    if made.Rows * made.Columns * made.SamplesPerPixel % 2 and made.BitsAllocated == 8:
        return  # GDCM does not encode it
    native, coded = str(folder / "x.native"), str(folder / "x.coded")
    made.save_as(native, enforce_file_format=True)
    reader = gdcm.ImageReader()
    reader.SetFileName(native)
    assert reader.Read()
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.JPEGLosslessProcess14_1))
    change.SetInput(reader.GetImage())
    assert change.Change()
    writer = gdcm.ImageWriter()
    writer.SetFileName(coded)
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    assert writer.Write()
    stream = next(generate_frames(pydicom.dcmread(coded).PixelData, number_of_frames=1))
    for plugin in ("gdcm", "pylibjpeg"):
        wrapped(name, stream, made, pydicom.uid.JPEGLosslessSV1, plugin, True)


SIZES = [(1, 1), (1, 40), (7, 9), (8, 8), (17, 33), (64, 64), (50, 3)]
for kind in ("noise", "smooth"):
    for rows, columns in SIZES:
        at = "%s-%dx%d" % (kind, rows, columns)
        grey8, grey12, rgb = (picture(rows, columns, *what, kind) for what in ((1, 8), (1, 12), (3, 8)))
        dcmtk("eb-" + at, dataset(grey8, 8), ["+eb", "+q", "95"])
        dcmtk("ee12-" + at, dataset(grey12, 12), ["+ee", "+q", "98"])
        dcmtk("eb-444-" + at, dataset(rgb, 8), ["+eb", "+s4"])
        dcmtk("eb-422-" + at, dataset(rgb, 8), ["+eb", "+s2"])
        dcmtk("eb-420-" + at, dataset(rgb, 8), ["+eb", "+n1", "-ho"])
        for plugin in ("gdcm", "pylibjpeg"):
            out = io.BytesIO()
            restart = {"restart_marker_blocks": 2} if kind == "noise" else {"restart_marker_rows": 1}
            PIL.Image.fromarray(rgb.astype("u1")).save(
                out, "JPEG", quality=90, subsampling=0 if plugin == "pylibjpeg" else 2, **restart
            )
            made = dataset(rgb, 8, photometric="YBR_FULL")
            wrapped("pillow-" + at, out.getvalue(), made, pydicom.uid.JPEGBaseline8Bit, plugin)
        out = io.BytesIO()
        PIL.Image.fromarray(rgb.astype("u1")).save(out, "JPEG", quality=85, progressive=True, subsampling=1)
        made = dataset(rgb, 8, photometric="YBR_FULL")
        wrapped("pillow-progressive-" + at, out.getvalue(), made, pydicom.uid.JPEGBaseline8Bit, "pillow")
        grey16 = picture(rows, columns, 1, 16, kind)
        dcmtk("e1-16-" + at, dataset(grey16, 16), ["+e1"], True)
        dcmtk("e1-signed-" + at, dataset(grey16, 16, signed=1), ["+e1"], True)
        gdcm_lossless("gdcm16-" + at, dataset(grey16, 16))
        gdcm_lossless("gdcm12-" + at, dataset(grey12, 12))
        gdcm_lossless("gdcm8-" + at, dataset(grey8, 8))
        gdcm_lossless("gdcm-rgb-" + at, dataset(rgb, 8))
    at = kind + "-29x37"
    grey8, grey12, grey16 = (picture(29, 37, 1, bits, kind) for bits in (8, 12, 16))
    rgb = picture(29, 37, 3, 8, kind)
    for process in ("+ep", "+es", "+ee"):
        dcmtk("%s-8-%s" % (process[1:], at), dataset(grey8, 8), [process])
        dcmtk("%s-12-%s" % (process[1:], at), dataset(grey12, 12), [process, "+q", "99"])
        dcmtk("%s-rgb-%s" % (process[1:], at), dataset(rgb, 8), [process, "+n1"])
        dcmtk("%s-cr-%s" % (process[1:], at), dataset(rgb, 8), [process, "+cr"])
    for selection in range(1, 8):
        value = ["+el", "+sv", str(selection)]
        dcmtk("el%d-8-%s" % (selection, at), dataset(grey8, 8), value, True)
        dcmtk("el%d-12-%s" % (selection, at), dataset(grey12, 12), [*value, "+pl"], True)
        dcmtk("el%d-16-%s" % (selection, at), dataset(grey16, 16), value, True)
        dcmtk("el%d-rgb-%s" % (selection, at), dataset(rgb, 8), value, True)
    for transform in (1, 4):
        dcmtk("pt%d-%s" % (transform, at), dataset(grey12, 12), ["+el", "+sv", "4", "+pl", "+pt", str(transform)], True)
