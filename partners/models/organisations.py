"""The record of a partner: one for all languages."""

from django.contrib.auth.models import Group
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Workflow

from core.bilingual import Bilingual
from core.models import CustomImage, Topic
from partners.roles import Role


class PartnerStatus(models.TextChoices):
    """What is known of the organisation today."""

    ACTIVE = "active", _("Active")
    CLOSED = "closed", _("Closed")
    UNKNOWN = "unknown", _("Unknown")


class Region(models.TextChoices):
    """The administrative regions of Québec."""

    BAS_SAINT_LAURENT = "bas-saint-laurent", "Bas-Saint-Laurent"
    SAGUENAY = "saguenay-lac-saint-jean", "Saguenay–Lac-Saint-Jean"
    CAPITALE_NATIONALE = "capitale-nationale", "Capitale-Nationale"
    MAURICIE = "mauricie", "Mauricie"
    ESTRIE = "estrie", "Estrie"
    MONTREAL = "montreal", "Montréal"
    OUTAOUAIS = "outaouais", "Outaouais"
    ABITIBI = "abitibi-temiscamingue", "Abitibi-Témiscamingue"
    COTE_NORD = "cote-nord", "Côte-Nord"
    NORD_DU_QUEBEC = "nord-du-quebec", "Nord-du-Québec"
    GASPESIE = "gaspesie-iles-de-la-madeleine", "Gaspésie–Îles-de-la-Madeleine"
    CHAUDIERE_APPALACHES = "chaudiere-appalaches", "Chaudière-Appalaches"
    LAVAL = "laval", "Laval"
    LANAUDIERE = "lanaudiere", "Lanaudière"
    LAURENTIDES = "laurentides", "Laurentides"
    MONTEREGIE = "monteregie", "Montérégie"
    CENTRE_DU_QUEBEC = "centre-du-quebec", "Centre-du-Québec"


class Partner(models.Model):
    """An organisation that publishes in its own area. Pages point here, never at each other, for ownership."""

    key = models.SlugField(
        _("key"), unique=True, help_text=_("Stands in the address of the partner's area; never changes.")
    )
    acronym = models.CharField(_("acronym"), max_length=60)
    name_fr = models.CharField(_("name in French"), max_length=255)
    name_en = models.CharField(_("name in English"), max_length=255, blank=True)
    aliases = ArrayField(
        models.CharField(max_length=255),
        verbose_name=_("other and former names"),
        default=list,
        blank=True,
        help_text=_("Separated by commas."),
    )
    status = models.CharField(_("status"), max_length=20, choices=PartnerStatus, default=PartnerStatus.ACTIVE)
    status_date = models.DateField(_("since"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    place = models.CharField(_("place"), max_length=255, blank=True)
    region = models.CharField(_("region"), max_length=40, choices=Region, blank=True)
    logo = models.ForeignKey(CustomImage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    topics = models.ManyToManyField(Topic, verbose_name=_("focus topics"), blank=True, related_name="partners")
    needs_board_approval = models.BooleanField(
        _("the editorial board approves too"),
        default=False,
        help_text=_("After the partner's own moderators, somebody of the editorial board decides on each publication."),
    )
    allows_self_approval = models.BooleanField(
        _("moderators may approve what they edited last"),
        default=False,
        help_text=_("Otherwise somebody else decides; where a partner has no other moderator, the editorial board."),
    )
    collection = models.OneToOneField(
        Collection, on_delete=models.PROTECT, null=True, editable=False, related_name="partner"
    )
    workflow = models.OneToOneField(
        Workflow, on_delete=models.PROTECT, null=True, editable=False, related_name="partner"
    )

    name = Bilingual("name")

    class Meta:
        ordering = ["acronym"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=PartnerStatus.CLOSED) | models.Q(status_date__isnull=False),
                name="partner_closed_has_date",
                violation_error_message=_("A closed partner needs the date since when it is closed."),
            )
        ]

    def __str__(self) -> str:
        return self.acronym

    def clean(self) -> None:
        """The key stands in addresses and in the names of groups: it never changes once the partner is saved."""
        if self.pk and Partner.objects.filter(pk=self.pk).exclude(key=self.key).exists():
            raise ValidationError({"key": _("The key of a partner never changes.")})

    @property
    def is_closed(self) -> bool:
        return self.status == PartnerStatus.CLOSED

    def group(self, role: Role) -> Group:
        """The group of the people who hold `role` here. Raises Group.DoesNotExist before the partner is set up."""
        return Group.objects.get(partner_group__partner=self, partner_group__role=role)


class PartnerGroup(models.Model):
    """Ties a group of the admin to a role with one partner."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="groups")
    role = models.CharField(max_length=20, choices=Role)
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="partner_group")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "role"], name="partner_group_unique_role")]

    def __str__(self) -> str:
        return str(self.group)
