"""Writes what pydicom decodes of the first and last frame, raw, as 32-bit little-endian integers, one file each.

Usage: pixels.py FOLDER FILE...; prints one line a frame: number of the file, frame, name of the output or the reason why not.
"""

import pathlib
import sys
import warnings

import numpy
import pydicom
from pydicom.pixels import pixel_array

warnings.simplefilter("ignore")
folder = pathlib.Path(sys.argv[1])
for number, path in enumerate(sys.argv[2:]):
    dataset = pydicom.dcmread(path, force=True)
    if "PixelData" not in dataset:
        continue
    last = int(dataset.get("NumberOfFrames") or 1) - 1
    for frame in sorted({0, last}):
        try:
            pixels = pixel_array(dataset, index=frame, raw=True)
        except Exception as failure:
            print(number, frame, "-", type(failure).__name__)
            continue
        name = "%d.%d" % (number, frame)
        (folder / name).write_bytes(pixels.astype("<i4" if pixels.dtype.kind == "i" else "<u4").tobytes())
        print(number, frame, name)
