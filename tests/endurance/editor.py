"""A small editor for the tests of this folder: one server as a process, messages as dictionaries. Standard library only."""

import json
import queue
import subprocess
import threading
import time


class Editor:
    def __init__(self, command, folder, options=None, home=None, patience=30):
        self.patience = patience
        self.paused = False     # while nothing is to be read
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=home)
        self.number = 0
        self.shown, self.answers = queue.Queue(), queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()
        capabilities = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
        self.request("initialize", {"processId": None, "rootUri": folder.as_uri() if folder else None, "capabilities": capabilities,
                                    "workspaceFolders": [{"uri": folder.as_uri(), "name": "desk"}] if folder else None,
                                    "initializationOptions": options or {}})
        self.notify("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.request("shutdown", None)
            self.notify("exit", None)
            self.process.wait(self.patience)
        except OSError:
            pass
        finally:
            self.process.kill()
            self.process.stdin.close()

    def listen(self):
        out = self.process.stdout
        while True:
            while self.paused:
                time.sleep(0.05)
            length = 0
            while line := out.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                return out.close()
            message = json.loads(out.read(length))
            if "method" in message and "id" in message:
                empty = [None] * len(message["params"]["items"]) if message["method"] == "workspace/configuration" else None
                self.send({"id": message["id"], "result": empty})
            elif message.get("method") == "textDocument/publishDiagnostics":
                self.shown.put(message["params"])
            elif "id" in message:
                self.answers.put(message)

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        """The result; an error's answer as it came."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            answer = self.answers.get(timeout=self.patience)
            if answer["id"] == self.number:
                return answer.get("result", answer.get("error"))

    def open(self, uri, text, version=1):
        item = {"uri": uri, "languageId": "markdown", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri, version, *changes):
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": list(changes)})

    def diagnostics(self, uri, version=None):
        """The next findings of a draft, of that version or a later one."""
        while True:
            shown = self.shown.get(timeout=self.patience)
            if shown["uri"] == uri and (version is None or (shown.get("version") or 0) >= version):
                return shown["diagnostics"]
