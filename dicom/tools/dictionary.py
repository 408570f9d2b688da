"""Writes the compact dictionary table from the standard's own (PS3.6, edition 2024e, as JSON).

Usage: python3 dicom/tools/dictionary.py FOLDER_WITH_attributes.json
Columns: tag (x for any digit), VR, VM, keyword, R if retired.
"""

import json
import pathlib
import sys

source = pathlib.Path(sys.argv[1])
target = pathlib.Path(__file__).parent.parent / "src/main/resources/io/meridian/dicom"

# Command elements, PS3.7 annex E: they are not in PS3.6.
COMMANDS = {
    "00000000": ("UL", "CommandGroupLength"),
    "00000002": ("UI", "AffectedSOPClassUID"),
    "00000003": ("UI", "RequestedSOPClassUID"),
    "00000100": ("US", "CommandField"),
    "00000110": ("US", "MessageID"),
    "00000120": ("US", "MessageIDBeingRespondedTo"),
    "00000600": ("AE", "MoveDestination"),
    "00000700": ("US", "Priority"),
    "00000800": ("US", "CommandDataSetType"),
    "00000900": ("US", "Status"),
    "00000901": ("AT", "OffendingElement"),
    "00000902": ("LO", "ErrorComment"),
    "00000903": ("US", "ErrorID"),
    "00001000": ("UI", "AffectedSOPInstanceUID"),
    "00001001": ("UI", "RequestedSOPInstanceUID"),
    "00001002": ("US", "EventTypeID"),
    "00001005": ("AT", "AttributeIdentifierList"),
    "00001008": ("US", "ActionTypeID"),
    "00001020": ("US", "NumberOfRemainingSuboperations"),
    "00001021": ("US", "NumberOfCompletedSuboperations"),
    "00001022": ("US", "NumberOfFailedSuboperations"),
    "00001023": ("US", "NumberOfWarningSuboperations"),
    "00001030": ("AE", "MoveOriginatorApplicationEntityTitle"),
    "00001031": ("US", "MoveOriginatorMessageID"),
}

rows = [(tag, vr, "1", keyword, "") for tag, (vr, keyword) in COMMANDS.items()]
for row in json.loads((source / "attributes.json").read_text("utf-8")):
    tag = row["tag"].strip("()").replace(",", "").replace("X", "x")
    choices = row["valueRepresentation"].split(" or ")
    vr = "OW" if "OW" in choices else choices[0].strip()
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
