"""The seal: three programs agree that it holds, and whatever is changed afterwards is told."""

import http.server
import threading
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from django.core.exceptions import ImproperlyConfigured
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from documents import own_seal, sealing
from documents.checking import Verdict, check
from documents.examining import examine
from documents.typesetting import typeset
from tests.documents.pdf import faults, poppler, seal_of


@pytest.fixture
def sealed(document, seal) -> bytes:
    return sealing.seal(typeset(document), seal, reason="Kvittens")


@pytest.fixture
def other_seal(tmp_path, settings):
    path = tmp_path / "other.p12"
    own_seal.make(path, organisation="Annan kommun", number="2120000001", is_demo=True)
    settings.SEAL_FILE, settings.SEAL_SIGNER = str(path), "documents.sealing.signer_from_file"
    return sealing.current()


def test_sealed_document_keeps_both_standards(sealed):
    assert faults(sealed) == []


def test_all_agree_that_it_is_whole(sealed):
    told = seal_of(sealed)
    found = check(sealed, ours=sealing.certificates())

    assert "Signature is Valid" in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert found.verdict == Verdict.GENUINE
    assert found.sealed_by == "DEMO Heby kommun"
    assert abs((datetime.now(UTC) - found.sealed_at).total_seconds()) < 60
    assert found.attachments["svar.json"] == '{"namn":"Åsa 日本"}'.encode()


@pytest.mark.parametrize("place", [2000, 9000, 15_000, -300])
def test_flipped_byte_is_reported(sealed, place):
    place %= len(sealed)
    changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]

    assert check(changed, ours=sealing.certificates()).verdict == Verdict.CHANGED
    assert "Signature is Valid" not in seal_of(changed)


def test_not_a_bit_can_change_where_the_seal_itself_lies(sealed):
    """There poppler sees nothing: it is the one place that no seal covers."""
    ours, hole = sealing.certificates(), sealed.index(b"/Contents <") + len(b"/Contents <")
    for place in (hole, hole + 500, hole + 1001, hole + 6000, hole + 6001):
        for bit in (1, 16, 32):
            changed = sealed[:place] + bytes([sealed[place] ^ bit]) + sealed[place + 1 :]
            assert check(changed, ours=ours).verdict == Verdict.CHANGED, (place - hole, bit)


def test_appended_change_is_reported(sealed, tmp_path):
    """As an editor of PDF files does it: the sealed bytes stay, and a new part after them says something else."""
    import io

    writer = IncrementalPdfFileWriter(io.BytesIO(sealed), strict=False)
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)

    assert "Not total document signed" in seal_of(out.getvalue())
    assert check(out.getvalue(), ours=sealing.certificates()).verdict == Verdict.CHANGED


@pytest.mark.parametrize("change", [lambda pdf: pdf + b"\n% x\n", lambda pdf: pdf[:-200], lambda pdf: pdf[:3000]])
def test_longer_or_shorter_is_never_genuine(sealed, change):
    assert check(change(sealed), ours=sealing.certificates()).verdict != Verdict.GENUINE


@pytest.mark.parametrize("content", [b"", b"hej", b"%PDF-1.7\n", b"\x00" * 1000])
def test_what_is_no_document_is_unknown(seal, content):
    assert check(content, ours=sealing.certificates()).verdict == Verdict.UNKNOWN


def test_unsealed_document_is_unknown(seal, document):
    assert check(typeset(document), ours=sealing.certificates()).verdict == Verdict.UNKNOWN


def test_anothers_seal_is_unknown(sealed, other_seal):
    assert check(sealed, ours=sealing.certificates()).verdict == Verdict.UNKNOWN


def test_earlier_seal_is_still_ours(sealed, seal, other_seal, settings, tmp_path):
    folder = tmp_path / "earlier"
    folder.mkdir()
    (folder / "2025.der").write_bytes(seal.signer.signing_cert.dump())
    settings.SEAL_EARLIER = str(folder)

    assert check(sealed, ours=sealing.certificates()).verdict == Verdict.GENUINE


def test_stranger_who_names_himself_as_we_do_is_unknown(sealed, seal, document, tmp_path, settings):
    """Same names in every field, another key: what is compared is the certificate itself."""
    path = tmp_path / "false.p12"
    own_seal.make(path, organisation="Heby kommun", number="2120000407", is_demo=True)
    ours = sealing.certificates()
    settings.SEAL_FILE = str(path)
    false = sealing.seal(typeset(document), sealing.current(), reason="Kvittens")

    assert check(false, ours=ours).verdict == Verdict.UNKNOWN


def test_checking_apart_says_the_same(sealed):
    ours = sealing.certificates()

    found = examine([sealed[:1000], sealed[1000:]], ours=ours, wanted="svar.json")

    assert found.checked.verdict == Verdict.GENUINE
    assert found.checked.sealed_at == check(sealed, ours=ours).sealed_at
    assert found.attached == '{"namn":"Åsa 日本"}'.encode()
    assert examine([sealed.replace(b"/Lang", b"/Lamg")], ours=ours, wanted="svar.json").checked.verdict == "changed"
    assert examine([b"hej"], ours=ours, wanted="svar.json").checked.verdict == "unknown"


def test_seal_with_a_password(seal_file, settings, tmp_path):
    key, certificate, others = pkcs12.load_key_and_certificates(seal_file.read_bytes(), None)
    plain = pkcs12.serialize_key_and_certificates(b"seal", key, certificate, others, NoEncryption())
    assert plain.startswith(b"0")
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption

    path = tmp_path / "locked.p12"
    locked = pkcs12.serialize_key_and_certificates(b"s", key, certificate, others, BestAvailableEncryption(b"hemligt"))
    path.write_bytes(locked)
    settings.SEAL_FILE, settings.SEAL_PASSWORD = str(path), "hemligt"
    settings.SEAL_SIGNER = "documents.sealing.signer_from_file"
    assert sealing.current().name == "DEMO Heby kommun"

    settings.SEAL_PASSWORD = "fel"
    with pytest.raises(ImproperlyConfigured, match="SEAL_PASSWORD"):
        sealing.current()


def test_missing_seal_is_told(settings, tmp_path):
    settings.SEAL_SIGNER = "documents.sealing.signer_from_file"
    settings.SEAL_FILE = str(tmp_path / "none.p12")
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured, match="not there"):
        sealing.current()


@pytest.fixture
def time_stamps(seal_file, settings):
    """A time-stamp service of our own (RFC 3161)."""
    from asn1crypto import keys, tsp, x509
    from pyhanko.sign.timestamps import DummyTimeStamper

    key, certificate, _others = pkcs12.load_key_and_certificates(seal_file.read_bytes(), None)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        tsa_cert=x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        tsa_key=keys.PrivateKeyInfo.load(der),
        certs_to_embed=[],
    )
    asked = []

    class Service(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            question = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(question)
            content = stamper.request_tsa_response(question).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SEAL_TIMESTAMP_URL = f"http://127.0.0.1:{server.server_port}/"
    yield asked
    server.shutdown()
    server.server_close()


def test_time_stamp_is_in_the_seal_where_a_service_is_set(document, seal, time_stamps):
    pdf = sealing.seal(typeset(document), seal, reason="Kvittens")
    found = check(pdf, ours=sealing.certificates())

    assert len(time_stamps) >= 1
    assert found.verdict == Verdict.GENUINE
    assert found.time_is_stamped
    assert faults(pdf) == []
    assert "Signature is Valid" in poppler("pdfsig", pdf, "-nocert")
