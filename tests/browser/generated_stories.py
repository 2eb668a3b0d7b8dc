"""Stories that are hard to label: one event, one day, a crowded century, long words, other scripts,
a takeover with many holders who contradict each other.

Each event is two lines: ``date | category | title``, with ``| name`` where somebody claims it,
and the sentence of the article that says so, which is its evidence.
"""

from collections.abc import Callable
from pathlib import Path

from tests.story_files import Row, a_quote, a_stake, an_article, an_event, write_story

STORIES = Path(__file__).parents[2] / "stories"

_ONE_DAY = """
2019-03-15 | Company | Night shift stops the pumps
The night shift stopped the pumps of the Elmbridge waterworks at four in the morning of 15 March.
2019-03-15 | Reaction | Mayor closes the schools
By eight the mayor had closed all eleven schools of the town for the day.
2019-03-15 | Company | Water runs again | Aquila Water
The operator says that clean water ran again before nightfall on the same day.
"""

_CENTURY = """
1921-05-03 | Company | Three captains found the line
On 3 May 1921 three retired captains founded the Norhaven Line in a rented sail loft.
1921-09 | Ships | First steamer is bought
In September 1921 they bought their first steamer, the Petrel, from a bankrupt Scottish owner.
1922 | Routes | Mail service to the islands
From 1922 the Petrel carried the mail to the outer islands twice a week.
1923-11-19 | Accidents | Petrel runs aground
The Petrel ran aground off Skerry Point on 19 November 1923, and nobody was hurt.
1924 | Ships | Second steamer joins
A second steamer, the Fulmar, joined the fleet in 1924.
1926-05 | Labour | Dockers walk out
The dockers of Norhaven walked out in May 1926 and stayed out for nine days.
1927~ | Company | Bank takes a share | Olaf Brandt
About 1927, Olaf Brandt recalled, the Savings Bank quietly took a share of the company.
1928 | Routes | Summer cruises begin
Summer cruises to the fjords began in 1928 with forty passengers.
1929-10-30 | Company | Reserves are lost
The reserves were lost on 30 October 1929, a day after the crash in New York.
1930 | Labour | Wages are cut by a fifth
Wages on all ships were cut by a fifth in 1930.
1931-02 | Company | Founder Lindqvist dies
Captain Lindqvist, the last of the founders at sea, died in February 1931.
1932 | Ships | Fulmar is laid up
For want of freight the Fulmar was laid up in 1932.
1934~ | Company | Rescue by the state
The state came to the rescue in 1934 or so, with a loan that no archive dates exactly.
1935-06-12 | Ships | Motor ship Gannet is launched
Crowds watched the launch of the motor ship Gannet on 12 June 1935.
1936 | Routes | Line to Hull opens
A weekly line to Hull opened in 1936.
1938 | Company | Head office moves to the quay
The head office moved into a brick building on the quay in 1938.
1939-09 | Routes | Sailings to Hull stop
All sailings to Hull stopped in September 1939.
1940-04-09 | Ships | Gannet is seized
The Gannet was seized in port on the morning of 9 April 1940.
194X | Labour | Crews sail for the Allies
Some time in the forties half of the crews sailed for the Allies under borrowed flags.
1942~ | Accidents | Mine sinks the Fulmar
Around 1942 the old Fulmar hit a mine and sank in shallow water.
1945-05 | Company | Directors come home
The directors came home from exile in May 1945.
1946 | Ships | War-built freighter is bought
A war-built freighter was bought cheaply in 1946 and renamed the Tern.
1947 | Routes | Hull line starts again
The line to Hull started again in 1947.
1949-01-17 | Labour | First union contract
The first contract with the seamen's union was signed on 17 January 1949.
1950 | Ships | First car ferry is ordered
The first car ferry was ordered from a Danish yard in 1950.
1952-07 | Ships | Car ferry Kittiwake sails
The car ferry Kittiwake made her first crossing in July 1952.
1953-01-31 | Accidents | Storm wrecks the terminal
The great storm of 31 January 1953 wrecked the island terminal.
1955 | Company | Shares are listed
The company's shares were listed on the exchange in 1955.
195X | Routes | Winter service is dropped
At some point in the fifties the winter service to the outer islands was dropped.
1957 | Labour | Women join the crews
In 1957 women joined the crews as radio officers.
1959-03 | Company | Brandt becomes chairman
Olaf Brandt became chairman in March 1959.
1961 | Ships | Last steamer is scrapped
The last steamer of the line went to the breakers in 1961.
1962-08 | Routes | Night ferry to Kiel
The night ferry to Kiel began in August 1962.
1963-12-22 | Accidents | Fire on the Kittiwake
Fire broke out on the Kittiwake on 22 December 1963, and two stokers died.
1965 | Company | Rival Osland is taken over
The rival Osland Ferries was taken over in 1965.
1967 | Ships | Sister ships Auk and Skua
Two sister ships, the Auk and the Skua, were delivered in 1967.
1969~ | Labour | Crews halved | Seamen's union
The seamen's union says that the crews had been halved by 1969 or thereabouts.
1970 | Routes | Freight goes by container
From 1970 all freight went by container.
1972-10 | Company | Chairman Brandt resigns
Olaf Brandt resigned in October 1972 after a quarrel over the new terminal.
1973 | Company | Fuel bill doubles
The fuel bill doubled in 1973.
1975-04-28 | Ships | Skua is sold to Greece
The Skua was sold to a Greek owner on 28 April 1975.
1977 | Routes | Kiel ferry carries a million
The Kiel ferry carried its millionth passenger in 1977.
1979 | Labour | Strike of the engineers
The engineers struck for the whole spring of 1979.
1981-01 | Company | State sells its loan
The state sold its old loan to a group of banks in January 1981.
1983 | Ships | Jumbo ferry is chartered
A jumbo ferry was chartered from Finland in 1983.
1984/1986 | Company | Terminal is rebuilt
The terminal was rebuilt between 1984 and 1986.
1987-03-07 | Accidents | Safety inquiry opens
A safety inquiry opened on 7 March 1987, the day after the disaster at Zeebrugge.
1989 | Routes | Gdynia is served
Sailings to Gdynia were offered from 1989.
199X | Labour | Duty-free sales pay wages
In the nineties, an internal paper admits, tax-free trade paid every wage on board.
1992 | Company | Pension fund buys a third
A pension fund bought a third of the shares in 1992.
1994-09-28 | Accidents | Bow doors are welded shut
The bow doors of every ship were welded shut after 28 September 1994, when the Estonia sank.
1997 | Routes | Bridge takes the island traffic
A bridge took the traffic of the inner islands in 1997.
1999-07 | Company | Tax-free trade ends
Tax-free trade on board ended in July 1999.
2002 | Ships | Fast catamaran is leased
A fast catamaran was leased for the summer of 2002.
2005 | Company | Family sells its last shares
The founders' families sold their last shares in 2005.
2008-11 | Labour | Two hundred are laid off
Two hundred people were laid off in November 2008.
2011 | Ships | First gas-powered ferry
The first gas-powered ferry entered service in 2011.
2014~ | Company | Quay building is sold
About 2014 the head office on the quay was sold and rented back.
2020-03-18 | Routes | All passenger sailings stop
All passenger sailings stopped on 18 March 2020.
2021-05-03 | Company | Centenary without guests
The company marked its hundredth birthday on 3 May 2021 without a single guest.
"""

_GERMAN = """
2021-02 | Genehmigung | Planfeststellungsverfahren für die Stadtbahnverlängerung eröffnet
Im Februar 2021 eröffnete die Bezirksregierung das Verfahren für die Verlängerung der Stadtbahn.
2021-09-14 | Finanzierung | Kommunalaufsichtsbehörde beanstandet die Finanzierungsvereinbarung
Am 14. September 2021 beanstandete die Kommunalaufsicht die Vereinbarung über die Finanzierung.
2022-03-07 | Protest | Bürgerinitiative übergibt fünfzigtausend Unterschriften im Rathaus
Die Bürgerinitiative übergab am 7. März 2022 fünfzigtausend Unterschriften im Rathaus.
2022-03-08 | Genehmigung | Umweltverträglichkeitsprüfung weist erhebliche Mängel auf | BUND
Nach Ansicht des BUND wies die Umweltprüfung, die am 8. März bekannt wurde, erhebliche Mängel auf.
2022-03-09 | Finanzierung | Haushaltsausschuss vertagt die Verpflichtungsermächtigung
Der Haushaltsausschuss vertagte die Ermächtigung am 9. März auf unbestimmte Zeit.
2022-03-10 | Politik | Oberbürgermeisterin entlässt den Verkehrsdezernenten
Einen Tag darauf, am 10. März, entließ die Oberbürgermeisterin ihren Verkehrsdezernenten.
2022-03-10 | Protest | Straßenbahnfahrerinnen und Straßenbahnfahrer legen die Arbeit nieder
Noch am selben 10. März legten die Fahrerinnen und Fahrer der Straßenbahn die Arbeit nieder.
2022-03-11 | Politik | Aufsichtsratsvorsitzender der Verkehrsbetriebe bietet seinen Rücktritt an
Der Vorsitzende des Aufsichtsrats bot am 11. März seinen Rücktritt an.
2022-03-13 | Politik | Sonderparteitag stimmt für den Koalitionsvertragsnachtrag
Ein Sonderparteitag stimmte am Sonntag, dem 13. März, für den Nachtrag zum Koalitionsvertrag.
2022-08~ | Finanzierung | Landesrechnungshof rügt Kostensteigerungen beim Tunnelbauabschnitt
Etwa im August 2022 rügte der Landesrechnungshof die gestiegenen Kosten des Tunnels.
2022-11-30 | Genehmigung | Oberverwaltungsgericht lehnt den Eilantrag der Grundstückseigentümer ab
Das Oberverwaltungsgericht lehnte den Eilantrag der Eigentümer am 30. November 2022 ab.
2023-01/2023-02 | Bau | Kampfmittelräumdienst untersucht das künftige Baustellengelände
Im Januar und Februar 2023 untersuchte der Kampfmittelräumdienst das Gelände der Baustelle.
"""

_RUSSIAN = """
2016-01 | Проект | Градостроительный совет одобряет реконструкцию набережной
В январе 2016 года градостроительный совет одобрил проект новой набережной.
2016-06-21 | Деньги | Министерство финансов приостанавливает софинансирование строительства
Министерство финансов приостановило выплаты 21 июня 2016 года.
2017-02~ | Проект | Проектировщики переписывают технико-экономическое обоснование
Примерно в феврале 2017 года проектировщики переписали обоснование заново.
2017-09-04 | Протест | Жители Железнодорожного района перекрывают Старообрядческую улицу
Четвёртого сентября 2017 года жители района впервые перекрыли улицу.
2017-09-05 | Протест | Общественная палата требует независимого расследования | Мария Лаптева
Общественная палата, говорит Мария Лаптева, потребовала расследования 5 сентября.
2017-09-06 | Власть | Исполняющий обязанности губернатора отстраняет главного архитектора
Утром 6 сентября исполняющий обязанности губернатора отстранил главного архитектора.
2017-09-06 | Суд | Арбитражный суд принимает обеспечительные меры по иску подрядчика
Вечером того же дня, 6 сентября, арбитражный суд арестовал счета по иску подрядчика.
2017-09-07 | Власть | Законодательное собрание созывает внеочередное заседание
На 7 сентября законодательное собрание созвало внеочередное заседание.
2017-09-09 | Протест | Крупнейшая демонстрация в истории Верхнереченска
В субботу, 9 сентября, на площадь вышла крупнейшая демонстрация в истории города.
2017-09-10 | Власть | Предварительные результаты муниципальных выборов оспорены
Предварительные результаты выборов 10 сентября оспорили сразу три партии.
2017-11 | Суд | Следственный комитет возбуждает дело о злоупотреблении полномочиями
Дело о злоупотреблении полномочиями следователи возбудили в ноябре 2017 года.
2018-01-19 | Деньги | Генеральный подрядчик объявляет о неплатёжеспособности
Генеральный подрядчик объявил о неплатёжеспособности 19 января 2018 года.
"""

_ONE_EVENT = """
2016-10-08 | Company | The last lighthouse keeper of Skerry Point hands over the keys
The last lighthouse keeper handed over the keys on the evening of 8 October 2016.
"""

_ARABIC = """
2018-03 | تخطيط | مجلس المدينة يوافق على مشروع الميناء الجديد
في مارس 2018 وافق مجلس المدينة على مشروع الميناء الجديد بعد جلسة طويلة.
2019-06-11 | تمويل | وزارة المالية تعلق دفعات القرض الأول
علقت وزارة المالية دفعات القرض الأول في 11 يونيو 2019.
2019-06-12 | احتجاج | الصيادون يغلقون الطريق المؤدي إلى المرفأ القديم
أغلق الصيادون الطريق المؤدي إلى المرفأ القديم صباح 12 يونيو.
2019-06-12 | احتجاج | نقابة العمال تعلن إضرابا مفتوحا عن العمل | ليلى حداد
قالت ليلى حداد إن نقابة العمال أعلنت إضرابا مفتوحا في اليوم نفسه.
2019-06-14 | تخطيط | المحافظ يقيل رئيس هيئة الموانئ
أقال المحافظ رئيس هيئة الموانئ في 14 يونيو.
2020~ | تمويل | شركة أجنبية تشتري حصة في المشروع
اشترت شركة أجنبية حصة في المشروع نحو عام 2020.
2021-11-30 | تخطيط | المحكمة الإدارية ترفض طعن السكان في الرخصة
رفضت المحكمة الإدارية طعن السكان في الرخصة في 30 نوفمبر 2021.
"""

_CHINESE = """
2015-05 | 规划 | 市政府批准老城区地下综合管廊改造工程
二〇一五年五月，市政府批准了老城区地下综合管廊改造工程。
2016-08-02 | 资金 | 承包商因工程款拖欠问题宣布全面停工
八月二日，承包商因为工程款被拖欠而宣布停工。
2016-08-03 | 抗议 | 沿街商户联名要求赔偿半年来的经营损失
第二天，沿街商户联名要求赔偿损失。
2016-08-03 | 资金 | 银行团暂停发放第二期专项贷款 | 周敏
周敏说，银行团当天就暂停了第二期贷款。
2016-08-05 | 规划 | 分管副市长主持召开紧急协调会议
八月五日，分管副市长召开了紧急协调会议。
2017~ | 规划 | 设计单位重新编制施工图纸
大约在二〇一七年，设计单位重新编制了图纸。
2018-12-28 | 规划 | 改造工程比原定计划推迟两年全线通车
二〇一八年十二月二十八日，工程终于全线通车。
"""

# A holder, a share, and the rest of the sentence.
_HOLDERS = (
    ("The Marwick family trust", "21.5", "through a company in Jersey"),
    ("Ridgeback Capital Management", "14", "bought from the pension fund"),
    ("Public shareholders", "11.25", "none of them above three percent"),
    ("Nordic Shipping and Logistics Holding", "9", "for which it paid in its own shares"),
    ("The employees’ foundation", "8", "which vote as one"),
    ("Sovereign Fund of Alkebulan", "7.5", "acquired over four quiet years"),
    ("Hollis & Daughters", "6", "pledged to two banks"),
    ("First Maritime Bank", "5", "as security for a loan"),
    ("Treasury stock", "4", "without a vote"),
    ("Edda Lindqvist", "3.5", "as she told this paper"),
    ("Kestrel Pension Scheme", "2.25", "down from nineteen"),
    ("Unknown buyers in Macau", "1", "says the registrar"),
)

_TAKEOVER = """
2022-01-17 | Bid | Ridgeback offers 40 crowns a share for the whole of Marwick Lines
Ridgeback offered 40 crowns a share for the whole company on 17 January 2022.
2022-01-18 | Defence | Marwick family rejects the offer as opportunistic
The family rejected the offer the next day, 18 January, as opportunistic.
2022-01-18 | Markets | Shares rise by a third before trading is halted
Shares rose by a third on 18 January before trading was halted.
2022-02~ | Defence | Board sounds out a white knight | Edda Lindqvist
About February, Edda Lindqvist says, the board sounded out a white knight.
2022-03-01 | Bid | Ridgeback claims to hold a majority already | Ridgeback
On 1 March 2022 Ridgeback claimed to hold a majority already.
2022-03-02 | Regulators | Competition authority opens an inquiry
The competition authority opened an inquiry on 2 March.
2022-06-30 | Bid | The offer lapses
The offer lapsed at midnight on 30 June 2022.
"""


def _rows(table: str) -> list[Row]:
    lines = table.strip().splitlines()
    rows = []
    for number, (head, sentence) in enumerate(zip(lines[::2], lines[1::2], strict=True), 1):
        date, category, title, *who = head.split(" | ")
        said = {"status": "claimed", "asserted_by": who[0]} if who else {}
        rows.append(
            an_event(
                id=f"e{number:02}",
                date=date,
                category=category,
                title=title,
                evidence=sentence,
                **said,
            )
        )
    return rows


def _write(
    folder: Path, table: str, *, title: str, subject: str, language: str, end: str, stake: Row
) -> Path:
    """Write a story whose article is the events' sentences, six a paragraph, and then ``end``.

    ``end`` is "NAME: WORDS", the one quote.
    """
    rows = _rows(table)
    sentences = [row["evidence"] for row in rows]
    paragraphs = [" ".join(sentences[i : i + 6]) for i in range(0, len(sentences), 6)]
    speaker, words = end.split(": ")
    body = "\n\n".join([f"\n# {title}", *paragraphs, stake["evidence"], f"{end}\n"])
    article = an_article(
        body,
        title=title,
        outlet="Dateline",
        published="2023-06-01",
        subject=subject,
        language=language,
    )
    quote = a_quote(speaker=speaker, text=words, evidence=words)
    return write_story(folder, article=article, events=rows, stakes=[stake], quotes=[quote])


def one_day(folder: Path) -> Path:
    """Three events of the same day, and nothing else."""
    return _write(
        folder,
        _ONE_DAY,
        title="A town without water",
        subject="Elmbridge Water",
        language="en",
        end="Ada Moss: We boiled what was left in the kettle.",
        stake=a_stake(
            holder="Aquila Water",
            share="51",
            date="2019-03",
            evidence="Aquila Water held 51 percent of the waterworks in March 2019.",
        ),
    )


def century(folder: Path) -> Path:
    """Sixty events over a hundred years, known to the day, the month, the year or the decade."""
    return _write(
        folder,
        _CENTURY,
        title="A hundred years of the Norhaven Line",
        subject="the Norhaven Line",
        language="en",
        end="Ingrid Brandt: My father never trusted a ship that did not smoke.",
        stake=a_stake(
            holder="Coastal Pension Fund",
            share="33",
            date="1992",
            evidence="The Coastal Pension Fund held 33 percent at the end of 1992.",
        ),
    )


def german(folder: Path) -> Path:
    """Twelve long German titles over two years, seven of them within a week."""
    return _write(
        folder,
        _GERMAN,
        title="Die unendliche Stadtbahn",
        subject="Verkehrsbetriebe Lahnstadt",
        language="de",
        end="Petra Kühn: Wir haben uns die Verlängerung einfacher vorgestellt.",
        stake=a_stake(
            holder="Stadt Lahnstadt",
            share="74.9",
            date="2022",
            evidence="Im Jahr 2022 gehörten 74,9 Prozent der Verkehrsbetriebe der Stadt.",
        ),
    )


def russian(folder: Path) -> Path:
    """Twelve long Russian titles over two years, seven of them within a week."""
    return _write(
        folder,
        _RUSSIAN,
        title="Набережная раздора",
        subject="Верхнереченскстрой",
        language="ru",
        end="Мария Лаптева: Нам обещали набережную, а построили забор.",
        stake=a_stake(
            holder="Областной фонд имущества",
            share="60",
            date="2017",
            evidence="В 2017 году областному фонду принадлежало 60 процентов компании.",
        ),
    )


def one_event(folder: Path) -> Path:
    """A single event with a long title."""
    return _write(
        folder,
        _ONE_EVENT,
        title="The light goes out",
        subject="the lighthouse",
        language="en",
        end="Tom Rae: I shall miss the fog more than the light.",
        stake=a_stake(
            holder="The Lights Board",
            share="100",
            date="2016",
            evidence="In 2016 the Lights Board owned 100 percent of the tower.",
        ),
    )


def arabic(folder: Path) -> Path:
    """Seven events in a script that runs from the right, four of them within a week."""
    return _write(
        folder,
        _ARABIC,
        title="ميناء لم يكتمل",
        subject="شركة الميناء",
        language="ar",
        end="ليلى حداد: وعدونا بميناء فبنوا لنا سورا.",
        stake=a_stake(
            holder="صندوق الاستثمار البحري",
            share="45",
            date="2020",
            evidence="في عام 2020 كان صندوق الاستثمار البحري يملك 45 في المئة من الشركة.",
        ),
    )


def chinese(folder: Path) -> Path:
    """Seven events in a script without spaces, four of them within a week."""
    return _write(
        folder,
        _CHINESE,
        title="一条挖了三年的街",
        subject="城建集团",
        language="zh",
        end="周敏: 我们等了三年，等来的是又一条沟。",
        stake=a_stake(
            holder="城市建设投资集团",
            share="67",
            date="2017",
            evidence="二〇一七年，城市建设投资集团持有百分之六十七的股份。",
        ),
    )


def takeover(folder: Path, holders: int = 12) -> Path:
    """A bid for a company: up to twelve holders; of the second, rival statements.

    With twelve, the bidder's own claim takes the sum above 100 percent.
    """
    rows = _rows(_TAKEOVER)
    stakes, said = [], []
    for number, (holder, share, rest) in enumerate(_HOLDERS[:holders]):
        sentence = f"{holder} held {share} percent in early 2022, {rest}."
        said.append(sentence)
        rivals = {"disputed_by": "claim"} if number == 1 else {}
        stakes.append(
            a_stake(
                id=f"s{number:02}",
                holder=holder,
                share=share,
                date="2022-02",
                evidence=sentence,
                **rivals,
            )
        )
    if holders > 1:
        sentence = (
            "Ridgeback Capital Management itself speaks of 52 percent, which the family denies."
        )
        said.append(sentence)
        claim = a_stake(
            id="claim",
            holder=_HOLDERS[1][0],
            share="52",
            date="2022-03-01",
            asserted_by="Ridgeback",
            denied_by="The Marwick family",
            disputed_by="s01",
            evidence=sentence,
        )
        stakes.append(claim)
    words = "We are not for sale, and certainly not by the pound."
    sentences = [row["evidence"] for row in rows]
    body = "\n\n".join(
        ["\n# The Marwick affair", " ".join(sentences), " ".join(said), f"Ann Marwick: {words}\n"]
    )
    article = an_article(
        body,
        title="The Marwick affair",
        outlet="Dateline",
        published="2022-07-15",
        subject="Marwick",
    )
    quote = a_quote(speaker="Ann Marwick", text=words, evidence=words)
    return write_story(folder, article=article, events=rows, stakes=stakes, quotes=[quote])


GENERATED: dict[str, Callable[[Path], Path]] = {
    "one event": one_event,
    "one day": one_day,
    "century": century,
    "german": german,
    "russian": russian,
    "arabic": arabic,
    "chinese": chinese,
    "takeover": takeover,
}
# The other shipped stories, unchanged. They were written by hand and combine what is hard: plans,
# undated events, rivals, scripts, seasons, background.
SHIPPED_TOO: dict[str, Callable[[Path], Path]] = {
    "a takeover": lambda _: STORIES / "takeover",
    "a court case": lambda _: STORIES / "gericht",
}
HARD = GENERATED | SHIPPED_TOO
