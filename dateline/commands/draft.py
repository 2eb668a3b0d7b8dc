"""``draft``: the rows that rules find in an article, as proposals for its tables."""

import argparse
import os
import sys
from pathlib import Path

from dateline.commands.arguments import (
    OK,
    PROBLEMS,
    WRONG_USE,
    Commands,
    add_command,
    add_quiet,
    progress_of,
    story_folder,
)
from dateline.dates import PartialDate, parse_date
from dateline.drafting.proposals import Draft
from dateline.model_server import KEY_VARIABLE, ModelError, ask
from dateline.reading import load_story
from dateline.story import Story, StoryError


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "draft",
        help="propose rows for a story's tables from its article",
        description="Propose events, stakes and quotes from the article alone, by rules, offline. "
        "Each proposal has its passage and the rule that led to it; what isn't sure is left blank "
        "and listed. What a row already rests on, and what left_out.csv names, isn't proposed. "
        "Nothing is added to the story. English, German and Russian have rules; of other languages "
        "quotation marks and dates in numbers. Exit code 0: ok, 1: problems, 2: wrong use.",
        examples=(
            "dateline draft .",
            "dateline draft . --to draft",
            "dateline draft . --prompt",
            "dateline draft --text article.md --published 2014-04-22 --language en --format json",
        ),
    )
    parser.add_argument(
        "folder", type=story_folder, nargs="?", metavar="FOLDER", help="a folder with article.md"
    )
    parser.add_argument(
        "--format",
        choices=["text", "json", "csv"],
        default="text",
        help="json: one object; csv: one table with the columns of all three and the rule",
    )
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="write events.csv, stakes.csv and quotes.csv there, "
        "with one more column, rule; not the story's own folder"
    )  # fmt: skip
    parser.add_argument("--force", action="store_true", help="overwrite the tables in DIR")
    model = parser.add_argument_group(
        "a language model", "optional: its rows are held against the article, none is trusted"
    )
    model.add_argument(
        "--prompt", action="store_true", help="print a prompt for any chat model, and no proposals"
    )
    model.add_argument(
        "--answer", type=Path, metavar="FILE", help="what a model answered: rows that the article "
        "bears out join the proposals, each other one is listed with its reason"
    )  # fmt: skip
    model.add_argument(
        "--endpoint", metavar="URL", help="send the prompt to this OpenAI-compatible server, as "
        "http://127.0.0.1:11434/v1, and take its answer; a key is read from DATELINE_MODEL_KEY"
    )  # fmt: skip
    model.add_argument("--model", metavar="NAME", help="which model of that server")
    group = parser.add_argument_group(
        "bare text", "in place of FOLDER: list every date, quote and stake with its offsets"
    )
    group.add_argument("--text", type=Path, metavar="FILE", help="plain text in UTF-8")
    group.add_argument(
        "--published", type=_date, metavar="DATE", help="day of publication, as 2014-04-22"
    )
    group.add_argument("--language", metavar="TAG", help="language of the text, as en")
    add_quiet(parser)
    parser.set_defaults(run=_run)


def _date(written: str) -> PartialDate:
    try:
        return parse_date(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{written} {error}; write it as 2014-04-22") from error


def _run(options: argparse.Namespace) -> int:
    wrong = _wrong_use(options)
    if wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USE
    return _run_text(options) if options.text else _run_story(options)


def _wrong_use(options: argparse.Namespace) -> str:
    if bool(options.folder) == bool(options.text):
        return "Name either a story's FOLDER or a text with --text FILE"
    if options.text and not options.language:
        return "--text needs --language, as --language en"
    if options.text and (options.to or options.format == "csv"):
        return "--to and --format csv go with FOLDER; a bare text makes no tables"
    if options.text and (options.prompt or options.answer or options.endpoint):
        return "--prompt, --answer and --endpoint go with FOLDER"
    if bool(options.endpoint) != bool(options.model):
        return "--endpoint and --model go together"
    if options.endpoint and (options.answer or options.prompt):
        return "--endpoint asks a model itself; leave out --prompt and --answer"
    if options.prompt and (options.answer or options.to or options.format != "text"):
        return "--prompt prints the prompt alone; leave out --answer, --to and --format"
    if options.folder and (options.published or options.language):
        return "--published and --language go with --text; a story has them in article.md"
    if options.to and options.to.resolve() == options.folder.resolve():
        return (
            f"{options.to} is the story's own folder; name another one, and take over the rows "
            "that you accept"
        )
    return ""


def _run_text(options: argparse.Namespace) -> int:
    # Here, as below: what reads files from elsewhere takes a while to come.
    from dateline.drafting.calendar_points import published_of
    from dateline.drafting.dates import language_of
    from dateline.drafting.proposals import NO_RULES, find_all
    from dateline.drafting.written import findings_json, findings_lines
    from dateline.intake import IntakeError
    from dateline.intake.files import load_text

    try:
        text = load_text(options.text)
    except IntakeError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    found = find_all(text, options.language, published_of(options.published))
    if language_of(options.language) is None:
        print(f"language {options.language}: {NO_RULES}", file=sys.stderr)
    if options.format == "json":
        print(findings_json(text, found))
    else:
        print("\n".join(findings_lines(text, found)))
    return OK


def _run_story(options: argparse.Namespace) -> int:
    from dateline.drafting.prompting import prompt_of
    from dateline.drafting.proposals import draft_story
    from dateline.intake import IntakeError

    try:
        with progress_of(options) as progress:
            story = load_story(options.folder, progress)
            if options.prompt:
                print(prompt_of(story.article))
                return OK
            made = draft_story(story)
            if options.answer or options.endpoint:
                made = _with_answer(options, story, made)
        _give(options, made)
    except ModelError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    except StoryError as error:
        print("\n".join(map(str, error.problems)), file=sys.stderr)
        return PROBLEMS
    except IntakeError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    return OK


def _with_answer(options: argparse.Namespace, story: Story, made: Draft) -> Draft:
    from dateline.answer_checking import check_answer
    from dateline.drafting.answers import read_answer
    from dateline.drafting.prompting import prompt_of
    from dateline.intake.files import load_text

    remarks = []
    if options.endpoint:
        key = os.environ.get(KEY_VARIABLE, "")
        answer = ask(options.endpoint, options.model, prompt_of(story.article), key=key)
        text, source = answer.text, f"the answer of {options.model}"
        if answer.is_cut:
            remarks.append(f"{source} is cut short; the rows that are whole are read")
    else:
        text, source = load_text(options.answer), str(options.answer)
    rows = read_answer(text)
    if not rows:
        remarks.append(f"{source} has no row: no JSON object in it has a table and evidence")
    checked = check_answer(options.folder, story.article, rows)
    return made.joined(checked.accepted, checked.refused, remarks)


def _give(options: argparse.Namespace, made: Draft) -> None:
    """Write the tables, or print the proposals; what is refused is listed either way."""
    from dateline.drafting.written import (
        counted,
        draft_csv,
        draft_json,
        draft_lines,
        draft_tables,
        refused_lines,
    )
    from dateline.intake.files import write_story

    if options.to:
        write_story(options.to, draft_tables(made), force=options.force)
        for line in (*(f"note: {remark}" for remark in made.remarks), *refused_lines(made)):
            print(line)
        print(f"{options.to}: {counted(made)}")
    elif options.format == "json":
        print(draft_json(made))
    elif options.format == "csv":
        print(draft_csv(made))
        for line in refused_lines(made):
            print(line, file=sys.stderr)
    else:
        print("\n".join(draft_lines(made)))
