"""An editor who signs in by the form and publishes by the form, like any other."""

import re

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

    def publish(self):
        """Publish the next version; raises RefusedError where it was not accepted."""
        return self.send(self.open())

    def open(self):
        """Return the fields of the form as it is now."""
        page = self.client.get(self._form)
        if page.status != 200:
            raise RefusedError(page)
        return fields_of(page.text, "description")

    def send(self, fields):
        """Send the form with the next version in it; return which it is."""
        wanted = self.published + 1
        sent = [(name, self._text(wanted) if name == "description" else value) for name, value in fields]
        answer = self.client.post(self._form, [*sent, ("_save", "Save")])
        if answer.status != 302:
            raise RefusedError(answer)
        self.published = wanted
        return wanted

    @property
    def _form(self):
        return f"/admin/skills/skill/{self.key}/change/"

    @property
    def address(self):
        """The public page that shows what was published."""
        return f"/skills/{self.slug}/"

    def _text(self, version):
        return f"Published for the {version}. time."


def version_in(text):
    """Return which version a page shows, 0 for none."""
    found = _VERSION.search(text)
    return int(found[1]) if found else 0
