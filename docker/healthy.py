"""Asks the web server in this container how it is, as the web server before it would."""

import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

line = HTTPConnection("127.0.0.1", 8000, timeout=8)
host = urlsplit(os.environ["SITE_URL"]).netloc
line.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
answer = line.getresponse()
sys.exit(None if answer.status == 200 else answer.read().decode())
