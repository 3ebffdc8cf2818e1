"""Scripted residents: log in, write, save as they go, look through, send, read the receipt. They write down what the
portal told them, and that is what it is held to afterwards."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from eservices.demo.builder import stable_id
from tests.attachments.samples import pdf
from tests.faults.browser import Browser, Form, Page
from tests.faults.service import field as named


@dataclass
class Told:
    """What pages have said to one person."""

    draft: str = ""
    saved: str = ""  # the newest text of which a page said that it is saved
    number: str = ""
    email: str = ""
    files: dict[str, str] = field(default_factory=dict)  # those of which a page said that they are there


@dataclass
class Resident:
    address: str
    service: int
    place: int  # the how-manyth resident: makes person, texts and mail address
    told: Told = field(default_factory=Told)

    def __post_init__(self) -> None:
        self.browser = Browser(self.address, f"10.{self.place // 250}.{self.place % 250}.7")
        self.told.email = f"boende{self.place}@post.example"

    @property
    def text(self) -> str:
        return f"Plats {self.place} för eka åäö"

    def log_in(self) -> None:
        """Begins again when the answer got lost on its way: the e-ID's answer is good for one time."""
        while (page := self._identify()).status == 403:
            continue
        assert page.status == 200, page.status

    def _identify(self) -> Page:
        login = self.browser.get("/logga-in/?next=/mina-sidor/").form("next")
        page = self.browser.post(login.action, login.values)
        if page.status != 200:
            return page
        chosen = page.form("number")
        answer = chosen.values | {"person": "other", "number": identity_number(self.place), "level": "loa3"}
        return self.browser.post(chosen.action, answer)

    def begin(self) -> Form:
        page = self.browser.get(f"/starta/{self.service}/")
        self.told.draft = page.path.split("/")[3]
        return page.form("base")

    def type(self, form: Form, text: str) -> None:
        """The page saves while the person writes."""
        form.values |= {named("wish"): text, named("email"): self.told.email}
        form.values["save_number"] = str(int(form.values["save_number"]) + 1)
        answer = self.browser.post_json(form.action, form.values | {"action": "autosave"})
        assert answer.status_code == 200, f"{answer.status_code} {answer.text[:300]}"
        self.told.saved = text
        form.values["base"] = answer.json()["base"]

    def attach(self, form: Form, name: str = "ritning.pdf") -> None:
        """As the page's script sends a file."""
        content = self.drawing(name)
        answer = self.browser.post_json(form.action, *self.upload(form, name, content))
        assert answer.status_code == 200, f"{answer.status_code} {answer.text[:300]}"
        assert (answer.json()["errors"], name in answer.json()["list"]) == ([], True)
        self.told.files[name] = sha256(content).hexdigest()

    def upload(self, form: Form, name: str, content: bytes) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
        fields = {"csrfmiddlewaretoken": form.values["csrfmiddlewaretoken"], "action": f"attach-{stable_id('plan')}"}
        return fields, {named("plan"): (name, content)}

    def drawing(self, name: str) -> bytes:
        """No other person's is the same."""
        return pdf(f"{name} {self.place} " + "brygga " * 9000)

    def press(self, form: Form, action: str = "next") -> Page:
        form.values["save_number"] = str(int(form.values["save_number"]) + 1)
        page = self.browser.post(form.action, form.values | {"action": action})
        assert page.status == 200, f"{page.status} {page.html[:300]}"
        return page

    def fill_in(self) -> Page:
        """Both steps; answers Granska."""
        form = self.begin()
        for count in range(3, len(self.text), 12):
            self.type(form, self.text[:count])
        self.type(form, self.text)
        if self.place % 3 == 0:  # looking into a file takes a process of its own
            self.attach(form)
        return self.answer_the_rest(form)

    def answer_the_rest(self, form: Form) -> Page:
        """From the first step to Granska."""
        second = self.press(form).form("base")
        second.values[named("boat")] = "no"
        page = self.press(second)
        assert page.path == self.address_of("granska"), page.path
        return page

    def address_of(self, view: str) -> str:
        return f"/utkast/{self.told.draft}/{view}/"

    def send(self, review: Page) -> None:
        form = review.form("reviewed")
        self.read_receipt(self.browser.post(form.action, form.values))

    def read_receipt(self, page: Page) -> None:
        assert page.path == f"/kvittens/{self.told.draft}/", f"{page.status} {page.path}"
        number = page.text_after("Diarienummer")
        assert self.told.number in ("", number)
        self.told.number = number

    def keep(self, text: str) -> None:
        """Spara, and leave."""
        form = self.begin()
        self.type(form, text[: len(text) // 2])
        self.attach(form)
        form.values[named("wish")] = text
        page = self.press(form, "save")
        assert page.path == "/mina-sidor/", page.path
        self.told.saved = text

    def reads(self) -> str:
        """What stands in the first question when the person comes back."""
        return self.browser.get(f"/utkast/{self.told.draft}/1/").form(named("wish")).values[named("wish")]

    def errand(self) -> "Resident":
        self.log_in()
        self.send(self.fill_in())
        return self

    def half_an_errand(self) -> "Resident":
        self.log_in()
        self.keep(self.text)
        return self

    def facts(self) -> dict[str, Any]:
        return vars(self.told) | {"cut": self.browser.cut, "failed": self.browser.failed}


def identity_number(place: int) -> str:
    """A valid number of somebody born long ago: one for each place."""
    day = date(1930, 1, 1) + timedelta(days=place % 3000)
    digits = f"{day:%y%m%d}{100 + place // 3000:03d}"
    doubled = [int(digit) * (2 if index % 2 == 0 else 1) for index, digit in enumerate(digits)]
    check = -sum(number // 10 + number % 10 for number in doubled) % 10
    return f"{day:%Y}{digits[2:]}{check}"
