"""Every kind of page that readers see, in both languages, in the demonstration content."""

NO_RESULT = "?partner=adriq&kind=special_report"
INDEX = ("/fr/veille/", "/en/intelligence/")
NARROWED = "?topic=management&start=2020-01-01&sort=title"
CALENDAR = ("/fr/calendrier/", "/en/calendar/")
FILTERED = "?kind=webinar&language=fr&start=2020-01-01"
NO_EVENT = "?view=month&day=2031-05-01&kind=gala&region=nord-du-quebec"
CRIM = ("/fr/partenaires/crim/", "/en/partners/crim/")
AQT = ("/fr/partenaires/aqt/", "/en/partners/aqt/")
PAGES = {
    "home": ("/fr/", "/en/"),
    "topics": ("/fr/thematiques/", "/en/topics/"),
    "topic": ("/fr/thematiques/gestion/", "/en/topics/management/"),
    "articles": INDEX,
    "filtered articles": (f"{INDEX[0]}{NARROWED}", f"{INDEX[1]}{NARROWED}"),
    "no articles": (f"{INDEX[0]}{NO_RESULT}", f"{INDEX[1]}{NO_RESULT}"),
    "archive": (f"{INDEX[0]}archives/", f"{INDEX[1]}archives/"),
    "author": ("/fr/auteurs/camille-fictive/", "/en/authors/camille-fictive/"),
    "capsule": (f"{CRIM[0]}modeles-de-langue-compacts/", f"{CRIM[1]}compact-language-models/"),
    "study": (f"{CRIM[0]}donnees-synthetiques-inspection-visuelle/", f"{CRIM[1]}synthetic-data-visual-inspection/"),
    "profile": (f"{AQT[0]}vingt-deux-personnes-une-seule-reunion/", f"{AQT[1]}twenty-two-people-one-meeting/"),
    "special report": (
        f"{CRIM[0]}dossier-intelligence-artificielle-frugale/",
        f"{CRIM[1]}special-report-frugal-artificial-intelligence/",
    ),
    "mirror": ("/fr/partenaires/aqiii/portrait-camille-v/", "/en/partners/aqiii/portrait-camille-v/"),
    "calendar": CALENDAR,
    "month": (f"{CALENDAR[0]}?view=month", f"{CALENDAR[1]}?view=month"),
    "week": (f"{CALENDAR[0]}?view=week", f"{CALENDAR[1]}?view=week"),
    "past events": (f"{CALENDAR[0]}?view=past", f"{CALENDAR[1]}?view=past"),
    "filtered events": (f"{CALENDAR[0]}{FILTERED}", f"{CALENDAR[1]}{FILTERED}"),
    "no events": (f"{CALENDAR[0]}{NO_EVENT}", f"{CALENDAR[1]}{NO_EVENT}"),
    "embedded events": (f"{CALENDAR[0]}embed/?partner=crim", f"{CALENDAR[1]}embed/?partner=crim"),
    "event": (
        f"{CRIM[0]}colloque-systemes-intelligents-fiables/",
        f"{CRIM[1]}symposium-trustworthy-intelligent-systems/",
    ),
    "recurring event": (
        "/fr/partenaires/technomontreal/table-ouverte-du-mois/",
        "/en/partners/technomontreal/table-ouverte-du-mois/",
    ),
    "partners": ("/fr/partenaires/", "/en/partners/"),
    "area": CRIM,
    "closed": ("/fr/partenaires/cefrio/", "/en/partners/cefrio/"),
    "about": ("/fr/a-propos/", "/en/about/"),
    "search": ("/fr/recherche/?q=donn%C3%A9es", "/en/search/?q=data"),
    "found elsewhere": ("/fr/recherche/?q=nuage&languages=both", "/en/search/?q=cloud&languages=both"),
    "nothing found": ("/fr/recherche/?q=zzzz", "/en/search/?q=zzzz"),
    "not found": ("/fr/nulle-part/", "/en/nowhere/"),
}
LANGUAGES = ("fr", "en")
CASES = [(name, language) for name in PAGES for language in LANGUAGES]


def address_of(name: str, language: str) -> str:
    """The address of that page, from the root."""
    return PAGES[name][LANGUAGES.index(language)]
