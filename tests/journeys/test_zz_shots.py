from playwright.sync_api import expect

from tests.journeys.test_files import *

for n in [k for k in list(globals()) if k.startswith("test_")]:
    del globals()[n]


def test_shots(new_page, staff_page, log_in_staff):
    for width in (1280, 360):
        page = new_page(viewport={"width": width, "height": 900})

        def shot(name):
            page.screenshot(path=f"/tmp/app-{name}-{width}.png", full_page=True)

        begin(page)
        answer(page)
        shot("empty")
        page.get_by_label("Välj filer").set_input_files(
            [a_photo("IMG_20260712_hål i gatan vid Tegelgatan.jpg"), no_photo(), a_photo("två.jpg", (300, 200))]
        )
        expect(files(page)).to_have_count(2)
        slow_network(page, 60_000)
        page.get_by_label("Välj filer").set_input_files([a_photo("stor.jpg", (3000, 2000))])
        page.wait_for_timeout(3000)
        shot("busy")
        page.get_by_role("button", name="Avbryt stor.jpg").click()
        slow_network(page, -1)
        page.get_by_label("Välj filer").set_input_files([a_photo("tre.jpg", (500, 200))])
        expect(files(page)).to_have_count(3)
        shot("full")
        page.get_by_role("button", name="Byt namn två.jpg").click()
        shot("rename")
        page.go_back()
        page.get_by_role("button", name="Byt ut två.jpg").click()
        page.get_by_role("button", name="Byt ut").click()
        shot("replace")
        page.get_by_role("link", name="Avbryt").click()
        page.get_by_role("button", name="Ta bort två.jpg").click()
        shot("remove")
        page.get_by_role("link", name="Behåll filen").click()
        next_step(page)
        next_step(page)
        shot("review")
        page.get_by_role("button", name="Skicka in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ärendet är inskickat")
    from attachments.models import StoredFile

    StoredFile.objects.filter(pk=StoredFile.objects.first().pk).update(scan="infected")
    from casework.models import Case

    staff = new_page()
    log_in_staff(staff, "hugo")
    c = Case.objects.first()
    staff.goto(f"/admin/arenden/{c.pk}/")
    staff.screenshot(path="/tmp/app-admin.png", full_page=True)
    nojs = new_page(java_script_enabled=False, viewport=PHONE)
    begin(nojs)
    answer(nojs)
    nojs.get_by_label("Välj filer").set_input_files([a_photo("a.jpg"), no_photo()])
    nojs.get_by_role("button", name="Ladda upp").click()
    nojs.screenshot(path="/tmp/app-nojs-360.png", full_page=True)
