"""What Django tells its password validators, and what an editor is told of passwords."""

from .notice import password_set


class Noticed:
    """Asks nothing of a password; Django tells it of each new one, which a hash made stronger is not."""

    def validate(self, password, user=None):
        pass

    def password_changed(self, password, user=None):
        if user is not None and user.pk:
            password_set(user)

    def get_help_text(self):
        return "Four or five words in a row are easy to remember and hard to guess. Spaces are welcome."
