"""A reward endpoint at the address that pods know this machine by: python3 judge.py [ADDRESS]"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Vowels(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = [sample["completion"] for sample in asked["samples"]]
        answer = json.dumps({"rewards": [sum(c in "aeiou" for c in text) / max(1, len(text)) for text in texts]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


ThreadingHTTPServer((sys.argv[1] if len(sys.argv) > 1 else "10.244.1.1", 8765), Vowels).serve_forever()
