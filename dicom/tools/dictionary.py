"""Writes what Meridian knows of PS3.6: the compact tables and the constants for tags and UIDs.

Usage: python3 dicom/tools/dictionary.py FOLDER_OF_THE_STANDARD
       with attributes.json and sops.json (edition 2024e); run it where pydicom is installed, whose
       table of UIDs (MIT licence) gives those of PS3.6 annex A.
Then:  mvn spotless:apply, which formats the constants.

dictionary.tsv: tag (x for any digit), VRs (the one that is written by default first), VM, keyword, R if retired
uids.tsv: UID, kind, keyword, name, R if retired
"""

import json
import pathlib
import re
import sys

from pydicom._uid_dict import UID_dictionary

source = pathlib.Path(sys.argv[1])
main = pathlib.Path(__file__).parent.parent / "src/main"
resources = main / "resources/io/meridian/dicom"
java = main / "java/io/meridian/dicom"

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
MULTIPLE = {"00000901": "1-n", "00001005": "1-n"}

rows = [(tag, vr, MULTIPLE.get(tag, "1"), keyword, "") for tag, (vr, keyword) in COMMANDS.items()]
for row in json.loads((source / "attributes.json").read_text("utf-8")):
    tag = row["tag"].strip("()").replace(",", "").replace("X", "x")
    choices = [vr for vr in row["valueRepresentation"].split(" or ") if len(vr) == 2]
    if not choices or not row["keyword"]:
        continue
    if "OW" in choices:
        choices.remove("OW")
        choices.insert(0, "OW")
    retired = "R" if row["retired"] == "Y" else ""
    rows.append((tag, "/".join(choices), row["valueMultiplicity"], row["keyword"].replace("\u200b", ""), retired))
rows.sort()
lines = ["# DICOM PS3.6 data dictionary, edition 2024e: tag, VRs, VM, keyword, retired"]
lines += ["\t".join(row).rstrip() for row in rows]
(resources / "dictionary.tsv").write_text("\n".join(lines) + "\n", "utf-8")

# Each interface has an initializer of its own, which runs when one of its tags is first used.
PARTS = [
    ("0000", 0x0000, 0x0007, "commands, file meta information and file sets"),
    ("0008", 0x0008, 0x000F, "identification"),
    ("0010", 0x0010, 0x0017, "patients, trials, testing and specimens"),
    ("0018", 0x0018, 0x001F, "acquisition"),
    ("0020", 0x0020, 0x0027, "relations and eyes"),
    ("0028", 0x0028, 0x003F, "images, procedures, visits and waveforms"),
    ("0040", 0x0040, 0x006F, "procedures, reports, devices and surfaces"),
    ("0070", 0x0070, 0x2FFF, "presentation, hanging and printing"),
    ("3002", 0x3002, 0x3009, "radiotherapy images, doses and structures"),
    ("300A", 0x300A, 0xFFFF, "radiotherapy plans and pixels"),
]
HEAD = "package io.meridian.dicom;\n\n/** Tags of %s (PS3.6, edition 2024e). Made by tools/dictionary.py, not by hand. */\ninterface TagsOf%s {\n"
exact = {row[0] for row in rows}
for name, first, last, about in PARTS:
    with (java / f"TagsOf{name}.java").open("w", encoding="utf-8") as out:
        out.write(HEAD % (about, name))
        for tag, _, _, keyword, _ in rows:
            digits = tag.replace("x", "0")
            if digits != tag and digits in exact:  # 0028,04x0 begins with x = 1
                continue
            if first <= int(digits[:4], 16) <= last:
                out.write(f"    Tag {keyword} = new Tag(0x{digits});\n")
        out.write("}\n")
with (java / "Tags.java").open("w", encoding="utf-8") as out:
    out.write("package io.meridian.dicom;\n\n")
    out.write("/**\n * Every attribute of the standard (PS3.6, edition 2024e) under its keyword. Attributes of repeating groups,\n")
    out.write(" * such as OverlayData, stand for the first group; four whose first tag is another attribute's have none. Made by tools/dictionary.py, not by hand.\n */\n")
    out.write("public final class Tags implements " + ", ".join(f"TagsOf{part[0]}" for part in PARTS))
    out.write(" {\n    private Tags() {}\n}\n")

uids = {}
for uid, (name, kind, _, retired, keyword) in UID_dictionary.items():
    name = re.sub(r"\s+", " ", name.replace("\u200b", "").replace(" (Retired)", ""))
    keyword = re.sub(r"\W", "", keyword) or "".join(w[:1].upper() + w[1:] for w in re.findall(r"[A-Za-z0-9]+", name))
    uids[uid] = (kind, keyword, name, "R" if retired else "")
for row in json.loads((source / "sops.json").read_text("utf-8")):
    kind, keyword, _, retired = uids.get(row["id"], ("SOP Class", re.sub(r"\W", "", row["name"]), "", ""))
    uids[row["id"]] = (kind, keyword, row["name"], retired)
lines = ["# DICOM PS3.4 annex B (edition 2024e) and the rest of PS3.6 annex A (edition 2024c): UID, kind, keyword, name, retired"]
lines += ["\t".join((uid, *rest)).rstrip() for uid, rest in sorted(uids.items())]
(resources / "uids.tsv").write_text("\n".join(lines) + "\n", "utf-8")
with (java / "Uids.java").open("w", encoding="utf-8") as out:
    out.write("package io.meridian.dicom;\n\n")
    out.write("/** Every UID of the standard (PS3.6 annex A) under its keyword. Made by tools/dictionary.py, not by hand. */\n")
    out.write("public final class Uids {\n")
    taken = set()
    for uid, (_, keyword, _, _) in sorted(uids.items()):
        if keyword and keyword[0].isalpha() and keyword not in taken:
            taken.add(keyword)
            out.write(f'    public static final String {keyword} = "{uid}";\n')
    out.write("\n    private Uids() {}\n}\n")
