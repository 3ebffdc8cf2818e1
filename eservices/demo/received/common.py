"""What everybody in the demo's errands draws from. Nobody in them exists, and no address is anybody's.

Telephone numbers are of PTS's series for fiction. The organisation numbers are made up: the last of their series.
"""

from casework.models import Status

ASSOCIATION_NUMBER, COMPANY_NUMBER = "899999-9991", "599999-9997"
ONGOING, CLOSED = Status.ONGOING, Status.CLOSED


def address(street: str, postcode: str, city: str) -> dict[str, str]:
    return {"street": street, "co": "", "postcode": postcode, "city": city}


HEBY = address("Storgatan 14", "744 30", "Heby")
HARBO = address("Skogsvägen 3", "744 42", "Harbo")
VITTINGE = address("Sjögatan 8", "744 51", "Vittinge")
