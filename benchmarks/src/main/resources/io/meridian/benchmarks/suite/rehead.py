import sys
import pydicom

source, target = sys.argv[1], sys.argv[2]


def work():
    data = pydicom.dcmread(source)
    data.PatientName = "New^Name"
    data.PatientID = "N1"
    data.save_as(target)
