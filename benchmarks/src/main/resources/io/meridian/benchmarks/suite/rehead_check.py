# What a re-headed file holds: the new name, the number of attributes, a digest of its pixels.
import hashlib, sys
import pydicom

data = pydicom.dcmread(sys.argv[1])
pixels = data.PixelData
print(data.PatientName, data.PatientID, len(data), len(pixels), hashlib.sha256(pixels).hexdigest())
