"""Writes the table of UID keywords (PS3.6 annex A) from pydicom's copy of it.

Usage: python3 dicom/tools/uids.py, with pydicom installed. Columns: UID, keyword.
"""

import hashlib
import pathlib

import pydicom
import pydicom._uid_dict as source

path = pathlib.Path(source.__file__)
digest = hashlib.sha256(path.read_bytes()).hexdigest()
target = pathlib.Path(__file__).parent.parent / "src/main/resources/io/meridian/dicom/dump/uids.tsv"
target.parent.mkdir(parents=True, exist_ok=True)
lines = [
    "# UIDs of PS3.6 annex A: UID, keyword",
    "# source: pydicom %s, pydicom/_uid_dict.py, sha256 %s, MIT licence" % (pydicom.__version__, digest),
]
lines += sorted("%s\t%s" % (uid, row[4]) for uid, row in source.UID_dictionary.items() if row[4])
target.write_text("\n".join(lines) + "\n", "utf-8")
