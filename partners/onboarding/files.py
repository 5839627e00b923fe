"""Reads onboardings from a YAML file; whatever is wrong in it is named with its line and its field."""

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from yaml.constructor import SafeConstructor
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from partners.onboarding.forms import PEOPLE, Onboarding, PersonForm, RecordForm


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong at one place of a file. Line 0 is the file as a whole, a blank field its syntax."""

    line: int
    field: str
    what: str

    def at(self, name: str) -> str:
        """The whole message, for the file with that name."""
        line = _("line %(line)s") % {"line": self.line} if self.line else ""
        return f"{', '.join(filter(None, [name, line, self.field]))}: {self.what}"


class BadFileError(Exception):
    """A file that cannot be carried out, with all that is wrong in it; a line of text for each."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        super().__init__("\n".join(problem.at(path.name) for problem in sorted(problems)))


@dataclass
class Entry:
    """One partner of a file: what is given, and on which line, by its path (“people[0].email”)."""

    prefix: str
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, list[Problem]] = field(default_factory=dict)

    def report(self, path: str, what: str, line: int | None = None) -> None:
        """Notes a problem; what is not in the file is reported on the line of what should hold it."""
        nearest = path
        while nearest not in self.lines:
            nearest = nearest.rpartition(".")[0]
        problem = Problem(line or self.lines[nearest], f"{self.prefix}{path}".rstrip("."), what)
        self.wrong.setdefault(path, []).append(problem)

    def is_wrong_at(self, path: str) -> bool:
        """Whether a problem stands there, within it, or around it."""
        return any(_covers(path, other) or _covers(other, path) for other in self.wrong)


def _covers(outer: str, inner: str) -> bool:
    return outer in ("", inner) or inner.startswith((f"{outer}.", f"{outer}["))


def load(path: Path) -> list[Onboarding]:
    """The onboardings of a file that holds one partner or a list of partners. Raises BadFileError."""
    root = _compose(path)
    is_list = isinstance(root, SequenceNode)
    nodes: list[Node] = root.value if is_list else [root]
    entries = [_read_entry(node, f"[{number}]." if is_list else "") for number, node in enumerate(nodes)]
    _report_repeated_keys(entries)
    onboardings = [_onboarding(entry, path.parent) for entry in entries]
    if problems := [problem for entry in entries for found in entry.wrong.values() for problem in found]:
        raise BadFileError(path, problems)
    return onboardings


def _compose(path: Path) -> Node:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadFileError(path, [Problem(0, "", error.strerror or str(error))]) from error
    try:
        text = content.decode("utf-8-sig")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadFileError(path, [Problem(line, "", _("This is not text in UTF-8."))]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BadFileError(
            path, [Problem(line, "", _("There is a character here that YAML does not allow."))]
        ) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = ", ".join(filter(None, [error.context, error.problem]))
        raise BadFileError(path, [Problem(mark.line + 1 if mark else 0, "", what)]) from error
    if root is None:
        raise BadFileError(path, [Problem(0, "", _("The file is empty."))])
    return root


# What the file says


def _read_entry(node: Node, prefix: str) -> Entry:
    entry = Entry(prefix, lines={"": _line(node)})
    entry.values = _mapping(entry, node, "", {**RecordForm().fields, PEOPLE: None})
    return entry


def _mapping(entry: Entry, node: Node, path: str, fields: dict[str, forms.Field | None]) -> dict[str, Any]:
    """The fields that are given and are of the right kind; a field left empty counts as not given."""
    values: dict[str, Any] = {}
    if not isinstance(node, MappingNode):
        entry.report(path, _("Fields are expected here, each with its value."))
        return values
    for key_node, value_node in node.value:
        name = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
        place = f"{path}.{name}" if path else name
        if place in entry.lines:
            words = {"line": entry.lines[place]}
            entry.report(place, _("This field stands here twice; first on line %(line)s.") % words, _line(key_node))
        elif name not in fields:
            entry.report(place, _unknown(name, list(fields)), _line(key_node))
        else:
            entry.lines[place] = _line(key_node)
            value = _value(entry, value_node, place, fields[name])
            if value is not None:
                values[name] = value
    return values


def _unknown(name: str, names: list[str]) -> str:
    if close := difflib.get_close_matches(name, names, 1):
        return _("There is no such field. Is “%(name)s” meant?") % {"name": close[0]}
    return _("There is no such field. There are: %(names)s.") % {"names": ", ".join(names)}


def _value(entry: Entry, node: Node, path: str, form_field: forms.Field | None) -> Any:
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if form_field is None:
        return _list(entry, node, path, _person)
    if isinstance(form_field, forms.BooleanField):
        return _flag(entry, node, path)
    if isinstance(form_field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField) or hasattr(
        form_field, "base_field"
    ):
        return _list(entry, node, path, _text)
    return _text(entry, node, path)


def _text(entry: Entry, node: Node, path: str) -> str | None:
    if isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:str":
        return str(node.value)
    if isinstance(node, ScalarNode):
        entry.report(path, _('A text is expected here; put it in quotes: "%(value)s".') % {"value": node.value})
    else:
        entry.report(path, _("A single text is expected here."))
    return None


def _flag(entry: Entry, node: Node, path: str) -> bool | None:
    if isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:bool":
        return SafeConstructor.bool_values[node.value.lower()]
    entry.report(path, _("Either “true” or “false” is expected here."))
    return None


def _list(entry: Entry, node: Node, path: str, read: Callable[[Entry, Node, str], Any]) -> list[Any] | None:
    if not isinstance(node, SequenceNode):
        entry.report(path, _("A list is expected here."))
        return None
    items = []
    for number, item in enumerate(node.value):
        place = f"{path}[{number}]"
        entry.lines[place] = _line(item)
        items.append(read(entry, item, place))
    return [item for item in items if item is not None]


def _person(entry: Entry, node: Node, path: str) -> dict[str, Any]:
    return _mapping(entry, node, path, dict(PersonForm().fields))


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


# What it means


def _report_repeated_keys(entries: list[Entry]) -> None:
    first: dict[str, int] = {}
    for entry in entries:
        key = entry.values.get("key")
        if key in first:
            words = {"key": key, "line": first[key]}
            entry.report("key", _("The partner “%(key)s” stands in this file twice; first on line %(line)s.") % words)
        elif key:
            first[key] = entry.lines["key"]


def _onboarding(entry: Entry, folder: Path) -> Onboarding:
    """The forms, filled in with what the entry gives; their errors are reported where the entry has none yet."""
    logo = None
    if name := entry.values.get("logo"):
        try:
            logo = ContentFile((folder / name).read_bytes(), Path(name).name)
        except (OSError, ValueError) as error:
            words = {"file": name, "reason": getattr(error, "strerror", None) or error}
            entry.report("logo", _("“%(file)s” cannot be read: %(reason)s.") % words)
    onboarding = Onboarding.from_values(entry.values, logo)
    onboarding.is_valid()
    _report_errors(entry, "", onboarding.record, entry.values)
    for number, (form, row) in enumerate(zip(onboarding.people.forms, entry.values.get(PEOPLE, []), strict=False)):
        _report_errors(entry, f"{PEOPLE}[{number}]", form, row)
    for message in onboarding.people.non_form_errors():
        entry.report(PEOPLE, str(message))
    return onboarding


def _report_errors(entry: Entry, path: str, form: forms.BaseForm, values: dict[str, Any]) -> None:
    """Of a form that was filled in with `values`, where nothing has been reported yet."""
    found = [
        (".".join(filter(None, [path, "" if name == NON_FIELD_ERRORS else name])), name, error)
        for name, errors in form.errors.as_data().items()
        for error in errors
    ]
    for place, name, error in [line for line in found if not entry.is_wrong_at(line[0])]:
        items, wrong = values.get(name), (error.params or {}).get("value")
        item = f"[{items.index(wrong)}]" if isinstance(items, list) and wrong in items else ""
        entry.report(f"{place}{item}", " ".join([*error.messages, *_possible(form.fields.get(name), error)]))


def _possible(form_field: forms.Field | None, error: ValidationError) -> Iterator[str]:
    """What may stand there, for fields of which the form shows the choices."""
    choices = getattr(form_field, "choices", None)
    if choices and error.code == "invalid_choice":
        values = [str(value) for value, _label in choices if str(value)]
        yield _("Possible: %(values)s.") % {"values": ", ".join(values)}
