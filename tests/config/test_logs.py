"""Canaries: whatever names a person or lets somebody in is put where logs come from, and none of it comes out."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.test import RequestFactory
from huey.contrib.djhuey import HUEY, db_task

from config.logs import logging_settings
from config.request_context import at_work_on
from crypto.lookup import new_token

NUMBERS = [
    "198704102386",
    "19870410-2386",
    "8704102386",
    "870410-2386",
    "870410+2386",
    "870410 2386",
    "19870410 2386",
    "1987-04-10-2386",
    "1987-04-10 2386",
    "87-04-10-2386",
    "19870410–2386",
    "870410\u00a02386",
    "870410%2D2386",
    "19870410 - 2386",
    "198704702386",
    "pnr19870410-2386",
]
SECRETS = [
    "astrid.kanarie@example.se",
    "Astrid.Kanarie%40example.se",
    new_token(),
    new_token(),
    "q7k2m9x4w1z8c5v3b6n0a7s2d4f6g8h1",  # as Django names sessions
    "session=abc123kanarie",
    "csrfmiddlewaretoken': 'kanarie123",
]
CANARIES = [*NUMBERS, *SECRETS]  # made anew in each process: ids by number, or xdist would see other tests in each
EVERY_CANARY = [*CANARIES, "Åsa Kanarie", "vid den gröna grinden"]
log = logging.getLogger("a.library")


class Captured(io.StringIO):
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture(params=["json", "line"])
def output(request: pytest.FixtureRequest) -> Iterator[Captured]:
    """What the portal's own handler writes, in each form."""
    stream = Captured()
    built = logging_settings(request.param, "DEBUG")
    handler = logging.StreamHandler(stream)
    configurator = logging.config.DictConfigurator(built)
    handler.setFormatter(configurator.configure_formatter(built["formatters"][request.param]))
    handler.addFilter(configurator.configure_filter(built["filters"]["no_identity_numbers"]))
    loggers = [logging.getLogger(), logging.getLogger("huey"), logging.getLogger("gunicorn.error")]
    for logger in loggers:
        logger.addHandler(handler)
    yield stream
    for logger in loggers:
        logger.removeHandler(handler)


def bare(canary: str) -> str:
    """The part of a canary that must not be seen: the value, where a name stands before it."""
    return canary.rpartition("'")[2].rpartition("=")[2].removeprefix("pnr")


@pytest.mark.parametrize("canary", CANARIES, ids=range(len(CANARIES)))
def test_promise_10_canary_comes_out_of_no_part_of_a_record(output: Captured, canary: str) -> None:
    log.warning("before %s after" % canary)  # noqa: UP031  # as a library would
    log.warning("argument %s", canary)
    log.warning("mapping %(value)s", {"value": canary})
    log.warning("repr %r", {"field": canary})
    log.warning("extra", extra={"value": canary, "stack": canary})
    log.warning("an exception as argument: %s", ValueError(canary))
    log.warning(ValueError(canary))

    assert output.getvalue().count("\n") == 7
    assert bare(canary) not in output.getvalue()


@pytest.mark.parametrize("canary", EVERY_CANARY, ids=range(len(EVERY_CANARY)))
def test_exceptions_tell_their_kind_and_place_and_never_their_words(output: Captured, canary: str) -> None:
    try:
        try:
            [].index(canary)
        except ValueError as error:
            raise KeyError(canary) from error
    except KeyError as error:
        log.exception("Failed: %s", error)
        log.error(str(error))
        log.warning(f"it was {error}", exc_info=True)

    text = output.getvalue()
    assert bare(canary) not in text
    assert ("ValueError" in text, "KeyError" in text, "test_logs.py" in text) == (True, True, True)


@pytest.mark.django_db(transaction=True)
def test_promise_10_database_errors_quote_no_row(output: Captured, cast: Any) -> None:
    everyone = get_user_model().everyone
    everyone.filter(pk=cast.astrid.pk).update(username="åsa-kanarie")
    try:
        with transaction.atomic():
            everyone.create(username="åsa-kanarie", first_name="Åsa Kanarie", email="asa.kanarie@example.se")
    except DatabaseError as error:
        told = f"{error} {error.__cause__}"
        log.exception("could not save: %s", error)
    log.error(told)

    assert "kanarie" not in output.getvalue().lower()
    assert "IntegrityError" in output.getvalue()


@pytest.mark.parametrize(
    "told",
    [
        'duplicate key value violates unique constraint "c"\nDETAIL:  Key (last_name)=(Kanarie) already exists.',
        'null value in column "x" violates not-null constraint\nDETAIL:  Failing row contains (1, Åsa, Kanarie, null).',
        'insert or update violates foreign key constraint "f" Key (name)=(Kanarie) is not present in table "t".',
        'invalid input syntax for type integer: "Kanarie"\nLINE 1: SELECT Kanarie\n ^',
    ],
)
def test_what_postgresql_quotes_is_cut_off(output: Captured, told: str) -> None:
    log.error(told)

    assert "Kanarie" not in output.getvalue()


def test_what_the_person_wrote_and_is_called_is_masked_in_messages(output: Captured, cast: Any) -> None:
    request = RequestFactory().post("/utkast/?sok=grannen", {"q-1": "Kalle Kanarie", "q-2": "vid grinden"})
    request._cached_user = cast.astrid
    assert request.POST

    with at_work_on("4F7K-9QXM-2HTC", request):
        log.warning("Cannot read 'Kalle Kanarie' of %s at grannen", cast.astrid.first_name)
        log.warning("bad value: vid grinden")

    text = output.getvalue()
    assert [word for word in ("Kalle", "grinden", "grannen", cast.astrid.first_name) if word in text] == []


@pytest.mark.parametrize("forged", ["\n2026-11-26 INFO forged", "\r\nforged", "\x1b[31mred", "\u202egnirts", "\u2028x"])
def test_a_line_cannot_be_forged(output: Captured, forged: str) -> None:
    log.warning("said %s", forged)

    assert output.getvalue().count("\n") == 1
    assert [sign for sign in forged if not sign.isprintable() and sign in output.getvalue()[:-1]] == []


def test_half_characters_reach_the_terminal(output: Captured) -> None:
    """Past pytest's own handlers, which would keep them for a report that xdist cannot send."""
    handler = next(one for one in logging.getLogger().handlers if getattr(one, "stream", None) is output)

    handler.handle(logging.LogRecord("a.library", logging.WARNING, __file__, 1, "half \ud800", None, None))

    assert output.getvalue().encode()


@db_task()
def fail_with(value: str) -> None:
    raise ValueError(value)


def test_failing_task_says_which_and_not_what(output: Captured) -> None:
    HUEY.execute(fail_with.s("19870410-2386 Kanarie"))

    assert ("2386" in output.getvalue(), "Kanarie" in output.getvalue()) == (False, False)
    assert "Unhandled exception in task" in output.getvalue()


def test_gunicorns_own_errors_lose_the_query_string(output: Captured) -> None:
    logging.getLogger("gunicorn.error").error("Error handling request %s", "/mina-sidor/?q=Kanarie&namn=Kalle")

    assert "/mina-sidor/?[fråga]" in output.getvalue()
    assert "Kanarie" not in output.getvalue()


def test_sql_is_not_logged_even_when_all_else_is() -> None:
    levels = logging_settings("json", "DEBUG")["loggers"]

    assert levels["django.db.backends"] == {"level": "INFO"}


@pytest.mark.parametrize(
    "text",
    [
        "Outbox 0c7b3f3e-5a7e-4a57-9a52-3f6a9d7f0001 (receipt), attempt 3: SMTP 451",
        "outbox.tasks.deliver executed in 0.012s",
        "wagtailcore_authenticate_with_password",
        "3 messages of 2026-11-26 21:24:16",
        "/admin/arenden/ 200",
    ],
)
def test_everyday_lines_stay_readable(output: Captured, text: str) -> None:
    log.info(text)

    assert text in output.getvalue()


def test_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="LOG_FORMAT"):
        logging_settings("xml", "INFO")
