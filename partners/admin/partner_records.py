"""The records of the partners: their list, and the form of one."""

from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import RedirectView
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import BaseButton
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from partners.admin import closing
from partners.models import Partner, PartnerStatus
from partners.onboarding.forms import AliasesField
from partners.services import set_up_partner


class PartnerRecordForm(WagtailAdminModelForm):
    """Closing a partner takes more than a word in its record: it has a screen of its own."""

    aliases = AliasesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status = self.fields["status"]
        if self.instance.is_closed:
            status.disabled = self.fields["status_date"].disabled = True
        else:
            status.choices = [choice for choice in PartnerStatus.choices if choice[0] != PartnerStatus.CLOSED]
        self.fields["topics"].widget = forms.CheckboxSelectMultiple(choices=self.fields["topics"].choices)


class AddView(RedirectView):
    """A new partner is more than its record."""

    pattern_name = "partners:onboard"


class PartnerEditView(EditView):
    """Brings the partner to what is declared whenever its record is saved, and says what that took."""

    @cached_property
    def header_more_buttons(self) -> list[BaseButton]:
        return [*super().header_more_buttons, *closing.buttons(self.object, self.request.user)]

    def save_instance(self) -> Partner:
        partner: Partner = super().save_instance()
        self.mended = set_up_partner(partner)
        return partner

    def get_success_message(self) -> str:
        sentences = [super().get_success_message(), *(_("Repaired: %s") % finding.what for finding in self.mended)]
        return " ".join(sentences)


class PartnerViewSet(SnippetViewSet):
    """The records of the partners, for the administrators."""

    model = Partner
    icon = "group"
    menu_label = gettext_lazy("Partners")
    add_to_admin_menu = True
    add_view_class = AddView
    edit_view_class = PartnerEditView
    copy_view_enabled = False
    ordering = ["acronym"]
    list_display = [
        "acronym",
        Column("name", label=gettext_lazy("Name"), sort_key="name_fr"),
        "status",
        TitleColumn(
            "people",
            label=gettext_lazy("People"),
            sort_key="people",
            get_url=lambda partner: reverse("partners:members", args=[partner.key]),
        ),
        "place",
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("key", read_only=True),
                    FieldPanel("acronym"),
                    FieldPanel("name_fr"),
                    FieldPanel("name_en"),
                    FieldPanel("aliases"),
                    FieldPanel("logo"),
                ],
                gettext_lazy("Organisation"),
            ),
            MultiFieldPanel([FieldPanel("website"), FieldPanel("place"), FieldPanel("region")], gettext_lazy("Place")),
            FieldRowPanel([FieldPanel("status"), FieldPanel("status_date")], gettext_lazy("Status")),
            FieldPanel("topics"),
            MultiFieldPanel(
                [FieldPanel("needs_board_approval"), FieldPanel("allows_self_approval")], gettext_lazy("Approval")
            ),
        ],
        base_form_class=PartnerRecordForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partner]:
        active = Q(memberships__suspended_at=None)
        return Partner.objects.annotate(people=Count("memberships__user", filter=active, distinct=True))
