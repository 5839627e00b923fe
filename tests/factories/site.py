"""What every test finds: the sections, the topics, and two partners with their areas."""

from core.models import Topic
from home.demo.reading import read
from home.structure import set_up_site
from partners.models import Partner
from partners.services import set_up_partner


def make_site() -> None:
    set_up_site()
    for line in read("partners"):
        if line["key"] in ("aqt", "crim"):
            names = ("key", "acronym", "name_fr", "name_en")
            partner = Partner.objects.create(**{name: line[name] for name in names})
            partner.topics.set(Topic.objects.filter(key__in=line["topics"]))
            set_up_partner(partner)
