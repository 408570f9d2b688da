"""Decodes objects by pydicom and by GDCM, and says where they differ from the cells beside them.

Usage: transcoded.py FOLDER NAME...; reads FOLDER/NAME.dcm and FOLDER/NAME.cells (frames x rows x columns x samples, little-endian).
Prints a line NAME PEER RESULT: same, differs, aborts, - where a peer has no decoder for such pixels, or an error.
"""

import os
import pathlib
import sys
import warnings

import gdcm
import numpy
import pydicom
from pydicom.pixels import pixel_array

warnings.simplefilter("error")
pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE


def by_pydicom(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return pixel_array(dataset, raw=True)
    except (NotImplementedError, RuntimeError) as failure:
        if dataset.BitsAllocated == 1 or "missing dependencies" in str(failure):
            return None
        raise


def by_gdcm(path):
    dataset = pydicom.dcmread(path, stop_before_pixels=True)
    if dataset.BitsAllocated == 1:
        return None  # GDCM decodes one bit only by chance
    if dataset.BitsStored == 7:
        return None  # nor does GDCM read the original of 7 bits
    colour = dataset.SamplesPerPixel > 1
    if dataset.file_meta.TransferSyntaxUID == pydicom.uid.RLELossless and colour:
        if dataset.BitsAllocated > 8 or dataset.Rows * dataset.Columns % 2:
            return None  # GDCM puts such planes wrongly, and refuses odd ones; pydicom's own files too
    reader = gdcm.ImageReader()
    reader.SetFileName(str(path))
    if not reader.Read():
        raise ValueError("cannot be read")
    image = reader.GetImage()
    change = gdcm.ImageChangePlanarConfiguration()
    change.SetPlanarConfiguration(0)
    change.SetInput(image)
    if dataset.SamplesPerPixel > 1 and change.Change():
        image = change.GetOutput()
    content = image.GetBuffer().encode("utf-8", errors="surrogateescape")
    return numpy.frombuffer(content, f"<u{dataset.BitsAllocated // 8}") & numpy.uint64(2**dataset.BitsStored - 1)


def masked(pixels, expected, path):
    """GDCM leaves the bits above BitsStored as they come."""
    dataset = pydicom.dcmread(path, stop_before_pixels=True)
    cells = numpy.frombuffer(expected, f"<u{dataset.BitsAllocated // 8}")
    return pixels == (cells & numpy.uint64(2**dataset.BitsStored - 1))


def compare(path, expected, peer, decode):
    try:
        pixels = decode(path)
    except Exception as failure:
        return type(failure).__name__ + " " + str(failure)[:150].replace("\n", " ")
    if pixels is None:
        return "-"
    if peer == "gdcm" and masked(pixels, expected, path).all() or pixels.tobytes() == expected:
        return "same"
    return "differs"


def main():
    folder = pathlib.Path(sys.argv[1])
    for name in sys.argv[2:]:
        expected = (folder / f"{name}.cells").read_bytes()
        for peer, decode in (("pydicom", by_pydicom), ("gdcm", by_gdcm)):
            sys.stdout.flush()
            child = os.fork()  # GDCM ends the process where it meets what it does not expect
            if child == 0:
                print(name, peer, compare(folder / f"{name}.dcm", expected, peer, decode), flush=True)
                os._exit(0)
            if os.waitpid(child, 0)[1] != 0:
                print(name, peer, "aborts")


main()
