"""How often one person, and one address on the net, may do what costs us or others something (ASVS 2.4.1).

All rates stand in one table, and a view is held to one by `@paced("send")`. Windows move: whoever was refused may go on
as soon as the oldest try has grown old enough, and is told when. Counted in Redis where there is one, so that all
processes count together; else in each process by itself. If Redis is away nobody is refused: a limit that stops the
portal is worse than none. Keys are keyed hashes: nobody's number, name or address can be read out of Redis.
"""

import ipaddress
import logging
import math
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis import RedisError

from crypto.lookup import lookup_hash

View = Callable[..., HttpResponse]
logger = logging.getLogger(__name__)
REDIS_SECONDS = 0.5
AWAY_SECONDS = 30  # how long a Redis that did not answer is left alone


@dataclass(frozen=True)
class Rate:
    """In the words of the `limits` library: "120/minute; 3000/day". An empty one sets no limit."""

    per_person: str
    per_address: str


# A town hall, a school or a mobile operator shows the net one single address. The rates per address therefore leave
# room for a hundred people behind it who all do the same at once; those per person are several times what the quickest
# of us can do by hand. They stop programs, and slow down guessing and flooding; nobody is locked out for long.
RATES = {
    # Before login there is no person to count. A class that logs in together: 30 within a minute, most of them twice.
    "login": Rate("", "100/minute; 1500/hour"),
    # The page saves itself 1.2 s after the last key: 50 a minute at most, here in two windows at once and a bit more.
    "save": Rate("150/minute", "3000/minute"),
    # Nobody begins sixty errands an hour. Without login each makes a row that lives a day.
    "start": Rate("30/10minute; 150/day", "600/10minute; 5000/day"),
    # All photographs of a whole house, and every one of them replaced twice.
    "upload": Rate("100/10minute; 600/day", "1500/10minute"),
    # Citizen service sends for others all day long, one every other minute, logged in as nobody.
    "send": Rate("20/10minute; 100/day", "200/10minute; 2000/day"),
    # Invitations, new contact addresses, "send again": each puts a mail in somebody's box (T-52).
    "mail": Rate("20/hour; 60/day", "300/hour"),
    # The contact form: a mail to the municipality each time. Nobody has ten things to say within an hour.
    "contact": Rate("10/hour; 30/day", "60/hour; 300/day"),
    # Each receipt that is checked takes half a second of processor time. An archivist goes through a binder of them.
    "check": Rate("60/10minute; 600/day", "120/10minute; 2000/day"),
    # Mails to one and the same box, whoever causes them. A family, or a desk that uses its own address for all.
    "recipient": Rate("", "30/hour; 100/day"),
    # Suggestions come as somebody types, at most three a second, and the page itself counts with them. A slow typist
    # who never stops for a minute stays under it, and so does a class of thirty who all search at once.
    "search": Rate("240/minute", "3000/minute"),
    # Besides django-axes, which counts wrong tries by name and address: many names from one address (T-38). The staff
    # of a whole municipality logs in between eight and nine.
    "staff_login": Rate("", "60/minute; 600/hour"),
}


def paced(name: str, *, methods: Collection[str] = ("POST",)) -> Callable[[View], View]:
    """Hold a view to the rate `name` of RATES. Put it outermost, so that a refusal costs nothing.

    Who goes too fast gets a page that says when to try again, and what was posted goes with the button that does it.
    """
    assert name in RATES  # noqa: S101  # a misspelt name stops the start

    def decorator(view: View) -> View:
        @wraps(view)
        def at_pace(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            wait = seconds_to_wait(name, request) if request.method in methods else 0
            return too_often(request, wait) if wait else view(request, *args, **kwargs)

        return at_pace

    return decorator


def seconds_to_wait(name: str, request: HttpRequest) -> int:
    """Count one try of whoever asks. 0 when it is within the rate; else how long until the next one would be."""
    rate, person, address = RATES[name], person_key(request), address_key(request.META.get("REMOTE_ADDR", ""))
    # The person first: one who hammers uses up nothing of what others at the same address have left.
    return _count(name, rate.per_person, person) or _count(name, rate.per_address, address)


def may_mail(recipient: str) -> bool:
    """Count one mail to `recipient`; False when that box has had enough for now."""
    return not _count("recipient", RATES["recipient"].per_address, f"mail|{recipient.strip().casefold()}")


def person_key(request: HttpRequest) -> str:
    """Who asks, as far as the request says: the one logged in, else the visitor whose cookie it carries."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return f"user|{request.user.pk}"
    visitor = request.COOKIES.get(settings.VISITOR_COOKIE_NAME, "")
    return f"visitor|{visitor}" if visitor else ""


def address_key(address: str) -> str:
    """An IPv6 subscriber has a whole /64: within it addresses cost nothing, and a telephone changes its own daily."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""  # a socket file: no address to count
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.IPv6Network((found, 64), strict=False).network_address)
    return str(found)


def _count(name: str, rate: str, who: str) -> int:
    """Count one try under every part of `rate`; the longest wait of those that are full."""
    if not (rate and who and settings.RATE_FACTOR) or _Away.until > time.monotonic():
        return 0
    key = lookup_hash("pace", f"{name}|{who}")
    try:
        limiter = _limiter()
        full = [item for item in _items(rate, settings.RATE_FACTOR) if not limiter.hit(item, name, key)]
        return max((_seconds_left(limiter, item, name, key) for item in full), default=0)
    except (StorageError, RedisError, OSError) as error:
        _Away.until = time.monotonic() + AWAY_SECONDS
        logger.warning("Rates are not counted for %s s: %s", AWAY_SECONDS, type(error).__name__)
        return 0


def _seconds_left(limiter: MovingWindowRateLimiter, item: RateLimitItem, *key: str) -> int:
    return max(1, math.ceil(limiter.get_window_stats(item, *key).reset_time - time.time()))


@cache
def _items(rate: str, factor: int) -> list[RateLimitItem]:
    return [type(item)(item.amount * factor, item.multiples) for item in parse_many(rate)]


class _Away:
    """Until when Redis is left alone, by time.monotonic()."""

    until = 0.0


@cache
def _limiter() -> MovingWindowRateLimiter:
    uri = settings.REDIS_URL.replace("unix://", "redis+unix://") if settings.REDIS_URL else "memory://"
    options = {"socket_connect_timeout": REDIS_SECONDS, "socket_timeout": REDIS_SECONDS} if settings.REDIS_URL else {}
    return MovingWindowRateLimiter(storage_from_string(uri, **options))


def forget() -> None:
    """Begin counting anew: for tests."""
    _limiter.cache_clear()
    _Away.until = 0.0


def too_often(request: HttpRequest, wait: int) -> HttpResponse:
    """The answer to who goes too fast. The page's own scripts get it as JSON, with the seconds they shall wait."""
    response: HttpResponse
    if text := _for_script(request.POST.get("action", "")):
        response = JsonResponse({"wait": wait, "message": text % {"time": in_words(wait)}}, status=429)
    else:
        response = render(request, "429.html", {"wait": in_words(wait), "posted": list(_posted(request))}, status=429)
    response.headers["Retry-After"] = str(wait)
    return response


def _for_script(action: str) -> str:
    if action.startswith("attach-"):
        return _("Inte uppladdad än. Sidan försöker igen om %(time)s.")
    return _("Inte sparat än. Sidan försöker igen om %(time)s.") if action == "autosave" else ""


def _posted(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What the button sends again; nothing where the view says that it holds passwords."""
    if hasattr(request, "sensitive_post_parameters"):
        return
    for name, values in request.POST.lists():
        if name != "csrfmiddlewaretoken":
            yield from ((name, str(value)) for value in values)


def in_words(seconds: int) -> str:
    if seconds <= 90:
        return ngettext("%(count)s sekund", "%(count)s sekunder", seconds) % {"count": seconds}
    minutes = math.ceil(seconds / 60)
    if minutes <= 90:
        return ngettext("%(count)s minut", "%(count)s minuter", minutes) % {"count": minutes}
    hours = math.ceil(minutes / 60)
    return ngettext("%(count)s timme", "%(count)s timmar", hours) % {"count": hours}
