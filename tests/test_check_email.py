"""What an operator reads when mail does not leave: one sentence, and where to mend it. Against real servers."""

import datetime
import ipaddress
import socket
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import CommandError, call_command

from tests.participants.outbox.conftest import post  # noqa: F401
from tests.participants.outbox.mail import MoodyServer
from tests.services import free_port

DAY = datetime.timedelta(days=1)


@pytest.fixture
def certificate(tmp_path) -> ssl.SSLContext:
    """One that this machine made for itself: nobody trusts it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example.org")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - DAY, now + DAY)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    signed = made.add_extension(here, critical=False).sign(key, hashes.SHA256())
    plain, pem = serialization.NoEncryption(), serialization.Encoding.PEM
    file = tmp_path / "mail.pem"
    file.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + signed.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.fixture
def encrypted(settings, certificate):
    """A server that offers STARTTLS, with that certificate."""
    server = MoodyServer(tls_context=certificate, auth_require_tls=True)
    server.controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, True
    yield server
    server.controller.stop()


def fault(**options) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("check_email", **options)
    return str(refused.value)


def test_a_set_up_that_works(post, capsys):  # noqa: F811
    call_command("check_email")

    assert capsys.readouterr().out == (
        f"127.0.0.1, port {post.port}, answers.\n"
        "It takes mail from coproduce@localhost. To send a test email: check_email --to ADDRESS\n"
    )
    assert post.arrived == []


def test_with_an_address_one_e_mail_is_sent(post, settings, capsys):  # noqa: F811
    post.password, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "right", "us", "right"

    call_command("check_email", to="olu@example.org")

    assert capsys.readouterr().out == (
        f"127.0.0.1, port {post.port}, answers and takes our name and password.\n"
        "It took a test email for olu@example.org. Look if it arrived, and that it is not among the spam.\n"
    )
    assert post.recipients == ["olu@example.org"]


def test_no_mail_server_is_set(settings):
    settings.EMAIL_HOST = ""

    assert fault() == (
        "No mail server is set: put its name into EMAIL_HOST. Until then each email is a file in a folder."
    )


def test_a_name_that_nobody_knows(settings):
    settings.EMAIL_HOST = "mail.invalid"

    assert fault() == "Nobody knows the name mail.invalid: check EMAIL_HOST for a slip."


def test_nothing_listens_there(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    assert fault() == (
        f"Nothing listens at 127.0.0.1, port {settings.EMAIL_PORT}: check EMAIL_PORT; often it is 587 or 465."
    )


def test_a_port_that_is_silent_or_blocked(settings):
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 0.2
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]

        assert fault() == (
            f"127.0.0.1, port {settings.EMAIL_PORT}, is silent: a firewall may block it, or it wants EMAIL_USE_SSL=1."
        )


def test_a_wrong_password(post, settings):  # noqa: F811
    post.password, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "right", "us", "wrong"

    assert fault() == (
        "The password is wrong: check EMAIL_HOST_USER and EMAIL_HOST_PASSWORD. "
        "(It said: 535 5.7.8 Authentication credentials invalid)"
    )


def test_a_password_where_encryption_comes_first(encrypted, settings):
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = False, "us", "right"

    assert fault() == ("The server asks for no password here: it may want encryption first, so set EMAIL_USE_TLS=1.")


def test_a_certificate_that_nobody_trusts(encrypted):
    assert fault() == "The certificate is not for 127.0.0.1, or not to be trusted: check EMAIL_HOST."


def test_encryption_asked_of_a_server_that_has_none(post, settings):  # noqa: F811
    settings.EMAIL_USE_TLS = True

    assert fault() == (
        "The server offers no encryption here: check EMAIL_PORT, or set EMAIL_USE_TLS=0 on your own network."
    )


def test_encryption_from_the_first_byte_where_there_is_none(post, settings):  # noqa: F811
    settings.EMAIL_USE_SSL = True

    assert fault() == (f"Port {post.port} does not begin with encryption: set EMAIL_USE_SSL=0 and EMAIL_USE_TLS=1.")


def test_our_address_is_refused(post, monkeypatch):  # noqa: F811
    post.password = "wanted, and nobody gives it"

    assert fault() == (
        "It does not take mail from coproduce@localhost: change DEFAULT_FROM_EMAIL to an address that it knows. "
        "(It said: 530 5.7.0 Authentication needed)"
    )
    assert fault(to="olu@example.org") == (
        "The mail server does not take mail from us. (It said: 530 5.7.0 Authentication needed) "
        "Check DEFAULT_FROM_EMAIL, and whether the server wants EMAIL_HOST_USER and EMAIL_HOST_PASSWORD."
    )


def test_the_test_address_is_refused(post):  # noqa: F811
    post.refuse["olu@example.org"] = "550 5.1.1 nobody here"

    assert fault(to="olu@example.org") == (
        "The mail server does not know this address. (It said: 550 5.1.1 nobody here)"
    )
