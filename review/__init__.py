"""The review page: what needs a person, with its evidence, over HTTP; knows no recogniser."""
