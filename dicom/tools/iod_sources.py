"""Reads the sources of the IOD tables: dicom3tools' templates, the standard's JSON, highdicom's module map.

dicom3tools' templates are lines of NAME="VALUE" pairs; Sequence..SequenceEnd, DefineMacro..MacroEnd, Module..ModuleEnd and
parentheses nest. Only facts are taken: attributes, types, numbers of items, conditions, values.
"""

import collections
import importlib.util
import json
import pathlib
import re

PAIR = re.compile(r'(\w+)="([^"]*)"')
FIRST = re.compile(r'\w+ *= *"?([A-Za-z0-9]+)')


def lines(path):
    for line in path.read_text("latin-1").splitlines():
        kept, quoted = "", False
        for character in line:
            quoted ^= character == '"'
            if character == "#" and not quoted:
                break
            kept += character
        if kept.strip():
            yield kept.strip()


def files(root, folder):
    return sorted((root / folder).glob("*.tpl"))


class Row(dict):
    """One line of a list of attributes: kind is Name, Verify, Sequence or InvokeMacro; kids are a sequence's rows."""

    def __init__(self, kind, name, pairs):
        super().__init__(pairs)
        self.kind, self.name, self.kids = kind, name, []


def attribute_lists(root):
    """Macros and modules by name, each a list of rows."""
    macros, modules = {}, {}
    for path in files(root, "module"):
        stack = []
        for line in lines(path):
            pairs = dict(PAIR.findall(line))
            kind = re.match(r"\w+", line).group()
            if kind in ("DefineMacro", "Module"):
                stack = [[]]
                (macros if kind == "DefineMacro" else modules)[pairs[kind]] = stack[0]
            elif kind in ("MacroEnd", "ModuleEnd"):
                assert len(stack) == 1, (path, line)
            elif kind == "SequenceEnd":
                stack.pop()
            else:
                assert kind in ("Name", "Verify", "Sequence", "InvokeMacro"), (path, line)
                row = Row(kind, FIRST.match(line).group(1), pairs)
                stack[-1].append(row)
                if kind == "Sequence":
                    stack.append(row.kids)
    return macros, modules


def value_lists(root):
    """Permitted values by name: texts, numbers, tags."""
    found = collections.defaultdict(dict)
    for path in files(root, "strval") + [root / "binval.tpl", root / "tagval.tpl"]:
        text = "\n".join(lines(path))
        for kind, name, body in re.findall(r'(\w+)="([^"]+)"\s*\{([^}]*)\}', text):
            entries = [part for line in body.splitlines() for part in [line.strip().rstrip(",").strip()] if part]
            found[kind][name] = [entry.split("=")[0].strip() for entry in entries]
    return found


def conditions(root):
    """By name: a list of (operator, modifier, pairs of an element or a list of the same)."""
    found, name, stack = {}, "", []
    for line in lines(root / "condn.tpl"):
        pairs = dict(PAIR.findall(line))
        if line.startswith("ConditionEnd"):
            assert len(stack) == 1, name
            found[name] = stack[0]
        elif line.startswith("Condition="):
            name, stack = pairs["Condition"], [[]]
        elif line.startswith("("):
            stack.append([])
        elif line.startswith(")"):
            group = stack.pop()
            stack[-1].append((pairs.get("Operator", "Or"), pairs.get("Modifier", ""), group))
        elif line.startswith("Element"):
            stack[-1].append((pairs.get("Operator", "Or"), pairs.get("Modifier", ""), pairs))
    return found


def composites(root):
    """By name: the condition that selects it, and its modules as (name, usage, condition)."""
    found = {}
    for path in files(root, "iodcomp"):
        for line in lines(path):
            pairs = dict(PAIR.findall(line))
            if "CompositeIOD" in pairs:
                current = found[pairs["CompositeIOD"]] = (pairs.get("Condition"), [])
            elif "Module" in pairs:
                current[1].append((pairs["Module"], pairs.get("Usage", "U"), pairs.get("Condition")))
    return found


def uids(root):
    """SOP classes and transfer syntaxes by name."""
    found = {}
    for name in ("sopcl.tpl", "transyn.tpl"):
        for line in lines(root / name):
            pairs = dict(PAIR.findall(line))
            if "Uid" in pairs:
                found.setdefault(pairs["Name"], pairs["Uid"])
    return found


def standard(folder, name):
    return json.loads((pathlib.Path(folder) / (name + ".json")).read_text("utf-8"))


def section(row):
    """Such as C.7.6.14: the section that a description links to, else the one that holds the table."""
    match = re.search(r"#sect_([A-Z0-9.]+)", row["description"]) or re.search(r"/sect_([A-Z0-9.]+)\.html", row["linkToStandard"])
    return match.group(1) if match else ""


def highdicom_modules(path):
    """Module id to rows of keyword, path and type."""
    spec = importlib.util.spec_from_file_location("modules", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.MODULE_ATTRIBUTE_MAP
