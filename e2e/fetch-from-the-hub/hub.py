"""hub.py DIRECTORY ADDRESS PORT TOKEN: answers as a Hugging Face hub does, with models/ and datasets/ of a directory."""
import hashlib
import http.server
import json
import pathlib
import re
import sys

directory, address, port, token = sys.argv[1:]
COMMIT = "c" * 40


class Hub(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.wfile.write(self.answer())

    def answer(self):
        if self.headers.get("Authorization") != "Bearer " + token:
            return self.head(401, {"X-Error-Code": "RepoNotFound"})
        listing = re.fullmatch(r"/api/((?:models|datasets)/[^/]+/[^/]+)/revision/(?:main|" + COMMIT + ")", self.path)
        if listing:
            files = [{"rfilename": file.name} for file in (pathlib.Path(directory) / listing[1]).iterdir()]
            return self.head(200, {"Content-Type": "application/json"}, json.dumps({"sha": COMMIT, "siblings": files}).encode())
        asked = re.fullmatch(r"/(datasets/)?([^/]+/[^/]+)/resolve/[^/]+/([^/]+)", self.path)
        file = asked and pathlib.Path(directory) / (asked[1] or "models") / asked[2] / asked[3]
        if not file or not file.is_file():
            return self.head(404, {"X-Error-Code": "EntryNotFound"})
        content = file.read_bytes()
        return self.head(200, {"ETag": '"%s"' % hashlib.sha256(content).hexdigest(), "X-Repo-Commit": COMMIT}, content)

    def head(self, status, headers, content=b""):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        return content


http.server.ThreadingHTTPServer((address, int(port)), Hub).serve_forever()
