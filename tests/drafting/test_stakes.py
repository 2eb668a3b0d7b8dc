"""Words for a share of ownership to a stake."""

import pytest

from tests.drafting.bare_text import found_in


def stakes_in(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    """Words, share and holder of each stake."""
    return [
        (stake["words"], stake["share"], stake["holder"])
        for stake in found_in(text, language)["stakes"]
    ]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("A 48 percent stake is owned by United Capital Partners.", "en",
         [("48 percent", "48", "United Capital Partners")]),
        ("Tolland Capital holds just under 30 percent of it.", "en",
         [("just under 30 percent", "<30", "Tolland Capital")]),
        ("A third of the shares belongs to Ana Bell.", "en", [("A third", "1/3", "Ana Bell")]),
        ("Ana Bell owns a third of it.", "en", [("a third", "1/3", "Ana Bell")]),
        ("Ana Bell owns a majority of it.", "en", [("a majority", ">50", "Ana Bell")]),
        ("Ana Bell holds 34 percent of the firm and Joan Bell 33 percent.", "en",
         [("34 percent", "34", "Ana Bell"), ("33 percent", "33", "Joan Bell")]),
        ("Brisk Bank cut its stake from 9 percent to 4 percent.", "en",
         [("9 percent", "9", "Brisk Bank"), ("4 percent", "4", "Brisk Bank")]),
        ("Ana Bell sold 6 percent of the shares to Bo Coll.", "en",
         [("6 percent", "", "Bo Coll")]),
        ("Pavel Durov, who sold the last of his shares in December, left.", "en",
         [("the last of his shares", "0", "Pavel Durov")]),
        ("Seitdem hält Ida Harms 12,5 Prozent.", "de", [("12,5 Prozent", "12.5", "Ida Harms")]),
        ("Вере Сомовой принадлежит 42,5 процента акций. Вера Сомова молчит.", "ru",
         [("42,5 процента", "42.5", "Вера Сомова")]),
        ("Фонду «Лев» принадлежит 51% акций.", "ru", [("51%", "51", "фонд «Лев»")]),
        ("Павел Рогов сократил свой пакет с 30 до 12 процентов.", "ru",
         [("30", "30", "Павел Рогов"), ("12 процентов", "12", "Павел Рогов")]),
        ("Павел Рогов довёл свою долю до 60%.", "ru", [("60%", "60", "")]),
        ("Ana Bell owns half of the firm, Bo Coll a third and the staff a sixth.", "en",
         [("half", "1/2", "Ana Bell"), ("a third", "1/3", "Bo Coll"), ("a sixth", "1/6", "")]),
        ("The firm is 49 percent owned by the Dutch insurer Van Maanen.", "en",
         [("49 percent", "49", "Van Maanen")]),
        ("Bo Coll’s 34-per-cent stake is for sale.", "en", [("34-per-cent", "34", "Bo Coll")]),
        ("Bo Coll, whose stake has shrunk to just over a tenth, left.", "en",
         [("just over a tenth", ">1/10", "Bo Coll")]),
        ("Bo Coll wants to sell his 9 percent holding.", "en",
         [("9 percent", "9", "Bo Coll")]),
        ("Kern Holding rose early. It owns 9 percent of the club.", "en",
         [("9 percent", "9", "Kern Holding")]),
        ("The family held all shares. Then Ana Bell received 40 percent, Bo Coll 30 percent.", "en",
         [("40 percent", "40", "Ana Bell"), ("30 percent", "30", "Bo Coll")]),
        ("Karl Veitch owns 51 percent of the club; supporters hold the rest.", "en",
         [("51 percent", "51", "Karl Veitch"), ("the rest", "", "")]),
        ("His holding is less than one per cent.", "en",
         [("less than one per cent", "<1", "")]),
        ("Mill Corp. is 100 per cent owned by US businessman Bo Coll.", "en",
         [("100 per cent", "100", "Bo Coll")]),
        ("Ana Bell bought 20 percent of Harrow Mills.", "en", [("20 percent", "", "Ana Bell")]),
        ("They held shares. The remaining third changed hands in May.", "en",
         [("The remaining third", "1/3", "")]),
        ("The firm, whose adviser is Bo Coll, has purchased the 80 percent stake held by Ana Bell.",
         "en", [("80 percent", "80", "Ana Bell")]),
        ("Zwei Drittel gehören der Stadt Kiel, ein Drittel dem Land.", "de",
         [("Zwei Drittel", "2/3", "Stadt Kiel"), ("ein Drittel", "1/3", "Land")]),
        ("Die Nord AG hält 2,71 % der Stammaktien.", "de", [("2,71 %", "2.71", "Nord AG")]),
        ("Der Bund ist mit 27,8 Prozent an der Werft beteiligt.", "de",
         [("27,8 Prozent", "27.8", "Bund")]),
        ("The line is owned 42 per cent by the Halden family, 30 per cent by Norse Capital.", "en",
         [("42 per cent", "42", "Halden family"), ("30 per cent", "30", "Norse Capital")]),
        ("Ana Bell of Norse Capital, which holds 3 percent, left.", "en",
         [("3 percent", "3", "Norse Capital")]),
        ("Norse Capital, its biggest shareholder with 14 percent, left.", "en",
         [("14 percent", "14", "Norse Capital")]),
        ("Kern Foods bid £3bn for 60 percent of the shares.", "en",
         [("60 percent", "", "Kern Foods")]),
        ("Ana Bell will hold 51 per cent of it, the fund Lakeline 30 and Bo Coll the rest.", "en",
         [("51 per cent", "51", "Ana Bell"), ("30", "30", "Lakeline"),
          ("the rest", "", "Bo Coll")]),
        ("Ana Bell owns 60 percent of the port. The town has the other 40, she said.", "en",
         [("60 percent", "60", "Ana Bell"), ("40", "40", "")]),
        ("Die Werft, die dem Kreis Wies zu 51 Prozent gehört, schließt.", "de",
         [("51 Prozent", "51", "Kreis Wies")]),
        ("Karl Kern bleiben 10 Prozent der Anteile.", "de", [("10 Prozent", "10", "Karl Kern")]),
        ("Karl Kern will ein Viertel der Firma an den Investor Nord Kapital verkaufen.", "de",
         [("ein Viertel", "", "Nord Kapital")]),
        ("Компания «Лев» продала 12% акций банку «Заря».", "ru", [("12%", "", "банк «Заря»")]),
        ("Холдинг разделят: 40 процентов получит Ирина Лунина.", "ru",
         [("40 процентов", "40", "Ирина Лунина")]),
        ("Halden Holdings fell. Mr Halden owns 24 percent of the shares.", "en",
         [("24 percent", "24", "Halden")]),
        ("Norse Capital would raise its stake to 51 percent.", "en",
         [("51 percent", "51", "Norse Capital")]),
        ("Die Bahn, an der die Gemeinde Elm mit 40 Prozent beteiligt ist, schweigt.", "de",
         [("40 Prozent", "40", "Gemeinde Elm")]),
        ("Nordlicht AG gehört zu 60 Prozent dem Land und zu 40 Prozent der Kasse Elm.", "de",
         [("60 Prozent", "60", "Land"), ("40 Prozent", "40", "Kasse Elm")]),
        ("Сейчас ей принадлежит четверть акций, ещё четверть — у банка «Дон».", "ru",
         [("четверть", "1/4", ""), ("четверть", "1/4", "банк «Дон»")]),
        ("Половина акций принадлежит Анне Котовой.", "ru", [("Половина", "1/2", "Анна Котова")]),
        ("Die andere Hälfte besitzt der Kaufmann Ulrich Semper.", "de",
         [("Die andere Hälfte", "1/2", "Ulrich Semper")]),
        ("Die Hälfte der Anteile hält ihre Schwester Gerda Lohr.", "de",
         [("Die Hälfte", "1/2", "Gerda Lohr")]),
        ("Ana Bell holds 12 percent of the mill, down from 18 percent in May.", "en",
         [("12 percent", "12", "Ana Bell"), ("18 percent", "18", "Ana Bell")]),
        ("Norse Capital owns 12 percent, up from just under 8 percent.", "en",
         [("12 percent", "12", "Norse Capital"), ("just under 8 percent", "<8", "Norse Capital")]),
        ("Ana Bell and Bo Coll hold 15 and 20 percent of the mill.", "en",
         [("15", "15", ""), ("20 percent", "20", "")]),
        ("Ana Bell, Bo Coll and Cy Dorn own 20, 15 and 5 percent of the mill.", "en",
         [("20", "20", ""), ("15", "15", ""), ("5 percent", "5", "")]),
        ("Ana Bell holds between 15 and 20 percent of the mill.", "en",
         [("15 and 20 percent", "15..20", "Ana Bell")]),
        ("Anna Groß hält 20 und Bernd Klein 15 Prozent der Anteile.", "de",
         [("20", "20", "Anna Groß"), ("15 Prozent", "15", "Bernd Klein")]),
        ("Anna Groß und Bernd Klein halten 20 und 15 Prozent der Anteile.", "de",
         [("20", "20", ""), ("15 Prozent", "15", "")]),
        ("Ana Bell sold her stake in Harrow Mills to Norse Capital.", "en",
         [("her stake", "", "Norse Capital")]),
        ("The council approved the sale of 49 percent of Harrow Mills to Norse Capital.", "en",
         [("49 percent", "", "Norse Capital")]),
        ("Der Rat genehmigte den Verkauf von 49 Prozent der Werft an Nord Kapital.", "de",
         [("49 Prozent", "", "Nord Kapital")]),
        ("Совет одобрил продажу 49 процентов акций банку «Заря».", "ru",
         [("49 процентов", "", "банк «Заря»")]),
        ("Доля Олега Лунина снизилась до 12 процентов, ещё по 20 процентов получили дети.", "ru",
         [("12 процентов", "12", "Олег Лунин"), ("20 процентов", "20", "")]),
    ],
)  # fmt: skip
def test_shares_are_read_with_their_bounds_and_holder(
    text: str, language: str, found: list[tuple[str, str, str]]
) -> None:
    assert stakes_in(text, language) == found


@pytest.mark.parametrize(
    "text",
    [
        "Shares rose 20 percent.",
        "The plan was backed by 60 percent of shareholders.",
        "Around 62 percent of the layers could be read.",
        "He owns 300 percent more shares.",
        "It holds a 35 percent share of the market.",
        "The stock trades at a 20 percent discount, shareholders said.",
        "He won 45 percent of the vote and holds the seat.",
        "It cut its workforce by 10 percent, and its shares rose.",
        "The shares carry a 4 percent dividend.",
        "A third of the guests held umbrellas.",
        "He held that 20 percent of drivers drink.",
        "Ana Bell owns half as much. The shares fell.",
        "Two thirds of the votes are needed to change the by-laws.",
        "The bidder wants at least 75 percent of the shares.",
        "Shares rose by 5 and 7 percent.",
        "Turnover fell to 12 percent, down from 18 percent. The shares fell.",
        "Ana Bell never sold her stake to Norse Capital.",
        "It holds 20 and 15 percent of the market.",
    ],
)
def test_a_percentage_of_something_else_is_no_stake(text: str) -> None:
    assert stakes_in(text) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Anteil der Frauen liegt bei 30 Prozent.", "de"),
        ("Die Aktien gaben 2 Prozent nach.", "de"),
        ("Die Hälfte der Gäste hielt das für einen Scherz.", "de"),
        ("Акции компании подорожали на 5%.", "ru"),
        ("Доля женщин составляет 30%.", "ru"),
        ("Доля импорта упала до 30 процентов.", "ru"),
        ("Половина зала владела языком.", "ru"),
    ],
)
def test_a_percentage_of_something_else_is_no_stake_in_other_languages(
    text: str, language: str
) -> None:
    assert stakes_in(text, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ana Bell and Bo Coll hold 34 percent of the firm.", "en"),
        ("Dora Venn opposed the plan. It owns 9 percent of the mill.", "en"),
        ("The fund bought from Ana Bell a stake of 9 percent.", "en"),
        ("Kurt Malz hält 20 Prozent, die übrigen 80 Prozent liegen bei einer Stiftung.", "de"),
        (
            "Zudem wurde bekannt, dass er 5 Prozent an dem Fernsehkonzern hält - 3 Prozent direkt.",
            "de",
        ),
        ("Приобретение у компании МАИР контрольного пакета акций завершено.", "ru"),
        ("Сделка касается 25% акций, ранее принадлежавших ОАО «Крот».", "ru"),
        ("Kurt hält über eine Holding 30 Prozent.", "de"),
        ("An der Firma Kern ist er mit 30 Prozent beteiligt.", "de"),
        ("Je 50 Prozent gehören Anna Groß und Bernd Klein.", "de"),
        ("Половина акций принадлежит Александре Котовой.", "ru"),
        ("Олегу Лунину и его брату Павлу Крюкову принадлежит по 25 процентов акций.", "ru"),
        ("Олег Лунин ушёл. Контрольный пакет принадлежит Луниной.", "ru"),
        ("Honor Strand left. Strand Harbours fell. Strand owns 60 percent of the ferry.", "en"),
    ],
)
def test_a_name_that_only_stands_near_holds_nothing(text: str, language: str) -> None:
    assert stakes_in(text, language)[-1][2] == ""


def test_a_share_that_nobody_is_said_to_hold_has_no_holder() -> None:
    assert stakes_in("It now owns 9 percent of the shares.") == [("9 percent", "9", "")]
