"""Shows the first frame of objects as pydicom's look-up tables and colour conversions do, 8 bits a channel.

Usage: rendered.py FOLDER FILE...; writes FOLDER/NUMBER.rgb or .grey and prints NUMBER KIND, or NUMBER - REASON where pydicom has no
such conversion. The least grey is black also for MONOCHROME1, which pydicom does not turn round.
"""

import pathlib
import sys
import warnings

import numpy
import pydicom
from pydicom.pixels import apply_color_lut, apply_modality_lut, apply_voi_lut, convert_color_space, pixel_array

warnings.simplefilter("ignore")


def bounds(dataset):
    """The range that pydicom's windows map to."""
    if "ModalityLUTSequence" in dataset:
        return 0, 2 ** dataset.ModalityLUTSequence[0].LUTDescriptor[2] - 1
    bits = dataset.BitsStored
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if dataset.PixelRepresentation else (0, 2**bits - 1)
    slope, intercept = dataset.get("RescaleSlope"), dataset.get("RescaleIntercept")
    return (low * slope + intercept, high * slope + intercept) if slope is not None else (low, high)


def shares(dataset, pixels):
    values = apply_voi_lut(apply_modality_lut(pixels, dataset), dataset)
    if dataset.get("VOILUTSequence"):
        return values / (2.0 ** dataset.VOILUTSequence[0].LUTDescriptor[2] - 1)
    low, high = bounds(dataset)
    return (values - low) / (high - low)


def rendered(dataset):
    pixels = pixel_array(dataset, index=0, raw=True)
    photometric = dataset.PhotometricInterpretation
    if photometric == "PALETTE COLOR":
        colours = apply_color_lut(pixels, dataset)
        bits = dataset.RedPaletteColorLookupTableDescriptor[2]
        return "rgb", colours >> (bits - 8)
    if photometric.startswith("MONOCHROME"):
        if "WindowCenter" not in dataset and "VOILUTSequence" not in dataset:
            return "-", "no window"
        return "grey", numpy.floor(shares(dataset, pixels) * 255 + 0.5)
    if dataset.BitsStored != 8:
        return "-", "colour of more than 8 bits"
    jpeg2000 = dataset.file_meta.TransferSyntaxUID in pydicom.uid.JPEG2000TransferSyntaxes
    return "rgb", pixels if jpeg2000 else convert_color_space(pixels, photometric, "RGB")


folder = pathlib.Path(sys.argv[1])
for number, path in enumerate(sys.argv[2:]):
    dataset = pydicom.dcmread(path, force=True)
    if "PixelData" not in dataset:
        continue
    try:
        kind, pixels = rendered(dataset)
    except Exception as failure:
        print(number, "-", type(failure).__name__, str(failure)[:100].replace("\n", " "))
        continue
    if kind != "-":
        (folder / f"{number}.{kind}").write_bytes(numpy.clip(pixels, 0, 255).astype("u1").tobytes())
    print(number, kind, *([pixels] if kind == "-" else []))
