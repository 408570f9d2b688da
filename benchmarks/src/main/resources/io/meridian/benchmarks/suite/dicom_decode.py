import sys
import gdcm

file, decodes = sys.argv[1], int(sys.argv[2])
native = gdcm.TransferSyntax(gdcm.TransferSyntax.ExplicitVRLittleEndian)


def decoded():
    reader = gdcm.ImageReader()
    reader.SetFileName(file)
    assert reader.Read(), file
    # Decoded in C++: GetBuffer would add the making of a Python string.
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(native)
    change.SetInput(reader.GetImage())
    assert change.Change(), file
    return reader, change


def work():
    for _ in range(decodes):
        decoded()
