"""The nominative of a Russian person's name that an article has in another case.

Only where it's sure: the first name is a common one, of which a table knows all cases, and the
last name has an ending that goes with it.
"""

import re

_MEN = (
    "Александр", "Алексей", "Анатолий", "Андрей", "Антон", "Аркадий", "Арсений", "Артём",
    "Борис", "Вадим", "Валентин", "Валерий", "Василий", "Виктор", "Виталий", "Владимир",
    "Владислав", "Вячеслав", "Геннадий", "Георгий", "Герман", "Глеб", "Григорий", "Даниил",
    "Денис", "Дмитрий", "Евгений", "Егор", "Иван", "Игорь", "Илья", "Кирилл", "Константин",
    "Лев", "Леонид", "Максим", "Марат", "Марк", "Матвей", "Михаил", "Никита", "Николай", "Олег",
    "Павел", "Пётр", "Ренат", "Роман", "Руслан", "Семён", "Сергей", "Станислав", "Степан",
    "Тимофей", "Тимур", "Фёдор", "Эдуард", "Юрий", "Яков", "Ярослав",
)  # fmt: skip
_WOMEN = (
    "Алина", "Алла", "Анастасия", "Ангелина", "Анна", "Вера", "Галина", "Дарья", "Диана",
    "Екатерина", "Елена", "Елизавета", "Жанна", "Зинаида", "Зоя", "Инна", "Ирина", "Карина",
    "Ксения", "Лариса", "Лидия", "Людмила", "Маргарита", "Марина", "Мария", "Надежда",
    "Наталия", "Наталья", "Нина", "Оксана", "Ольга", "Полина", "Раиса", "Светлана", "София",
    "Софья", "Тамара", "Татьяна", "Юлия",
)  # fmt: skip
# Names that lose a vowel.
_STEMS = {"Лев": "Льв", "Павел": "Павл", "Пётр": "Петр"}
# A man's name in another case that is a woman's too, as Александра.
_BOTH = frozenset(
    ("Александра", "Александре", "Александру", "Валентина", "Валентине", "Валентину",
     "Валерия", "Валерию", "Евгения", "Евгению", "Евгении")
)  # fmt: skip


def _forms() -> dict[str, tuple[str, bool]]:
    """Each form of each first name, with its nominative and whether it's a man's."""
    made: dict[str, tuple[str, bool]] = {}
    for name in _MEN:
        stem = _STEMS.get(name, re.sub("[йья]$", "", name) if name != "Никита" else "Никит")
        hard = ("ы", "е", "у", "ой") if name == "Никита" else ("а", "у", "ом", "е")
        soft = ("и", "е", "ю", "ёй", "ей") if name == "Илья" else ("я", "ю", "ем", "ём", "е", "и")
        if name == "Илья":
            stem = "Иль"
        for end in soft if name[-1] in "йья" else hard:
            made[stem + end] = (name, True)
        made[name] = (name, True)
    for name in _WOMEN:
        stem = name[:-1]
        ends = ("ы", "и", "е", "у", "ой") if name[-1] == "а" else ("и", "е", "ю", "ей", "ёй")
        for end in ends:
            made.setdefault(stem + end, (name, False))
        made[name] = (name, False)
    return {form: name for form, name in made.items() if form not in _BOTH}


_FIRST = _forms() | {"Любовь": ("Любовь", False), "Любови": ("Любовь", False)}
_PLAIN = {form.replace("ё", "е"): name for form, name in _FIRST.items()}


def nominative(name: str) -> str:
    """ "Андрея Забелина" is Андрей Забелин; "" where it isn't sure."""
    words = name.split()
    found = _PLAIN.get(words[0].replace("ё", "е"))
    if len(words) != 2 or found is None:
        return ""
    first, is_man = found
    if words[0].replace("ё", "е") == first.replace("ё", "е"):
        return name if _is_nominative(words[1], is_man=is_man) else ""
    last = _mans(words[1]) if is_man else _womans(words[1])
    return f"{first} {last}" if last else ""


def is_first_name(word: str) -> bool:
    """Whether it's a common first name, in any case."""
    return word.replace("ё", "е") in _PLAIN or word in _BOTH


def _is_nominative(last: str, *, is_man: bool) -> bool:
    if is_man:
        return re.search("(?:[бвгджзклмнпрстфхцчшщь]|[иыо]й|[оеиыую]|[иы]х)$", last) is not None
    ends = "(?:[ое]ва|[иы]на|ая|[бвгджзклмнпрстфхцчшщйь]|[оеиую]|[иы]х)$"
    return re.search(ends, last) is not None


def _mans(last: str) -> str:
    # Луговым is that of Лугов and of Луговой.
    if found := re.fullmatch(r"(\w+[ое]в)(?:а|у|е)|(\w+[иы]н)(?:а|у|ым|е)", last):
        return found[1] or found[2]
    if found := re.fullmatch(r"(\w+[сц]к)(?:ого|ому|им|ом)", last):
        return f"{found[1]}ий"
    if re.search("(?:[оиэ]|[иы]х)$", last):
        return last
    found = re.fullmatch(r"(\w+[бвгджзклмнпрстфхцчшщ])(?:а|у|ом|ем)", last)
    return found[1] if found else ""


def _womans(last: str) -> str:
    if found := re.fullmatch(r"(\w+(?:[ое]в|[иы]н))(?:ой|у)", last):
        return f"{found[1]}а"
    if found := re.fullmatch(r"(\w+[сц]к)(?:ой|ую)", last):
        return f"{found[1]}ая"
    return last if re.search("(?:[бвгджзклмнпрстфхцчшщ]|[оиэ]|[иы]х)$", last) else ""
