"""Writes the compact dictionary table from the standard's own (PS3.6, edition 2024e, as JSON).

Usage: python3 dicom/tools/dictionary.py FOLDER_WITH_attributes.json
Columns: tag (x for any digit), VR, VM, keyword, R if retired.
"""

import json
import pathlib
import sys

source = pathlib.Path(sys.argv[1])
target = pathlib.Path(__file__).parent.parent / "src/main/resources/io/meridian/dicom"

rows = []
for row in json.loads((source / "attributes.json").read_text("utf-8")):
    tag = row["tag"].strip("()").replace(",", "").replace("X", "x")
    vr = row["valueRepresentation"].split(" or ")[0].strip()
    if len(vr) == 2 and row["keyword"]:
        retired = "R" if row["retired"] == "Y" else ""
        rows.append((tag, vr, row["valueMultiplicity"], row["keyword"].replace("\u200b", ""), retired))
rows.sort()
lines = ["# DICOM PS3.6 data dictionary, edition 2024e: tag, VR, VM, keyword, retired"]
lines += ["\t".join(row).rstrip() for row in rows]
(target / "dictionary.tsv").write_text("\n".join(lines) + "\n", "utf-8")

names = ["# DICOM PS3.4 storage SOP classes, edition 2024e: UID, name"]
names += sorted({"%s\t%s" % (row["id"], row["name"]) for row in json.loads((source / "sops.json").read_text("utf-8"))})
(target / "sop-classes.tsv").write_text("\n".join(names) + "\n", "utf-8")
