from django.db import models


class Group(models.Model):
    name = models.CharField(max_length=80)


class Author(models.Model):
    name = models.CharField(max_length=80)


class Note(models.Model):
    group = models.ForeignKey(Group, models.CASCADE)
    author = models.ForeignKey(Author, models.CASCADE)
    title = models.CharField(max_length=120)
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["group", "-written_at"], name="notes_newest")]
