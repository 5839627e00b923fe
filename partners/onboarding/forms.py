"""The record and the people of one partner, validated together, whoever fills them in."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Self, cast

from django import forms
from django.contrib.auth.models import Group
from django.contrib.postgres.forms import SimpleArrayField
from django.core.files import File
from django.db.models import Field
from django.urls import Resolver404, resolve, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.formsets import BaseFormSetMixin
from wagtail.admin.widgets import SlugInput
from wagtail.images.fields import WagtailImageField

from core.models import Topic, User
from partners.admin.members import InviteForm
from partners.models import Partner, PartnerIndexPage
from partners.roles import Role
from partners.services.members import Invitee
from partners.services.onboarding import RECORD_FIELDS, Plan, is_logo_of

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Wagtail's scripts suggest the key while the acronym is typed, as they do for the slug of a page.
SUGGESTS_KEY = {
    "data-controller": "w-sync",
    "data-action": "focus->w-sync#check blur->w-sync#apply change->w-sync#apply keyup->w-sync#apply",
    "data-w-sync-target-value": "#id_key",
}


def label_of(name: str) -> Any:
    """What the record calls the field, in the language of whoever reads it."""
    return capfirst(cast(Field, Partner._meta.get_field(name)).verbose_name)


class AliasesField(SimpleArrayField):
    """Other names, one a line, because a name may hold a comma."""

    def __init__(self) -> None:
        super().__init__(
            forms.CharField(max_length=255),
            delimiter="\n",
            label=label_of("aliases"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext_lazy("One name a line."),
        )

    def to_python(self, value: Any) -> Any:
        lines = value.splitlines() if isinstance(value, str) else value or []
        return super().to_python([line for line in lines if line.strip()])


class RecordForm(forms.ModelForm):
    """What the record says, and the logo as a file.

    `given` names the fields that a file gives; the others keep the values of a partner that exists already.
    """

    key = forms.CharField(
        label=label_of("key"),
        max_length=50,
        widget=SlugInput(attrs={"data-w-slug-allow-unicode-value": "false"}),
        help_text=cast(Field, Partner._meta.get_field("key")).help_text,
    )
    aliases = AliasesField()
    website = forms.URLField(label=label_of("website"), max_length=200, required=False, assume_scheme="https")
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        label=label_of("topics"),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("There is no topic with the key “%(value)s”.")},
    )

    class Meta:
        model = Partner
        fields = [*RECORD_FIELDS, "topics"]
        widgets = {
            "acronym": forms.TextInput(attrs=SUGGESTS_KEY),
            # Its longest name is wider than a telephone.
            "region": forms.Select(attrs={"class": "w-w-full"}),
        }

    def __init__(self, *args: Any, given: set[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Made anew for each form, because it takes its words in the language and its limits from the settings of now.
        self.fields["logo"] = WagtailImageField(label=label_of("logo"), required=False)
        if given is not None and self.instance.pk:
            for name in self.fields.keys() - given:
                del self.fields[name]

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if not KEY.fullmatch(key):
            raise forms.ValidationError(_("Write it with small letters without accents, digits and hyphens."))
        if self.instance.is_closed:
            raise forms.ValidationError(_("“%(partner)s” is closed; reopen it first.") % {"partner": self.instance})
        if self.instance.pk is None and (obstacle := _obstacle_to(key)):
            raise forms.ValidationError(obstacle)
        return key

    def differing_fields(self) -> list[str]:
        """The labels of the fields that say something else than the record of a partner that exists already."""
        logo = self.cleaned_data.get("logo")
        is_same_logo = logo is None or is_logo_of(self.instance, logo)
        names = [name for name in self.changed_data if name != "logo" or not is_same_logo]
        return [str(self.fields[name].label) for name in names]


def _obstacle_to(key: str) -> str | None:
    """What stands where a new partner with this key would have its areas, its groups or its screens."""
    for index in PartnerIndexPage.objects.all():
        if index.get_children().filter(slug=key).exists():
            return _("A page below “%(index)s” has this address already.") % {"index": index.title}
    if Group.objects.filter(name__in=[f"{key}: {role.value}" for role in Role]).exists():
        return _("A group named “%(name)s” exists already; delete it first.") % {"name": f"{key}: …"}
    try:
        screen = resolve(f"{reverse('wagtailadmin_home')}partners/{key}/")
    except Resolver404:
        return None
    if screen.namespace == "partners" and "key" not in screen.kwargs:
        return _("The admin has a screen at this address; choose another key.")
    return None


class PersonForm(InviteForm):
    """Somebody to invite, as on the partner's own screen for it."""

    def clean_email(self) -> str:
        email = User.objects.normalize_email(self.cleaned_data["email"]).lower()
        if User.objects.filter(email__iexact=email, is_active=False).exists():
            raise forms.ValidationError(_("The account with this address is switched off."))
        return email


class BasePeopleFormSet(BaseFormSetMixin, forms.BaseFormSet):
    """Rows of people; Wagtail's scripts add and remove them, and rows left empty do not count."""

    def clean(self) -> None:
        seen = set()
        for form in self.filled_forms():
            email = form.cleaned_data.get("email")
            if email in seen:
                form.add_error("email", _("This person stands here twice; give all of their roles at once."))
            seen.add(email)

    def filled_forms(self) -> Iterator[PersonForm]:
        for form in self.forms:
            if form.has_changed() and not form.cleaned_data.get("DELETE"):
                yield form

    def invitees(self) -> list[Invitee]:
        """The people, when the rows are valid."""
        return [form.invitee() for form in self.filled_forms()]


PeopleFormSet = cast(
    type[BasePeopleFormSet], forms.formset_factory(PersonForm, formset=BasePeopleFormSet, extra=3, can_delete=True)
)
PEOPLE = "people"


class Onboarding:
    """What somebody asks for about one partner: `record` and `people`, valid or with errors at their fields."""

    def __init__(self, record: RecordForm, people: BasePeopleFormSet) -> None:
        self.record = record
        self.people = people

    @classmethod
    def blank(cls) -> Self:
        """To be filled in."""
        return cls(RecordForm(), PeopleFormSet(prefix=PEOPLE))

    @classmethod
    def from_request(cls, data: Mapping[str, Any], files: Mapping[str, Any]) -> Self:
        """As it was filled in. Sent twice it is valid twice, but it does not change a partner that exists already."""
        onboarding = cls(
            RecordForm(data, files, instance=_partner(data.get("key"))), PeopleFormSet(data, prefix=PEOPLE)
        )
        record = onboarding.record
        if record.instance.pk and not record.has_error("key") and (differing := record.differing_fields()):
            words = {"partner": record.initial["acronym"], "fields": ", ".join(differing)}
            record.add_error(
                "key",
                _(
                    "“%(partner)s” has this key, and its record says something else: %(fields)s. "
                    "Choose another key, or change that record in the list of partners."
                )
                % words,
            )
        return onboarding

    @classmethod
    def from_values(cls, values: Mapping[str, Any], logo: File | None) -> Self:
        """As a file gives it; what the file leaves out, a partner that exists already keeps."""
        people = values.get(PEOPLE, [])
        rows = {f"{PEOPLE}-{number}-{name}": value for number, row in enumerate(people) for name, value in row.items()}
        management = {f"{PEOPLE}-TOTAL_FORMS": len(people), f"{PEOPLE}-INITIAL_FORMS": 0}
        record = RecordForm(
            values,
            {"logo": logo} if logo else {},
            instance=_partner(values.get("key")),
            given=set(values),
        )
        # Every row counts, also one that says hardly anything.
        formset = PeopleFormSet(management | rows, prefix=PEOPLE, form_kwargs={"empty_permitted": False})
        return cls(record, formset)

    def is_valid(self) -> bool:
        return all([self.record.is_valid(), self.people.is_valid()])

    def plan(self) -> Plan:
        """What to carry out, when all is valid."""
        cleaned = self.record.cleaned_data
        return Plan(
            self.record.instance,
            topics=list(cleaned["topics"]) if "topics" in cleaned else None,
            logo=cleaned.get("logo"),
            people=self.people.invitees(),
        )


def _partner(key: str | None) -> Partner | None:
    """The partner with that key, if there is one and it can be one."""
    key = (key or "").strip()
    return Partner.objects.filter(key=key).first() if KEY.fullmatch(key) else None
