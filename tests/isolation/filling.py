"""Fills the URL patterns of the admin with the numbers of another partner's things, and says what to send there."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tests.isolation.hidden import EVENT_DAY, SEARCHED, Hidden
from tests.isolation.patterns import View
from tests.isolation.world import paper, picture

# What the arguments in addresses are of: by the view and the argument, else by its namespace, else by the argument.
OF = {
    "page_id": "page",
    "parent_page_id": "page",
    "page_to_move_id": "page",
    "destination_id": "page",
    "page_pk": "page",
    "wagtailadmin_pages:revisions_compare pk": "page",
    "wagtailadmin_api:pages pk": "page",
    "wagtailadmin_api:images pk": "image",
    "wagtailimages_chooser pk": "image",
    "image_id": "image",
    "wagtailadmin_api:documents pk": "document",
    "wagtaildocs_chooser pk": "document",
    "document_id": "document",
    "doc_id": "document",
    "uploaded_file_id": "upload",
    "revision_id": "revision",
    "revision_id_a": "revision",
    "revision_id_b": "revision",
    "task_state_id": "task state",
    "workflow_state_id": "workflow state",
    "task_id": "task",
    "wagtailadmin_workflows:edit_task pk": "task",
    "wagtailadmin_workflows:enable_task pk": "task",
    "wagtailadmin_workflows:disable_task pk": "task",
    "wagtailadmin_workflows pk": "workflow",
    "workflow_pk": "workflow",
    "translation_id": "translation",
    "translation_source_id": "translation source",
    "string_segment_id": "segment",
    "overridable_segment_id": "override",
    "session_id": "session",
    "collection_id": "collection",
    "wagtailadmin_collections pk": "collection",
    "key": "partner key",
    "membership": "membership",
    "wagtailsnippets_partners_partner pk": "partner",
    "wagtailsnippetchoosers_partners_partner pk": "partner",
    "wagtailsnippets_core_topic pk": "topic",
    "wagtailsnippetchoosers_core_topic pk": "topic",
    "wagtailsnippets_search_synonymgroup pk": "synonyms",
    "wagtailsnippetchoosers_search_synonymgroup pk": "synonyms",
    "wagtailsnippets_search_promotedresult pk": "promoted result",
    "wagtailsnippetchoosers_search_promotedresult pk": "promoted result",
    "wagtail_localize:submit_snippet_translation pk": "partner",
    "wagtail_localize:snippets_api_detail pk": "partner",
    "wagtailusers_users pk": "user",
    "wagtailusers_groups pk": "group",
    "wagtaillocales pk": "locale",
    "wagtailsites pk": "site",
    "wagtailadmin_editing_sessions:ping object_id": "page",
    "restriction_id": "restriction",
    "redirect_id": "redirect",
}

# What stands in addresses without being the number of a thing.
WORDS: dict[str, list[str]] = {
    "action_name": ["approve", "reject"],
    "filter_spec": ["max-165x165"],
    "mode": ["print"],
    "wagtailadmin_api:pages:action action_name": ["copy", "publish"],
    # Links in mails are for whoever holds them; a made-up one opens nothing.
    "uidb64": ["MQ"],
    "token": ["set-password"],
}

# Pairs of an app and a model, by the view; they stand in two arguments.
MODELS: dict[str, list[tuple[str, str]]] = {
    "wagtailadmin_pages:add": [("articles", "articlepage")],
    "wagtailadmin_pages:preview_on_add": [("articles", "articlepage")],
    "wagtailadmin_pages:type_use": [("articles", "articlepage")],
    "wagtailadmin_pages:type_use_results": [("articles", "articlepage")],
    "wagtailadmin_pages:choose_parent": [("articles", "articlepage")],
    "wagtailadmin_tag_model_autocomplete": [("core", "customimage")],
    "wagtailadmin_workflows:add_task": [("partners", "moderationtask")],
    "wagtailadmin_editing_sessions:ping": [("wagtailcore", "page"), ("articles", "articlepage")],
    "wagtail_localize:submit_snippet_translation": [("partners", "partner")],
    "wagtail_localize:snippets_api_listing": [("partners", "partner")],
    "wagtail_localize:snippets_api_detail": [("partners", "partner")],
}
APP_ARGUMENTS = ("app_label", "app_name", "content_type_app_name")
MODEL_ARGUMENTS = ("model_name", "content_type_model_name")

BULK = "wagtail_bulk_action"
BULK_ACTIONS = {
    ("wagtailcore", "page"): ("page", ["delete", "move", "publish", "unpublish"]),
    ("core", "customimage"): ("image", ["add_to_collection", "delete"]),
    ("core", "customdocument"): ("document", ["add_to_collection", "delete"]),
    ("core", "user"): ("user", ["assign_role", "delete", "set_active_state"]),
}

# Numbers of things that a query may hold, by the view, as the name in the query and what it is of.
QUERIES: dict[str, list[tuple[str, str]]] = {
    "events:similar": [("page", "page")],
    "wagtailadmin_choose_page_chosen_multiple": [("id", "page")],
    "wagtailimages_chooser:chosen_multiple": [("id", "image")],
    "wagtaildocs_chooser:chosen_multiple": [("id", "document")],
    "wagtailimages_chooser:choose": [("collection_id", "collection")],
    "wagtaildocs_chooser:choose": [("collection_id", "collection")],
    "wagtailimages:index": [("collection_id", "collection")],
    "wagtaildocs:index": [("collection_id", "collection")],
    "wagtailadmin_api:pages:listing": [
        (name, "page") for name in ("child_of", "descendant_of", "translation_of", "id")
    ],
    "wagtailadmin_api:pages:find": [("id", "page")],
    "wagtailadmin_api:images:listing": [("id", "image")],
    "wagtailadmin_api:images:find": [("id", "image")],
    "wagtailadmin_api:documents:listing": [("id", "document")],
    "wagtailadmin_api:documents:find": [("id", "document")],
    "wagtailadmin_reports:site_history": [("user", "user")],
    "wagtailadmin_reports:workflow": [("requested_by", "user"), ("workflow", "workflow")],
    "wagtailadmin_reports:workflow_tasks": [("workflow", "workflow"), ("task", "task")],
    "wagtailadmin_reports:aging_pages": [("last_published_by", "user")],
    "wagtailadmin_reports:locked_pages": [("locked_by", "user")],
    "wagtailadmin_choose_page": [("target_pages[]", "page")],
}
MORE_QUERIES: dict[str, list[str]] = {
    "wagtailadmin_api:pages:listing": ["fields=*", f"search={SEARCHED}", "for_explorer=1&fields=*"],
    "wagtailadmin_api:images:listing": ["fields=*", f"search={SEARCHED}"],
    "wagtailadmin_api:documents:listing": ["fields=*", f"search={SEARCHED}"],
    "events:similar": [urlencode({"title": SEARCHED, "start": f"{EVENT_DAY:%Y-%m-%d} 09:00"})],
    "wagtailadmin_choose_page": ["page_type=articles.ArticlePage"],
    "wagtailadmin_choose_page_search": [f"q={SEARCHED}&page_type=articles.ArticlePage"],
    "wagtailadmin_reports:site_history": [f"label={SEARCHED}", "export=csv"],
    "wagtailadmin_reports:workflow": ["export=csv", "reviewable=true"],
    "wagtailadmin_reports:workflow_tasks": ["export=csv", "reviewable=true"],
    "wagtailadmin_reports:locked_pages": ["export=csv"],
    "wagtailadmin_reports:aging_pages": ["export=csv"],
    "wagtailadmin_explore_root": [f"q={SEARCHED}&search_all=1", "ordering=ord"],
}
# Lists that one searches.
SEARCHES = re.compile(
    r"(index|results|list|listing|search|choose|explore|explore_root|find|autocomplete|usage|history|members|type_use"
    r"|choose_page|my_partners|report|locked_pages|workflow|workflow_tasks|site_history|aging_pages|page_types_usage"
    r"|choose_parent|home)$"
)
WITH_OTHER_METHODS = re.compile(
    r"^(translations|wagtail_localize):edit_|^wagtailadmin_dismissibles$|^wagtailadmin_api:"
)

# Patterns that are not crawled, and why.
NOT_FILLED = {
    "admin/test404/": "Has no name; shows the page for what is not found, to everybody.",
    "admin/^.*/$": "Has no name; what no other pattern takes is not found, for everybody.",
    "admin/jsi18n/": "A catalogue of messages in the language of the person.",
    "admin/localize/jsi18n/": "A catalogue of messages in the language of the person.",
    "admin/sprite/": "Icons.",
    "admin/failwhale/": "Raises an error on purpose, for administrators.",
}


class CannotFillError(Exception):
    """A pattern with an argument of which nobody has said what it is of."""


@dataclass(frozen=True)
class Request:
    view: View
    method: str
    address: str
    form: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.address} ({self.view})"


def requests_to(view: View, hidden: Hidden) -> Iterator[Request]:
    """All requests to try at a pattern. Raises CannotFillError."""
    for address, names_theirs in addresses(view, hidden):
        queries = [""]
        if not names_theirs and SEARCHES.search(view.name):
            queries.append(urlencode({"q": SEARCHED, "search": SEARCHED, "query": SEARCHED}))
        for query in queries:
            yield Request(view, "GET", f"{address}?{query}" if query and "?" not in address else address)
        # What is named in the address is another's, and the form one's own; else the other way round.
        yield Request(view, "POST", address, "own" if names_theirs else "theirs")
        if WITH_OTHER_METHODS.search(view.name):
            yield Request(view, "PUT", address)
            yield Request(view, "DELETE", address)


def addresses(view: View, hidden: Hidden) -> Iterator[tuple[str, bool]]:
    """Each address with whether it names something of another partner's."""
    if view.name == BULK:
        yield from _bulk_addresses(hidden)
        return
    choices = {name: _choices(view, name, hidden) for name in _arguments(view) if name not in _paired(view)}
    if len(choices) > 1:
        # Where things are mixed, two of each kind are enough.
        choices = {
            name: [*values[:2], *(value for value in values[2:] if not value[1])] for name, values in choices.items()
        }
    pairs = [dict(zip(_paired(view), pair, strict=True)) for pair in MODELS.get(view.name, [()])]
    for pair, values in itertools.product(pairs, itertools.product(*choices.values())):
        names_theirs = any(is_theirs for _value, is_theirs in values)
        arguments = pair | {name: value for name, (value, _is_theirs) in zip(choices, values, strict=True)}
        address = _reverse(view, arguments)
        yield address, names_theirs
        if not arguments or view.name in QUERIES:
            for name, kind in QUERIES.get(view.name, []):
                yield from ((f"{address}?{urlencode({name: value})}", True) for value in hidden.theirs[kind])
            yield from ((f"{address}?{query}", False) for query in MORE_QUERIES.get(view.name, []))


def _bulk_addresses(hidden: Hidden) -> Iterator[tuple[str, bool]]:
    for (app, model), (kind, actions) in BULK_ACTIONS.items():
        theirs = hidden.theirs[kind]
        own = hidden.own[kind][:1]
        queries: list[dict[str, Any]] = [{"id": pk} for pk in theirs]
        queries += [{"id": [*own, theirs[0]]}, {"id": "all"}, {"id": "all", "q": SEARCHED}]
        if kind == "page":
            queries += [{"id": "all", "childOf": pk} for pk in [*hidden.theirs["area"], theirs[0]]]
        for action, query in itertools.product(actions, queries):
            yield reverse(BULK, args=[app, model, action]) + "?" + urlencode(query, doseq=True), True


def _arguments(view: View) -> list[str]:
    """The names of what a pattern takes; numbers as names where it has none."""
    named = re.findall(r"\(\?P<(\w+)>|<(?:\w+:)?(\w+)>", view.route)
    if named:
        return ["".join(pair) for pair in named]
    return [str(number) for number in range(len(re.findall(r"\((?!\?)", view.route)))]


def _paired(view: View) -> list[str]:
    """The arguments that name an app and a model."""
    names = _arguments(view)
    paired = [name for name in names if name in APP_ARGUMENTS + MODEL_ARGUMENTS]
    if paired and view.name not in MODELS:
        raise CannotFillError(f"{view}: {paired}")
    return paired


def _choices(view: View, name: str, hidden: Hidden) -> list[tuple[Any, bool | None]]:
    """Values with whether they are another partner's; None where they are nobody's."""
    if view.name == "wagtaildocs_serve":
        # Whoever knows the whole name of a file may have it: documents are made to be linked to.
        return [(pk, True) for pk in hidden.theirs["document"]] if name == "0" else [("document.pdf", None)]
    if view.name == "wagtailadmin_pages:revisions_compare" and name != "pk":
        word = "earliest" if name.endswith("a") else "latest"
        return [(word, None), *((pk, True) for pk in hidden.theirs["revision"][:1])]
    namespace = view.name.rpartition(":")[0]
    for key in (f"{view.name} {name}", f"{namespace} {name}", name):
        if key in WORDS:
            return [(word, None) for word in WORDS[key]]
        if key in OF:
            kind = OF[key]
            if kind in hidden.shared:
                return [(pk, None) for pk in hidden.shared[kind]]
            theirs = hidden.theirs[kind]
            if not theirs:
                raise CannotFillError(f"{view}: nothing of the kind “{kind}”")
            return [*((pk, True) for pk in theirs), *((pk, False) for pk in hidden.own[kind][:1])]
    raise CannotFillError(f"{view}: {name}")


def _reverse(view: View, arguments: dict[str, Any]) -> str:
    if "0" in arguments:
        return reverse(view.name, args=list(arguments.values()))
    return reverse(view.name, kwargs=arguments)


def form(request: Request, hidden: Hidden) -> dict[str, Any]:
    """Fields of all forms of the admin at once, with the numbers of one's own things or of theirs."""
    ids = hidden.own if request.form == "own" else hidden.theirs
    page = ids["page"][0]
    parent = hidden.own["area"][0] if request.form == "own" else page
    # A file that is replaced is gone, although the database forgets it.
    files = {} if request.view.name.endswith(":edit") else {"file": picture(), "files[]": picture()}
    formsets = {
        f"{name}-{count}": "0" for name in ("comments", "sources") for count in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    words = dict.fromkeys(("title", "new_title", "name", "comment", "reason", "value", "label", "summary"), "Quetzal")
    return {
        **formsets,
        **words,
        **files,
        "slug": "quetzal",
        "new_slug": "quetzal",
        "kind": "article",
        "body-count": "0",
        "new_parent_page": parent,
        "parent_page": parent,
        "chooser": parent,
        "page": page,
        "id": page,
        "collection": ids["collection"][0],
        "image": ids["image"][0],
        "document": ids["document"][0],
        "logo": ids["image"][0],
        "partner": ids["partner"][0],
        "user": hidden.theirs["user"][0],
        "image-id": ids["image"][0],
        "image-chooser-upload-title": "Quetzal",
        "image-chooser-upload-file": picture(),
        "image-chooser-upload-collection": ids["collection"][0],
        "document-chooser-upload-title": "Quetzal",
        "document-chooser-upload-file": paper(),
        "document-chooser-upload-collection": ids["collection"][0],
        "restriction_type": "login",
        "locales": hidden.shared["locale"],
        "languages": ["fr", "en"],
        "language": "fr",
        "email": "quetzal@example.org",
        "first_name": "Quetzal",
        "last_name": "Quetzal",
        "roles": ["editor", "moderator"],
        "action": "publish",
        "action-publish": "on",
        "action-cancel-workflow": "on",
        "include_subtree": "on",
        "include_descendants": "on",
        "publish_translations": "on",
        "publish_copies": "on",
        "copy_subpages": "on",
        "alias": "on",
        "confirm": "on",
        "on": "2026-01-01",
        "url": "https://example.org/",
        "external-link-chooser-url": "https://example.org/",
        "next": "/admin/",
    }
