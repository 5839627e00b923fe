"""Groups of synonyms to begin with; the editorial board keeps them from here on."""

from django.db import migrations

GROUPS = [
    ["TI", "IT", "technologies de l’information", "information technology", "informatique"],
    ["TIC", "ICT", "technologies de l’information et des communications", "information and communications technology"],
    ["IA", "AI", "intelligence artificielle", "artificial intelligence"],
    ["apprentissage automatique", "apprentissage machine", "machine learning"],
    ["apprentissage profond", "deep learning"],
    ["modèle de langue", "modèle de langage", "language model", "LLM"],
    ["infonuagique", "nuage", "cloud", "cloud computing"],
    ["courriel", "email", "e-mail", "mél"],
    ["infolettre", "newsletter"],
    ["balado", "baladodiffusion", "podcast"],
    ["webinaire", "webinar"],
    ["cybersécurité", "sécurité informatique", "cybersecurity", "computer security"],
    ["logiciel libre", "code source ouvert", "open source"],
    ["jeune pousse", "entreprise en démarrage", "startup", "start-up"],
    ["données ouvertes", "open data"],
    ["mégadonnées", "données massives", "big data"],
    ["chaîne de blocs", "blockchain"],
    ["internet des objets", "IdO", "internet of things", "IoT"],
    ["réalité virtuelle", "RV", "virtual reality", "VR"],
    ["télétravail", "travail à distance", "remote work", "telework"],
    ["main-d’œuvre", "workforce"],
    ["propriété intellectuelle", "PI", "intellectual property"],
    ["recherche et développement", "R-D", "R&D", "research and development"],
    ["réseautage", "networking"],
    ["appel d’offres", "call for tenders", "RFP"],
    ["logiciel service", "logiciel par abonnement", "SaaS", "software as a service"],
    ["traitement automatique des langues", "TAL", "natural language processing", "NLP"],
    ["reconnaissance de la parole", "reconnaissance vocale", "speech recognition"],
    ["stage", "internship"],
    ["financement", "funding"],
]


def make(apps, schema_editor):
    group = apps.get_model("search", "SynonymGroup")
    group.objects.bulk_create(group(terms=terms) for terms in GROUPS)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
