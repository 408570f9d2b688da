"""Prints what pydicom reads: one line an element with its tag path and the digest of its value's bytes or text."""

import hashlib
import sys
import warnings

import pydicom

warnings.simplefilter("ignore")
pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE


def walk(dataset, path, out):
    for tag in sorted(dataset.keys()):
        element = dataset.get_item(tag)
        name = "%s%04X%04X" % (path, tag.group, tag.element)
        decoded = dataset[tag]
        if decoded.VR == "SQ":
            out.append("%s SQ %d" % (name, len(decoded.value)))
            for number, item in enumerate(decoded.value):
                walk(item, "%s[%d]" % (name, number), out)
        elif decoded.VR in ("PN", "LO", "SH", "LT", "ST", "UT", "UC"):
            value = decoded.value
            values = value if isinstance(value, pydicom.multival.MultiValue) else [value if value is not None else ""]
            text = "\\".join(str(each).strip() for each in values)
            out.append("%s %s %s" % (name, decoded.VR, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]))
        elif decoded.VR in ("US", "SS", "UL", "SL", "FL", "FD", "DS", "IS"):
            value = decoded.value
            values = value if isinstance(value, pydicom.multival.MultiValue) else [] if value is None or value == "" else [value]
            flat = [each for value in values for each in (value if isinstance(value, (list, tuple)) else [value])]
            out.append("%s # %s" % (name, ",".join("%.9g" % (float(each) + 0.0) for each in flat)))


lines = []
for path in sys.argv[1:]:
    dataset = pydicom.dcmread(path, force=True)
    lines.append("FILE " + path)
    walk(dataset, "", lines)
sys.stdout.reconfigure(encoding="utf-8")
print("\n".join(lines))
