"""The doors: log-ins, forms of other sites, headers, limits."""

from datetime import timedelta

import pytest
from fastapi import FastAPI

from review.limits import Limiter, Rate
from review.passwords import fits, hashed, key_hash, made_up_password
from review.security import SESSION_COOKIE
from store import audit
from store.session import Store
from store.tables_review import logins
from store.users import Role, change_user, users
from tests.review.conftest import PASSWORD, AsRole, Browser


def test_a_password_is_kept_as_argon2_and_judged_by_it() -> None:
    stored = hashed("mật khẩu")

    assert stored.startswith("$argon2id$")
    assert fits("mật khẩu", stored)
    assert not fits("mat khau", stored)
    assert not fits("mật khẩu", None)
    assert made_up_password() != made_up_password()


def test_a_log_in_gets_a_new_key_whatever_the_browser_brought(browser: Browser) -> None:
    browser.cookies.set(SESSION_COOKIE, "planted")

    answer = browser.post("/login", data={"name": "operator", "password": PASSWORD})

    key = answer.cookies[SESSION_COOKIE]
    assert key != "planted"
    told = answer.headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=strict" in told


def test_the_stored_key_is_not_the_browsers(browser: Browser, store: Store) -> None:
    browser.log_in("operator")
    key = browser.cookies[SESSION_COOKIE]

    with store.reading() as connection:
        stored = connection.execute(logins.select()).all()

    assert key not in str(stored)


def test_a_log_out_ends_the_key_on_the_server(browser: Browser) -> None:
    browser.log_in("operator")
    key = browser.cookies[SESSION_COOKIE]
    browser.post("/logout", data={"csrf": browser.csrf})

    browser.cookies.set(SESSION_COOKIE, key)

    assert browser.get("/account").status_code == 303


@pytest.mark.parametrize("past", [timedelta(minutes=61), timedelta(hours=13)])
def test_a_log_in_ends_by_itself(browser: Browser, store: Store, past: timedelta) -> None:
    browser.log_in("operator")
    with store.writing() as connection:
        row = connection.execute(logins.select()).one()
        values = {"seen_at": row.seen_at - past, "ends_at": row.ends_at - past}
        connection.execute(logins.update().values(values))

    assert browser.get("/account").status_code == 303


def test_a_name_is_locked_after_some_wrong_passwords(browser: Browser, store: Store) -> None:
    codes = [browser.log_in("operator", "wrong") for _ in range(5)]

    assert codes == [403] * 5
    assert browser.log_in("operator") == 403
    assert browser.log_in("supervisor") == 303
    assert [u.locked_until is not None for u in users(store) if u.name == "operator"] == [True]


def test_an_unknown_name_is_answered_like_a_wrong_password(browser: Browser) -> None:
    wrong = browser.post("/login", data={"name": "operator", "password": "x"})
    unknown = browser.post("/login", data={"name": "nobody1", "password": "x"})

    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text.replace("operator", "") == unknown.text.replace("nobody1", "")


def test_a_disabled_person_is_out_at_once(browser: Browser, store: Store) -> None:
    browser.log_in("operator")

    change_user(store, "operator", by="test", disabled=True)

    assert browser.get("/account").status_code == 303
    assert browser.log_in("operator") == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-CSRF-Token": "0" * 64},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_refused(as_role: AsRole, headers: dict[str, str]) -> None:
    browser = as_role(Role.ADMINISTRATOR)
    if "Origin" in headers or "Sec-Fetch-Site" in headers:
        headers = {**headers, "X-CSRF-Token": browser.csrf}

    answer = browser.post("/users", data={"name": "mallory", "role": "operator"}, headers=headers)

    assert answer.status_code == 403


def test_another_sites_form_cannot_log_a_browser_in(browser: Browser) -> None:
    answer = browser.post(
        "/login",
        data={"name": "operator", "password": PASSWORD},
        headers={"Origin": "http://evil.example"},
    )

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/login", "/nowhere", "/static/sodo.css", "/healthz", "/work"])
def test_every_answer_says_what_browsers_may_do(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/static/....//app.py",
    ],
)
def test_nothing_outside_the_folder_of_static_files_is_served(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "http://evil.example", ""])
def test_a_log_in_never_leads_elsewhere(browser: Browser, path: str) -> None:
    answer = browser.post("/login", data={"name": "operator", "password": PASSWORD, "next": path})

    assert answer.headers["location"] == "/"


def test_who_asks_too_often_waits() -> None:
    limiter = Limiter(Rate(burst=3, per_s=0.0001))

    assert [limiter.take("a") for _ in range(4)] == [True, True, True, False]
    assert limiter.take("b")


def test_too_many_log_ins_from_one_machine_are_refused(browser: Browser) -> None:
    codes = {browser.post("/login", data={"name": "x", "password": "x"}).status_code}
    browser.app.state.doors.logins = Limiter(Rate(burst=0, per_s=0))  # type: ignore[attr-defined]
    codes.add(browser.post("/login", data={"name": "x", "password": "x"}).status_code)

    assert codes == {403, 429}


def test_a_large_body_is_refused(as_role: AsRole) -> None:
    browser = as_role(Role.ADMINISTRATOR)

    answer = browser.post("/users", data={"name": "x" * 2_000_000, "role": "operator"})

    assert answer.status_code == 413


def test_what_is_typed_is_shown_as_text(as_role: AsRole) -> None:
    browser = as_role(Role.ADMINISTRATOR)
    name = "<script>alert(1)</script>"

    shown = browser.get("/audit", params={"who": name}).text

    assert name not in shown
    assert "&lt;script&gt;" in shown


def test_pages_hold_no_inline_script_or_style(as_role: AsRole) -> None:
    browser = as_role(Role.SUPERVISOR)

    for path in ("/progress", "/quality", "/exports", "/audit", "/upload", "/account"):
        text = browser.get(path).text
        assert "<style" not in text
        assert " style=" not in text
        assert "<script>" not in text
        assert " onclick" not in text


def test_log_ins_and_log_outs_are_in_the_trail(browser: Browser, store: Store) -> None:
    browser.log_in("operator", "wrong")
    browser.log_in("operator")
    browser.post("/logout", data={"csrf": browser.csrf})

    told = [entry.what for entry in reversed(audit.entries(store, who="operator"))]

    assert told == ["login_failed", "login", "logout"]
    assert audit.verify(store).broken_at is None


def test_a_key_of_a_program_is_stored_as_its_hash() -> None:
    assert key_hash("key") != "key"
    assert len(key_hash("key")) == 64


def test_an_own_password_is_changed_and_ends_the_log_in(browser: Browser) -> None:
    browser.log_in("operator")
    form = {"csrf": browser.csrf, "old": PASSWORD, "new": "mot-mat-khau", "again": "mot-mat-khau"}

    browser.post("/account/password", data=form)

    assert browser.get("/account").status_code == 303
    assert browser.log_in("operator", "mot-mat-khau") == 303


def test_an_error_says_nothing_of_what_went_wrong(app: FastAPI, browser: Browser) -> None:
    app.state.desk = None

    answer = browser.get("/healthz")

    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "NoneType" not in answer.text
