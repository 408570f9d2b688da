"""Writes the compact table of private attributes.

Usage: python3 dicom/tools/private_dictionary.py, where pydicom is installed.

The facts (creator, group, offset in the block, VR, VM, name) are those of GDCM's private dictionary (BSD licence) as pydicom (MIT
licence) carries it; attributes of which nothing is known are left out, and a few of vendors that it lacks are added, from what their
conformance statements and dcm2niix (BSD licence) say.

private.tsv: a line "=" with a creator, then its attributes: group, offset in the block, VR, VM, name.
"""

import pathlib
import re

from pydicom._private_dict import private_dictionaries

target = pathlib.Path(__file__).parent.parent / "src/main/resources/io/meridian/dicom/private.tsv"
ADDED = {
    "Image Private Header": {  # United Imaging
        "0065xx09": ("FD", "1", "B Value"),
        "0065xx37": ("FD", "3", "Diffusion Gradient Direction"),
        "0065xx50": ("DS", "1", "Number of Images in Grid"),
        "0065xx51": ("SQ", "1", "MR VFrame Sequence"),
        "0065xx58": ("IS", "1", "Phase Encoding Direction Positive"),
    },
}

tables = {creator: dict(rows) for creator, rows in private_dictionaries.items()}
for creator, rows in ADDED.items():
    tables.setdefault(creator, {}).update(rows)
lines = ["# Private attributes by creator: group, offset, VR, VM, name; facts from GDCM (BSD) by way of pydicom (MIT)"]
for creator, rows in sorted(tables.items()):
    kept = []
    for tag, (vr, vm, name, *_) in sorted(rows.items()):
        group, block, offset = tag[:4], tag[4:6], tag[6:]
        vr = {"US or SS": "US", "OB_OW": "OB"}.get(vr, vr)
        known = vr != "UN" or name != "Unknown"
        if "x" in group or "x" in offset or block not in ("xx", "00") or not known or int(group, 16) % 2 == 0:
            continue
        kept.append("\t".join((group.upper(), offset.upper(), vr, vm, re.sub(r"\s+", " ", name).strip())))
    if kept:
        lines += ["=" + creator, *dict.fromkeys(kept)]
target.write_text("\n".join(lines) + "\n", "utf-8")
