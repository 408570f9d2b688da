# For each file: how many attributes stand before the pixels, and its SOP instance.
import logging, sys, warnings
import pydicom

warnings.simplefilter("ignore")
logging.getLogger("pydicom").setLevel(logging.CRITICAL)
pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
for file in open(sys.argv[1]).read().splitlines():
    data = pydicom.dcmread(file, stop_before_pixels=True, force=True)
    print(len(data), data.get("SOPInstanceUID", ""), data.get("Rows", 0) or 0, sep="|")
