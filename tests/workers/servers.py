"""A store that speaks S3, to be taken away and brought back."""

from moto.server import ThreadedMotoServer


class S3:
    """A store that speaks S3; what it holds outlives its being away."""

    def __init__(self) -> None:
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        self._port = self._server.get_host_and_port()[1]

    @property
    def environ(self) -> dict[str, str]:
        """What programs are told to find it."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self._port}",
            "AWS_ACCESS_KEY_ID": "invented",
            "AWS_SECRET_ACCESS_KEY": "invented",
            "AWS_DEFAULT_REGION": "us-east-1",
            # Whoever is away is away: the station itself tries again.
            "AWS_MAX_ATTEMPTS": "1",
        }

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=self._port, verbose=False)
        self._server.start()
