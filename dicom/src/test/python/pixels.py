"""Writes what pydicom decodes of the first, middle and last frame, raw, in its own type, one file each.

Usage: pixels.py FOLDER FILE...; prints one line a frame: number of the file, frame, name of the output and NumPy's type, or the
reason why not.
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
    if not {"PixelData", "FloatPixelData", "DoubleFloatPixelData"} & set(dataset.dir()):
        continue
    last = int(dataset.get("NumberOfFrames") or 1) - 1
    for frame in sorted({0, last // 2, last}):
        try:
            pixels = pixel_array(dataset, index=frame, raw=True)
        except Exception as failure:
            print(number, frame, "-", type(failure).__name__)
            continue
        name = "%d.%d" % (number, frame)
        (folder / name).write_bytes(pixels.tobytes())
        print(number, frame, name, pixels.dtype.str)
