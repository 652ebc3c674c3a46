"""An editor who signs in by the form and publishes by the form, like any other."""

import re
from secrets import token_hex

from .client import Client, fields_of

NAME, PASSWORD = "ada", "four words in a row"
_VERSION = re.compile(r"Published for the (\d+)\. time")


class RefusedError(Exception):
    """What was sent was not accepted; has the answer."""

    def __init__(self, answer):
        super().__init__(f"status {answer.status}")
        self.answer = answer


class Editor:
    """Publishes a skill again and again; its description counts."""

    def __init__(self, url, skill):
        """Take the address of a server, and (id, slug) of the skill."""
        self.client = Client(url)
        self.key, self.slug = skill
        self.published = 0

    def on(self, url):
        """Return an editor of the same skill who is not signed in, on another server."""
        return Editor(url, (self.key, self.slug))

    def close(self):
        self.client.close()

    def sign_in(self):
        address = "/admin/login/?next=/admin/"
        page = self.client.get(address)
        fields = dict(fields_of(page.text, "username")) | {"username": NAME, "password": PASSWORD}
        answer = self.client.post(address, list(fields.items()))
        if answer.status != 302:
            raise RefusedError(answer)
        return self

    def publish(self, padding=0):
        """Publish the next version; raises RefusedError where it was not accepted."""
        return self.send(self.open(), padding)

    def open(self):
        """Return the fields of the form as it is now."""
        page = self.client.get(self._form)
        if page.status != 200:
            raise RefusedError(page)
        return fields_of(page.text, "description")

    def send(self, fields, padding=0):
        """Send the form with the next version in it, and so many characters more; return which it is."""
        answer = self.client.post(self._form, self._with_next(fields, padding))
        if answer.status != 302:
            raise RefusedError(answer)
        self.published += 1
        return self.published

    def begin(self, fields):
        """Send the form and wait for no answer."""
        self.client.begin(self._form, self._with_next(fields))

    def _with_next(self, fields, padding=0):
        text = f"Published for the {self.published + 1}. time. {token_hex(padding // 2)}".strip()
        sent = [(name, text if name == "description" else value) for name, value in fields]
        return [*sent, ("_save", "Save")]

    @property
    def _form(self):
        return f"/admin/skills/skill/{self.key}/change/"

    @property
    def address(self):
        """The public page that shows what was published."""
        return f"/skills/{self.slug}/"


def version_in(text):
    """Return which version a page shows, 0 for none."""
    found = _VERSION.search(text)
    return int(found[1]) if found else 0
