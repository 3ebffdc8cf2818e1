"""A virus scanner that speaks as clamd does, and is away, hangs or talks nonsense when it is told to."""

import socket
import threading

from tests.faults.processes import HOST, free_port

CLEAN, AWAY, HANGING, LYING = b"stream: OK\n", None, b"", b"stream: OK FOUND maybe\n"
Mood = bytes | None


class Scanner:
    """Always listens on the same port; when it is away it hangs up at once, which a closed port does as well."""

    def __init__(self) -> None:
        self.mood: Mood = CLEAN
        self.asked = 0
        self.listener = socket.create_server((HOST, free_port()))
        self.address = f"tcp://{HOST}:{self.listener.getsockname()[1]}"
        self._held: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                line, _address = self.listener.accept()
            except OSError:  # stopped
                return
            self.asked += 1
            if self.mood is AWAY:
                line.close()
            else:
                threading.Thread(target=self._answer, args=(line, self.mood), daemon=True).start()

    def _answer(self, line: socket.socket, mood: bytes) -> None:
        """INSTREAM: pieces with their length before them; one of length nothing ends the file."""
        try:
            reader = line.makefile("rb")
            reader.readline()
            while size := int.from_bytes(reader.read(4), "big"):
                reader.read(size)
            if mood == HANGING:
                self._held.append(line)
                return
            line.sendall(mood)
            line.close()
        except OSError:  # whoever asked is gone
            pass

    def stop(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for line in self._held:
            line.close()
