import logging, sys
import pydicom

logging.getLogger("pydicom").setLevel(logging.CRITICAL)
pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
files = open(sys.argv[1]).read().splitlines()
passes = int(sys.argv[2])


def work():
    attributes = 0
    for _ in range(passes):
        for file in files:
            attributes += len(pydicom.dcmread(file, stop_before_pixels=True, force=True))
    assert attributes > 0
