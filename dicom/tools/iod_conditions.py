"""The conditions of dicom3tools' templates in the language of our tables (see ConditionParser.java)."""


def selector(pairs):
    chosen = pairs.get("ValueSelector", "*")
    return "" if chosen == "*" else "@" + chosen


def quoted(text):
    return '"%s"' % text.replace('"', "'")


class Language:
    """
    tag: eight digits of an attribute's name, or None; uids: by name; unmatched: what could not be found, by kind.
    """

    def __init__(self, tag, uids, unmatched):
        self.tag, self.uids, self.unmatched = tag, uids, unmatched

    def constant(self, name):
        uid = self.uids.get(name.removesuffix("SOPClassUID")) or self.uids.get(name.removesuffix("UID"))
        return quoted(uid) if uid else self.unmatched["constant"].add(name) or quoted(name)

    def atom(self, pairs):
        """One test of one attribute; see ConditionParser.java."""
        name = self.tag(pairs["Element"])
        if name is None:
            return "F"
        at = selector(pairs)

        def tags(key):
            return "%s %s" % (name, self.tag(pairs[key]))

        if "ElementPresentWithin" in pairs:
            text = quoted(pairs["StringValue"]) if "StringValue" in pairs else self.constant(pairs["StringConstant"]) if "StringConstant" in pairs else ""
            return "within(%s%s)" % (tags("ElementPresentWithin"), " " + text if text else "")
        tests = {
            "ElementPresent": lambda v: "present(.%s%s)" % (name, " mask" if v else ""),
            "ElementPresentAbove": lambda v: "present(^%s)" % name,
            "ElementPresentInRoot": lambda v: "present(/%s)" % name,
            "ElementPresentInPathFromRoot": lambda v: "below(%s all)" % tags("ElementPresentInPathFromRoot"),
            "ElementPresentInPathFromRootFirstItem": lambda v: "below(%s first)" % tags("ElementPresentInPathFromRootFirstItem"),
            "SequencePresentInPathFromRootHasItems": lambda v: "filled(%s all)" % tags("SequencePresentInPathFromRootHasItems"),
            "SequencePresentInPathFromRootFirstItemHasItems": lambda v: "filled(%s first)" % tags("SequencePresentInPathFromRootFirstItemHasItems"),
            "GroupPresent": lambda v: "group(%s)" % name[:4],
            "ValuePresent": lambda v: "value(.%s%s)" % (name, at),
            "StringConstant": lambda v: "text(.%s%s %s)" % (name, at, self.constant(v)),
            "StringConstantFromRootAttribute": lambda v: "text(/%s%s %s)" % (name, at, self.constant(v)),
            "StringValue": lambda v: "text(.%s%s %s)" % (name, at, quoted(v)),
            "StringValueAbove": lambda v: "text(^%s%s %s)" % (name, at, quoted(v)),
            "StringValueFromRootAttribute": lambda v: "text(/%s%s %s)" % (name, at, quoted(v)),
            "StringValueFromRoot": lambda v: "text(/%s%s %s)" % (name, at, quoted(v)),
            "BinaryValue": lambda v: "number(.%s%s %s)" % (name, at, v),
            "BinaryValueFromRootAttribute": lambda v: "number(/%s%s %s)" % (name, at, v),
            "TagValue": lambda v: "tag(.%s%s %s)" % (name, at, v.replace("0x", "").replace(",", "").upper()),
            "SequenceHasItems": lambda v: "items(.%s > 0)" % name,
            "SequenceHasOneItem": lambda v: "items(.%s == 1)" % name,
            "SequenceHasTwoItems": lambda v: "items(.%s == 2)" % name,
            "SequenceHasMultipleItems": lambda v: "items(.%s > 1)" % name,
        }
        (key,) = [key for key in pairs if key in tests]
        return tests[key](pairs[key])

    def expression(self, entries):
        """Operators bind from left to right, as they stand."""
        whole, joined = "", ""
        for operator, modifier, entry in entries:
            text = self.expression(entry) if isinstance(entry, list) else self.atom(entry)
            text = "not(%s)" % text if modifier.lower() == "not" else text
            if not whole:
                whole = text
                continue
            word = "all" if operator.lower() == "and" else "any"
            whole = whole[:-1] + "; %s)" % text if joined == word else "%s(%s; %s)" % (word, whole, text)
            joined = word
        return whole or "F"
