"""Serves a reward over HTTP: python3 examples/reward_endpoint.py [PORT]. Any language can: see docs/grpo.md."""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def reward(sample):
    """1 for the right number alone, less the more words are around it; None would mean "does not apply"."""
    words = sample["completion"].replace(".", " ").split()
    if str(sample["row"]["answer"]) not in words:
        return 0.0
    return 1.0 / len(words)


class Rewards(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = json.dumps({"rewards": [reward(sample) for sample in asked["samples"]]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8000), Rewards).serve_forever()
