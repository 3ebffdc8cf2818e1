"""Addresses × roles: who gets what at every address, and no address without a row (style.md, Tests).

Ours stand in a table. Wagtail's follow a rule: who is not logged in is sent to log in, and so is a resident.
"""

import pytest
from django.test import Client

from tests.addresses import FILES, NOT_TO_BE_DELETED, OPEN_ADMIN, OUR_VIEWSETS, PERSONAL, Address, addresses
from tests.fixtures_site import Site

pytestmark = pytest.mark.django_db
ROLES = ("anonymous", "astrid", "nils", "hugo", "hedda", "maja", "sixten", "rut", "adam")
RESIDENTS, STAFF = ("astrid", "nils"), ("hugo", "hedda", "maja", "sixten", "rut", "adam")
TABLE = {  # a number is the status; "login" and "staff" are redirects to the residents' and the staff's login page
    #                           anonymous astrid nils hugo hedda maja sixten rut adam
    "accounts:login": "          200   200   200   200   200   200   200 200   200",
    "accounts:eid_start": "      302   302   302   302   302   302   302 302   302",
    "accounts:eid_finish": "     403   403   403   403   403   403   403 403   403",
    "accounts:client_keys": "   200   200   200   200   200   200   200 200   200",
    "accounts:test_eid": "       403   403   403   403   403   403   403 403   403",
    "accounts:time_left": "      200   200   200   200   200   200   200 200   200",
    "accounts:stay": "           login 200   200   login login login login login login",
    "accounts:logout": "         200   200   200   200   200   200   200 200   200",
    "accounts:logged_out": "     200   200   200   200   200   200   200 200   200",
    "accounts:contact": "        login 200   200   login login login login login login",
    "eservices:start": "         login 200   302   login login login login login login",
    "eservices:first_step": "    login 302   200   login login login login login login",
    "eservices:draft": "         login 302   404   404   404   404   404 404   404",
    "eservices:step": "          login 200   404   404   404   404   404 404   404",
    "eservices:review": "        login 200   404   404   404   404   404 404   404",
    "eservices:signed": "        login 302   404   404   404   404   404 404   404",
    "eservices:waiting": "       login 200   404   login login login login login login",
    "eservices:party": "         login 404   200   login login login login login login",
    "eservices:invited": "       200   200   200   200   200   200   200 200   200",
    "eservices:party_signed": "  login 404   302   login login login login login login",
    "eservices:party_declines": "login 404   200   login login login login login login",
    "eservices:party_file": "    login 404   404   login login login login login login",
    "eservices:party_receipt": " login 404   404   login login login login login login",
    "eservices:leave": "         302   200   302   302   302   302   302 302   302",
    "eservices:remove": "        login 200   404   404   404   404   404 404   404",
    "eservices:fetch_file": "    login 200   404   404   404   404   404 404   404",
    "eservices:rename_file": "   login 200   404   404   404   404   404 404   404",
    "eservices:replace_file": "  login 200   404   404   404   404   404 404   404",
    "eservices:remove_file": "   login 200   404   404   404   404   404 404   404",
    "eservices:sent": "          login 200   404   404   404   404   404 404   404",
    "eservices:sent_receipt": "  login 200   404   404   404   404   404 404   404",
    "eservices:check_receipt": " 200   200   200   200   200   200   200 200   200",
    "eservices:my_pages": "      login 200   200   login login login login login login",
    "eservices:my_case": "       login 200   404   login login login login login login",
    "eservices:my_file": "       login 200   404   login login login login login login",
    "eservices:my_receipt": "    login 200   404   login login login login login login",
    "casework:cases": "          staff staff staff 200   200   404   404 200   404",
    "casework:cases_results": "  staff staff staff 200   200   404   404 200   404",
    "casework:case": "           staff staff staff 200   404   404   404 200   404",
    "casework:file": "           staff staff staff 200   404   404   404 200   404",
    "casework:receipt": "        staff staff staff 200   404   404   404 200   404",
    "casework:change_status": "  staff staff staff 405   405   405   405 405   405",
    "outbox:index": "            staff staff staff 302   302   302   200 302   200",
    "outbox:retry_all": "        staff staff staff 302   302   302   405 302   405",
    "outbox:retry": "            staff staff staff 302   302   302   405 302   405",
    "outbox:release": "          staff staff staff 302   302   302   405 302   405",
    "outbox:drop": "             staff staff staff 302   302   302   405 302   405",
    "operations:healthz": "      200   200   200   200   200   200   200 200   200",
    "operations:readyz": "       200   200   200   200   200   200   200 200   200",
    "operations:metrics": "      404   404   404   404   404   404   404 404   404",
    "operations_status": "       staff staff staff 302   302   302   200 302   200",
    "staff_invite": "            staff staff staff 404   404   404   200 404   200",
    "portal_guide": "            staff staff staff 200   200   200   200 200   200",
    "staff_two_factor": "        staff staff staff 200   200   200   200 200   200",
    "staff:two_factor": "        302   302   302   302   302   302   302 302   302",
    "staff:invitation": "        410   410   410   410   410   410   410 410   410",
    "wagtailusers_users:index": "         staff staff staff 302 302 302 200 302   200",
    "wagtailusers_users:index_results": " staff staff staff 302 302 302 200 302   200",
    "wagtailusers_users:add": "           staff staff staff 302 302 302 200 302   200",
    "wagtailusers_users:edit": "          staff staff staff 404 404 404 200 404   200",
    "demo:start": "              200   200   200   200   200   200   200 200   200",
    "demo:mails": "              200   200   200   200   200   200   200 200   200",
    "demo:components": "         200   200   200   200   200   200   200 200   200",
    "demo:error_page": "         200   200   200   200   200   200   200 200   200",
    "search:search": "           200   200   200   200   200   200   200   200   200",
    "search:suggest": "          200   200   200   200   200   200   200   200   200",
    "search_misses": "           staff staff staff 302   302   200   200   302   200",
    "broken_links": "            staff staff staff 302   302   200   200   302   302",
    "sitemap": "                 200   200   200   200   200   200   200   200   200",
    "robots": "                  200   200   200   200   200   200   200   200   200",
    "colours": "                 404   404   404   404   404   404   404   404   404",
    "logo": "                    404   404   404   404   404   404   404   404   404",
    "contact_us": "              200   200   200   200   200   200   200   200   200",
    "contact_sent": "            200   200   200   200   200   200   200   200   200",
    "choose_language": "         302   302   302   302   302   302   302   302   302",
    "wagtail_serve": "           200   200   200   200   200   200   200   200   200",
    "portal_translate": "        staff  staff  staff  404   404   404   404   404   404",
}
SHARED = {  # Wagtail's outside the admin; it knows no kind of person there
    "wagtaildocs_serve": "404",
    "wagtailimages_serve": "403",
    "wagtaildocs_authenticate_with_password": "404",
    "wagtailcore_authenticate_with_password": "404",
    "wagtailcore_login": "staff",
    "one_login": "staff",
}
MAY_EDIT = {
    "committee": {"adam", "sixten"},
    "unit": {"adam", "sixten"},
    "membership": {"adam", "sixten"},
    "gallringsregler": {"maja", "adam", "sixten"},
    "driftmeddelanden": {"maja", "adam", "sixten"},
    "omraden": {"maja", "sixten"},
}
EVERY = list(addresses())
VIEWSETS = [address for address in EVERY if address.namespace in OUR_VIEWSETS]
OURS = [address for address in EVERY if address.is_ours and address not in VIEWSETS]
WAGTAILS = [address for address in EVERY if address.is_admin and address not in OURS]


@pytest.fixture
def client_of(cast, resident_client, staff_client):
    def client(role: str) -> Client:
        if role == "anonymous":
            return Client()
        return (resident_client if role in RESIDENTS else staff_client)(getattr(cast, role))

    return client


def outcome(response) -> str:
    """The status, or in words where a redirect leads."""
    url = response.headers.get("Location", "").removeprefix("/en")
    if url.startswith("/logga-in/?next="):
        return "login"
    if url.startswith("/admin/login/"):
        return "staff"
    return str(response.status_code)


def answers(role: str, site: Site, client_of, prefix: str = "") -> dict[str, str]:
    """What each of our addresses answers to a GET. Everybody comes anew to each, so that none leans on another."""
    found = [address for address in OURS if not prefix or address.translated]
    return {address.name: outcome(client_of(role).get(prefix + site.path(address))) for address in found}


def test_every_address_has_its_row():
    rest = [address for address in EVERY if address not in OURS and address not in WAGTAILS]

    assert sorted(address.name for address in OURS) == sorted(TABLE)
    assert sorted(address.name for address in rest) == sorted(SHARED)
    assert {address.namespace for address in VIEWSETS} == set(MAY_EDIT)


@pytest.mark.parametrize("role", ROLES)
def test_address_answers_each_role_as_the_table_says(site, client_of, role):
    expected = {name: row.split()[ROLES.index(role)] for name, row in TABLE.items()}

    assert answers(role, site, client_of) == expected


@pytest.mark.parametrize("role", ["anonymous", "astrid", "nils", "hugo"])
def test_english_addresses_answer_as_the_swedish(site, client_of, role):
    english = answers(role, site, client_of, prefix="/en")

    assert english == {name: TABLE[name].split()[ROLES.index(role)] for name in english}
    assert len(english) == 41


@pytest.mark.parametrize("role", ROLES)
def test_shared_addresses_of_wagtail(site, client_of, role):
    shared = [address for address in EVERY if address.name in SHARED]

    assert {address.name: outcome(client_of(role).get(address.path())) for address in shared} == SHARED


@pytest.mark.parametrize("role", STAFF)
def test_organisation_and_rules_are_for_those_who_may(site, client_of, role):
    client = client_of(role)
    for address in VIEWSETS:
        allowed = role in NOT_TO_BE_DELETED.get(address.name, MAY_EDIT[address.namespace])
        answer = outcome(client.get(address.path(pk=site.pk_of(address.namespace))))
        assert answer == ("200" if allowed else "302"), address.name


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["anonymous", "astrid", "nils"])
def test_the_admin_is_closed_to_all_but_staff(site, client_of, role, method):
    for address in [*WAGTAILS, *(one for one in OURS if one.is_admin)]:
        if address.name in OPEN_ADMIN or "password_reset" in address.name:
            continue
        answer = outcome(getattr(client_of(role), method)(address.path(**site.values)))
        assert answer == "staff", address.route


def test_staff_without_a_second_factor_get_nowhere(site, cast):
    for address in EVERY:
        client = Client()
        client.force_login(cast.hugo, backend="accounts.backends.StaffBackend")
        if address.name == "wagtailadmin_login":
            continue
        assert outcome(client.get(address.path(**site.values))) == "staff", address.route
        assert "_auth_user_id" not in client.session


def test_passwords_cannot_be_reset_by_mail(site):
    resets = [address for address in WAGTAILS if "password_reset" in address.name]

    assert len(resets) == 4
    assert {Client().get(address.path()).status_code for address in resets} == {404}


@pytest.mark.parametrize("role", ["anonymous", "astrid", "hugo", "sixten"])
def test_every_post_of_ours_needs_its_token(site, client_of, role):
    for address in OURS:
        client = client_of(role)
        client.handler.enforce_csrf_checks = True
        response = client.post(site.path(address))
        gated = role in RESIDENTS and address.is_admin
        assert response.status_code == (302 if gated else 403), address.name


def test_no_view_is_excused_from_the_token():
    excused = {address.name for address in EVERY if getattr(address.pattern.callback, "csrf_exempt", False)}

    assert {name for name in excused if not name.startswith("wagtailadmin_api:")} == set()


@pytest.mark.parametrize("role", ["anonymous", "astrid", "hugo", "sixten"])
def test_personal_pages_are_never_stored_and_all_have_their_policy(site, client_of, role):
    for address in OURS:
        response = client_of(role).get(site.path(address))
        if address.name.startswith(PERSONAL) and role != "anonymous":
            assert "no-store" in response["Cache-Control"], address.name
        assert_policy(response, address)


def assert_policy(response, address: Address) -> None:
    """Nothing inline; nonces and framing by ourselves in the admin alone (design.md §13.17)."""
    if address.name in FILES and response.headers["Content-Type"] == "application/pdf":
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'", address.name
        assert response["Content-Disposition"].startswith("attachment"), address.name
        assert response["X-Content-Type-Options"] == "nosniff", address.name
        return
    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    script = policy["script-src"].split()
    assert "unsafe" not in response["Content-Security-Policy"], address.name
    assert policy["default-src"] == policy["base-uri"] == "'none'", address.name
    assert policy["frame-ancestors"] == ("'self'" if address.is_admin else "'none'"), address.name
    assert script[0] == "'self'", address.name
    assert [part for part in script[1:] if not (address.is_admin and part.startswith("'nonce-"))] == [], address.name
    assert response["X-Content-Type-Options"] == "nosniff", address.name
    assert response["Referrer-Policy"] == "same-origin", address.name


def test_pages_nobody_is_logged_in_to_hold_no_session(site):
    for path in ("/", "/logga-in/", f"/starta/{site.values['service_id']}/"):
        response = Client().get(path)
        assert "session" not in response.cookies, path


@pytest.mark.parametrize("path", ["/nowhere/", "/utkast/", "/admin/nowhere/", "/starta/999999/", "/en/nowhere/"])
def test_what_does_not_exist_says_so_in_place(site, client_of, path):
    response = client_of("astrid").get(path)

    assert outcome(response) == ("staff" if path.startswith("/admin/") else "404")
    assert "Cache-Control" in response
