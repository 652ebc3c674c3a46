"""The index of the search: made from the content, never edited, made anew by `manage.py rebuild_search`.

Beside these tables PostgreSQL has indexes of words and trigrams, and SQLite tables of FTS5 (see the migration).
"""

from django.db import models
from django.db.models import CASCADE

from sources.collection import OWN


class Indexing(models.Model):
    """What is derived from the content, and none itself."""

    is_content = False

    class Meta:
        abstract = True


class Entry(Indexing):
    """A thing that can be found."""

    # Told from the kind and the object, see sources.search.kinds.
    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=16)
    object_id = models.BigIntegerField()
    collection = models.CharField(max_length=40, default=OWN)
    title = models.TextField()
    slug = models.CharField(max_length=160)
    weight = models.IntegerField(default=0)
    length = models.IntegerField()

    def __str__(self):
        return f"{self.kind}: {self.title}"


class EntryName(Indexing):
    """A name of an entry: its title, or what else it is called."""

    entry = models.ForeignKey(Entry, CASCADE, db_constraint=False, related_name="names")
    name = models.TextField()
    words = models.TextField(help_text="The folded words in their order, then each two neighbours as one.")
    compact = models.CharField(max_length=120, help_text="The beginning of the folded words, without spaces.")
    # Of the entry, so that suggestions need nothing else.
    kind = models.CharField(max_length=16)
    collection = models.CharField(max_length=40)
    weight = models.IntegerField()
    is_title = models.BooleanField()
    is_hidden = models.BooleanField()

    def __str__(self):
        return self.name


class EntryText(Indexing):
    """What an entry says."""

    entry = models.OneToOneField(Entry, CASCADE, primary_key=True, db_constraint=False, related_name="body")
    text = models.TextField()
    words = models.TextField(help_text="The folded words of the names and the text, sorted, each once.")

    def __str__(self):
        return self.text


class Word(Indexing):
    """A word, and how many entries have it."""

    word = models.CharField(max_length=130, unique=True)
    count = models.IntegerField()

    def __str__(self):
        return self.word
