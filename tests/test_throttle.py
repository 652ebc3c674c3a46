"""Who waits, after how many failures, and for how long: never an editor on a browser of their own for a stranger's."""

import pytest
from axes.models import AccessAttempt
from django.http import HttpRequest
from django.test import Client, RequestFactory

from careers.doors.addresses import address_of, network_of
from tests.doors import PASSWORD, code_of, happened, is_in, let_pass, make_editor, send_code, sign_in, with_second_step

HERE, ELSEWHERE = "203.0.113.7", "198.51.100.4"


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ada(db):
    return make_editor()


def fail(times, *, client=None, name="ada", address=HERE):
    """Give a wrong password so often, and return the answers' statuses and how long the last says to wait."""
    client = client or Client()
    answers = [sign_in(client, name, "wrong", address=address) for _ in range(times)]
    return [answer.status_code for answer in answers], int(answers[-1].get("Retry-After", 0))


def fail_from_many(times):
    """Fail at one account from ever other addresses, as whoever commands many machines does."""
    for number in range(times):
        sign_in(Client(), "ada", "wrong", address=f"192.0.2.{number}")


def may_sign_in(*, client=None, name="ada", address=HERE):
    client = client or Client()
    sign_in(client, name, address=address)
    return is_in(client)


def test_an_address_waits_a_quarter_of_an_hour_after_five_failures_at_an_account(ada):
    assert fail(5) == ([200, 200, 200, 200, 429], 900)
    assert not may_sign_in()

    let_pass(minutes=14)
    assert not may_sign_in()
    let_pass(minutes=1, seconds=1)
    assert fail(4) == ([200] * 4, 0)
    assert may_sign_in()


def test_the_editor_comes_in_from_another_address_meanwhile(ada):
    fail(5)

    assert may_sign_in(address=ELSEWHERE)


def test_another_account_comes_in_from_the_same_address(ada):
    make_editor("bob")
    fail(5)

    assert may_sign_in(name="bob")


def test_the_page_says_when_to_try_again(ada):
    fail(5)
    let_pass(minutes=10, seconds=30)

    answer = sign_in(Client())

    assert (answer.status_code, answer["Cache-Control"].split(", ")[0]) == (429, "max-age=0")
    assert "Try again in 5 minutes" in " ".join(answer.content.decode().split())
    assert 260 <= int(answer["Retry-After"]) <= 270


def test_trying_while_waiting_makes_it_no_longer(ada):
    fail(5)
    let_pass(minutes=10)
    fail(3)
    let_pass(minutes=5, seconds=1)

    assert may_sign_in()


def test_coming_in_clears_what_was_wrong_before(ada):
    fail(4)
    may_sign_in()

    assert fail(4) == ([200] * 4, 0)


def test_a_name_that_is_no_accounts_waits_alike(db):
    assert fail(5, name="nobody") == ([200, 200, 200, 200, 429], 900)


def test_an_address_that_tries_many_accounts_waits(ada):
    for number in range(20):
        fail(1, name=f"somebody-{number}")

    assert not may_sign_in()
    assert may_sign_in(address=ELSEWHERE)


@pytest.mark.parametrize(("failures", "seconds"), [(19, 0), (20, 60), (30, 120), (40, 240), (50, 300), (90, 300)])
def test_an_account_that_many_addresses_try_waits_minutes_and_no_longer(ada, failures, seconds):
    AccessAttempt.objects.all().delete()
    fail_from_many(1)
    AccessAttempt.objects.update(failures_since_start=failures)

    answer = sign_in(Client(), address=HERE)

    assert abs(int(answer.get("Retry-After", 0)) - seconds) <= 2
    let_pass(seconds=seconds + 1)
    assert may_sign_in()


def test_a_stranger_cannot_keep_an_editor_from_a_browser_they_have_used_before(ada):
    browser = Client()
    may_sign_in(client=browser)
    browser.post("/admin/logout/")
    # From many addresses, and from the editor's own.
    fail_from_many(25)
    fail(6)
    for number in range(20):
        fail(1, name=f"somebody-{number}")

    assert may_sign_in(client=browser)


def test_a_browser_that_is_known_waits_after_five_failures_of_its_own(ada):
    browser = Client()
    may_sign_in(client=browser)
    browser.post("/admin/logout/")

    assert fail(5, client=browser) == ([200, 200, 200, 200, 429], 900)
    assert not may_sign_in(client=browser)


def test_a_browser_is_known_for_one_account_only(ada):
    make_editor("bob")
    browser = Client()
    may_sign_in(client=browser, name="bob")
    browser.post("/admin/logout/")
    fail(5)

    assert not may_sign_in(client=browser)


def test_wrong_codes_count_as_wrong_passwords_do(ada, client, settings):
    settings.OTP_TOTP_THROTTLE_FACTOR = 0
    with_second_step(ada)
    sign_in(client)

    statuses = [send_code(client, "000000").status_code for _ in range(6)]

    assert statuses == [200, 200, 200, 200, 429, 429]
    assert send_code(client, code_of(ada)).status_code == 429


def test_a_password_asked_once_more_counts_too(ada, client):
    may_sign_in(client=client)

    guesses = [client.post("/admin/account/two-step/", {"code": "1", "password": "x"}) for _ in range(5)]

    assert [guess.status_code for guess in guesses] == [200, 200, 200, 200, 429]


def test_failures_are_written_down_once_a_lock_out_begins_and_not_while_it_lasts(ada):
    fail(7)

    assert happened() == [("failed", "ada", "Wrong password")] * 5 + [("locked", "ada", "")]


def test_what_was_typed_in_the_wrong_box_is_kept_nowhere(db):
    secret = "my-secret-password"
    sign_in(Client(), secret, "x")

    assert happened("name", "detail") == [("", "No account has the name that was given.")]
    attempt = AccessAttempt.objects.values().get()
    assert not any(secret in str(value) for value in attempt.values())


def test_neither_passwords_nor_codes_are_kept(ada, client):
    with_second_step(ada)
    sign_in(client, password="my-secret-password")
    sign_in(client)
    send_code(client, "123456")

    kept = str([*AccessAttempt.objects.values(), *happened()])
    assert not any(secret in kept for secret in ("my-secret-password", PASSWORD, "123456"))


# Addresses


def request_from(remote, forwarded=None):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=remote, **headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "192.0.2.1"),
        (0, "198.51.100.4", "192.0.2.1"),
        (1, "198.51.100.4", "198.51.100.4"),
        (1, "10.9.9.9, 198.51.100.4", "198.51.100.4"),
        (2, "10.9.9.9, 198.51.100.4, 192.0.2.9", "198.51.100.4"),
        (2, "192.0.2.9", None),
        (1, None, None),
        (1, "not an address", None),
        (1, "::ffff:198.51.100.4", "198.51.100.4"),
    ],
)
def test_a_visitor_cannot_choose_their_address(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies

    assert address_of(request_from("192.0.2.1", forwarded)) == address


def test_a_server_without_addresses_counts_all_alike():
    assert address_of(HttpRequest()) is None


def test_a_household_with_ipv6_is_one_address():
    assert {network_of(request_from(f"2001:db8:1:2::{number}")) for number in (1, 2, 3)} == {"2001:db8:1:2::"}
