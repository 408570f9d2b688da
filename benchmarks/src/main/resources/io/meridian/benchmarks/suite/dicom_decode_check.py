# The decoded values of a file, as GDCM has them, written to another file.
import sys
import gdcm

reader = gdcm.ImageReader()
reader.SetFileName(sys.argv[1])
assert reader.Read()
change = gdcm.ImageChangeTransferSyntax()
change.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.ExplicitVRLittleEndian))
change.SetInput(reader.GetImage())
assert change.Change()
image = change.GetOutput()
planar = image.GetPlanarConfiguration()
data = image.GetBuffer().encode("utf-8", errors="surrogateescape")
if planar:
    size = len(data) // 3
    planes = [data[i * size : (i + 1) * size] for i in range(3)]
    data = bytes(value for pixel in zip(*planes) for value in pixel)
open(sys.argv[2], "wb").write(data)
