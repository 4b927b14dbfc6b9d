"""The server of a made-up organisation: real HTTP, one-time codes, PKCE and signed tokens."""

import base64
import hashlib
import json
import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.stand_in import Answers, StandIn

CLIENT, SECRET = "coproduce", "only we two know this"


class Server(StandIn):
    """`person`: what it knows of whoever signs in next. `audience`: for whom its tokens are."""

    def __init__(self) -> None:
        super().__init__(SignsIn)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person: dict[str, Any] = {}
        self.audience, self.asked = CLIENT, {}

    def at_home(self, address: str) -> str:
        """The person says yes there: where the browser is sent back to."""
        wish = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked = wish
        return f"{wish['redirect_uri']}?{urlencode({'code': 'once', 'state': wish['state']})}"

    def token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": self.audience, "iat": now, "exp": now + 60, **self.person}
        return jwt.encode(claims, self.key, "RS256", {"kid": "one"})


class SignsIn(Answers):
    server: Server

    def do_GET(self) -> None:
        place, url = urlsplit(self.path).path, self.server.url
        if place == "/.well-known/openid-configuration":
            ends = {"authorization": "/authorise", "token": "/token", "userinfo": "/me"}
            self.give(
                200, {"issuer": url, "jwks_uri": f"{url}/keys"} | {f"{k}_endpoint": url + v for k, v in ends.items()}
            )
        elif place == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
            self.give(200, {"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]})
        elif self.headers.get("Authorization") == "Bearer access":
            self.give(200, self.server.person)
        else:
            self.give(401, {})

    def do_POST(self) -> None:
        """The code for a token, once, to whoever knows the secret and the start of the conversation."""
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        proof = hashlib.sha256(sent.get("code_verifier", [""])[0].encode()).digest()
        shown = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        known = (sent.get("client_id"), sent.get("client_secret"), sent.get("code")) == ([CLIENT], [SECRET], ["once"])
        if known and shown == self.server.asked.pop("code_challenge", ""):
            self.give(200, {"access_token": "access", "token_type": "Bearer", "id_token": self.server.token()})
        else:
            self.give(400, {"error": "invalid_grant"})
