"""What the samples say, in each language. Organizations, people and facts are invented, as the words themselves say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Texts:
    """The words of the samples in one language."""

    code: str
    title: str
    long_title: str
    summary: str
    long_summary: str
    event: str
    long_event: str
    acronym: str
    partner: str
    venue: str
    audience: str
    price: str
    accessibility: str
    authors: str
    credit: str
    alt: str
    paragraph: str
    heading: str
    points: tuple[str, ...]
    quotation: str
    source: str
    publisher: str
    table_caption: str
    table: tuple[tuple[str, ...], ...]
    document: str
    media: str
    action: str
    topics: tuple[str, ...]


FRENCH = Texts(
    code="fr",
    title="Un exemple de capsule de veille",
    long_title=(
        "Un titre d’exemple particulièrement long, comme il s’en écrit sur l’interopérabilité des infrastructures "
        "gouvernementales d’hébergement infonuagique : ce qu’il faut en retenir avant la prochaine consultation"
    ),
    summary="Une ou deux phrases d’exemple, qui disent ce que le texte apporte.",
    long_summary=(
        "Un résumé d’exemple qui prend toute la place permise, ou presque : il nomme l’étude, son cadre et sa méthode, "
        "puis ce qu’elle conclut pour les petites et moyennes entreprises, ce qu’elle laisse ouvert, et pourquoi cela "
        "compte pour les personnes qui conçoivent, achètent ou entretiennent des systèmes d’information."
    ),
    event="Un exemple d’atelier",
    long_event=(
        "Exemple de rencontre annuelle sur la formation continue et la reconnaissance des acquis dans les métiers des "
        "technologies de l’information et des communications"
    ),
    acronym="Exemple",
    partner="Organisme d’exemple en technologies de l’information et des communications",
    venue="Salle d’exemple",
    audience="Équipes de développement et gestion de produits",
    price="45 $, membres 30 $",
    accessibility="Entrée de plain-pied; interprétation en langue des signes québécoise sur demande",
    authors="Camille Exemple",
    credit="Image d’exemple",
    alt="Des formes colorées à un carrefour.",
    paragraph=(
        "<p>Un paragraphe d’exemple, avec <b>du gras</b>, <i>de l’italique</i> et "
        '<a href="https://example.org/">un lien</a>. Il est assez long pour que la mesure de la ligne se voie : entre '
        "soixante et soixante-quinze signes, ce qui se lit sans effort sur un téléphone comme sur un grand écran.</p>"
        "<ul><li>un premier point;</li><li>un second point.</li></ul>"
    ),
    heading="Un intertitre d’exemple",
    points=(
        "Un premier point d’exemple, en une phrase.",
        "Un deuxième point, plus long : il prend deux lignes sur un écran étroit et montre comment elles s’alignent.",
        "Un troisième point.",
    ),
    quotation="Une citation d’exemple, sans guillemets : ils sont ajoutés.",
    source="Un rapport d’exemple sur l’usage des technologies",
    publisher="Éditions d’exemple",
    table_caption="Un tableau d’exemple",
    table=(("Région", "Entreprises", "Part"), ("Exemple nord", "1 240", "62 %"), ("Exemple sud", "760", "38 %")),
    document="Un document d’exemple",
    media="Une vidéo d’exemple",
    action="Un appel d’exemple",
    topics=(
        "Recherche et création",
        "Design et technologies porteuses",
        "Financement et commercialisation",
        "Main-d’œuvre et formation",
        "Gestion",
        *(f"Thématique d’exemple {number}" for number in range(6, 12)),
        "Une douzième thématique d’exemple, dont le nom est nettement plus long que celui des autres",
    ),
)

ENGLISH = Texts(
    code="en",
    title="A sample intelligence brief",
    long_title=(
        "A sample title that is unusually long, of the kind that is written about the interoperability of government "
        "cloud hosting infrastructure: what to retain before the next consultation"
    ),
    summary="One or two sample sentences that say what the text brings.",
    long_summary=(
        "A sample summary that takes nearly all the room that it may: it names the study, its frame and its method, "
        "then what it concludes for small and medium-sized businesses, what it leaves open, and why that matters to "
        "the people who design, buy or maintain information systems."
    ),
    event="A sample workshop",
    long_event=(
        "Sample annual meeting on continuing education and the recognition of prior learning in the information and "
        "communications technology trades"
    ),
    acronym="Sample",
    partner="Sample Organization for Information and Communications Technology",
    venue="Sample Hall",
    audience="Development teams and product managers",
    price="$45, members $30",
    accessibility="Step-free entrance; Québec Sign Language interpretation on request",
    authors="Camille Sample",
    credit="Sample image",
    alt="Coloured shapes at a crossing.",
    paragraph=(
        "<p>A sample paragraph, with <b>bold</b>, <i>italics</i> and "
        '<a href="https://example.org/">a link</a>. It is long enough to show the measure of a line: between sixty and '
        "seventy-five characters, which reads without effort on a phone as on a large screen.</p>"
        "<ul><li>a first point;</li><li>a second point.</li></ul>"
    ),
    heading="A sample heading",
    points=(
        "A first sample point, in one sentence.",
        "A second point, which is longer: it takes two lines on a narrow screen and shows how they align.",
        "A third point.",
    ),
    quotation="A sample quotation, without quotation marks: they are added.",
    source="A sample report on the use of technology",
    publisher="Sample Publishing",
    table_caption="A sample table",
    table=(("Region", "Businesses", "Share"), ("Sample north", "1,240", "62%"), ("Sample south", "760", "38%")),
    document="A sample document",
    media="A sample video",
    action="A sample call to action",
    topics=(
        "Research and creation",
        "Promising design and technologies",
        "Financing and commercialization",
        "Workforce and training",
        "Management",
        *(f"Sample topic {number}" for number in range(6, 12)),
        "A twelfth sample topic, whose name is clearly longer than those of the others",
    ),
)

TEXTS = {texts.code: texts for texts in (FRENCH, ENGLISH)}
