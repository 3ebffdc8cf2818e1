"""Swedish identity numbers: personal, coordination and organisation numbers.

Ours because no library does all of it (domain.md §3.1 lists how python-stdnum and personnummer deviate). The rules:
- Personal number, SKV 704: date of birth, three digits, a Luhn check digit over the last ten digits. With ten digits,
  `-` (or nothing) means under 100 and `+` that the person turns 100 this year or has done so.
- Coordination number, SKV 707: the same with 60 added to the day.
- Organisation number, SKV 709: ten digits, the third at least 2 (so it is never a date), Luhn; prefix 16 makes twelve.
  A sole trader has a personal or coordination number instead, which then is personal data.

Only ASCII digits count. Twelve digits are what we keep; `display` is what people read.
"""

import re
from dataclasses import dataclass
from datetime import date

PERSONAL_NUMBER = "personal_number"
COORDINATION_NUMBER = "coordination_number"
ORGANISATION_NUMBER = "organisation_number"

OLDEST_AGE = 125
LONGEST_INPUT = 40
ORGANISATION_PREFIX = "16"
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
SHAPE = re.compile(r"([0-9]{2})?([0-9]{6})([-+]?)([0-9]{4})")


class InvalidNumber(ValueError):
    """`code` is one of not_a_number, no_such_date, future_date, too_old, wrong_check_digit, coordination_number,
    personal_number, organisation_number. The last three name what the number is instead of what was asked for."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A personal or coordination number; `digits` are twelve."""

    digits: str

    @property
    def type(self) -> str:
        return COORDINATION_NUMBER if int(self.digits[6:8]) > 60 else PERSONAL_NUMBER

    @property
    def birth_date(self) -> date:
        day = int(self.digits[6:8])
        return date(int(self.digits[:4]), int(self.digits[4:6]), day - 60 if day > 60 else day)

    @property
    def display(self) -> str:
        return display_number(self.digits)


@dataclass(frozen=True, slots=True)
class OrganisationNumber:
    """`digits` are twelve: prefix 16 and the number, or a sole trader's own number."""

    digits: str

    @property
    def type(self) -> str:
        return PersonalNumber(self.digits).type if self.sole_trader else ORGANISATION_NUMBER

    @property
    def sole_trader(self) -> bool:
        return not self.digits.startswith(ORGANISATION_PREFIX)

    @property
    def display(self) -> str:
        return display_number(self.digits)


def display_number(digits: str) -> str:
    """`YYYYMMDD-NNNN`, or `NNNNNN-NNNN` for an organisation; anything but our twelve digits comes back as it is."""
    if not re.fullmatch("[0-9]{12}", digits):
        return digits
    head = digits[2:8] if digits.startswith(ORGANISATION_PREFIX) else digits[:8]
    return f"{head}-{digits[8:]}"


def parse_identity_number(text: str, today: date) -> PersonalNumber:
    """A personal or a coordination number, whichever `text` holds. Raises InvalidNumber."""
    century, body, sign, tail = _split(text)
    if int(body[2]) >= 2 and century in (None, ORGANISATION_PREFIX):
        raise InvalidNumber("organisation_number" if _has_valid_check_digit(body + tail) else "no_such_date")
    year = f"{century}{body[:2]}" if century else _full_year(int(body[:2]), sign, today)
    number = PersonalNumber(f"{year}{body[2:]}{tail}")
    _check_birth_date(number, today)
    if not _has_valid_check_digit(body + tail):
        raise InvalidNumber("wrong_check_digit")
    return number


def parse_personal_number(text: str, today: date) -> PersonalNumber:
    """A personal number from ten or twelve digits with or without spaces and separator.

    >>> parse_personal_number("121212+1212", date(2026, 11, 23)).display
    '19121212-1212'
    """
    return _of_type(parse_identity_number(text, today), PERSONAL_NUMBER)


def parse_coordination_number(text: str, today: date) -> PersonalNumber:
    """A coordination number from ten or twelve digits with or without spaces and separator."""
    return _of_type(parse_identity_number(text, today), COORDINATION_NUMBER)


def parse_organisation_number(text: str, today: date) -> OrganisationNumber:
    """An organisation number, with or without the prefix 16, or the number of a sole trader."""
    century, body, _, tail = _split(text)
    if int(body[2]) < 2:
        return OrganisationNumber(parse_identity_number(text, today).digits)
    if century not in (None, ORGANISATION_PREFIX):
        raise InvalidNumber("not_a_number")
    if not _has_valid_check_digit(body + tail):
        raise InvalidNumber("wrong_check_digit")
    return OrganisationNumber(f"{ORGANISATION_PREFIX}{body}{tail}")


def suggest(text: str, today: date) -> str | None:
    """The number as we would write it, when `text` is one written otherwise; None when it is no number."""
    try:
        return parse_identity_number(text, today).display
    except InvalidNumber:
        return None


def _split(text: str) -> tuple[str | None, str, str, str]:
    """Century or None, six digits, separator or "", four digits."""
    if len(text) > LONGEST_INPUT:
        raise InvalidNumber("not_a_number")
    match = SHAPE.fullmatch("".join(text.split()).translate(DASHES))
    if not match:
        raise InvalidNumber("not_a_number")
    century, body, sign, tail = match.groups()
    return century, body, sign, tail


def _full_year(two_digits: int, sign: str, today: date) -> str:
    latest = today.year - 100 if sign == "+" else today.year
    return f"{latest - (latest - two_digits) % 100:04d}"


def _check_birth_date(number: PersonalNumber, today: date) -> None:
    try:
        born = number.birth_date
    except ValueError as error:
        raise InvalidNumber("no_such_date") from error
    if born > today:
        raise InvalidNumber("future_date")
    if _age(born, today) > OLDEST_AGE:
        raise InvalidNumber("too_old")


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _has_valid_check_digit(ten_digits: str) -> bool:
    doubled = "".join(str(int(digit) * (2 - index % 2)) for index, digit in enumerate(ten_digits))
    return sum(map(int, doubled)) % 10 == 0


def _of_type(number: PersonalNumber, wanted: str) -> PersonalNumber:
    if number.type != wanted:
        raise InvalidNumber(number.type)
    return number
