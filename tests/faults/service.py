"""The one service that the residents use: two steps, a question that may be hidden, an address for the receipt."""

from eservices.demo.builder import question, stable_id, step, when

UNIT_MAIL = "utbildning@kommun.example"
STEPS = [
    step(
        "f-wish",
        ("Din önskan", "Your wish"),
        question("long_text", "wish", ("Vad vill du?", "What do you want?"), max_length=2000),
        question("email", "email", ("E-post", "E-mail"), required=False, receipt=True),
        question("file", "plan", ("Ritning", "Drawing"), required=False, kinds=["pdf"], max_mb=1, max_count=3),
    ),
    step(
        "f-boat",
        ("Båten", "The boat"),
        question("yes_no", "boat", ("Har du båt?", "Do you have a boat?")),
        question("short_text", "boat-name", ("Namn?", "Name?"), show_when=when("boat", "equals", "yes"), max_length=50),
    ),
]


def field(key: str) -> str:
    """The name that the question's field has on the page."""
    return f"q-{stable_id(key)}"
