"""Compares DICOM JSON with what pydicom makes of the same file; prints the paths that differ.

Usage: json_model.py MODE FOLDER FILE...; our JSON of the n-th file is FOLDER/n.json. The last line counts attributes.
MODE written: is our JSON what pydicom writes of the file? readable: does pydicom read our JSON to what is in the file?
make: writes pydicom's JSON of the n-th file to FOLDER/n.theirs.json.
"""

import json
import pathlib
import sys
import warnings

import numpy
import pydicom

warnings.simplefilter("ignore")
pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
# Ours: Unicode is declared; group lengths and encapsulated pixels are left out.
SKIPPED = {"00080005", "7FE00010"}
count = 0


def plain(value):
    if isinstance(value, str):
        value = value.strip()
        try:
            return float(value)
        except ValueError:
            return value
    return float(value) if isinstance(value, (int, float)) else value


def compare(path, theirs, ours):
    global count
    for tag in sorted(set(theirs) | set(ours)):
        if tag in SKIPPED or tag.endswith("0000"):
            continue
        count += 1
        if tag not in theirs:
            print("ABSENT %s%s" % (path, tag))  # pydicom leaves out what it finds invalid
            continue
        a, b = theirs[tag], ours.get(tag, {})
        if a.get("vr") == "UN" and b.get("vr") == "SQ":
            print("OPENED %s%s" % (path, tag))  # ours looks into sequences that came as UN
            continue
        if a.get("vr") == "SQ" and b.get("vr") == "SQ":
            if len(a.get("Value", [])) != len(b.get("Value", [])):
                print("DIFFERS %s%s items" % (path, tag))
            for number, (x, y) in enumerate(zip(a.get("Value", []), b.get("Value", []))):
                compare("%s%s[%d]" % (path, tag, number), x, y)
            continue
        x, y = [plain(v) for v in a.get("Value", [])], [plain(v) for v in b.get("Value", [])]
        if a.get("vr") == "FL":
            x, y = [numpy.float32(v) for v in x], [numpy.float32(v) for v in y]
        # pydicom writes an empty value as an empty text or an empty object; the standard's null is ours.
        x = [v if v not in ("", {}) else None for v in x]
        y = [v if v not in ("", {}) else None for v in y]
        if x != y or a.get("InlineBinary") != b.get("InlineBinary"):
            print("DIFFERS %s%s %s %s" % (path, tag, a.get("vr"), b.get("vr")))


mode = sys.argv[1]
folder = pathlib.Path(sys.argv[2])
for number, path in enumerate(sys.argv[3:]):
    try:
        theirs = pydicom.dcmread(path, force=True).to_json_dict(suppress_invalid_tags=True)
    except Exception as failure:
        print("SKIPPED %s %s" % (path, type(failure).__name__))
        continue
    if mode == "make":
        # Values that pydicom cannot write as JSON are not JSON: NaN stands bare there.
        (folder / ("%d.theirs.json" % number)).write_text(json.dumps(theirs, allow_nan=False), "utf-8")
        continue
    ours = json.loads((folder / ("%d.json" % number)).read_text("utf-8"))
    if mode == "readable":
        # What pydicom makes of our JSON, as its own JSON again.
        ours = pydicom.Dataset.from_json(ours).to_json_dict()
    compare(pathlib.Path(path).name + " ", theirs, ours)
print("COUNT %d" % count)
