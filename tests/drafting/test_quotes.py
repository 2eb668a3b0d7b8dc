"""Quotation marks to quotes: their pieces, kind and speaker."""

import pytest

from tests.drafting.bare_text import found_in


def quotes_in(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    """Words, kind and speaker of each quote."""
    return [
        (quote["text"], quote["kind"], quote["speaker"])
        for quote in found_in(text, language)["quotes"]
    ]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("“We paid,” said Dora Venn. “Twice.”", "en", ("We paid, … Twice.", "direct", "Dora Venn")),
        ('"We paid," Dora Venn said.', "en", ("We paid,", "direct", "Dora Venn")),
        ("Dora Venn, who runs it, said: “We paid.”", "en", ("We paid.", "direct", "Dora Venn")),
        ("„Wir zahlen“, sagte Jutta Rehm.", "de", ("Wir zahlen", "direct", "Jutta Rehm")),
        ("»Wir zahlen«, sagte Jutta Rehm.", "de", ("Wir zahlen", "direct", "Jutta Rehm")),
        ("«Мы платим, — сказала Вера Сомова. — Всегда».", "ru",
         ("Мы платим, … Всегда", "direct", "Вера Сомова")),
        ("The chairman, Ralph Odgers, called it “serious but short”.", "en",
         ("serious but short", "fragment", "Ralph Odgers")),
        ("VKontakte, which means “in touch”, grew.", "en", ("in touch", "gloss", "")),
        ("“We paid,” said the mayor of Elm Town, Ana Bell.", "en",
         ("We paid,", "direct", "Ana Bell")),
        ("“We paid,” laughed Ana Bell QC.", "en", ("We paid,", "direct", "Ana Bell")),
        ("A person close to Kern Foods called it “rot”.", "en", ("rot", "fragment", "")),
        ("„Das reicht“, klagt die Apothekerin Jutta Behn. „Wir gehen.“", "de",
         ("Das reicht … Wir gehen.", "direct", "Jutta Behn")),
        ("Dr. Ruth Keller sagte: „Der Berg kommt.“", "de",
         ("Der Berg kommt.", "direct", "Ruth Keller")),
        ("По словам Андрея Забелина, «всё решено».", "ru",
         ("всё решено", "fragment", "Андрей Забелин")),
        ("«Мы платим», — уверяет директор «Дома» Олег Рогов.", "ru",
         ("Мы платим", "direct", "Олег Рогов")),
        ("Union leader Mari Lund was blunter: “They can fly it.”", "en",
         ("They can fly it.", "direct", "Mari Lund")),
        ("Mari Lund got a letter: “You can fly it.”", "en", ("You can fly it.", "direct", "")),
        ("»Das reicht«, schimpft Holger Timm von der Initiative.", "de",
         ("Das reicht", "direct", "Holger Timm")),
        ("Laut Gutachter Professor Heinz Krull ist der Preis »zu hoch«.", "de",
         ("zu hoch", "fragment", "Heinz Krull")),
        ("»Es reicht«, sagte Elbkraft-Vorständin Dr. Mara Seidel.", "de",
         ("Es reicht", "direct", "Mara Seidel")),
        ("„Kein Kommentar“, hieß es dort.", "de", ("Kein Kommentar", "direct", "")),
        ("Trustee Maya Quist called it “rot”.", "en", ("rot", "fragment", "Maya Quist")),
        ("Адвокат Саенко Лев Гринёв считает, что «всё законно».", "ru",
         ("всё законно", "fragment", "Лев Гринёв")),
        ("“No,” Mr Olsen said. Anders Olsen owns Olsen Marine.", "en",
         ("No,", "direct", "Anders Olsen")),
        ("Тот добавил, что «устал».", "ru", ("устал", "fragment", "")),
        ("The boat is the “kettle” to all.", "en", ("kettle", "scare", "")),
        ("‘I learned of it from the radio,’ said Finn Adeyemi.", "en",
         ("I learned of it from the radio,", "direct", "Finn Adeyemi")),
    ],
)  # fmt: skip
def test_marks_of_all_kinds_are_read(text: str, language: str, found: tuple[str, str, str]) -> None:
    assert quotes_in(text, language) == [found]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The exhibition “Light and Water” closed.", "en"),
        ("The ship “Nordlys” sank.", "en"),
        ("Der Wanderweg „Sonnensteig“ bleibt gesperrt.", "de"),
        ("Der Dampfer „Stiller Riese“ sank.", "de"),
        ("Die Zeitung „Wendauer Bote“ schrieb darüber.", "de"),
        ("Фонд «Новый Север» сообщил о сделке.", "ru"),
    ],
)
def test_a_name_in_quotation_marks_is_no_quote(text: str, language: str) -> None:
    assert quotes_in(text, language) == []


def test_what_leads_to_the_next_quote_says_nothing_of_the_one_before() -> None:
    text = "Ruth Keller sagte: „Der Berg kommt.“ Richter Karl Sommer fragte: „Wann?“"
    assert quotes_in(text, "de") == [
        ("Der Berg kommt.", "direct", "Ruth Keller"),
        ("Wann?", "direct", "Karl Sommer"),
    ]


def test_a_quote_over_two_paragraphs_is_one() -> None:
    text = '"We have fought.\n\n"Now somebody must build," said Omar Haddad.'
    assert quotes_in(text) == [
        ("We have fought. … Now somebody must build,", "direct", "Omar Haddad")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dora Venn met Ralph Odgers. “We paid,” she said.",
        "“We were told nothing.” Dora Venn denied it.",
        'Ann Lee replied: "No." At night they painted "Go home" on it.',
        "The minister, whose aide Ann Lee wrote it, described it as “a fine thing”.",
        "Dora Venn heard a sailor call the tide “a liar in a coat”.",
    ],
)
def test_a_speaker_who_is_not_sure_stays_blank(text: str) -> None:
    assert quotes_in(text)[-1][2] == ""


def test_a_role_at_the_start_of_a_sentence_is_no_name() -> None:
    text = "Sports director Ana Reyes, asked about Cole, replied: “I do not.”"
    assert quotes_in(text) == [("I do not.", "direct", "Ana Reyes")]


def test_whose_lawyer_speaks_is_not_the_speaker() -> None:
    text = "„Wir zahlen“, sagte der Anwalt der Erben, Jens Pohl."
    assert quotes_in(text, "de") == [("Wir zahlen", "direct", "Jens Pohl")]


def test_a_short_name_is_that_of_the_one_person_it_can_stand_for() -> None:
    text = "Victoria Chase resigned.\n\n“I signed it,” Chase said."
    assert quotes_in(text) == [("I signed it,", "direct", "Victoria Chase")]


def test_a_surname_that_two_people_share_names_nobody() -> None:
    text = "Karl Veitch and Otto Veitch own it.\n\n“Make me an offer,” Veitch said."
    assert quotes_in(text) == [("Make me an offer,", "direct", "")]


@pytest.mark.parametrize("text", ["A 27\" monitor at the boys' school.", "Rock 'n' roll, it's on."])
def test_inches_and_apostrophes_are_no_quotation_marks(text: str) -> None:
    assert quotes_in(text) == []


def test_a_missing_mark_spoils_its_own_quote_alone() -> None:
    text = "“We paid, said Dora Venn.\n\nIt rained. “We did not,” said Ralph Odgers."
    assert quotes_in(text)[-1] == ("We did not,", "direct", "Ralph Odgers")


def test_offsets_lead_to_the_words_within_the_marks() -> None:
    text = "He said: “We paid.”"
    (quote,) = found_in(text)["quotes"]
    assert text[quote["start"] : quote["end"]] == quote["text"] == "We paid."


def test_another_language_has_its_quotation_marks_without_a_speaker() -> None:
    assert [text for text, _, speaker in quotes_in("« Nous payons », dit-elle.", "fr")] == [
        "Nous payons"
    ]
