"""The smallest client: shows that scripts reach the server they are started for."""

import json
import os
from urllib.request import urlopen

with urlopen(os.environ["API_URL"] + "/health") as answer:
    assert json.load(answer)["service"] == "backend"
