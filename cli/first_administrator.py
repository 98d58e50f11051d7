"""The first person who may log in, made where there is nobody yet."""

import sys

from cli.messages import Say
from review.passwords import hashed, made_up_password
from schemas.settings import Settings
from store.errors import NotAllowed
from store.session import Store
from store.users import Role, add_user, users

_NAME = "admin"


def first_administrator(store: Store, settings: Settings, say: Say) -> None:
    """Make ``admin`` when nobody can log in yet; a made-up password is printed, once."""
    if users(store):
        return
    given = settings.admin_password
    password = made_up_password() if given is None else given.get_secret_value()
    try:
        add_user(store, _NAME, Role.ADMINISTRATOR, hashed(password), by="sodo review")
    except NotAllowed:  # another one that starts at this moment was quicker
        return
    if given is None:
        print(say("review_first", name=_NAME, password=password), file=sys.stderr, flush=True)
