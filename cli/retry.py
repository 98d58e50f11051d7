"""``sodo retry``: what was set aside is read again."""

import argparse
from collections.abc import Iterator

from cli.arguments import EXIT_WRONG
from cli.messages import Say
from cli.station_start import known_station
from schemas.settings import Language, Loaded
from schemas.states import State
from store.documents import cards, send_again
from store.errors import NoSuchThing, NotAllowed
from store.session import Store, open_store
from store.shapes import Card
from workers.bell import Bell
from workers.private_redis import bell_url
from workers.station_folder import database_url

PERSON = "operator"
_PAGE = 500


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Send what is named, or list what could be; 2 when something could not be sent."""
    settings = known_station(arguments, loaded, say)
    with open_store(database_url(settings)) as store:
        if not (arguments.documents or arguments.code or arguments.all):
            _list(store, settings.lang)
            return 0
        wanted = arguments.documents or [
            card.document_id
            for card in _set_aside(store)
            if arguments.all or (card.set_aside and card.set_aside.code == arguments.code)
        ]
        refused = _send(store, wanted, say)
    sent = len(wanted) - refused
    Bell(bell_url(settings)).ring(sent)
    print(say("retry_sent", n=sent))
    return EXIT_WRONG if refused else 0


def _send(store: Store, wanted: list[int], say: Say) -> int:
    """Send all that can be; return how many cannot."""
    refused = 0
    for document_id in wanted:
        try:
            send_again(store, document_id, by=PERSON)
        except (NoSuchThing, NotAllowed) as error:
            refused += 1
            print(say("retry_refused", document=document_id, error=error))
    return refused


def _list(store: Store, language: Language) -> None:
    for card in _set_aside(store):
        said = card.set_aside
        assert said is not None
        text = said.text if language is Language.VI else said.text_en
        print(f"{card.document_id}\t{said.code}\t{card.station}\t{card.batch}\t{card.file}\t{text}")


def _set_aside(store: Store) -> Iterator[Card]:
    """Yield what is set aside and has bytes to read."""
    after = 0
    while page := cards(store, State.SET_ASIDE, after=after, limit=_PAGE):
        yield from (card for card in page if card.blob_key is not None)
        after = page[-1].document_id
