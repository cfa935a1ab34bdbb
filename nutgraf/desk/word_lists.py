"""Lists of words: those that no quotation may gain or lose unseen, and those that stand in and around names."""

from collections.abc import Mapping

NEGATIONS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "not cannot", "no", "never", "none nobody nothing nowhere", "neither nor", "without", "hardly barely scarcely",
        "deny denies denied denying denial denials", "refuse refuses refused refusing refusal",
        "reject rejects rejected rejecting rejection", "refute refutes refuted", "fail fails failed failing failure",
        "lack lacks lacked lacking", "false falsely", "untrue", "unable", "unlikely", "unconfirmed",
        "alleged allegedly",
    ),
    "de": (
        "nicht", "kein keine keinem keinen keiner keines", "nie niemals", "niemand niemanden niemandem", "nichts",
        "weder noch", "ohne", "kaum", "bestreitet bestreiten bestritt bestritten", "dementiert dementierte",
        "angeblich angebliche angeblichen angeblicher",
    ),
    "fr": (
        "ne n pas", "non", "jamais", "aucun aucune", "rien", "personne", "ni", "sans",
        "nie nient nié niait démenti dément démentent", "refuse refusent refusé", "prétendu prétendue prétendument",
    ),
    "es": (
        "no", "nunca jamás", "ningún ninguno ninguna", "nadie", "nada", "ni", "sin",
        "niega niegan negó negaron desmiente desmintió", "rechaza rechazó rechazaron",
        "presunto presunta presuntamente",
    ),
    "ar": ("لا ولا فلا", "لم ولم فلم", "لن ولن", "ليس ليست وليس", "غير", "بدون دون", "نفى نفت ينفي تنفي نفي"),
}  # fmt: skip
"""By language, the words that turn a statement round or take it back; forms of one word stand together."""

NUMBERS: Mapping[str, str] = {
    "en": """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands
        million millions billion billions dozen dozens half quarter first second third fourth fifth once twice both
        """,
    "de": """
        null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn zwanzig dreißig
        vierzig fünfzig sechzig hundert hunderte tausend tausende million millionen milliarde milliarden dutzend
        dutzende halb halbe viertel beide erste zweite
        """,
    "fr": """
        zéro deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze vingt trente quarante
        cinquante soixante cent cents mille million millions milliard milliards douzaine demi tiers premier première
        """,
    "es": """
        cero dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta
        cincuenta sesenta cien ciento cientos mil miles millón millones docena medio media tercio primero primera ambos
        """,
    "ar": "واحد اثنان اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة مئة مائة ألف مليون",
}
"""By language, words that count."""

JOINS = """
    of al el bin ibn bint de del della der den des di du da do la le les van von zu
    """
"""Small words inside names."""

OPENERS = """
    a after afterwards also although an and as at because before both but by earlier either for from he her here his how
    however i if in instead it its later meanwhile neither no nor not now of on once one or our over perhaps she since
    so some soon still that the their then there these they this those though to today tomorrow under until we what when
    where which while who why with without yesterday yet you
    am auf aus bei das dem den der die ein eine es für im ist mit nach seit von vor wie
    au aux avec ce ces cette dans de des du elle en il ils la le les leur pour sa ses son sur un une
    al con del desde el ella ellos es esta este la las lo los para pero por su sus un una y
    """
"""Words that open sentences, so that their capital means nothing, in several languages."""

RANKS = """
    president vice prime minister secretary deputy foreign defence defense general gen maj major lt lieutenant col
    colonel capt captain sgt sergeant adm admiral brig brigadier cmdr commander sen senator rep representative mr mrs ms
    dr prof professor sir lord lady dame king queen prince princess ayatollah sheikh imam pope bishop ambassador
    governor mayor judge justice chancellor chairman chairwoman spokesman spokeswoman chief
    """
"""Titles before a name: they are no part of it."""

SHORTENED = """
    gen maj lt col capt sgt adm brig cmdr sen rep mr mrs ms dr prof st jr sr no vs
    """
"""Words behind which a full stop ends no sentence."""

BODIES = """
    agency air alliance army association authority bank base board brigade brigades bureau central coalition command
    commission committee company congress corps council court department division federation force forces front fund
    government group guard house institute international ministry mission mobilization movement national navy network
    office organisation organization parliament party police senate service society trust union united university
    """
"""Words in the names of organisations."""

BEFORE_PLACES = """
    in at near from around outside inside across into towards toward
    """
"""Words that often stand before the name of a place."""

PLACE_WORDS = """
    bay border bridge canal city coast crossing desert gulf harbour harbor hill hills island islands lake mount mountain
    mountains port province quay region river sea square strait street town valley village
    """
"""Words in the names of places."""

OF_PLACES = """
    i is n ns an ans ian ians ese ish s
    """
"""Endings that make of a place's name that of its people: Iraq, Iraqi; Syria, Syrian."""
