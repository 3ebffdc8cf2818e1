"""Files on addresses that ask for none."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class NoFiles(FileUploadHandler):
    """Drops files unread, so that what a stranger sends to a form without files never lies in clear on our disk.

    The admin takes the editors' images and documents. A view that takes residents' files puts its own handlers in
    `request.upload_handlers` instead of these.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.request is None or not self.request.path.startswith("/admin/"):
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data  # the admin's: on to the next handler

    def file_complete(self, file_size: int) -> None:
        return None
